"""Dated laws: the year inside a law's number against the year that the sentence says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_qa.checking.rows import cite
from policy_qa.checking.scene import plain
from policy_qa.checking.words import words
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Date, LegalReference
from policy_qa.domain.sources import Document

REACH = 60


def dated(document: Document, text: str, laws: Sequence[LegalReference], dates: Sequence[Date]) -> Iterator[Check]:
    """One row for each law with a year in its number, and a year behind it in which it is said to be adopted."""
    following = iter(dates)
    date = next(following, None)
    for law in laws:
        while date is not None and date.start < law.end:
            date = next(following, None)
        if date is None or law.year is None or law.number is None or date.inferred or not date.value[:4].isdigit():
            continue
        between = text[law.end : date.start]
        if len(between) > REACH or not words(law.language).dated.search(plain(between)) or "/" in date.value:
            continue
        said = int(date.value[:4])
        holds = said == law.year
        message = f"{law.citation} bears the year {law.year}; the report says {said} of it"
        yield Check(
            type="dated",
            document=document.id,
            link="sentence",
            verdict="consistent" if holds else "inconsistent",
            holds=holds,
            message=message,
            reported=said,
            computed=law.year,
            records=(law.id, date.id),
            citations=(cite(document, text, law), cite(document, text, date)),
        )
