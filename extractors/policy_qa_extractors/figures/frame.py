"""The frame: what a quantity measures, of whom, where and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from policy_qa.domain.records import Figure
from policy_qa_extractors.figures import slots
from policy_qa_extractors.figures.asked import Asked, compared
from policy_qa_extractors.figures.budgets import Budgets
from policy_qa_extractors.figures.cells import Cells
from policy_qa_extractors.figures.clause import Words, around, silent
from policy_qa_extractors.figures.counted import Counter
from policy_qa_extractors.figures.period import Periods
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.refine import Measured
from policy_qa_extractors.figures.respective import is_today
from policy_qa_extractors.figures.vocabulary import Vocabulary, for_frames
from policy_qa_extractors.page import Claim, Found, Page

LONGEST = 12
"""Words that a slot holds at most."""


class Framed(NamedTuple):
    """The figures of a page, and the numbers of table cells that are none, each with its reason."""

    found: list[Found]
    vetoed: list[Claim]


def frame(page: Page, quantities: Sequence[Quantity], dates: Sequence[Found], entities: Sequence[Found]) -> Framed:
    """The figures of a page, one for each quantity, in the quantities' order."""
    names = slots.Names(entities)
    cells = Cells(page, for_frames(page.language), dates, names)
    kept, dropped = cells.sift(quantities)
    budgets = Budgets(page, kept)
    return Framed(_Framer(page, kept, dates, entities, cells, budgets).figures(), dropped)


class _Framer:
    """One page's quantities on their way to figures."""

    def __init__(
        self,
        page: Page,
        quantities: Sequence[Quantity],
        dates: Sequence[Found],
        entities: Sequence[Found],
        cells: Cells,
        budgets: Budgets,
    ) -> None:
        self.page, self.cells, self.budgets = page, cells, budgets
        self.quantities = quantities
        self.dates = dates
        self.vocabulary: Vocabulary = for_frames(page.language)
        self.names = cells.names
        self.counter = Counter(self.vocabulary, quantities, self.names.is_place)
        self.periods = Periods(page, self.vocabulary, quantities, dates, entities)
        self.period_of: dict[int, str | None] = {}
        self.words: Words | None = None
        self.silent = False

    def figures(self) -> list[Found]:
        return [
            self._figure(place, words)
            for place, words in around(self.page, self.vocabulary, self.quantities, self.dates)
        ]

    def _figure(self, place: int, words: Words) -> Found:
        quantity, at = self.quantities[place], words.place_of[place]
        if (cell := self.cells.of(quantity)) is not None:
            return Found(quantity.start, quantity.end, self._record(quantity, cell.frame(quantity)))
        if (label := self.budgets.label(quantity)) is not None:
            return Found(quantity.start, quantity.end, self._record(quantity, {"measured_entity": self._quote(label)}))
        if words is not self.words:
            self.words, self.silent = words, silent(words)
        if self.silent:
            named = self._quote(self.budgets.above(quantity))
            return Found(quantity.start, quantity.end, self._record(quantity, {"measured_entity": named}))
        measured = self.counter.count(place, words)
        if measured.entity is not None:
            measured = measured._replace(entity=self.names.whole(words.text, measured.entity))
        verb = slots.governing(words, self.vocabulary, at)
        frame = {
            "measured_entity": self._quote(measured.entity),
            "measured_property": self._quote(measured.measured),
            "period": self._period(place, words, at, measured),
            "population": slots.population(words, self.vocabulary, measured, at),
            "status": slots.status(words, self.vocabulary, at, measured, verb),
            "direction": slots.direction(words, self.vocabulary, at, measured, verb, quantity.label == "MONEY")
            or slots.moved(self.quantities, place),
            "actor": self.names.actor(words, self.vocabulary, at, verb),
            "place": self.names.place(words, self.vocabulary, at),
        }
        return Found(quantity.start, quantity.end, self._record(quantity, frame))

    def _record(self, quantity: Quantity, frame: Mapping[str, str | None]) -> Figure:
        return self.page.make(
            Figure,
            quantity.start,
            quantity.end,
            label=quantity.label,
            rule=quantity.rule,
            value=quantity.value,
            value_max=quantity.value_max,
            unit=quantity.unit,
            precision=quantity.precision,
            qualifier=quantity.qualifier,
            per=quantity.per,
            **frame,
        )

    def _quote(self, span: tuple[int, int] | None) -> str | None:
        if span is None:
            return None
        words = self.page.quote(*span).rstrip("’").split(" ")
        return " ".join(words[:LONGEST])

    def _period(self, place: int, words: Words, at: int, measured: Measured) -> str | None:
        quantity = self.quantities[place]
        asked = Asked(quantity, words, at, self.vocabulary)
        beside = compared(asked)
        period = self.periods.of(words, at, beside, measured.way == "host")
        follows = quantity.role == "bracket" or (
            measured.way == "inherited" and not beside and quantity.role == "plain"
        )
        follows = follows and not is_today(words, self.vocabulary, at)
        if period is None and follows and place and self.quantities[place - 1].start >= words.sentence[0]:
            period = self.period_of.get(place - 1)
        self.period_of[place] = period
        return period
