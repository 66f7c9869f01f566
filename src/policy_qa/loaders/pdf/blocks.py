"""The lines of a part of a page, gathered into paragraphs, list items, headings and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

from policy_qa.loaders.pdf.order import SAME_LINE, Segment
from policy_qa.loaders.pdf.tables import table, table_runs
from policy_qa.loaders.tables import Table

BULLET = re.compile(r"[•●▪◦‣·■□➢✓○►▸–—-]\s+(?=\S)|[•●▪◦‣■□➢✓►▸](?=\S)")
PAGE_NUMBER = re.compile(r"\d{1,4}|[ivxlc]{1,7}")
STOPS = (".", ":", ";", "!", "?", ".”", '."', ".’", ".)")
LEADING = 1.45
"""The distance between two lines that parts paragraphs, in usual distances."""

INDENT = 0.7
SPACE = 0.2
"""The narrowest space between words, in sizes of the type."""

WIDTH_LINES = 5
"""So many lines show how wide their paragraph is; fewer are measured by the part that they stand in."""

TIGHT = re.compile(r"[^\W_][–/]$|//$")
"""Signs that are printed without spaces: ranges and alternatives go on behind them."""

SIZE_STEP = 1.12
LARGE_STEP = 1.3


@dataclass(slots=True)
class Line:
    """One printed line of a column; `first` is the width of its first word.

    `wrapped`: it goes on with the line before it, which had no room for its first word.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    first: float = 0.0
    wrapped: bool = False


@dataclass(slots=True)
class PdfBlock:
    """A paragraph or list item as its lines, a table, or, with `contents`, lines of a table of contents."""

    lines: list[Line] = field(default_factory=list)
    table: Table | None = None
    bullet: bool = False
    contents: bool = False

    @property
    def text(self) -> str:
        """The lines: wrapped ones follow on a space, others on a line break, and so do those behind a hyphen."""
        text = self.lines[0].text
        for line in self.lines[1:]:
            text += joint(text, line) + line.text
        return text

    @property
    def size(self) -> float:
        """The size of the type."""
        return median(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)


def blocks(part: list[Segment]) -> list[PdfBlock]:
    """The blocks of one part of a page, from the top."""
    found: list[PdfBlock] = []
    for kind, run in groupby(_lines(part), key=_kind):
        lines = list(run)
        if kind == "contents":
            found.append(PdfBlock([_line(row) for row in lines], contents=True))
        elif kind == "ruled":
            found += [PdfBlock(table=word.table) for row in lines for s in row for word in s.words if word.table]
            found += _parted([rest for row in lines if (rest := [s for s in row if not s.words[0].table])])
        else:
            found += _parted(lines)
    return found


def _kind(row: list[Segment]) -> str:
    """What a line belongs to: a ruled table, a table of contents, or anything else."""
    if any(word.table for segment in row for word in segment.words):
        return "ruled"
    return "contents" if _to_page(row) else ""


def _to_page(row: list[Segment]) -> bool:
    """Whether dots lead to a page number at the end of the line."""
    last = row[-1].words[-1]
    return last.led and PAGE_NUMBER.fullmatch(last.text) is not None


def _parted(lines: list[list[Segment]]) -> list[PdfBlock]:
    """Tables, and paragraphs between them."""
    found: list[PdfBlock] = []
    at = 0
    for begin, end in table_runs(lines):
        found += _paragraphs([_line(row) for row in lines[at:begin]])
        found.append(PdfBlock(table=table(lines[begin:end])))
        at = end
    return found + _paragraphs([_line(row) for row in lines[at:]])


def _lines(part: list[Segment]) -> list[list[Segment]]:
    """The segments by line, each from the left."""
    lines: list[list[Segment]] = []
    for segment in sorted(part, key=lambda s: (-s.base, s.left)):
        if lines and lines[-1][0].base - segment.base <= SAME_LINE * min(lines[-1][0].size, segment.size):
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [sorted(line, key=lambda s: s.left) for line in lines]


def _line(row: list[Segment]) -> Line:
    words = [w for s in row for w in s.words]
    text = " ".join(w.text for w in words)
    size = median(s.size for s in row)
    bold = all(w.bold for w in words if w.text.isalnum())
    return Line(text, row[0].left, row[-1].right, row[0].base, size, bold, words[0].right - words[0].left)


def _paragraphs(lines: list[Line]) -> list[PdfBlock]:
    if not lines:
        return []
    pitch = _pitch(lines)
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    found = [PdfBlock([lines[0]], bullet=bool(BULLET.match(lines[0].text)))]
    for before, line in pairwise(lines):
        if _parts(before, line, pitch, left, right, first=len(found[-1].lines) == 1):
            found.append(PdfBlock([line], bullet=bool(BULLET.match(line.text))))
        else:
            found[-1].lines.append(line)
    for block in found:
        _find_wraps(block.lines, right)
    return found


def _find_wraps(lines: list[Line], right: float) -> None:
    """Marks the lines whose first word had no room on the line before, and those that go on in lower case."""
    edge = max(line.right for line in lines) if len(lines) >= WIDTH_LINES else right
    for before, line in pairwise(lines):
        full = before.right + SPACE * line.size + line.first > edge
        line.wrapped = full or (line.text[0].islower() and not before.text.endswith(STOPS))


def joint(text: str, line: Line) -> str:
    """What stands between a text and the line that follows it."""
    if not line.wrapped or text.endswith("-"):
        return "\n"
    return "" if TIGHT.search(text) and line.text[0].isalnum() else " "


def _pitch(lines: list[Line]) -> float:
    """The usual distance between two lines of running text, in sizes of its type."""
    pitches = [(a.base - b.base) / a.size for a, b in pairwise(lines) if 0 < a.base - b.base < 2.2 * a.size]
    counted = sorted(round(p, 1) for p in pitches)
    groups = [(len(list(g)), -p) for p, g in groupby(counted)]
    return -max(groups)[1] if groups else 1.2


def _parts(before: Line, line: Line, pitch: float, left: float, right: float, *, first: bool) -> bool:
    """Whether a new paragraph begins with the line."""
    size = max(before.size, 1.0)
    drop = (before.base - line.base) / size
    if drop > LEADING * pitch or drop < 0:
        return True
    step = max(before.size, line.size) / min(before.size, line.size)
    if step > LARGE_STEP or (step > SIZE_STEP and drop > 1.15 * pitch):
        return True
    short = before.right < right - max(0.2 * (right - left), 2 * size)
    if before.bold != line.bold and (short or drop > 1.1 * pitch):
        return True
    if BULLET.match(line.text):
        return True
    ended = before.text.endswith(STOPS)
    indented = line.left - before.left > INDENT * size and not (first and BULLET.match(before.text))
    return (indented and (ended or short)) or (short and ended and not line.text[0].islower())
