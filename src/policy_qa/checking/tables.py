"""Tables: the row or column of totals against what it adds up.

A total that fails is named only where the table shows that it is one: another column or row of it holds, or the table
has but this one and the sum is near it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policy_qa.checking import rows
from policy_qa.checking.intervals import exact, of
from policy_qa.checking.scene import plain
from policy_qa.checking.words import words
from policy_qa.domain.checks import Check
from policy_qa.domain.records import LANGUAGES, Figure
from policy_qa.domain.sources import Document

RULE = re.compile(r"^[\s|:+=-]+$")
BAR = re.compile(r"(?<!\\)\|")
NEAR = 0.25
"""How far the sum of a lone column may be from its total, as a share of that, to be the sum of it."""
MOST_ROWS = 400


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words and its figures."""

    text: str
    figures: tuple[Figure, ...]

    @property
    def figure(self) -> Figure | None:
        """The one figure of the cell; a percentage in brackets behind it doesn't count."""
        first = self.figures[:1]
        alone = len(self.figures) == 1 or (len(self.figures) == 2 and self.figures[1].label == "PERCENT")
        return first[0] if first and alone and first[0].value_max is None else None


@dataclass(frozen=True, slots=True)
class Column:
    """Figures that may add up to a total, each once."""

    parts: tuple[Figure, ...]
    whole: Figure


def tables(document: Document, text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    """The totals of all tables of a text."""
    if "|" not in text:
        return
    for head, body in _grids(text, figures):
        down = list(_downward(head, body)) if _is("total", body[-1][0]) else []
        yield from _judged(document, text, down)
        yield from _judged(document, text, list(_across(head, body)))


def _judged(document: Document, text: str, columns: Sequence[Column]) -> Iterator[Check]:
    found = [rows.total(document, text, column.parts, column.whole, "document") for column in columns]
    held = sum(row.holds is True for row in found)
    for column, row in zip(columns, found, strict=True):
        if row.holds or held * 2 >= len(found) or (len(found) == 1 and _near(column)):
            yield row


def _is(what: str, cell: Cell) -> bool:
    """Whether a cell's words are such as rules/*/checks.toml lists; tables are too short to tell their language."""
    return any(getattr(words(language), what).search(cell.text) for language in LANGUAGES)


def _near(column: Column) -> bool:
    """Whether a sum is near its total, and no part of it is the sum of those before it."""
    values = [float(part.value) for part in column.parts]
    nested = any(abs(sum(values[:place]) - value) < 1e-9 for place, value in enumerate(values) if place > 1)
    return not nested and abs(sum(values) - float(column.whole.value)) <= NEAR * float(column.whole.value)


def _downward(head: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> Iterator[Column]:
    """Each column of a table whose last row holds totals."""
    last, parts = body[-1], body[:-1]
    if len(parts) < 2 or any(_is("nested", row[0]) for row in parts):
        return
    for place in range(1, len(last)):
        title = head[place] if place < len(head) else Cell("", ())
        cells = [row[place] for row in parts if place < len(row)]
        if len(cells) < len(parts) or _is("no_sum", title):
            continue
        column = _column([cell.figure for cell in cells if cell.text.strip(" -–—·")], last[place].figure)
        if column is not None and len(column.parts) >= 2:
            yield column


def _across(head: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> Iterator[Column]:
    """Each row of a table with a column of totals that stands last."""
    place = next((n for n, title in enumerate(head) if n > 2 and _is("total", title)), None)
    if place is None or any(_is("no_sum", title) or _is("total", title) for title in head[1:place]):
        return
    for row in body:
        if len(row) > place:
            column = _column([cell.figure for cell in row[1:place]], row[place].figure)
            if column is not None:
                yield column


def _column(parts: Sequence[Figure | None], whole: Figure | None) -> Column | None:
    known = [part for part in parts if part is not None]
    if whole is None or len(known) < len(parts) or not known or not _adds_up(known, whole):
        return None
    return Column(tuple(known), whole)


def _adds_up(parts: Sequence[Figure], whole: Figure) -> bool:
    """Whether figures are of one unit that adds up; percentages do where the total is 100."""
    alike = all((part.label, part.unit) == (whole.label, whole.unit) for part in parts)
    if whole.label == "PERCENT":
        return alike and of(whole).meets(exact(100)) and not any(of(part).meets(exact(100)) for part in parts)
    return alike and whole.value >= 0


def _grids(text: str, figures: Sequence[Figure]) -> Iterator[tuple[list[Cell], list[list[Cell]]]]:
    """The tables of a text: the cells of the head (empty where there is none) and of each row below it."""
    starts = [figure.start for figure in figures]
    for block in _blocks(text):
        if len(block) > MOST_ROWS:
            continue
        lines = [(start, line) for start, line in block if not RULE.match(line)]
        if len(lines) < 2:
            continue
        grid = [list(_cells(start, line, figures, starts)) for start, line in lines]
        headed = len(lines) < len(block) or not any(cell.figures for cell in grid[0])
        head, body = (grid[0], grid[1:]) if headed else ([], grid)
        if len(body) >= 2 and all(body):
            yield head, body


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    """Runs of at least three lines that begin with a bar, each line with its offset."""
    block: list[tuple[int, str]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.lstrip().startswith("|"):
            block.append((at, line.rstrip()))
        else:
            if len(block) > 2:
                yield block
            block = []
        at += len(line)
    if len(block) > 2:
        yield block


def _cells(start: int, line: str, figures: Sequence[Figure], starts: Sequence[int]) -> Iterator[Cell]:
    bars = [match.start() for match in BAR.finditer(line)]
    if bars and line[bars[-1] + 1 :].strip():
        bars.append(len(line))
    for left, right in pairwise(bars):
        inside = figures[bisect_left(starts, start + left) : bisect_left(starts, start + right)]
        yield Cell(plain(line[left + 1 : right]).strip(), tuple(inside))
