"""Confidence: a fixed formula over the slots of the best match, and the floor under which nothing is shown."""

from __future__ import annotations

from collections.abc import Sequence

from policy_qa.answering.matching import Match

FLOOR = 0.56
TIE = 0.97
TIE_COST = 0.9


def confidence(best: Match, others: Sequence[Match]) -> float:
    """The score of the best match (see matching.Match.score), less a tenth where another value ties.

    Each factor lies between 0 and 1; matching.py says how they are measured.
    """
    value = best.score
    if any(other.score >= TIE * best.score for other in others):
        value *= TIE_COST
    return round(min(value, 1.0), 4)
