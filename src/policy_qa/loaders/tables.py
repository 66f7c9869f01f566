"""Tables, read row by row with their headers.

A row becomes one line, `| Wales | Women: 57 | Men: 60 |`: first the row's own header, then each cell that is not empty
with the header of its column before a colon. So each figure stands beside the words that say what it counts.
The header rows themselves come first, as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

HEADER_LIMIT = 120
CELL_LIMIT = 1_500
PARAGRAPHS_LIMIT = 6
YEAR = re.compile(r"(?:FY\s*)?(?:19|20)\d\d(?:\s*[-/–]\s*\d{2,4})?\*?")
NUMERIC = re.compile(r"[^\w]*(?:[A-Z]{1,3}\$|US\$|S/\.?)?\s*[-+(]?\d[\d.,  ]*\d?(?:\s?(?:%|[a-zA-Z]{1,3}))?[^\w]*")
ENDS = (".", ";", ":", ",", "!", "?")
WHITE = re.compile(r"[ \t\n\r\f\v]+")
GROUPED = re.compile(r"[^\w,.]*\d{1,3}(?: \d{3})+(?:[.,]\d+)?[^\w,.]*", re.ASCII)
"""A cell of one number whose thousands stand a space apart."""

UNITS = re.compile(r"\(?(?:\S{1,4}|.*[%‰$€£°²³'’/].*|(?:thousands?|millions?|mill?ones|miles)\b.*)\)?", re.IGNORECASE)
UNITS_LIMIT = 24
NO_BREAK = "\xa0"


def one_line(text: str) -> str:
    """The text in one line; spaces that hold a number together stay what they are."""
    return WHITE.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the paragraphs in it, the columns it spans, and whether the file calls it a header.

    `above` marks the lower parts of a cell that runs over several rows; its text is the upper part's.
    """

    paragraphs: tuple[str, ...]
    span: int = 1
    header: bool = False
    above: bool = False

    @property
    def text(self) -> str:
        """The cell in one line; parts that do not end in a stop are kept apart by a semicolon."""
        parts = [line for line in map(one_line, self.paragraphs) if line]
        return " ".join([part if part.endswith(ENDS) else f"{part};" for part in parts[:-1]] + parts[-1:])


@dataclass(slots=True)
class Table:
    """Rows of cells; `head` is how many of the first rows the file itself calls headers (0 where it says nothing).

    `pairs`: there are no headers, each row says one thing of what its first cell names. `guessed`: the cells are made
    of the white between words, so that one may hold two numbers.
    """

    rows: list[list[Cell]] = field(default_factory=list)
    head: int = 0
    pairs: bool = False
    guessed: bool = False


class Placed(NamedTuple):
    """A cell's span in its line, and its column, from 1."""

    start: int
    end: int
    column: int


class Line(NamedTuple):
    """One row as printed."""

    text: str
    cells: tuple[Placed, ...]


def is_data(table: Table) -> bool:
    """Whether it is a table of data, and not one that only lays out text: more than a column, and short cells."""
    width = max((sum(c.span for c in row) for row in table.rows), default=0)
    cells = [c for row in table.rows for c in row]
    return width > 1 and all(
        len(c.paragraphs) <= PARAGRAPHS_LIMIT and sum(map(len, c.paragraphs)) <= CELL_LIMIT for c in cells
    )


def render(table: Table) -> Iterator[tuple[int, Line]]:
    """The rows that hold anything, each with its number from 1."""
    captions = 0 if table.pairs else _captions(table.rows)
    head = 0 if table.pairs else captions + header_rows(table.rows[captions:], table.head - captions)
    headers = _headers(table.rows[captions:head])
    labelled = head > captions and _first_column_labels(table.rows[head:])
    label = ""
    for number, row in enumerate(table.rows, 1):
        if number <= head:
            line = _line([(column, "", cell.text) for column, cell in _columns(row)])
        else:
            cells = [
                (column, headers.get(column, ""), cell.text if table.guessed else held_together(cell.text))
                for column, cell in _columns(row)
            ]
            if labelled and cells:
                label = cells[0][2] or (label if row[0].above else "")
                cells[0] = (cells[0][0], "", label)
            line = _line(cells)
        if line.cells:
            yield number, line


