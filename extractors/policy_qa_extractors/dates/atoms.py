"""Atoms: single dates as one rule reads them, before they are joined and resolved."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from policy_qa_extractors.dates.grammar import Grammar, grammar
from policy_qa_extractors.dates.parts import Shift, day_first, read_shift, read_value
from policy_qa_extractors.dates.years import is_range, is_year
from policy_qa_extractors.page import Found, Page, overlaps
from policy_qa_extractors.rulebook import Rule

COMPOUND = ("post-", "Post-", "pre-", "Pre-")
LEAD = 20
SENTENCE_END = re.compile(r"\.(?: [A-Z¿¡“\"]|\n|$)")


@dataclass(frozen=True, slots=True)
class Atom:
    """A date as printed, view offsets. `value` is EDTF and keeps {year} where no year is printed.

    `shift` says how far the date lies from its anchor; `anchor` quotes the anchor once there is one.
    """

    start: int
    end: int
    rule: Rule
    value: str
    shift: Shift | None = None
    anchor: str | None = None


def scan(page: Page, laws: Sequence[Found]) -> list[Atom]:
    """The dates that rules read on a page, in order, none inside a legal reference and none inside another."""
    rules, text = grammar(page.language), page.view.text
    owned = [(law.start, law.end) for law in laws]
    first = cache(partial(day_first, page))
    atoms: list[Atom] = []
    at = 0
    for place in page.places(rules.firsts):
        if place < at or (anchor := rules.scan.match(text, place)) is None:
            continue
        atom = _read(text, anchor, rules, first, atoms[-1] if atoms else None)
        if atom is None or overlaps(owned, atom.start, atom.end):
            at = anchor.end() if anchor.lastgroup == "digits" else anchor.start() + 1
            continue
        atoms.append(atom)
        at = atom.end
    return atoms


def _read(
    text: str, anchor: re.Match[str], rules: Grammar, first: Callable[[], bool], before: Atom | None
) -> Atom | None:
    start = anchor.start()
    key = "digits" if anchor.lastgroup == "digits" else anchor[0].casefold()
    choice = rules.starts.get(key)
    for rule, found in choice.matches(text, start) if choice else ():
        if not _fits(text, found, rule, before):
            continue
        value = read_value(found, rule, rules, first)
        if value is not None:
            end = found.end()
            if SENTENCE_END.match(text, end - 1):
                end -= 1
            return Atom(_led(text, start, rule, before), end, rule, value, read_shift(found, rule, rules))
    return None


def _led(text: str, start: int, rule: Rule, before: Atom | None) -> int:
    """Where a date starts whose rule takes words before its anchor in: "the early 1990s"."""
    if "lead" not in rule.extra:
        return start
    floor = max(start - LEAD, before.end if before else 0)
    found = re.search(rf"(?<!\w)(?:{rule.extra['lead']})\Z", text[floor:start])
    return floor + found.start() if found else start


def _year_printed(found: re.Match[str]) -> bool:
    return any(text for name, text in found.groupdict().items() if name.startswith(("year", "short", "which")))


def _fits(text: str, found: re.Match[str], rule: Rule, before: Atom | None) -> bool:
    """Whether what stands around a match lets it be a date."""
    start = found.start()
    if start > 1 and text[start].isdigit() and text[start - 1] in ".,:/-–" and text[start - 2].isalnum():
        joined = before is not None and before.end == start - 1
        return joined or text.endswith(COMPOUND, max(0, start - 6), start)
    if "capital" in rule.extra and found["month"] in rule.extra["capital"] and not _year_printed(found):
        return False
    check = rule.extra.get("check")
    if check == "year":
        bare = before is not None and before.rule.extra.get("check") == "year"
        return is_year(text, start, found.end(), before.end if before and bare else -1)
    if check == "range":
        return is_range(found)
    if unless := rule.extra.get("unless_before"):
        return not text.endswith(tuple(unless), max(0, start - 24), start)
    if after := rule.extra.get("only_after"):
        return text.endswith(tuple(after), max(0, start - 24), start) or (before is not None and start - before.end < 6)
    return True
