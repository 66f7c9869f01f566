"""Text with spans lit: cut into pieces, each with the records that cover it. Nothing here is HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from policy_qa.domain.records import Record
from policy_qa.domain.sources import Citation


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `lit` where the answer stands."""

    text: str
    lit: bool


def lit_quote(citation: Citation) -> list[Piece]:
    """A quote in up to three pieces: before the answer, the answer, after it."""
    quote = citation.quote
    if citation.answer_start is None or citation.answer_end is None:
        return [Piece(quote, lit=False)]
    start = min(max(citation.answer_start - citation.start, 0), len(quote))
    end = min(max(citation.answer_end - citation.start, start), len(quote))
    pieces = (Piece(quote[:start], lit=False), Piece(quote[start:end], lit=True), Piece(quote[end:], lit=False))
    return [piece for piece in pieces if piece.text]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a document's text: the records over it, and those that begin with it."""

    text: str
    over: tuple[Record, ...]
    beginning: tuple[Record, ...]


def lit_text(text: str, records: Sequence[Record], start: int, end: int) -> list[Stretch]:
    """text[start:end] cut at every border of a record; `records` are those that touch it.

    Records may nest or cross; a stretch has all that cover it, the innermost last.
    """
    inside = sorted((r for r in records if r.start < end and r.end > start), key=lambda r: (r.start, -r.end))
    borders = sorted({start, end, *(max(r.start, start) for r in inside), *(min(r.end, end) for r in inside)})
    stretches: list[Stretch] = []
    over: list[Record] = []
    coming = 0
    for left, right in pairwise(borders):
        over = [record for record in over if record.end > left]
        beginning: list[Record] = []
        while coming < len(inside) and inside[coming].start <= left:
            beginning.append(inside[coming])
            coming += 1
        over += beginning
        stretches.append(Stretch(text[left:right], tuple(over), tuple(beginning)))
    return stretches
