"""Parts: the groups of a rule's match read into an EDTF value and a shift.

EDTF is ISO 8601-2:2019: seasons 21–24, quarters 33–36, halves 40–41, "201X" a decade, ".." an open end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal, TypeAlias

from policy_qa_extractors.dates.feasts import feast
from policy_qa_extractors.dates.grammar import Grammar
from policy_qa_extractors.page import Page
from policy_qa_extractors.rulebook import Rule, load

FIELD = re.compile(r"\{(\w+)\}")
NUMERIC_DAY = re.compile(r"(\d(?<![\w/.-]\d)\d?)[/-](\d{1,2})[/-](?:1[5-9]|20)\d\d(?!\d)")
AnchorKind: TypeAlias = Literal["now", "text", "sentence"]
FIRST_CODE = {"season": 0, "quarter": 32, "half": 39}
LAST_PART = {"quarter": 4, "half": 2}


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units before or after an anchor.

    `anchor` says what: "now" is the day of publication, "text" the date last named, "sentence" a date named earlier in
    the same sentence (where there is no day of publication, the date last named).
    """

    unit: str
    by: int
    anchor: AnchorKind
    weekday: int = 0


def day_first(page: Page) -> bool:
    """Whether days in digits put the day first: as the document's own dates show, else as its language does.

    An English text tells by its days in words ("3 May", "May 3"), then by its spelling and the countries it names.
    """
    for found in NUMERIC_DAY.finditer(page.view.text):
        first, second = int(found[1]), int(found[2])
        if first > 12 >= second:
            return True
        if second > 12 >= first:
            return False
    return page.language == "es" or _writes_day_first(page.view.text)


def _writes_day_first(text: str) -> bool:
    """Whether more of an English text speaks for the day first than for the month."""
    for first, second in _orders():
        days, months = sum(1 for _ in first.finditer(text)), sum(1 for _ in second.finditer(text))
        if days != months:
            return days > months
    return False


