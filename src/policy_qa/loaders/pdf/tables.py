"""Tables on a PDF page: rows of short pieces that keep to columns of white between them."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from policy_qa.loaders.pdf.order import Segment, segments
from policy_qa.loaders.pdf.words import Word
from policy_qa.loaders.tables import NUMERIC, YEAR, Cell, Table, held_together

LEAST_ROWS = 3
COLUMNS_LIMIT = 200
GAP = 0.3
"""The white between two columns, in sizes of the type."""

THOUSANDS = 0.45
"""The widest space between the thousands of a number, in sizes of the type."""

CROSSED = 0.05
"""The share of rows that may reach across the white between two columns."""

HEAD_LIMIT = 6
SPANNING = 0.6
HEADER_GAP = 0.45
HEADER_REACH = 2.5
CLOSE = 1.3


class Column(NamedTuple):
    """The left and right edge of a column."""

    left: float
    right: float

    @property
    def centre(self) -> float:
        """The middle."""
        return (self.left + self.right) / 2


def table_runs(lines: list[list[Segment]]) -> list[tuple[int, int]]:
    """The stretches of lines that make up tables, as half-open ranges."""
    runs, begin = [], 0
    while begin < len(lines):
        end = begin
        while end < len(lines) and (len(lines[end]) > 1 or (end > begin and _parted(lines, end + 1))):
            end += 1
        if end - begin >= LEAST_ROWS and _tabular(lines[begin:end]):
            runs.append((begin, end))
        begin = max(end, begin + 1)
    return runs


def _parted(lines: list[list[Segment]], at: int) -> bool:
    return at < len(lines) and len(lines[at]) > 1


def _tabular(lines: list[list[Segment]]) -> bool:
    """Three columns or more, or two of which the second is figures."""
    counts = sorted(len(line) for line in lines)
    if counts[len(counts) // 2] < 2:
        return False
    found = columns(lines)
    if len(found) > COLUMNS_LIMIT:
        return False
    pieces = [s for line in lines for s in line[1:]]
    figures = sum(bool(NUMERIC.fullmatch(s.text)) for s in pieces)
    short = sum(len(s.words) <= 4 for s in pieces)
    if len(found) >= 3:
        return short * 2 > len(pieces)
    return len(found) == 2 and figures * 2 > len(pieces)


def columns(lines: list[list[Segment]]) -> list[Column]:
    """The columns that the fullest rows keep to."""
    most = max(len(line) for line in lines)
    full = [line for line in lines if len(line) * 10 >= most * 6]
    size = max(lines[0][0].size, 1.0)
    edges = sorted([(s.left, 1) for line in full for s in line] + [(s.right, -1) for line in full for s in line])
    allowed = int(CROSSED * len(full))
    found: list[Column] = []
    depth, left, last = 0, 0.0, 0.0
    for x, step in edges:
        if step > 0 and depth == allowed:
            left = found.pop().left if found and x - last < GAP * size else x
        depth += step
        if step < 0 and depth == allowed:
            found.append(Column(left, x))
            last = x
    return found


def table(lines: list[list[Segment]]) -> Table:
    """The rows as cells; the first rows without figures are the headers."""
    found = columns(lines)
    head = 0
    while head < min(len(lines) - 1, HEAD_LIMIT) and not _has_figures(lines[head]):
        head += 1
    if 0 < head < HEAD_LIMIT:
        lines = [_resplit(line) for line in lines[:head]] + lines[head:]
        found = _with_empty(found, lines[head - 1])
    made = Table(head=head if head < HEAD_LIMIT else 0, guessed=True)
    for number, line in enumerate(lines):
        spanning = number < head - 1 and len(line) <= SPANNING * len(found)
        cells = _spanning(line, found) if spanning else _cells(line, found)
        if number > head and _ends_row(lines[number - 1], line, cells):
            made.rows[-1] = [Cell((f"{a.text} {c.text}",)) for a, c in zip(made.rows[-1], cells)]
        else:
            made.rows.append(cells)
    return made


def _ends_row(before: list[Segment], line: list[Segment], cells: list[Cell]) -> bool:
    """Whether a line goes on with the cells of the line close above: it has no first cell and not half the others."""
    close = before[0].base - line[0].base < CLOSE * before[0].size
    return close and not cells[0].text and sum(bool(c.text) for c in cells) * 2 <= len(cells)


def _resplit(line: list[Segment]) -> list[Segment]:
    """A row of headers parted at smaller gaps too: they often stand closer than the figures below them."""
    return segments([w for s in line for w in s.words], HEADER_GAP)


def _with_empty(found: list[Column], header: list[Segment]) -> list[Column]:
    """The columns widened to their headers, and those that have a header but no figure below it."""
    held = [any(s.left < c.right and c.left < s.right for s in header) for c in found]
    made = list(found)
    for segment in header:
        if any(segment.left < c.right and c.left < segment.right for c in made):
            continue
        near = [i for i, c in enumerate(found) if not held[i] and _away(segment, c) < HEADER_REACH * segment.size]
        if near:
            place = min(near, key=lambda i: _away(segment, found[i]))
            held[place] = True
            made[place] = Column(min(found[place].left, segment.left), max(found[place].right, segment.right))
        else:
            made.append(Column(segment.left, segment.right))
    return sorted(made)


def _has_figures(line: list[Segment]) -> bool:
    """Whether a quarter of the pieces behind the first are figures and not years or words with a number in them."""
    pieces = [YEAR.sub("", s.text) for s in line[1:]] or [line[0].text]
    return sum(sum(map(str.isdigit, t)) * 10 >= len(t) * 3 and t != "" for t in pieces) * 4 >= len(pieces)


def _cells(line: list[Segment], found: list[Column]) -> list[Cell]:
    """One cell for each column: pieces by the column that they overlap or stand nearest to, wide ones word by word."""
    held: list[list[Word]] = [[] for _ in found]
    for segment in line:
        over = sum(c.left < segment.right and c.right > segment.left for c in found)
        for piece in segment.words if over > 1 else [segment]:
            held[_nearest(piece, found)] += piece.words if isinstance(piece, Segment) else [piece]
    return [Cell((_told(words),)) for words in held]


def _told(words: list[Word]) -> str:
    """The words of a cell; thousands that stand no further apart than words do are one number."""
    text = " ".join(word.text for word in words)
    close = all(b.left - a.right < THOUSANDS * a.size for a, b in pairwise(words))
    return held_together(text) if close else text


def _nearest(piece: Word | Segment, found: list[Column]) -> int:
    return min(range(len(found)), key=lambda i: (_away(piece, found[i]), i))


def _away(piece: Word | Segment, column: Column) -> float:
    """How far a piece stands from a column, in points; negative where they overlap."""
    return max(column.left - piece.right, piece.left - column.right)


def _spanning(line: list[Segment], found: list[Column]) -> list[Cell]:
    """Headers over groups of columns: each reaches half way to its neighbours, the outer ones as far out as in."""
    centres = [(s.left + s.right) / 2 for s in line]
    if len(centres) < 2:
        return _cells(line, found)
    bounds = [(a + b) / 2 for a, b in pairwise(centres)]
    bounds = [2 * centres[0] - bounds[0], *bounds, 2 * centres[-1] - bounds[-1]]
    cells: list[Cell] = []
    owners = [next((i for i in range(len(line)) if bounds[i] <= c.centre < bounds[i + 1]), -1) for c in found]
    for place, owner in enumerate(owners):
        if place and owner == owners[place - 1]:
            cells[-1] = Cell(cells[-1].paragraphs, cells[-1].span + 1)
        else:
            cells.append(Cell((line[owner].text,) if owner >= 0 else ()))
    return cells
