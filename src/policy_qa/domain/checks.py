"""What a check says: one row for each relation between numbers that a report states, recomputed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal, TypeAlias

from pydantic import model_validator

from policy_qa.domain.records import Number
from policy_qa.domain.sources import Citation
from policy_qa.domain.values import Value

CheckType: TypeAlias = Literal["share", "sum", "change", "restated", "conflict", "subset", "dated", "average"]
CheckVerdict: TypeAlias = Literal["consistent", "consistent_coarser", "inconsistent", "unit_mismatch", "not_checkable"]
Link: TypeAlias = Literal["sentence", "anaphoric", "document", "corpus"]


def check_id(type_: str, records: Iterable[str]) -> str:
    """Sixteen hexadecimal digits that stay the same as long as the relation and its numbers' records do."""
    return sha256("\x1f".join(("check", type_, *sorted(records))).encode()).hexdigest()[:16]


class Word(Value):
    """What a person said of a finding: that it is right (`accept`) or a false alarm (`reject`)."""

    decision: Literal["accept", "reject"]
    by: str
    why: str = ""
    at: datetime


class Check(Value):
    """One relation with its verdict.

    `link` says by what its numbers belong together: one sentence, an explicit anaphor, the same measure in one
    document or in several. `computed` is the recomputed value, `low` and `high` the bounds that the printed steps
    allow it, `fits` what whole numbers or years would fit the report. `holds` is None where nothing can be said.
    `id` names it for reviews; `review` is a person's word on it, if any. An average has the amount that is divided as
    `part`, and as `whole` the number among whom.
    """

    id: str = ""
    type: CheckType
    document: str
    link: Link
    verdict: CheckVerdict
    holds: bool | None
    message: str
    part: Number | None = None
    whole: Number | None = None
    parts: tuple[Number, ...] | None = None
    before: Number | None = None
    after: Number | None = None
    direction: Literal["increase", "decrease"] | None = None
    values: tuple[Number, ...] | None = None
    reported: Number | None = None
    computed: Number | None = None
    low: Number | None = None
    high: Number | None = None
    fits: tuple[Number, ...] | None = None
    reason: str | None = None
    records: tuple[str, ...] = ()
    citations: tuple[Citation, ...]
    review: Word | None = None

    @model_validator(mode="before")
    @classmethod
    def _named(cls, said: Any) -> Any:
        if isinstance(said, dict) and not said.get("id"):
            return {**said, "id": check_id(said.get("type", ""), said.get("records", ()))}
        return said

    @property
    def stands_against(self) -> bool:
        """Whether it says that the report is wrong, and no person has rejected that."""
        return self.holds is False and (self.review is None or self.review.decision != "reject")
