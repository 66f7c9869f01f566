"""The ledger: every token with a digit and every number word, and what accounts for it.

That is a record (its kind is the reason), or one of the reasons of the closed list: `name`, `ordinal`, `list_number`,
`clause_number`, `footnote`, `page`, `address`, `phone`, `url`, `markup`, `code`, `clock_time`, `score`, `version`;
`unexplained` where nothing does, which is a gap in the rules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from policy_qa.domain.records import Language
from policy_qa.domain.values import Value
from policy_qa_extractors.extraction import Reading, read
from policy_qa_extractors.figures import number_words
from policy_qa_extractors.page.view import URL_MARK

TOKEN = re.compile(r"[^\s()\[\]{}<>\"“”«»|*]+")
DIGIT = re.compile(r"[0-9]")
NOTE = re.compile(r"\[\^?\d{1,3}\]")
NOTE_WIDTH = 6
EDGES = ".,;:!?'’‘_`^–—-"


class Entry(Value):
    """One token of a text; `record` is the id of the record that holds it, `reason` that record's kind or a reason
    of the closed list. Offsets are the text's."""

    document: str
    start: int
    end: int
    text: str
    reason: str
    record: str | None = None


class Owner(Value):
    """A stretch of the source that something accounts for."""

    start: int
    end: int
    reason: str
    record: str | None = None


def coverage(
    text: str, language: Language | None = None, document: str = "text", published: date | None = None
) -> list[Entry]:
    """The ledger of one text, in order; the arguments are those of `extract`."""
    return account(read(text, language, document, published))


def account(reading: Reading) -> list[Entry]:
    """The ledger of a text that has been read."""
    page = reading.page
    owners = _owners(reading)
    starts = [owner.start for owner in owners]
    return [
        Entry(
            document=page.document,
            start=start,
            end=end,
            text=page.text[start:end],
            reason=owner.reason,
            record=owner.record,
        )
        for start, end in _tokens(page.text, page.language)
        for owner in [_owner(reading, owners, starts, start, end)]
    ]


def _owners(reading: Reading) -> list[Owner]:
    """All that accounts for something, sorted by start; of two that overlap the longer one stays whole."""
    page, view = reading.page, reading.page.view
    owners = [Owner(start=r.start, end=r.end, reason=r.kind, record=r.id) for r in reading.records()]
    for claim in reading.vetoed:
        record = _rate(reading, claim.start) if claim.reason == "figure" else None
        start, end = view.source_start(claim.start), view.source_end(claim.end)
        owners.append(Owner(start=start, end=end, reason=claim.reason, record=record))
    owners += [
        Owner(start=b.marker[0], end=b.marker[1], reason="list_number")
        for b in page.blocks
        if b.marker[0] < b.marker[1]
    ]
    return sorted(owners, key=lambda owner: (owner.start, -owner.end))


def _rate(reading: Reading, start: int) -> str | None:
    """The figure whose rate the number at `start` belongs to: the last one before it."""
    place = bisect_right([found.start for found in reading.figures], start)
    return reading.figures[place - 1].record.id if place else None


def _tokens(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Where the tokens with a digit and the number words stand."""
    spans = {(start, end) for start, end in _digit_tokens(text)}
    taken = sorted(spans)
    begins = [start for start, _ in taken]
    for word in number_words(language).finditer(text):
        place = bisect_right(begins, word.start()) - 1
        if place < 0 or taken[place][1] <= word.start():
            spans.add(word.span())
    yield from sorted(spans)


def _digit_tokens(text: str) -> Iterator[tuple[int, int]]:
    for token in TOKEN.finditer(text):
        if DIGIT.search(token[0]):
            lead = len(token[0]) - len(token[0].lstrip(EDGES))
            yield token.start() + lead, token.start() + max(len(token[0].rstrip(EDGES)), lead + 1)


def _owner(reading: Reading, owners: list[Owner], starts: list[int], start: int, end: int) -> Owner:
    """What accounts for the token: all of its digits must be accounted for, the first one names the reason."""
    text = reading.page.text
    places = [m.start() for m in DIGIT.finditer(text, start, end)] or [start]
    found = [_at(reading, owners, starts, place) for place in (places[0], *_jumps(places))]
    gap = next((owner for owner in found if owner.reason == "unexplained"), None)
    return gap or found[0]


def _jumps(places: list[int]) -> Iterator[int]:
    """The first digit of each further run."""
    for before, place in pairwise(places):
        if place != before + 1:
            yield place


def _at(reading: Reading, owners: list[Owner], starts: list[int], place: int) -> Owner:
    """What accounts for the character at `place`."""
    last = bisect_right(starts, place) - 1
    for owner in reversed(owners[max(last - 7, 0) : last + 1]):
        if owner.start <= place < owner.end:
            return owner
    return Owner(start=place, end=place + 1, reason=_unread(reading, place))


def _unread(reading: Reading, place: int) -> str:
    """Why the reading view has no such character; "unexplained" where it has."""
    view, text = reading.page.view, reading.page.text
    piece = bisect_right(view.origin, place) - 1
    if piece >= 0:
        begin = view.at[piece]
        width = (view.at[piece + 1] if piece + 1 < len(view.at) else len(view.text)) - begin
        if view.length[piece] < 0 and place < view.origin[piece] + width:
            return "unexplained"
        if view.length[piece] > 0 and place < view.origin[piece] + view.length[piece]:
            return "url" if view.text[begin] == URL_MARK else "markup"
    if NOTE.search(text, max(place - NOTE_WIDTH, 0), place + NOTE_WIDTH):
        return "footnote"
    line = text.rfind("](", max(place - 2000, 0), place)
    return "url" if line >= 0 and " " not in text[line + 2 : place] else "markup"