def _captions(rows: list[list[Cell]]) -> int:
    """How many of the first rows hold one text across the whole table, its caption."""
    width = max((sum(c.span for c in row) for row in rows), default=0)
    count = 0
    while count < len(rows) - 1:
        told = [c for c in rows[count] if c.text]
        if len(told) > 1 or (told and told[0].span < width and len(rows[count]) > 1):
            break
        count += 1
    return count


def header_rows(rows: list[list[Cell]], said: int) -> int:
    """How many of the first rows are headers: as the file says, else the first where it reads like one."""
    if 0 < said < len(rows):
        return said
    if len(rows) < 2:
        return 0
    marked = 0
    while marked < len(rows) - 1 and rows[marked] and all(c.header or not c.text for c in rows[marked]):
        marked += 1
    if marked:
        return marked
    if not _reads_like_header(rows[0]):
        return 0
    if len(rows) < 3 or not _reads_like_header(rows[1]):
        return 1
    spans = any(c.span > 1 for c in rows[0])
    return 2 if spans or (_is_units(rows[1]) and not _is_units(rows[0])) else 1


def _is_units(row: list[Cell]) -> bool:
    """Whether a row says the units of its columns, and nothing in the first."""
    told = [cell.text for cell in row if cell.text]
    return bool(row) and not row[0].text and all(len(t) <= UNITS_LIMIT and UNITS.fullmatch(t) for t in told)


def _reads_like_header(row: list[Cell]) -> bool:
    """Words or years over all its columns but perhaps the first, and none of them long."""
    named = [c for c in row if c.text]
    covered, width = sum(c.span for c in named), sum(c.span for c in row)
    return (
        covered >= max(2, width - (row[0].span if row else 0))
        and all(len(c.text) <= HEADER_LIMIT for c in named)
        and all(not NUMERIC.fullmatch(c.text) or YEAR.fullmatch(c.text) for c in named)
    )


def _headers(rows: list[list[Cell]]) -> dict[int, str]:
    """The header of each column, from the outermost header row inwards."""
    found: dict[int, list[str]] = {}
    for place, row in enumerate(rows):
        units = place > 0 and _is_units(row)
        for column, cell in _columns(row):
            text = cell.text.rstrip(": ")
            text = f"({text})" if units and text and text[0] != "(" and column in found else text
            for spanned in range(column, column + cell.span):
                if text and text not in found.setdefault(spanned, []):
                    found[spanned].append(text)
    return {column: " ".join(parts) for column, parts in found.items()}


def _first_column_labels(rows: list[list[Cell]]) -> bool:
    """Whether the first column says what each row is about: words in most of its cells."""
    first = [row[0].text for row in rows if row and row[0].text]
    return sum(any(c.isalpha() for c in t) and not NUMERIC.fullmatch(t) for t in first) * 2 > len(first)


def held_together(text: str) -> str:
    """What a cell says; the thousands of its number are held together by no-break spaces."""
    return text.replace(" ", NO_BREAK) if GROUPED.fullmatch(text) else text


def _columns(row: list[Cell]) -> Iterator[tuple[int, Cell]]:
    column = 1
    for cell in row:
        yield column, cell
        column += cell.span


def _line(cells: list[tuple[int, str, str]]) -> Line:
    """`| header: value | … |` of (column, header, value); cells without a value are left out."""
    text, placed = "|", []
    for column, header, value in cells:
        if not value:
            continue
        plain = value.replace("|", "\\|")
        shown = f"{header.replace('|', '/')}: {plain}" if header and header != value else plain
        placed.append(Placed(len(text) + 1 + len(shown) - len(plain), len(text) + 1 + len(shown), column))
        text += f" {shown} |"
    return Line(text, tuple(placed))
