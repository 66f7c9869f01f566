"""The frame: what a quantity measures, of whom, where and when."""

from __future__ import annotations

from collections.abc import Sequence

from policy_qa.domain.records import Figure
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.page import Found, Page


def frame(page: Page, quantities: Sequence[Quantity], dates: Sequence[Found], entities: Sequence[Found]) -> list[Found]:
    """The figures of a page, one for each quantity, in the quantities' order."""
    del dates, entities
    return [Found(q.start, q.end, _record(page, q)) for q in quantities]


def _record(page: Page, quantity: Quantity) -> Figure:
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
    )
