"""Refusals: what was looked for, what was searched, which slot failed, and what stands nearest."""

from __future__ import annotations

from collections.abc import Sequence

from policy_qa.answering.frame import Question
from policy_qa.answering.matching import Match
from policy_qa.domain.records import Figure

SLOTS = {
    "period": "is of another period than the one asked for",
    "population": "counts another group than the one asked for",
    "role": "is said of something else, or of another part in it",
    "unit": "is in another currency than the one asked for",
    "status": "says something else was done than what was asked",
    "place": "is of another place than the one asked for",
    "degree": "says the opposite of what was asked",
    "number": "goes with other numbers than those in the question",
    "negation": "says the opposite of what was asked",
}
KIND_NAMES = {
    "CARDINAL": "a count", "PERCENT": "a share", "MONEY": "an amount of money", "RATIO": "a ratio",
    "QUANTITY": "a measure",
    "FIGURE": "a figure", "MEASURE": "a figure", "DATE": "a date", "LAW": "a law",
    "PERSON": "a name", "NAME": "a name", "GPE": "a place",
    "DEFINITION": "the long form", "LIST": "a list", "CLAIM": "a claim",
}  # fmt: skip

NOT_UNDERSTOOD = (
    "The question was not understood as one for a figure, a date, a name, a law, a list or the meaning of an acronym. "
    "Ask for example “how many …”, “what percentage of …”, “when …”, “which ministry …”."
)
OUT_OF_TIME = "The search ran out of its time; ask with fewer words, or name a document."


def searched(size: tuple[int, int], documents: Sequence[str]) -> str:
    """What was searched, in words."""
    if documents:
        return f"searched {', '.join(documents[:5])}"
    return f"searched {size[0]} documents with {size[1]} records"


def not_found(question: Question, nearest: Sequence[Match], size: tuple[int, int], documents: Sequence[str]) -> str:
    """Why there is no answer, naming the slot that failed."""
    wanted = KIND_NAMES.get(question.wants, "an answer")
    period = f", {question.period}" if question.period else ""
    lead = f"Looked for {wanted} for “{question.focus}”{period}; {searched(size, documents)}."
    if not nearest:
        return f"{lead} No passage there holds {wanted} with these words."
    best = nearest[0]
    text = " ".join(best.record.text.split())[:60]
    said = best.record.measured_entity if isinstance(best.record, Figure) else None
    shown = f"“{text}”" + (f" ({said[:80]})" if said else "")
    if best.against:
        return f"{lead} The nearest, {shown}, {SLOTS.get(best.against, 'does not fit')}."
    if best.missing:
        return f"{lead} The nearest, {shown}, says nothing of “{', '.join(best.missing[:4])}”."
    if best.head < 0.5:
        return f"{lead} The nearest, {shown}, counts something else."
    return f"{lead} The nearest, {shown}, does not fit well enough to be shown as the answer."
