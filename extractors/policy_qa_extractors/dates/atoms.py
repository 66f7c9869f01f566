"""Atoms: single dates as one rule reads them, before they are joined and resolved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from policy_qa_extractors.dates.grammar import Grammar, grammar
from policy_qa_extractors.dates.years import is_range, is_year
from policy_qa_extractors.page import Found, Page, overlaps
from policy_qa_extractors.rulebook import Rule

MONTH = {
    "jan": 1,
    "ene": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "abr": 4,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "ago": 8,
} | {"sep": 9, "set": 9, "oct": 10, "nov": 11, "dec": 12, "dic": 12}
ORDINAL = {
    **{"1": 1, "first": 1, "1st": 1, "primer": 1, "2": 2, "second": 2, "2nd": 2, "segundo": 2},
    **{"3": 3, "third": 3, "3rd": 3, "tercer": 3, "4": 4, "fourth": 4, "last": 4, "4th": 4, "cuarto": 4, "último": 4},
}
SEASON = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
FIELD = re.compile(r"\{(\w+)\}")
NUMERIC_DAY = re.compile(r"(?<![\w/.-])(\d{1,2})[/.-](\d{1,2})[/.-](?:1[5-9]|20)\d\d(?!\d)")


@dataclass(slots=True)
class Atom:
    """A date as printed, view offsets. `value` keeps {year} where no year is printed."""

    start: int
    end: int
    rule: Rule
    value: str
    unit: str = ""


def scan(page: Page, laws: Sequence[Found]) -> list[Atom]:
    """The dates that rules read on a page, in order, none inside a legal reference and none inside another."""
    rules, text = grammar(page.language), page.view.text
    owned = [(law.start, law.end) for law in laws]
    atoms: list[Atom] = []
    day_first = _day_first(page)
    end = 0
    for anchor in rules.scan.finditer(text):
        if anchor.start() < end:
            continue
        atom = _read(text, anchor, rules, day_first, atoms[-1] if atoms else None)
        if atom is None or overlaps(owned, atom.start, atom.end):
            continue
        atoms.append(atom)
        end = atom.end
    return atoms


def _read(text: str, anchor: re.Match[str], rules: Grammar, day_first: bool, before: Atom | None) -> Atom | None:
    start = anchor.start()
    key = anchor.lastgroup or ""
    for rule in rules.starts.get(anchor[0].casefold() if key == "word" else key, ()):
        found = rule.pattern.match(text, start)
        if found is None:
            continue
        value = _value(found, rule, day_first)
        if value is None or not _fits(text, found, rule, before):
            continue
        return Atom(start, found.end(), rule, value, (found.groupdict().get("unit") or "").casefold())
    return None


def _fits(text: str, found: re.Match[str], rule: Rule, before: Atom | None) -> bool:
    check = rule.extra.get("check")
    if check == "year":
        return is_year(text, found.start(), found.end(), before.end if before else -1)
    if check == "range":
        return is_range(found)
    start = found.start()
    return not (
        start and text[start].isdigit() and text[start - 1] in ".,:/-" and start > 1 and text[start - 2].isalnum()
    )


def _day_first(page: Page) -> bool:
    """Whether numeric dates put the day first: as the document's own dates show, else as its language does."""
    for found in NUMERIC_DAY.finditer(page.view.text):
        first, second = int(found[1]), int(found[2])
        if first > 12 >= second:
            return True
        if second > 12 >= first:
            return False
    return page.language == "es"


def _value(found: re.Match[str], rule: Rule, day_first: bool) -> str | None:
    """The EDTF value of what a rule matched; {year} stays where none is printed; None where it is no date."""
    groups = {name: text for name, text in found.groupdict().items() if text}
    if rule.extra.get("order"):
        _order(groups, day_first, found.groupdict().get("sep"))
    template: str = rule.extra["value"]
    parts = {name: _part(name, text) for name, text in groups.items()}
    if "short" in groups and "year" not in groups:
        parts["year"] = _century(groups["short"])
    if "short2" in groups and "year" in groups:
        parts["year2"] = groups["year"][:2] + groups["short2"]
    if "month" not in parts:
        template = template.replace("-{month}", "")
    value = FIELD.sub(lambda m: parts.get(m[1], m[0]), template)
    return value if _real(value) else None


def _order(groups: dict[str, str], day_first: bool, sep: str | None) -> None:
    day_first = day_first or sep == "."
    for tail in ("", "2"):
        if "first" + tail not in groups:
            continue
        day, month = groups["first" + tail], groups["second" + tail]
        if (not day_first and int(month) <= 31 and int(day) <= 12) or int(month) > 12:
            day, month = month, day
        groups["day" + tail], groups["month" + tail] = day, month


def _part(name: str, text: str) -> str:
    low = text.casefold()
    if name in {"month", "month2"}:
        return f"{MONTH[low[:3]] if low[0].isalpha() else int(low):02d}"
    if name in {"day", "day2"}:
        digits = "".join(c for c in low if c.isascii() and c.isdigit())
        return f"{int(digits or 1):02d}"
    if name == "quarter":
        return str(32 + ORDINAL[low])
    if name == "half":
        return str(39 + ORDINAL[low])
    if name == "season":
        return str(SEASON[low])
    return _century(text) if name == "year" and len(text) == 2 else text


def _century(short: str) -> str:
    digits = short[-2:]
    return ("19" if int(digits) >= 50 else "20") + digits


def _real(value: str) -> bool:
    """Whether every full day in the value is a day of the calendar."""
    for part in value.replace("{year}", "2000").split("/"):
        if len(part) == 10:
            try:
                date.fromisoformat(part)
            except ValueError:
                return False
    return True
