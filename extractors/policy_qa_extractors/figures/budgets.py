"""Budgets set line by line: a line "En Soles" gives its unit to the bare amounts below it; labels stand before them.

A run of labels and the run of amounts behind it are matched from their ends, since a printer may set all labels of a
column before its amounts: "Bienes y Servicios", "Otros gastos", "TOTAL EGRESOS", then three amounts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from policy_qa_extractors.figures.headers import Unit, headers
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.page import Page

Span: TypeAlias = tuple[int, int]

LINE = re.compile(r"\n(\(?(?:[Ee]n|EN|In|IN) [^\W\d]+(?: [^\W\d]+){0,3}\)?:?)(?=\n)")
PROSE_WORDS = 12
PIECE = re.compile(r"[^\W\d_][^\n:|]*?(?= ?(?:[0-9]|:|-{2}|={2}|$)| ?\n)")
CAPITALS = re.compile(r"(?<=[a-záéíóúñ]) (?=[A-ZÁÉÍÓÚÑ]{4,20}(?![^\W\d]))")
APART = re.compile(r"\n[ \t]*\r?\n")
LONGEST = 10
SHORTEST = 4


class Budgets:
    """The amounts below unit lines of one page, each with the span of its label."""

    def __init__(self, page: Page, quantities: Sequence[Quantity]) -> None:
        self.page = page
        self.text = page.view.text
        self.labels: dict[int, Span] = {}
        place = 0
        for begin, end, unit in _stretches(page):
            while place < len(quantities) and quantities[place].start < begin:
                place += 1
            first = place
            while place < len(quantities) and quantities[place].start < end:
                place += 1
            self._stretch(begin, quantities[first:place], unit)

    def _stretch(self, begin: int, quantities: Sequence[Quantity], unit: Unit) -> None:
        """Gives the bare amounts of one stretch their unit and label."""
        amounts = [q for q in quantities if q.label == "CARDINAL" and q.role == "plain" and self._bare(q)]
        labels: list[Span] = []
        run: list[Quantity] = []
        for amount in amounts:
            between = self._pieces(begin, amount.start)
            if between and run:
                self._match(labels, run)
                labels, run = [], []
            labels += between
            run.append(amount)
            begin = amount.end
        self._match(labels, run)
        for amount in amounts:
            unit.fit(amount)

    def _match(self, labels: list[Span], run: list[Quantity]) -> None:
        """Ties the last labels to the amounts of a run, from the end."""
        for label, amount in zip(labels[-len(run) :][::-1], run[: len(labels)][::-1], strict=False):
            self.labels[amount.start] = label

    def _bare(self, amount: Quantity) -> bool:
        """Whether no word stands behind the amount on its line."""
        stop = self.text.find("\n", amount.end)
        behind = self.text[amount.end : stop if stop >= 0 else len(self.text)]
        return not any(c.isalpha() for c in behind) and amount.end - amount.start >= SHORTEST

    def _pieces(self, begin: int, end: int) -> list[Span]:
        """The labels between two amounts: stretches of words on a line, without codes and colons."""
        found = [(m.start(), m.end()) for m in PIECE.finditer(self.text, begin, end) if m.end() - m.start() > SHORTEST]
        return [part for span in found for part in self._parts(*span)]

    def _parts(self, begin: int, end: int) -> list[Span]:
        """A stretch cut where words in capitals follow others: "Otros gastos TOTAL EGRESOS"."""
        cuts = [m.start() for m in CAPITALS.finditer(self.text, begin, end)]
        return list(zip([begin, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True))

    def label(self, quantity: Quantity) -> Span | None:
        """The label of an amount, at most ten words of it."""
        span = self.labels.get(quantity.start)
        return None if span is None else self._short(span)

    def above(self, quantity: Quantity) -> Span | None:
        """What stands on the line above an amount that is alone on its own: the name of a project over its cost."""
        place = self.page.block_at(quantity.start)
        block, before = self.page.blocks[place], self.page.blocks[place - 1]
        alone = (block.view_start, block.view_end) == (quantity.start, quantity.end)
        if not place or not alone or quantity.end - quantity.start <= SHORTEST or block.kind == "row":
            return None
        text = self.text[before.view_start : before.view_end]
        if not text[-1:].isalpha() or not any(word.isalpha() and len(word) > SHORTEST for word in text.split()):
            return None
        first = place - 1
        while first and place - first < SHORTEST and self._goes_on(first):
            first -= 1
        return self._short((self.page.blocks[first].view_start, before.view_end))

    def _goes_on(self, place: int) -> bool:
        """Whether the block before this one ends on the line above it, in words."""
        before, block = self.page.blocks[place - 1], self.page.blocks[place]
        near = not APART.search(self.page.text, before.end, block.start)
        end = self.text[before.view_end - 1]
        return near and end not in ".;:" and not end.isdigit()

    def _short(self, span: Span) -> Span:
        """The first ten words of a stretch."""
        return span[0], span[0] + len(" ".join(self.text[slice(*span)].split(" ")[:LONGEST]))


def _stretches(page: Page) -> list[tuple[int, int, Unit]]:
    """From each unit line to the next prose: view offsets and the unit."""
    found: list[tuple[int, int, Unit]] = []
    for line in LINE.finditer(page.view.text):
        unit = headers(page.language).unit(line[1])
        if unit is None or unit.tail is None or unit.tail.label != "MONEY":
            continue
        if found and found[-1][1] > line.start():
            found[-1] = (found[-1][0], line.start(), found[-1][2])
        found.append((line.end(), _prose(page, page.block_at(line.start(1)) + 1), unit))
    return found


def _prose(page: Page, place: int) -> int:
    """Where the next block of prose or table begins."""
    for block in page.blocks[place:]:
        text = page.view.text[block.view_start : block.view_end]
        if block.kind == "row" or (text.endswith((".", ";", ",")) and len(text.split()) >= PROSE_WORDS):
            return block.view_start
    return len(page.view.text)
