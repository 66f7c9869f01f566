"""Feasts: the day of a feast in a year, from the codes of the tables `[feasts]`.

A code is a month and day ("12-25"), days from Easter ("easter-2"), or the nth weekday of a month and days from it
("11/4/4+1": the day after the fourth Thursday of November; Monday is 1, the last one -1); "/easter" joins two days.
Easter is that of the Gregorian calendar (the computus of J. Meeus, Astronomical Algorithms, chapter 8).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

FIXED = re.compile(r"\d\d-\d\d")
NTH = re.compile(r"(\d+)/(-?\d)/(\d)([+-]\d+)?")


def feast(code: str, year: str | None) -> str | None:
    """The EDTF value of a feast; {year} stays where none is printed, None where a feast that moves has no year."""
    if FIXED.fullmatch(code):
        return f"{year or '{year}'}-{code}"
    if year is None:
        return None
    if code.startswith("easter"):
        return "/".join(str(easter(int(year)) + timedelta(int(part[6:]))) for part in code.split("/"))
    found = NTH.fullmatch(code)
    if found is None:
        raise ValueError(f"no feast: {code}")
    month, nth, weekday, later = (int(part or 0) for part in found.groups())
    return str(_nth(int(year), month, nth, weekday) + timedelta(later))


def _nth(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth such weekday of a month, counted from its end where nth is below zero."""
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Easter Sunday of a year of the Gregorian calendar."""
    cycle, (century, rest) = year % 19, divmod(year, 100)
    leaps, epact = divmod(century, 4)
    moon = (19 * cycle + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * epact + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (cycle + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
