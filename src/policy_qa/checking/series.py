"""Series: the values that the reports give of one measure, over periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from policy_qa.answering import Sources
from policy_qa.answering.confidence import FLOOR
from policy_qa.answering.evidence import evidence
from policy_qa.answering.periods import own_span
from policy_qa.answering.verdict import same_measure
from policy_qa.checking.bench import Bench
from policy_qa.domain.records import Figure
from policy_qa.domain.series import Point, Series

NEAR_BEST = 0.75


def series(measure: str, sources: Sources, documents: Sequence[str] = ()) -> Series:
    """The figures that fit some words, one a value and period, in order of their periods; empty where none fits."""
    matches = [m for m in evidence(measure, sources, documents) if m.against is None and isinstance(m.record, Figure)]
    if not matches or matches[0].score < FLOOR:
        return Series(measure=measure, points=())
    best = matches[0]
    bench = Bench(sources, tuple(documents))
    found: dict[tuple[str, float], Point] = {}
    for m in matches:
        figure = m.record
        fits = m is best or (m.score >= NEAR_BEST * best.score and same_measure(figure, best.record))
        if isinstance(figure, Figure) and fits and figure.period and own_span(figure):
            key = (figure.period, float(figure.value))
            found.setdefault(key, _point(figure, bench))
    points = sorted(found.values(), key=lambda point: (point.period, point.value))
    values = defaultdict(set)
    for point in points:
        values[point.period].add(point.value)
    disagreeing = tuple(sorted(period for period, said in values.items() if len(said) > 1))
    return Series(measure=measure, points=tuple(points), conflicts=disagreeing)


def _point(figure: Figure, bench: Bench) -> Point:
    return Point(
        period=str(figure.period),
        value=figure.value,
        unit=figure.unit,
        text=figure.text,
        measured_entity=figure.measured_entity,
        record=figure.id,
        citation=bench.cite(figure),
    )
