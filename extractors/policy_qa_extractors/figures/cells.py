"""Figures in the cells of a table: header, row and caption say what they count, in which unit, where and when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from policy_qa_extractors.figures.grids import Grid, Span, cells_of, grids
from policy_qa_extractors.figures.headers import Headers, Unit, headers
from policy_qa_extractors.figures.letters import Letters
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.slots import Names, people
from policy_qa_extractors.figures.tables import Tail, tables
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.page import Claim, Found, Page

YEAR = re.compile(
    r"\W*(?:FY ?)?(?P<year>(?:19|20)\d\d)(?:[/–-](?P<to>(?:(?:19|20)\d)?\d))?\s*\W*(?:\(?[a-z]\)?)?\W*", re.I
)
WORD = re.compile(r"[^\W\d_]{2,}")
LETTER = re.compile(r"[(\[]([A-Z])\.?[)\]]")
PREFIX_WORDS = 10
PAIR = 2
OWNED = frozenset({"MONEY", "PERCENT"})
"""Labels of numbers that measure what the row is about, the column saying which of its measures."""


class Cells:
    """The cells of one page's tables, asked for by the quantities in them."""

    def __init__(self, page: Page, vocabulary: Vocabulary, dates: Sequence[Found], names: Names) -> None:
        self.page, self.vocabulary, self.names, self.dates = page, vocabulary, names, dates
        self.text = page.view.text
        self.lists: Headers = headers(page.language)
        self.date_starts = [date.start for date in dates]
        self.rows: dict[int, list[Span]] = {}
        self.units: dict[Span, Unit | None] = {}
        self.names_read: dict[str, str] = {}
        self.subjects: dict[Span, str] = {}

    @cached_property
    def grids(self) -> dict[int, Grid]:
        """The tables, by the places of their rows."""
        return grids(self.page) if any(block.kind == "row" for block in self.page.blocks) else {}

    def of(self, quantity: Quantity) -> Cell | None:
        """The cell that holds a quantity and hardly more; None outside a table and in a cell of prose."""
        if not self.grids:
            return None
        block = self.page.block_at(quantity.start)
        grid = self.grids.get(block)
        if grid is None:
            return None
        if block not in self.rows:
            row = self.page.blocks[block]
            self.rows[block] = cells_of(self.text, row.view_start, row.view_end)
        row_cells = self.rows[block]
        column = next((n for n, cell in enumerate(row_cells) if cell[0] <= quantity.start < cell[1]), None)
        if column is None:
            return None
        cell = Cell(self, grid, row_cells, column)
        return cell if cell.is_number(quantity) else None

    def sift(self, quantities: Sequence[Quantity]) -> tuple[list[Quantity], list[Claim]]:
        """The quantities, those in cells with unit and scale, and the numbers that only count or code the rows."""
        if not self.grids:
            return list(quantities), []
        kept, dropped = [], []
        for quantity in quantities:
            cell = self.of(quantity)
            if cell is not None and cell.is_index():
                dropped.append(Claim(quantity.start, quantity.end, "list_number"))
                continue
            bare = cell is not None and quantity.unit is None and quantity.label == "CARDINAL"
            if cell is not None and bare and (unit := cell.unit()):
                unit.fit(quantity)
            kept.append(quantity)
        return kept, dropped

    def unit_of(self, span: Span) -> Unit | None:
        """The unit that a header, label or caption prints; each is read once."""
        if span not in self.units:
            self.units[span] = self.lists.unit(self.text[slice(*span)]) or self._lettered(span)
        return self.units[span]

    def _lettered(self, span: Span) -> Unit | None:
        """The currency that a letter in brackets stands for, where the text names its country: "2021 (Q)"."""
        found = LETTER.search(self.text, *span)
        unit = Letters(self.text, tables(self.page.language)).of(found[1]) if found else None
        return Unit(Tail("MONEY", unit)) if unit else None

    def named(self, text: str) -> str:
        """What a header or label names; each is read once."""
        if text not in self.names_read:
            self.names_read[text] = self.lists.name(text)
        return self.names_read[text]

    def subject_of(self, span: Span) -> str:
        """What a line above a table says is counted; each is read once."""
        if span not in self.subjects:
            self.subjects[span] = self.lists.subject(self.undated(span))
        return self.subjects[span]

    def dated(self, span: Span) -> list[str]:
        """The periods printed in a stretch, each once."""
        if year := YEAR.fullmatch(self.text, *span):
            first, to = year["year"], year["to"]
            return [first if to is None else f"{first}/{first[: 4 - len(to)]}{to}"]
        low = bisect_left(self.date_starts, span[0])
        found: list[str] = []
        while low < len(self.dates) and self.date_starts[low] < span[1]:
            value = getattr(self.dates[low].record, "value", "")
            if value not in found:
                found.append(value)
            low += 1
        return found

    def undated(self, span: Span | None) -> str:
        """The words of a stretch without the dates in it."""
        if span is None:
            return ""
        parts, at = [], span[0]
        for date in self.dates[bisect_left(self.date_starts, span[0]) :]:
            if date.start >= span[1]:
                break
            parts.append(self.text[at : date.start])
            at = max(at, min(date.end, span[1]))
        return " ".join(" ".join((*parts, self.text[at : span[1]])).split())


