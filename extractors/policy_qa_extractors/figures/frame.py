"""The frame: what a quantity measures, of whom, where and when."""

from __future__ import annotations

from collections.abc import Sequence

from policy_qa.domain.records import Figure
from policy_qa_extractors.figures.clause import around
from policy_qa_extractors.figures.counted import Counter
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.vocabulary import for_frames
from policy_qa_extractors.page import Found, Page


def frame(page: Page, quantities: Sequence[Quantity], dates: Sequence[Found], entities: Sequence[Found]) -> list[Found]:
    """The figures of a page, one for each quantity, in the quantities' order."""
    del entities
    vocabulary = for_frames(page.language)
    counter = Counter(vocabulary, quantities)
    found = []
    for place, words in around(page, vocabulary, quantities, dates):
        measured = counter.count(place, words)
        quantity = quantities[place]
        found.append(Found(quantity.start, quantity.end, _record(page, quantity, measured.entity, measured.measured)))
    return found


def _record(page: Page, quantity: Quantity, entity: tuple[int, int] | None, measured: tuple[int, int] | None) -> Figure:
    return page.make(
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
        measured_entity=page.quote(*entity) if entity else None,
        measured_property=page.quote(*measured) if measured else None,
    )
