"""Tables drawn with lines: the ruled lines of a page make cells, whatever the white between the words.

Only lines that cross in a grid of at least two rows and two columns count; frames, underlines and charts do not.
Coordinates are PDF points, y upwards.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from policy_qa.loaders.pdf.order import rows
from policy_qa.loaders.pdf.words import Word
from policy_qa.loaders.tables import NUMERIC, Cell, Table, is_data

STRAIGHT = 1.5
"""How far a line may lean, be thick, or miss another that it meets."""

LEAST = 8.0
"""The shortest line that counts."""

STACKED = 2
"""So many cells of figures one under the other show that the lines part groups of rows only."""

SEGMENTS_LIMIT = 20_000
LINES_LIMIT = 400
CELLS_LIMIT = 4_000
"""A page with more is a drawing."""

PLACE = "\ufffc"
"""Stands among the words where a table was."""


class Rule(NamedTuple):
    """A straight line: its fixed coordinate, and from where to where it runs."""

    at: float
    begin: float
    end: float


@dataclass(slots=True)
class Grid:
    """A ruled table: the lines across from the top, those down from the left, by their fixed coordinates."""

    across: list[Rule]
    down: list[Rule]
    ys: list[float]
    xs: list[float]

    def has(self, word: Word) -> bool:
        """Whether a word stands in it."""
        x, y = _middle(word)
        return self.xs[0] < x < self.xs[-1] and self.ys[-1] < y < self.ys[0]

    def cells(self, words: list[Word]) -> dict[tuple[int, int], list[list[Word]]]:
        """The lines of each cell, by the first place that the cell takes: row and column from 0."""
        held: dict[tuple[int, int], list[Word]] = {}
        owners = self._owners()
        for word in words:
            x, y = _middle(word)
            row = bisect_right([-line for line in self.ys], -y) - 1
            held.setdefault(owners[row, bisect_right(self.xs, x) - 1], []).append(word)
        return {place: rows(inside) for place, inside in held.items()}

    def table(self, cells: dict[tuple[int, int], list[list[Word]]]) -> Table:
        """The table of such cells."""
        made, owners = Table(), self._owners()
        for row in range(len(self.ys) - 1):
            laid: list[Cell] = []
            for column in range(len(self.xs) - 1):
                owner = owners[row, column]
                if column and owners[row, column - 1] == owner:
                    laid[-1] = Cell(laid[-1].paragraphs, laid[-1].span + 1, above=laid[-1].above)
                else:
                    above = owner[0] < row
                    laid.append(Cell(() if above else _paragraph(cells.get(owner, [])), above=above))
            made.rows.append(laid)
        return made

    def _owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Of each place of the grid, the first place of its cell: cells reach to the next line that parts them."""
        owners: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                x = (self.xs[column] + self.xs[column + 1]) / 2
                y = (self.ys[row] + self.ys[row + 1]) / 2
                if column and not _crossed(self.down, self.xs[column], y):
                    owners[row, column] = owners[row, column - 1]
                elif row and not _crossed(self.across, self.ys[row], x):
                    owners[row, column] = owners[row - 1, column]
                else:
                    owners[row, column] = (row, column)
        return owners


def with_tables(words: list[Word], found: list[Grid]) -> list[Word]:
    """The words of a page, those of each ruled table replaced by one that stands for it."""
    kept = words
    for grid in found:
        inside = [word for word in kept if grid.has(word)]
        cells = grid.cells(inside)
        if not _apart(cells) or not is_data(made := grid.table(cells)):
            continue
        kept = [word for word in kept if not grid.has(word)]
        size = min(word.size for word in inside)
        kept.append(Word(PLACE, grid.xs[0], grid.xs[-1], max(word.base for word in inside), size, table=made))
    return kept


def grids(page: pdfium.PdfPage) -> list[Grid]:
    """The grids of a page, from the top."""
    across: list[Rule] = []
    down: list[Rule] = []
    for count, (a, b) in enumerate(_strokes(page)):
        if count > SEGMENTS_LIMIT:
            return []
        if abs(a[1] - b[1]) <= STRAIGHT and abs(a[0] - b[0]) >= LEAST:
            across.append(Rule((a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0])))
        elif abs(a[0] - b[0]) <= STRAIGHT and abs(a[1] - b[1]) >= LEAST:
            down.append(Rule((a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1])))
    across, down = _joined(across), _joined(down)
    if len(across) > LINES_LIMIT or len(down) > LINES_LIMIT:
        return []
    found = [grid for lines in _components(across, down) if (grid := _grid(*lines)) is not None]
    return sorted(found, key=lambda grid: -grid.ys[0])


