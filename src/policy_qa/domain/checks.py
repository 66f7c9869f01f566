"""What a check says: one row for each relation between numbers that a report states, recomputed."""

from __future__ import annotations

from typing import Literal, TypeAlias

from policy_qa.domain.records import Number
from policy_qa.domain.sources import Citation
from policy_qa.domain.values import Value

CheckType: TypeAlias = Literal["share", "sum", "change", "restated", "conflict", "subset", "dated", "average"]
CheckVerdict: TypeAlias = Literal["consistent", "consistent_coarser", "inconsistent", "unit_mismatch", "not_checkable"]
Link: TypeAlias = Literal["sentence", "anaphoric", "document", "corpus"]


class Check(Value):
    """One relation with its verdict.

    `link` says by what its numbers belong together: one sentence, an explicit anaphor, the same measure in one
    document or in several. `computed` is the recomputed value, `low` and `high` the bounds that the printed steps
    allow it, `fits` what whole numbers or years would fit the report. `holds` is None where nothing can be said.
    """

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
