"""The finder of dates: read, settle what hangs on the day of publication, join, settle the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policy_qa.domain.records import Date
from policy_qa_extractors.dates.anchors import (
    LOOK,
    REACH,
    Anchor,
    anchor_of,
    dateline,
    nearest_weekday,
    nearest_year,
    publication,
    same_part,
    shifted,
)
from policy_qa_extractors.dates.atoms import Atom, scan
from policy_qa_extractors.dates.grammar import Grammar, grammar
from policy_qa_extractors.dates.joins import join
from policy_qa_extractors.page import Found, Page

KEPT = 12
NEAR = 1
LIST = re.compile(r",? (?:and|or|y|o|e|u) (?:the |el )?|, ")
BEHIND = re.compile(r",? (?:de|del|of) (?:the )?")
YEAR = re.compile(r"\d{4}(?=-|$)")


def find(page: Page, laws: Sequence[Found]) -> list[Found]:
    """The dates of a page, in order; digits inside a legal reference are none."""
    rules, found = grammar(page.language), scan(page, laws)
    now = publication(page) or dateline(page, ((atom.start, atom.end, atom.value) for atom in found))
    atoms = [_deictic(page, rules, atom, now) for atom in found]
    out: list[Found] = []
    printed: list[Anchor] = []
    for one in _of_laws(page.view.text, _listed(page.view.text, join(page.view.text, atoms, rules.joins)), laws):
        settled = _settled(page, rules, one, now, printed)
        if settled is None:
            continue
        inferred = settled.anchor is not None or "XXXX" in settled.value
        record = page.make(
            Date,
            settled.start,
            settled.end,
            label="DATE",
            rule=one.rule.id,
            value=settled.value,
            inferred=inferred,
            anchor=settled.anchor,
        )
        out.append(Found(settled.start, settled.end, record))
        if mark := _mark(page, rules, settled, inferred):
            printed = [*printed[-KEPT:], mark]
    return out


def _listed(text: str, atoms: list[Atom]) -> list[Atom]:
    """The atoms, those of a list taking the year that its last member prints: "May, June and July 2023"."""
    out, after = [], None
    for one in reversed(atoms):
        made = one
        if after and "{year}" in one.value and not one.shift and LIST.fullmatch(text, one.end, after.start):
            year = YEAR.match(after.value)
            if year and one.value[6:] < after.value[4:]:
                quote = after.anchor or text[after.start : after.end]
                made = replace(one, value=one.value.replace("{year}", year[0]), anchor=quote)
        out.append(made)
        after = made
    return out[::-1]


def _of_laws(text: str, atoms: list[Atom], laws: Sequence[Found]) -> Iterator[Atom]:
    """The atoms, a day right behind a law taking the law's year: "Ley 39/2015, de 1 de octubre"."""
    place, law = 0, None
    for one in atoms:
        while place < len(laws) and laws[place].end <= one.start:
            law = laws[place]
            place += 1
        year = getattr(law.record, "year", None) if law else None
        if law and year and "{year}" in one.value and not one.shift and BEHIND.fullmatch(text, law.end, one.start):
            yield replace(one, value=one.value.replace("{year}", str(year)), anchor=text[law.start : law.end])
        else:
            yield one


def _mark(page: Page, rules: Grammar, one: Atom, inferred: bool) -> Anchor | None:
    compared = _compared(page, rules, one)
    quote = one.anchor or page.quote(one.start, one.end)
    return anchor_of(one.start, one.value, quote, compared, inferred)