def _strokes(page: pdfium.PdfPage) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight strokes of a page; a thin filled box is one along its longer side."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for thing in page.get_objects([raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        left, bottom, right, top = thing.get_bounds()
        if min(right - left, top - bottom) <= STRAIGHT:
            middle = ((left + right) / 2, (bottom + top) / 2)
            flat = right - left > top - bottom
            yield ((left, middle[1]), (right, middle[1])) if flat else ((middle[0], bottom), (middle[0], top))
        elif raw.FPDFPath_GetDrawMode(thing, fill, stroke) and stroke.value:
            yield from _sides(thing)


def _sides(thing: pdfium.PdfObject) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    x, y, matrix = ctypes.c_float(), ctypes.c_float(), thing.get_matrix()
    start = here = (0.0, 0.0)
    for number in range(min(raw.FPDFPath_CountSegments(thing), SEGMENTS_LIMIT)):
        segment = raw.FPDFPath_GetPathSegment(thing, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind, before = raw.FPDFPathSegment_GetType(segment), here
        here = matrix.on_point(x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield before, here
        if raw.FPDFPathSegment_GetClose(segment):
            yield here, start


def _joined(lines: Iterable[Rule]) -> list[Rule]:
    """Lines that go on with each other made one."""
    found: list[Rule] = []
    for line in sorted(lines, key=lambda rule: (round(rule.at / STRAIGHT), rule.begin)):
        last = found[-1] if found else None
        if last and abs(last.at - line.at) <= STRAIGHT and line.begin <= last.end + 2 * STRAIGHT:
            found[-1] = Rule(last.at, last.begin, max(last.end, line.end))
        else:
            found.append(line)
    return found


def _components(across: list[Rule], down: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The lines that hang together."""
    left = set(range(len(down)))
    free = set(range(len(across)))
    while free:
        mine, theirs, todo = set(), set(), [min(free)]
        while todo:
            place = todo.pop()
            if place not in free:
                continue
            free.discard(place)
            mine.add(place)
            met = {other for other in left if _meet(across[place], down[other])}
            left -= met
            theirs |= met
            todo += [one for one in free if any(_meet(across[one], down[other]) for other in met)]
        if len(mine) > 2 and len(theirs) > 2:
            yield [across[i] for i in sorted(mine)], [down[i] for i in sorted(theirs)]


def _meet(across: Rule, down: Rule) -> bool:
    reach = 2 * STRAIGHT
    return across.begin - reach <= down.at <= across.end + reach and down.begin - reach <= across.at <= down.end + reach


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    """The grid of lines that hang together; None for less than two rows of two columns."""
    ys = sorted(_places(across), reverse=True)
    xs = _places(down)
    ruled = len(ys) > 2 and len(xs) > 2 and len(ys) * len(xs) <= CELLS_LIMIT
    return Grid(across, down, ys, xs) if ruled else None


def _places(lines: list[Rule]) -> list[float]:
    """Where lines stand, those at one place once."""
    found: list[float] = []
    for at in sorted(line.at for line in lines):
        if not found or at - found[-1] > 2 * STRAIGHT:
            found.append(at)
    return found


def _crossed(lines: list[Rule], at: float, middle: float) -> bool:
    return any(abs(line.at - at) <= 2 * STRAIGHT and line.begin <= middle <= line.end for line in lines)


def _middle(word: Word) -> tuple[float, float]:
    return (word.left + word.right) / 2, word.base + 0.3 * word.size


def _paragraph(lines: list[list[Word]]) -> tuple[str, ...]:
    """The words of a cell; its lines go on with each other."""
    return (" ".join(word.text for line in lines for word in line),) if lines else ()


def _apart(cells: dict[tuple[int, int], list[list[Word]]]) -> bool:
    """Whether the lines part all rows and columns: words in two of each, no cells of figures one under the other."""
    stacked = 0
    for lines in cells.values():
        told = [" ".join(word.text for word in line) for line in lines]
        stacked += len(told) > 1 and all(NUMERIC.fullmatch(line) for line in told)
    return stacked < STACKED and len({row for row, _ in cells}) > 1 and len({column for _, column in cells}) > 1
