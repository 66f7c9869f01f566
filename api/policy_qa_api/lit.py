"""Text with spans lit: cut into pieces, each with the lights that cover it. Nothing here is HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from policy_qa.domain.records import Record
from policy_qa.domain.sources import Citation

PART_LENGTH = 120_000
"""How much of a text one page shows, in code points."""

GAP = re.compile(r"(?:(?<=\n\n)|(?<=\n\r\n))\s*\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to light in a short text; `why` says how."""

    start: int
    end: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `lit` where the answer stands, `why` as its mark says."""

    text: str
    lit: bool
    why: str = ""


def lit_quote(citation: Citation) -> list[Piece]:
    """A quote in up to three pieces: before the answer, the answer, after it."""
    if citation.answer_start is None or citation.answer_end is None:
        return lit_spans(citation.quote, ())
    return lit_spans(
        citation.quote, [Mark(citation.answer_start - citation.start, citation.answer_end - citation.start)]
    )


def lit_spans(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """A text in pieces, the marks lit in order; what lies outside the text or under an earlier mark stays unlit."""
    pieces: list[Piece] = []
    done = 0
    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        start, end = max(mark.start, done), min(mark.end, len(text))
        if start < end:
            pieces += (Piece(text[done:start], lit=False), Piece(text[start:end], lit=True, why=mark.why))
            done = end
    return [piece for piece in (*pieces, Piece(text[done:], lit=False)) if piece.text]


@dataclass(frozen=True, slots=True)
class Light:
    """A span to light: that of a record, or, without one, the passage that a link points at."""

    start: int
    end: int
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a document's text: the lights over it, the innermost last, and those that begin with it.

    `page` is the number of the page that begins with it, if one does.
    """

    text: str
    over: tuple[Light, ...]
    beginning: tuple[Light, ...]
    page: int | None = None


def lit_text(
    text: str, lights: Sequence[Light], start: int, end: int, pages: Mapping[int, int] = MappingProxyType({})
) -> list[Stretch]:
    """text[start:end] cut at every border of a light and of a page (number by offset); lights may nest or cross."""
    inside = sorted((li for li in lights if li.start < end and li.end > start), key=lambda li: (li.start, -li.end))
    turns = (offset for offset in pages if start < offset < end)
    borders = sorted(
        {start, end, *turns, *(max(li.start, start) for li in inside), *(min(li.end, end) for li in inside)}
    )
    stretches: list[Stretch] = []
    over: list[Light] = []
    coming = 0
    for left, right in pairwise(borders):
        over = [light for light in over if light.end > left]
        first = coming
        while coming < len(inside) and inside[coming].start <= left:
            coming += 1
        beginning = inside[first:coming]
        over += beginning
        stretches.append(Stretch(text[left:right], tuple(over), tuple(beginning), pages.get(left)))
    return stretches


def gaps(text: str) -> Iterator[tuple[str, str]]:
    """The text in turns of words and of the blank lines behind them that are more than one."""
    begin = 0
    for gap in GAP.finditer(text):
        yield text[begin : gap.start()], gap[0]
        begin = gap.end()
    yield text[begin:], ""


def parts(text: str, length: int = PART_LENGTH) -> list[tuple[int, int]]:
    """The text in parts of about `length` code points, cut after a line where there is one near."""
    cuts = [0]
    while len(text) - cuts[-1] > length:
        ideal = cuts[-1] + length
        line = text.rfind("\n", cuts[-1] + length // 2, ideal)
        cuts.append(line + 1 if line >= 0 else ideal)
    return list(pairwise([*cuts, len(text)]))


def part_at(borders: Sequence[tuple[int, int]], offset: int) -> int:
    """Which part an offset lies in, counted from 0; the last one where it lies behind the text."""
    return next((n for n, (_, end) in enumerate(borders) if offset < end), len(borders) - 1)