def _compared(page: Page, rules: Grammar, one: Atom) -> bool:
    """Whether the words before a date hold it against another."""
    return rules.compared.search(page.view.text, max(0, one.start - LOOK // 2), one.start) is not None


def _deictic(page: Page, rules: Grammar, atom: Atom, now: Anchor | None) -> Atom:
    """The atom, settled where it hangs on the day of publication alone."""
    shift = atom.shift
    if shift is None or shift.anchor != "now" or now is None:
        return atom
    if shift.unit == "weekday" and "loose" in atom.rule.extra:
        value = nearest_weekday(page, rules, atom.start, atom.end, shift.weekday, now)
    elif shift.unit == "named":
        value = _named(atom.value, shift.by, now)
    else:
        value = shifted(shift, atom.value, now)
    return replace(atom, value=value, shift=None, anchor=now.quote) if value else atom


def _named(value: str, by: int, now: Anchor) -> str:
    """ "last March", "next summer": the year of the month or season so named."""
    code = int(value[7:9])
    month = code if code <= 12 else 3 * (code - 20)
    year = now.year + (by if (by < 0 and month >= now.month) or (by > 0 and month <= now.month) else 0)
    return value.replace("{year}", str(year))


def _settled(page: Page, rules: Grammar, one: Atom, now: Anchor | None, printed: list[Anchor]) -> Atom | None:
    """The atom with its full value and the anchor it was taken from; None where the text does not say enough."""
    if "joined" in one.rule.extra:
        return None
    if "keeps" in one.rule.extra:
        return _same(page, rules, one, printed)
    if one.shift is not None:
        return _relative(page, rules, one, now, printed)
    if "{year}" not in one.value:
        return one
    anchor = _anchor_of_day(page, rules, one, now, printed)
    if anchor is None:
        value = one.value.replace("{year}", "XXXX").replace("{next}", "XXXX")
        return None if "XXXX-2" in value or "XXXX-3" in value or "XXXX-4" in value else replace(one, value=value)
    year = anchor.year if anchor is not now else nearest_year(page, rules, one.start, one.end, one.value, anchor)
    value = one.value.replace("{year}", f"{year:04d}").replace("{next}", f"{year + 1:04d}")
    return replace(one, value=value, anchor=anchor.quote)


def _same(page: Page, rules: Grammar, one: Atom, printed: list[Anchor]) -> Atom:
    """ "the same quarter of 2024": the part of the year that its paragraph named last; else the printed year alone."""
    block = page.blocks[page.block_at(one.start)].view_start
    text = page.view.text[one.start : one.end].casefold()
    unit = next((rules.units[word] for word in text.split() if word in rules.units), "")
    for anchor in reversed(printed):
        if anchor.at < block:
            break
        if not anchor.compared and (value := same_part(unit, int(one.value), anchor)):
            return replace(one, value=value, anchor=anchor.quote)
    return replace(one, start=one.end - len(one.value))


def _anchor_of_day(page: Page, rules: Grammar, one: Atom, now: Anchor | None, printed: list[Anchor]) -> Anchor | None:
    """Where a day or month without its year takes it from: its sentence, its paragraph, the day of publication.

    With a day of publication, a paragraph's date counts only where it names a month and is of the years just before.
    """
    first, last = page.sentence_at(one.start)
    if rules.recurring.search(page.view.text, max(first, one.start - LOOK // 4), min(last, one.end + LOOK // 4)):
        return None
    block = page.blocks[page.block_at(one.start)].view_start
    for anchor in reversed(printed):
        if anchor.at < block:
            break
        near = now is None or (anchor.month and (anchor.at >= first or now.year - NEAR <= anchor.year))
        if near and not anchor.compared and not anchor.inferred:
            return anchor
    return now or _same_month(one, printed)


def _same_month(one: Atom, printed: list[Anchor]) -> Anchor | None:
    """The last date printed in full that names the month of a day or month without its year."""
    for anchor in reversed(printed):
        named = one.value.startswith(f"{{year}}-{anchor.month:02d}") and one.start - anchor.at <= REACH
        if named and not anchor.compared and not anchor.inferred:
            return anchor
    return None


def _relative(page: Page, rules: Grammar, one: Atom, now: Anchor | None, printed: list[Anchor]) -> Atom | None:
    """ "the previous year": from the nearest date before it that is not itself held against another.

    What is held against "a year earlier" is held against the same month or quarter of that year.
    """
    shift = one.shift
    if shift is None or shift.unit == "named" or (shift.unit == "weekday" and shift.anchor != "text"):
        return None
    floor = one.start - REACH
    if shift.anchor == "now":
        floor = page.blocks[page.block_at(one.start)].view_start
    elif shift.anchor == "sentence" and now:
        floor = page.sentence_at(one.start)[0]
    behind = now is not None and (shift.anchor == "now" or shift.by < (shift.unit != "weekday"))
    held = shift.unit == "year" and shift.by < 0 and shift.anchor == "sentence" and _compared(page, rules, one)
    for anchor in [*reversed(printed), *([now] if now and behind else [])]:
        if anchor is not now and (anchor.compared or anchor.at < floor):
            continue
        if value := shifted(shift, one.value, anchor):
            return replace(one, value=value + (anchor.rest if held else ""), anchor=anchor.quote)
    return None