class Cell:
    """One cell with a number: its table, its row and its column."""

    def __init__(self, cells: Cells, grid: Grid, row: Sequence[Span], column: int) -> None:
        self.cells, self.grid, self.row, self.column = cells, grid, row, column
        start, end = row[column]
        prefix = cells.text.find(": ", start, end)
        told = cells.text[start:prefix] if prefix >= 0 else ""
        self.prefix: Span | None = (start, prefix) if told and len(told.split()) <= PREFIX_WORDS else None
        self.body = (prefix + 2, end) if self.prefix else (start, end)

    @property
    def header(self) -> Span | None:
        """What stands above the column, or before the number in its own cell."""
        if self.prefix is not None:
            return self.prefix
        return self.grid.header[self.column] if self.column < len(self.grid.header) else None

    @property
    def labelled(self) -> int:
        """The column of the label: a date in the first, else the first with words; -1 where none stands before."""
        text = self.cells.text
        if not self.column or YEAR.fullmatch(text, *self.row[0]):
            return 0 if self.column else -1
        plain = (n for n in range(self.column) if ": " not in text[slice(*self.row[n])])
        return next((n for n in plain if WORD.search(text, *self.row[n])), 0)

    @property
    def label(self) -> Span | None:
        """What stands at the head of the row."""
        span = self.row[self.labelled] if self.labelled >= 0 else None
        return span if span and span[0] < span[1] else None

    @property
    def corner(self) -> str:
        """The header above the row labels."""
        at, header = self.labelled, self.grid.header
        return self._said(header[at]) if 0 <= at < len(header) else ""

    def is_number(self, quantity: Quantity) -> bool:
        """Whether the cell holds the quantity and no prose: at most a mark, a unit or a second number in brackets."""
        if quantity.start < self.body[0]:
            return False
        text = self.cells.text
        around = text[self.body[0] : quantity.start] + " " + text[quantity.end : self.body[1]]
        return not WORD.search(around)

    def is_index(self) -> bool:
        """Whether the number counts or codes its row: the first column of a table, under "No." or "Code"."""
        if self.column or not self.grid.header or self.prefix is not None:
            return False
        return self.cells.lists.is_a("index", self._said(self.grid.header[0]))

    def unit(self) -> Unit | None:
        """The unit of the column, else of the row, else of the caption."""
        for span in (self.header, self.label, *self.grid.above):
            if span and (found := self.cells.unit_of(span)):
                return found
        return None

    def frame(self, quantity: Quantity) -> dict[str, str | None]:
        """What the number counts, where and when."""
        cells, lists = self.cells, self.cells.lists
        head, label = self._said(self.header), self._said(self.label)
        placed, total = self._is_place(label), lists.is_a("generic", label)
        about = "" if placed or total or self._is_time(self.label, label) else cells.named(label)
        named = "" if self._is_time(self.header, head) else cells.named(cells.undated(self.header))
        status = cells.vocabulary.status.get(named.lower())
        caption = next((s for span in self.grid.above if (s := cells.subject_of(span))), "")
        owned = quantity.label in OWNED or lists.tells("series", named)
        entity = (about or named) if owned or status else (named or about)
        if owned and not about and lists.tells("series", named):
            entity = caption or named
        entity = entity or self._beside() or caption or lists.name(label)
        said = next((name for name in (named, caption) if name and name != entity), None)
        measured = (said if entity in (about, caption) else None) or self._ratio(entity)
        return {
            "measured_entity": entity or None,
            "measured_property": measured,
            "period": self._period(),
            "population": people(cells.vocabulary, f"{entity} {named}".lower()),
            "status": status,
            "direction": None,
            "actor": None,
            "place": label if placed else None,
        }

    def _beside(self) -> str:
        """What stands beside a number that leads a row of two cells: "| 431 | shelters open |"."""
        if self.column or len(self.row) != PAIR:
            return ""
        return self.cells.lists.name(self._said(self.row[1]))

    def _said(self, span: Span | None) -> str:
        return self.cells.text[slice(*span)] if span else ""

    def _is_place(self, label: str) -> bool:
        if not label or self.cells.lists.is_a("generic", label):
            return False
        return self.cells.lists.is_a("place", self.corner) or self.cells.names.is_place(self.row[self.labelled])

    def _is_time(self, span: Span | None, text: str) -> bool:
        """Whether a header or label is a date and no more."""
        if span is None:
            return False
        if YEAR.fullmatch(text):
            return True
        covered = any(
            found.start <= span[0] + 1 and found.end >= span[1] - 2
            for found in self.cells.dates[bisect_left(self.cells.date_starts, span[0]) :][:1]
        )
        return covered or (span == self.label and self.cells.lists.is_a("time", self.corner))

    def _ratio(self, entity: str) -> str | None:
        ratios = self.cells.vocabulary.words["ratio"]
        return entity if any(word in ratios for word in entity.lower().split()) else None

    def _period(self) -> str | None:
        """The date of the column, else of the row, else the one that the caption says."""
        for span in (self.header, self.label, *self.grid.above):
            if span and len(found := self.cells.dated(span)) == 1:
                return found[0]
        return None
