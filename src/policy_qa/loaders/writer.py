"""The writer: lays headings, paragraphs, list items and tables into one text, and keeps the map of where each stood.

Headings become `# Heading` lines, list items `- item` lines, table rows one line each (see `tables`); blocks are
a blank line apart, items and rows one line break. So a reader of Markdown sees the sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from policy_qa.errors import TooLarge
from policy_qa.loaders.loaded import Region, RegionKind
from policy_qa.loaders.tables import Table, one_line, render

UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SPACES = re.compile(r"[ \t]{2,}|[ \t]*\n[ \t\n]*")
HEADING_DEPTH = 6
TEXT_LIMIT = 50_000_000
"""The longest text that is laid, in code points: a small file may repeat a cell millions of times."""

ITEM_DEPTH = 8


def sound(text: str) -> str:
    """The text without control characters and lone surrogates, which no text may hold."""
    return UNSOUND.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class Writer:
    """Collects blocks; `text()` and `layout()` give what was laid. Raises TooLarge for over 50 million characters."""

    def __init__(self) -> None:
        self.size = 0
        self.tables = 0
        self.paragraphs = 0
        self._parts: list[str] = []
        self._layout: list[Region] = []
        self._close = ""

    def heading(self, level: int, text: str) -> int:
        """A heading, 1 the outermost; gives the offset where it starts, as all of these do."""
        line = one_line(sound(text))
        if line:
            hashes = "#" * max(1, min(level, HEADING_DEPTH))
            return self._block("heading", f"{hashes} {line}", "\n\n", line[:80])
        return self.size

    def paragraph(self, text: str, kind: RegionKind = "paragraph") -> int:
        """A paragraph; its own line breaks stay."""
        text = self._tidy(text)
        if text:
            self.paragraphs += 1
            return self._block(kind, text, "\n\n", f"paragraph {self.paragraphs}")
        return self.size

    def item(self, depth: int, text: str) -> int:
        """A list item, depth 1 the outermost."""
        text = self._tidy(text)
        if text:
            self.paragraphs += 1
            indent = "  " * (max(1, min(depth, ITEM_DEPTH)) - 1)
            return self._block("item", f"{indent}- {text}", "\n", f"paragraph {self.paragraphs}")
        return self.size

    def table(self, table: Table) -> int:
        """A table, one row a line."""
        self.tables += 1
        place, first = f"table {self.tables}", -1
        for number, line in render(table):
            start = self._block("row", line.text, "\n", f"{place}, row {number}")
            first = start if first < 0 else first
            for cell in line.cells:
                where = f"{place}, row {number}, column {cell.column}"
                self._layout.append(Region(start + cell.start, start + cell.end, "cell", where))
        if self._parts:
            self._close = "\n\n"
        return self.size if first < 0 else first

    @contextmanager
    def within(self, kind: RegionKind, place: str) -> Iterator[None]:
        """All that is laid meanwhile belongs to a region of its own: a page, a part that is boilerplate."""
        before = self.size
        yield
        if self.size > before:
            start = self._start_behind(before)
            self._layout.append(Region(start, self.size, kind, place))

    def text(self) -> str:
        """All that was laid, ending in one line break."""
        return "".join(self._parts) + ("\n" if self._parts else "")

    def layout(self) -> tuple[Region, ...]:
        """The regions, by start, the outer before the inner."""
        return tuple(sorted(self._layout, key=lambda r: (r.start, -r.end)))

    def _tidy(self, text: str) -> str:
        return SPACES.sub(lambda m: "\n" if "\n" in m[0] else " ", sound(text)).strip()

    def _block(self, kind: RegionKind, text: str, gap: str, place: str) -> int:
        """Lays one block; gives the offset where it starts."""
        if self._parts:
            between = self._close if len(self._close) > len(gap) or kind == self._last else "\n\n"
            self._put(between)
        start = self.size
        self._put(text)
        self._layout.append(Region(start, self.size, kind, place))
        self._close, self._last = gap, kind
        return start

    _last: RegionKind = "paragraph"

    def _start_behind(self, offset: int) -> int:
        """Where the first block behind the offset starts."""
        return min((r.start for r in self._layout if r.start >= offset), default=offset)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self.size += len(text)
        if self.size > TEXT_LIMIT:
            raise TooLarge(f"it unfolds to over {TEXT_LIMIT:,} characters of text", todo="split the report")
