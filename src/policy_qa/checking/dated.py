"""Dated laws: the year inside a law's number against the year that the sentence says of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from policy_qa.checking.rows import cite
from policy_qa.checking.scene import plain
from policy_qa.checking.words import words
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Date, LegalReference
from policy_qa.domain.sources import Document

REACH = 60


def dated(document: Document, text: str, laws: Sequence[LegalReference], dates: Sequence[Date]) -> Iterator[Check]:
    """One row for each law with a year in its number, and a year beside it in which it is said to be adopted."""
    starts = [date.start for date in dates]
    for law in laws:
        if law.year is None or law.number is None:
            continue
        place = bisect_left(starts, law.end)
        behind = dates[place] if place < len(dates) else None
        if behind is not None and _said_behind(text, law, behind):
            yield _row(document, text, law, behind)
            continue
        before = [date for date in dates[max(place - 2, 0) : place] if date.end <= law.start]
        if before and _said_before(text, law, before[-1]):
            yield _row(document, text, law, before[-1])


def _said_behind(text: str, law: LegalReference, date: Date) -> bool:
    """ "Resolution No. 184-2011, adopted in 2011"."""
    between = text[law.end : date.start]
    return _plain_year(date) and len(between) <= REACH and bool(words(law.language).dated.search(plain(between)))


def _said_before(text: str, law: LegalReference, date: Date) -> bool:
    """ "approved in 2011 by Resolution No. 184-2011", "In 2011, the ministry adopted Resolution No. 184-2011"."""
    between, lead = text[date.end : law.start], plain(text[max(date.start - REACH, 0) : date.start])
    if not _plain_year(date) or len(between) > REACH or date.sentence != law.sentence:
        return False
    said = words(law.language)
    return bool(
        said.adopts.search(plain(between)) or (said.by_law.search(plain(between)) and said.adopted_in.search(lead))
    )


def _plain_year(date: Date) -> bool:
    return not date.inferred and date.value[:4].isdigit() and "/" not in date.value


def _row(document: Document, text: str, law: LegalReference, date: Date) -> Check:
    said = int(date.value[:4])
    printed = plain(
        text[min(law.start, date.start) - (REACH if date.start < law.start else 0) : max(law.end, date.end)]
    )
    late = law.year is not None and said == law.year + 1 and bool(words(law.language).later.search(printed))
    holds = said == law.year or late
    return Check(
        type="dated",
        document=document.id,
        link="sentence",
        verdict="consistent" if holds else "inconsistent",
        holds=holds,
        message=f"{law.citation} bears the year {law.year}; the report says {said} of it",
        reported=said,
        computed=law.year,
        records=(law.id, date.id),
        citations=(cite(document, text, law), cite(document, text, date)),
    )