@cache
def _orders() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What speaks for the day first and for the month first, the stronger pair first."""
    table = load("any/dates.toml").tables["order"]
    day = re.compile(rf"(?<![\w/.,-])\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{table['month']}(?!\w)")
    month = re.compile(rf"(?<!\w){table['month']} \d{{1,2}}(?:st|nd|rd|th)?(?![\w/-])")
    return (day, month), (re.compile(table["day_first"]), re.compile(table["month_first"]))


def read_value(found: re.Match[str], rule: Rule, rules: Grammar, first: Callable[[], bool]) -> str | None:
    """The EDTF value of what a rule matched; {year} stays where none is printed; None where it is no date."""
    groups = {name: text for name, text in found.groupdict().items() if text}
    if "order" in rule.extra:
        _order(groups, first())
    parts = {name: _part(name.rstrip("2"), text, rules) for name, text in groups.items()}
    if "rest" in parts or "dos mil" in found[0].casefold():
        parts["year"] = str(2000 + int(parts.get("rest", "0")))
    if "count" in parts:
        parts["count"] = parts["count"].zfill(2)
    _years(groups, parts)
    template: str = rule.extra["value"]
    if "feast" in parts:
        return feast(parts["feast"], parts.get("year"))
    if "week" in rule.extra:
        return _week(parts)
    if "months" in rule.extra:
        return _months(int(parts["nth"]), int(parts["count"]), parts.get("year", "{year}"))
    if "month" not in parts:
        template = template.replace("-{month}", "")
    value = FIELD.sub(lambda m: parts.get(m[1], m[0]), template)
    return value if _real(value) else None


def read_shift(found: re.Match[str], rule: Rule, rules: Grammar) -> Shift | None:
    """How far the date lies from an anchor; None where the rule reads no relative date."""
    groups = found.groupdict()
    which = (groups.get("which") or groups.get("which2") or "").casefold()
    if "shift" not in rule.extra and not which:
        return None
    by = rules.numbers["shifts"].get(which, 0) if which else 1
    if count := groups.get("count"):
        by *= int(_part("count", count, rules))
    by *= rule.extra.get("shift", 1)
    unit = rule.extra.get("unit") or rules.units[(groups.get("unit") or "year").casefold()]
    weekday = rules.numbers["weekdays"].get((groups.get("weekday") or "").casefold().rstrip("."), 0)
    anchor: AnchorKind = rule.extra["anchor"] if "anchor" in rule.extra else rules.pointers.get(which, "now")
    return Shift(unit, by, anchor, weekday)


def _order(groups: dict[str, str], first: bool) -> None:
    """Names the numbers of a day in digits: the order of the document, unless it makes no month."""
    first = first or groups.get("sep") == "."
    pairs = [(groups["first" + tail], groups["second" + tail], tail) for tail in ("", "2") if "first" + tail in groups]
    if first and any(int(second) > 12 for _, second, _ in pairs):
        first = False
    elif not first and any(int(one) > 12 for one, _, _ in pairs):
        first = True
    for one, second, tail in pairs:
        groups["day" + tail], groups["month" + tail] = (one, second) if first else (second, one)


def _part(name: str, text: str, rules: Grammar) -> str:
    low = text.casefold().rstrip(".")
    if name == "month":
        return f"{int(low) if low[0].isdigit() else rules.numbers['months'][low]:02d}"
    if name == "day":
        digits = "".join(c for c in low if "0" <= c <= "9")
        return f"{int(digits) if digits else rules.numbers['ordinals'].get(low, 1):02d}"
    if name in FIRST_CODE:
        table = rules.numbers["seasons" if name == "season" else "ordinals"]
        nth = int(low) if low.isdigit() else table[low]
        return str(FIRST_CODE[name] + (nth if nth > 0 else LAST_PART[name]))
    if name == "century":
        digits = "".join(c for c in low if "0" <= c <= "9")
        return f"{(int(digits) if digits else rules.numbers['ordinals'][low]) - 1:02d}"
    if name == "feast":
        return rules.feasts[low]
    if name == "decade" and not low.isdigit():
        return str(rules.numbers["decades"][low])
    if name in {"nth", "count", "rest"}:
        table = rules.numbers["ordinals" if name == "nth" else "counts"]
        return str(table[low] if low in table else int("".join(c for c in low if "0" <= c <= "9")))
    return text


def _years(groups: dict[str, str], parts: dict[str, str]) -> None:
    """Writes short years in full."""
    for other in ("year4", "year5"):
        if other in groups:
            parts["year"] = groups[other]
    if len(groups.get("year", "")) == 2:
        parts["year"] = _century(groups["year"])
    if "short" in groups and "year" not in groups:
        parts["year"] = _century(groups["short"])
    if "short2" in groups and "year" in groups:
        parts["year2"] = groups["year"][:2] + groups["short2"]


def _century(short: str) -> str:
    digits = short[-2:]
    return ("19" if int(digits) >= 50 else "20") + digits


def _week(parts: dict[str, str]) -> str | None:
    """Monday to Sunday of the nth ISO week of a year, or the nth seven days of a month."""
    nth, year = int(parts["nth"]), int(parts["year"])
    if "month" in parts:
        month = int(parts["month"])
        last = monthrange(year, month)[1]
        begin = last - 6 if nth < 0 else 7 * nth - 6
        return f"{year}-{month:02d}-{begin:02d}/{year}-{month:02d}-{min(begin + 6, last):02d}"
    weeks = date(year, 12, 28).isocalendar().week
    if nth > weeks:
        return None
    monday = date.fromisocalendar(year, nth if nth > 0 else weeks, 1)
    return f"{monday}/{monday + timedelta(6)}"


def _months(nth: int, count: int, year: str) -> str | None:
    """The first or last so many months of a year."""
    if not 0 < count < 12:
        return None
    first, last = (1, count) if nth > 0 else (13 - count, 12)
    return f"{year}-{first:02d}/{year}-{last:02d}"


def _real(value: str) -> bool:
    """Whether every full day in the value is a day of the calendar."""
    for part in value.replace("{year}", "2000").split("/"):
        if len(part) == 10:
            try:
                date.fromisoformat(part)
            except ValueError:
                return False
    return True
