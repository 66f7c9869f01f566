"""Claims and the verdicts on them: FEVER's words (Thorne et al. 2018), in the shape of `claim --json`."""

from __future__ import annotations

from typing import Literal, TypeAlias

from policy_qa.domain.sources import Citation
from policy_qa.domain.values import Value

ClaimVerdict: TypeAlias = Literal["supported", "refuted", "not_enough_info"]
ClaimReason: TypeAlias = Literal[
    "outdated",
    "source_inconsistent",
    "other_value",
    "other_period",
    "other_population",
    "other_status",
    "other_place",
    "rounding",
]


class Claim(Value):
    """One checkable statement of a draft: `claim` is its words, `start` and `end` its place in the draft.

    `figure_start` and `figure_end` mark the number or date that was judged; `evidence` is what the sources say.
    """

    claim: str
    start: int
    end: int
    figure_start: int | None = None
    figure_end: int | None = None
    verdict: ClaimVerdict
    reason: ClaimReason | None = None
    message: str
    evidence: tuple[Citation, ...] = ()


class ClaimReport(Value):
    """The verdict on each claim of a draft, in reading order."""

    claims: tuple[Claim, ...]
