"""Reviews: what a person said of a record, kept beside it and never part of it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias, get_args

from policy_qa.domain.records import Kind
from policy_qa.domain.values import Value

Decision: TypeAlias = Literal["accept", "correct", "reject"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)

FieldValue: TypeAlias = str | int | float | bool | None


class Review(Value):
    """One person's word on one record: accepted as it is, corrected in some fields, or rejected.

    `quote`, `start` and `end` are those of the record when it was reviewed; `rule` found it. `anchored` is False
    where a later reading of the document has no record that quotes the same words: then `record` is the old id.
    """

    record: str
    document: str
    kind: Kind
    rule: str
    start: int
    end: int
    quote: str
    decision: Decision
    by: str
    why: str = ""
    correction: dict[str, FieldValue] | None = None
    at: datetime
    anchored: bool = True


class RuleStats(Value):
    """How a rule fared in the reviews so far; `precision` is the share accepted as it was."""

    rule: str
    accepted: int
    corrected: int
    rejected: int
    precision: float
