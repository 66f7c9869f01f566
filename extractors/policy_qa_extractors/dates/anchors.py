"""Anchors: what a date that is not printed in full is taken from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from policy_qa_extractors.dates.grammar import Grammar
from policy_qa_extractors.dates.parts import Shift
from policy_qa_extractors.page import Page
from policy_qa_extractors.rulebook import load

DAY = re.compile(r"\d{4}-\d\d-\d\d")
CLAUSE = re.compile(r"; |, (?:and|but|while|y|pero|mientras) | that | que | and (?=expects?\b|plans?\b|will\b|would\b)")
LAST = re.compile(r"(?:^|/)(\d{4})((?:-(0[1-9]|1[0-2]))?(?:-(\d\d))?|-(?:2[1-4]|3[3-6]|4[01]))$")
REACH = 6_000
SEASON = re.compile(r"\D*\d{4} ?[-–/] ?\d\d(?:\d\d)?")
FULL_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
LOOK = 100
HEAD_BLOCKS = 60
DATELINES = 6


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date printed in full: where, what, and the words. `compared` marks the year that another is held against.

    `rest` is what stands behind the year in its value: "-03", "-03-08", "-35"; `value` is that of the whole date.
    """

    at: int
    year: int
    month: int
    day: int
    quote: str
    compared: bool = False
    inferred: bool = False
    rest: str = ""
    value: str = ""


def anchor_of(at: int, value: str, quote: str, compared: bool, inferred: bool) -> Anchor | None:
    """The anchor that a record's value gives: the last day, month or year it names; None for open or vague ones."""
    if (found := LAST.search(value)) is None:
        return None
    return Anchor(at, int(found[1]), int(found[3] or 0), int(found[4] or 0), quote, compared, inferred, found[2], value)


def publication(page: Page) -> Anchor | None:
    """The day of publication: as given, else as the front matter prints it; `dateline` finds it in the text itself."""
    if page.published:
        day = page.published
        return Anchor(0, day.year, day.month, day.day, day.isoformat())
    keys = tuple(load("any/dates.toml").tables["front_matter"]["keys"])
    for block in page.blocks[:HEAD_BLOCKS]:
        line = page.view.text[block.view_start : block.view_end]
        if block.kind != "front_matter" or not line.casefold().startswith(keys):
            continue
        if found := DAY.search(line):
            year, month, day_ = (int(part) for part in found[0].split("-"))
            return Anchor(0, year, month, day_, found[0])
    return None


def dateline(page: Page, dated: Iterable[tuple[int, int, str]]) -> Anchor | None:
    """The day of publication as a line near the top prints it, of the days that stand there (start, end, value)."""
    before, behind = _around_datelines()
    for start, end, value in dated:
        if (place := page.block_at(start)) >= DATELINES:
            break
        block = page.blocks[place]
        line = max(block.view_start, page.view.text.rfind("\n", 0, start) + 1)
        if not DAY.fullmatch(value) or start - line > LOOK or not behind.match(page.view.text, end):
            continue
        if before.fullmatch(page.view.text, line, start):
            year, month, day = (int(part) for part in value.split("-"))
            return Anchor(start, year, month, day, page.quote(start, end))
    return None


@cache
def _around_datelines() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = load("any/dates.toml").tables["front_matter"]
    return re.compile(table["before"]), re.compile(table["behind"])


def shifted(shift: Shift, value: str, anchor: Anchor) -> str | None:
    """The value of a relative date from its anchor; None where the anchor is too vague for it."""
    if shift.unit == "year" and not value and _is_season(anchor):
        return of_year(anchor.value, shift.by)
    if "{year}" in value or shift.unit == "year":
        return (value or "{year}").replace("{year}", f"{anchor.year + shift.by:04d}")
    if shift.unit == "decade":
        return f"{anchor.year // 10 + shift.by}X"
    if shift.unit == "century":
        return f"{anchor.year // 100 + shift.by}XX"
    if shift.unit in {"month", "quarter"}:
        return _months(shift, anchor)
    if not anchor.day:
        return None
    try:
        return _days(shift, date(anchor.year, anchor.month, anchor.day))
    except (ValueError, OverflowError):
        return None


def of_year(value: str, by: int) -> str:
    """The value, each of its years moved by so many."""
    return FULL_YEAR.sub(lambda found: f"{int(found[0]) + by:04d}", value)


def _is_season(anchor: Anchor) -> bool:
    """Whether the anchor is a year of two calendar years: "2024/25"."""
    first, _, last = anchor.value.partition("/")
    return last == str(anchor.year) and first == str(anchor.year - 1) and SEASON.fullmatch(anchor.quote) is not None


