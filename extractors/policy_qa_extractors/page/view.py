"""The reading view: a text without markup and line wraps, every character of it tied to the source.

Finders match on `View.text`, where white space is single spaces, blocks end in a newline and emphasis, links,
tags and entities are gone; `source_start` and `source_end` lead back to exact offsets in the source.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

URL_MARK = "\ufffc"
"""Stands in the view where the source has a URL."""


@dataclass(frozen=True, slots=True)
class View:
    """`text` is read; `at[i]`, `origin[i]`, `length[i]` tie its pieces to the source.

    A piece with length -1 is verbatim; another stands for `length` code points of the source.
    """

    text: str
    source: str
    at: list[int]
    origin: list[int]
    length: list[int]

    def source_start(self, offset: int) -> int:
        """The offset in the source at which the view's character `offset` starts."""
        piece = bisect_right(self.at, offset) - 1
        if self.length[piece] < 0:
            return self.origin[piece] + offset - self.at[piece]
        return self.origin[piece]

    def source_end(self, offset: int) -> int:
        """The offset in the source just behind the view's character `offset - 1`."""
        piece = bisect_right(self.at, offset - 1) - 1
        if self.length[piece] < 0:
            return self.origin[piece] + offset - self.at[piece]
        return self.origin[piece] + self.length[piece]


class ViewMaker:
    """Collects pieces of a source into a View."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.size = 0
        self.at: list[int] = []
        self.origin: list[int] = []
        self.length: list[int] = []

    def keep(self, start: int, end: int) -> None:
        """Takes source[start:end] as it is."""
        if start < end:
            self.parts.append(self.source[start:end])
            self.at.append(self.size)
            self.origin.append(start)
            self.length.append(-1)
            self.size += end - start

    def put(self, text: str, start: int, end: int) -> None:
        """Takes `text` in place of source[start:end]."""
        if text:
            self.parts.append(text)
            self.at.append(self.size)
            self.origin.append(start)
            self.length.append(end - start)
            self.size += len(text)

    def made(self) -> View:
        """The view of all that was taken."""
        if not self.at:
            return View("", self.source, [0], [0], [-1])
        return View("".join(self.parts), self.source, self.at, self.origin, self.length)
