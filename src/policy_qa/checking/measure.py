"""The measure of a figure: what it counts, of whom, in what state, where; equal keys, equal measure."""

from __future__ import annotations

import re
from typing import NamedTuple

from policy_qa.checking.intervals import of
from policy_qa.domain.records import Figure

WORD = re.compile(r"[^\W_]+")
LEAST_WORDS = 2


class Measure(NamedTuple):
    """What two figures must share to be values of one thing; words are in lower case, sorted, plural -s dropped."""

    label: str
    unit: str | None
    entity: tuple[str, ...]
    property: tuple[str, ...]
    population: str | None
    status: str | None
    place: str | None
    direction: str | None
    per: str | None


def measure(figure: Figure) -> Measure:
    """The measure of a figure."""
    return Measure(
        figure.label,
        figure.unit,
        _key(figure.measured_entity),
        _key(figure.measured_property),
        figure.population,
        figure.status,
        figure.place,
        figure.direction,
        figure.per,
    )


def _key(phrase: str | None) -> tuple[str, ...]:
    words = WORD.findall((phrase or "").casefold())
    return tuple(sorted({w[:-1] if len(w) > 3 and w.endswith("s") else w for w in words}))


def telling(one: Measure) -> bool:
    """Whether a measure says enough to be compared: "women" alone may be any women."""
    return len(one.entity) + len(one.property) >= LEAST_WORDS


def compatible(first: Figure, second: Figure) -> bool:
    """Whether both values can be right at once."""
    return of(first).meets(of(second))
