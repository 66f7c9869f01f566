"""Series: figures that measure the same thing in several periods, put together only where the words are the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policy_qa.domain.records import Figure

PERIOD = re.compile(r"\d{4}(?:-\d{2}){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series; `width` in percent of the longest bar."""

    figure: Figure
    period: str
    width: float


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one measure by period, the earliest first; periods of one grain only: years with years."""

    name: str
    about: str
    unit: str
    points: tuple[Point, ...]


def series(figures: Iterable[Figure]) -> list[Series]:
    """Every measure with values of at least two periods, the longest series first."""
    groups: dict[tuple[str | None, ...], list[Figure]] = {}
    for figure in figures:
        if figure.measured_entity and figure.period and PERIOD.fullmatch(figure.period) and figure.value_max is None:
            groups.setdefault(_measure(figure), []).append(figure)
    whole = [group for group in groups.values() if _one_measure(group)]
    taken = {figure.id for group in whole for figure in group}
    rest = [figure for group in groups.values() for figure in group if figure.id not in taken]
    found = [_drawn(group) for group in (*whole, *_compared(rest))]
    return sorted(found, key=lambda one: (-len(one.points), one.name.casefold(), one.about))


def _compared(figures: Iterable[Figure]) -> Iterator[list[Figure]]:
    """What one sentence compares: figures of one name and unit and several periods, whatever else their words name."""
    sentences: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        name, grain = (figure.measured_entity or "").casefold(), len(figure.period or "")
        key = (figure.document, figure.sentence.start, name, figure.population, figure.unit, figure.per, grain)
        sentences.setdefault(key, []).append(figure)
    yield from (part for part in sentences.values() if _one_measure(part))


def _one_measure(group: list[Figure]) -> bool:
    """Whether figures of the same words can be one measure: two periods or more, and in one report one value each.

    A report that gives several values for one period counts several things by that name.
    """
    said = {(figure.document, figure.period, figure.value) for figure in group}
    once = {(document, period) for document, period, _ in said}
    return len({period for _, period in once}) > 1 and len(said) == len(once)


def _measure(figure: Figure) -> tuple[str | None, ...]:
    """What must be the same: what is counted, of whom, where, in which state, by which unit and grain of time.

    A single word ("women") says too little for two places to mean the same: there it must be one section of a report.
    """
    name = figure.measured_entity or ""
    place = () if len(name.split()) > 1 else (figure.document, *figure.section)
    slots = (figure.measured_entity, figure.measured_property, figure.population, figure.status, figure.place)
    grain = str(len(figure.period or ""))
    return (*(slot.casefold() if slot else None for slot in slots), figure.unit, figure.per, grain, *place)


def _drawn(group: list[Figure]) -> Series:
    """The figures of a group in order of time; one said twice is shown once."""
    once = {(figure.period, figure.value): figure for figure in reversed(group)}
    longest = max(abs(figure.value) for figure in once.values())
    ordered = sorted(once.values(), key=lambda figure: (figure.period or "", figure.document, figure.start))
    first = ordered[0]
    said = (
        first.measured_property,
        first.population,
        first.status,
        first.place,
        f"per {first.per}" if first.per else "",
    )
    return Series(
        name=first.measured_entity or "",
        about=" · ".join(slot for slot in said if slot and slot != first.measured_entity),
        unit=first.unit or "",
        points=tuple(
            Point(figure, figure.period or "", round(100 * abs(figure.value) / longest, 2) if longest else 0.0)
            for figure in ordered
        ),
    )
