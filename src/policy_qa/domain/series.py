"""A series: the values of one measure over periods, each with its citation."""

from __future__ import annotations

from policy_qa.domain.records import Number
from policy_qa.domain.sources import Citation
from policy_qa.domain.values import Value


class Point(Value):
    """One value of a series; `period` is EDTF, `unit` as in records."""

    period: str
    value: Number
    unit: str | None
    text: str
    measured_entity: str | None
    record: str
    citation: Citation


class Series(Value):
    """The values of one measure, in order of their periods; `conflicts` are periods for which sources disagree."""

    measure: str
    points: tuple[Point, ...]
    conflicts: tuple[str, ...] = ()
