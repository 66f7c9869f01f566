"""Reviews: what a person said of a record or of a check's finding, kept beside it and never part of it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias, get_args

from policy_qa.domain.records import Kind
from policy_qa.domain.values import Value

Decision: TypeAlias = Literal["accept", "correct", "reject"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)

Reviewed: TypeAlias = Kind | Literal["finding"]
FINDING: Literal["finding"] = "finding"

FieldValue: TypeAlias = str | int | float | bool | None


class Quoted(Value):
    """A record of a finding, by what it quotes."""

    record: str
    document: str
    kind: Kind
    start: int
    quote: str


class Review(Value):
    """One person's word on one record: accepted as it is, corrected in some fields, or rejected; or on one finding.

    `quote`, `start` and `end` are those of the record when it was reviewed; `rule` found it. `anchored` is False
    where a later reading of the document has no record that quotes the same words: then `record` is the old id.
    Of a finding (`kind` is "finding") `record` is the check's id, `rule` "check." with its type, `quote` what the
    check said, and `numbers` the records that it was made of.
    """

    record: str
    document: str
    kind: Reviewed
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
    numbers: tuple[Quoted, ...] = ()


class RuleStats(Value):
    """How a rule fared in the reviews so far; `precision` is the share accepted as it was."""

    rule: str
    accepted: int
    corrected: int
    rejected: int
    precision: float