def same_part(unit: str, year: int, anchor: Anchor) -> str | None:
    """ "the same quarter of 2024": the part of the year that the anchor names, in that year; None where it names none.

    Of a day "the same month" keeps its month.
    """
    if unit == "month" and "/" not in anchor.value:
        return f"{year}-{anchor.month:02d}" if anchor.month else None
    if unit == "quarter" and not (anchor.rest.startswith("-3") or "/" in anchor.value):
        return None
    return of_year(anchor.value, year - anchor.year) if anchor.rest else None


def _months(shift: Shift, anchor: Anchor) -> str | None:
    named = anchor.rest.startswith("-3") and len(anchor.rest) == 3
    if shift.unit == "quarter" and (named or anchor.month):
        quarter = int(anchor.rest[1:]) - 33 if named else (anchor.month - 1) // 3
        place = anchor.year * 4 + quarter + shift.by
        return f"{place // 4}-{33 + place % 4}"
    if not anchor.month:
        return None
    place = anchor.year * 12 + anchor.month - 1 + shift.by
    return f"{place // 12}-{place % 12 + 1:02d}"


def _days(shift: Shift, day: date) -> str:
    monday = day - timedelta(day.weekday())
    if shift.unit == "day":
        return str(day + timedelta(shift.by))
    if shift.unit == "week":
        first = monday + timedelta(7 * shift.by)
        return f"{first}/{first + timedelta(6)}"
    if shift.unit == "weekend":
        first = monday + timedelta(7 * shift.by + 5)
        return f"{first}/{first + timedelta(1)}"
    if shift.by < 0:
        back = (day.weekday() - shift.weekday + 1) % 7 or 7
        return str(day - timedelta(back))
    if shift.anchor == "text":
        ahead = (shift.weekday - 1 - day.weekday()) % 7 or 7
        return str(day + timedelta(ahead if shift.by else ahead % 7))
    return str(monday + timedelta(7 * shift.by + shift.weekday - 1))


def nearest_weekday(page: Page, rules: Grammar, at: int, end: int, weekday: int, anchor: Anchor) -> str | None:
    """The day of that name last before publication, or the next one where the sentence looks ahead."""
    if not anchor.day:
        return None
    day = date(anchor.year, anchor.month, anchor.day)
    ahead = (weekday - 1 - day.weekday()) % 7
    if ahead and not looks_ahead(page, rules, at, end):
        ahead -= 7
    return str(day + timedelta(ahead))


def nearest_year(page: Page, rules: Grammar, at: int, end: int, value: str, anchor: Anchor) -> int:
    """The year that brings a day or month closest to its anchor, past it where the clause looks ahead, before it where
    the clause tells what was.
    """
    month = _month_of(value)
    if not month or not anchor.month:
        return anchor.year
    quarter = "{year}-3" in value
    distance = month - (anchor.month - (anchor.month - 1) % 3 if quarter else anchor.month)
    if looks_ahead(page, rules, at, end):
        return anchor.year + (distance < 0)
    before, after = clause(page, at, end)
    text = page.view.text
    behind = any(rules.past.search(text, *span) for span in (before, after))
    last = value.partition("/")[2]
    if distance > (0 if behind or quarter else 6) or (behind and "{year}" in last and _month_of(last) > anchor.month):
        return anchor.year - 1
    return anchor.year + (distance < -7)


def clause(page: Page, at: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the words of a date's clause stand, before it and behind it; no more than a few dozen characters."""
    first, last = page.sentence_at(at)
    text = page.view.text
    first, last = max(first, at - LOOK), min(last, end + LOOK // 2)
    for found in CLAUSE.finditer(text, first, at):
        first = found.end()
    stop = CLAUSE.search(text, end, last)
    return (first, at), (end, stop.start() if stop else last)


def _month_of(value: str) -> int:
    code = int(value[7:9]) if value[7:9].isdigit() else 0
    if code <= 12:
        return code
    return {21: 3, 22: 6, 23: 9, 24: 12, 33: 1, 34: 4, 35: 7, 36: 10, 40: 1, 41: 7}.get(code, 0)


def looks_ahead(page: Page, rules: Grammar, at: int, end: int) -> bool:
    """Whether the words around a date speak of what is to come."""
    first = page.sentence_at(at)[0]
    text = page.view.text
    if rules.reported.search(text, max(first, at - LOOK // 3), at):
        return False
    before, after = clause(page, at, end)
    if rules.future.search(text, *before):
        return True
    return not rules.past.search(text, *before) and rules.future.search(text, *after) is not None
