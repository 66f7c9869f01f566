"""Periods in EDTF (ISO 8601-2) as first and last day, counted as ordinals of the proleptic Gregorian calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_POINT = re.compile(r"(?P<year>\d{3}[\dX]|\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?[~?%]?")
_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
           37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12)}  # fmt: skip
FIRST, LAST = date.min.toordinal(), date.max.toordinal()


def days_of(period: str) -> tuple[int, int] | None:
    """First and last day of an EDTF date, season, quarter, decade or interval; None for anything else.

    An open side of an interval ("2020/..") runs to the calendar's end. Marks of doubt are read past.
    """
    head, slash, tail = period.strip().partition("/")
    begin = (FIRST, FIRST) if slash and head in {"", ".."} else _point(head)
    end = begin if not slash else (LAST, LAST) if tail in {"", ".."} else _point(tail)
    if begin is None or end is None or begin[0] > end[1]:
        return None
    return begin[0], end[1]


def _point(text: str) -> tuple[int, int] | None:
    match = _POINT.fullmatch(text)
    if not match:
        return None
    low, high = int(match["year"].replace("X", "0")), int(match["year"].replace("X", "9"))
    if low < 1:
        return None
    month, day = match["month"], match["day"]
    if month is None or month == "XX":
        return date(low, 1, 1).toordinal(), date(high, 12, 31).toordinal()
    if low != high:
        return None
    if day is None or day == "XX":
        return _months(low, int(month))
    try:
        at = date(low, int(month), int(day)).toordinal()
    except ValueError:
        return None
    return at, at


def _months(year: int, code: int) -> tuple[int, int] | None:
    first, last = (code, code) if 1 <= code <= 12 else _MONTHS.get(code, (0, 0))
    if not first:
        return None
    over, month = divmod(last - 1, 12)
    if year + over > date.max.year:
        return None
    end = date(year + over, month + 1, monthrange(year + over, month + 1)[1])
    return date(year, first, 1).toordinal(), end.toordinal()
