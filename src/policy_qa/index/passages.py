"""Cuts a text into passages: whole sentences of one paragraph, up to about 600 code points."""

from __future__ import annotations

import re
from collections.abc import Iterator

PASSAGE = 600
"""The length a passage aims at, in code points; a longer sentence is cut at white space."""

_BREAK = re.compile(r"\n(?=[^\S\n]*\n)|\n(?=[ \t]*(?:[-*+•#>|]|\d{1,3}[.)])[ \t])")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]{0,3}\s+(?=[\"'“‘¿¡(\[]{0,3}[A-ZÁÉÍÓÚÑ0-9])")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Za-z]|No|Nos|Nro|Arts?|Dra?|Mr|Mrs|Ms|Sra?|St|vs|Inc|etc|Num|Fig|approx|aprox|pp?)\.\Z"
)
_CLOSED = re.compile(r"[.!?…;][\"'”’)\]*_]{0,4}\Z")


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the passages, in order; together they hold every character but white space.

    A heading or an opening line ("… by region:") goes with what follows it. Offsets count code points of the
    text; spans begin and end on a character that is not white space.
    """
    start = 0
    for match in _BREAK.finditer(text):
        paragraph = text[start : match.start()].strip()
        if not paragraph:
            start = match.end()
        elif _CLOSED.search(paragraph[-6:]) or len(paragraph) > PASSAGE // 2:
            yield from _of_paragraph(text, start, match.start())
            start = match.end()
    yield from _of_paragraph(text, start, len(text))


def _of_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    open_at, last = start, start
    for stop in _sentence_stops(text, start, end):
        if stop - open_at > PASSAGE and last > open_at:
            yield from _trimmed(text, open_at, last)
            open_at = last
        while stop - open_at > PASSAGE:
            at = _white_space_before(text, open_at, open_at + PASSAGE)
            yield from _trimmed(text, open_at, at)
            open_at = at
        last = stop
    yield from _trimmed(text, open_at, end)


def _sentence_stops(text: str, start: int, end: int) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text, start, end):
        if not _ABBREVIATION.search(text[max(start, match.start() - 8) : match.start() + 1]):
            yield match.end()
    yield end


def _white_space_before(text: str, low: int, high: int) -> int:
    for at in range(high, low, -1):
        if text[at - 1].isspace():
            return at
    return high


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if stripped := piece.strip():
        begin = start + piece.index(stripped[0])
        yield begin, begin + len(stripped)
