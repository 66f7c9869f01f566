"""What is left of a whole: "how many of the 1.3 million are men" where the text counts the whole and the women."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from policy_qa.answering.answers import answer_to, operand_of
from policy_qa.answering.contradictions import clash
from policy_qa.answering.fits import own_words
from policy_qa.answering.matching import Match
from policy_qa.answering.task import Task
from policy_qa.answering.thesaurus import sides
from policy_qa.answering.words import stems
from policy_qa.domain.answers import AskResult
from policy_qa.domain.records import Figure

NEAR = 600
SURE = 0.7
"""The confidence of a remainder: fixed, since the subtraction rests on the part belonging to the whole."""


def remainder(task: Task, matches: Sequence[Match]) -> AskResult | None:
    """The whole named in the question less the part that is of the other side; None where either is missing."""
    wholes = [m for m in matches if isinstance(m.record, Figure) and float(m.record.value) in task.question.numbers]
    for whole in wholes:
        part = _part(task, whole, matches)
        if part is not None:
            return _left(task, whole, part)
    return None


def _part(task: Task, whole: Match, matches: Sequence[Match]) -> Match | None:
    """The first figure behind the whole that counts the other side."""
    asked = task.question.counted_sides
    behind = sorted((m for m in matches if _follows(m, whole)), key=lambda m: m.record.start)
    for m in behind:
        said = sides(stems(own_words(m.record)), "populations")
        if asked and clash(asked, said) and _value(m) < _value(whole):
            return m
    return None


def _follows(m: Match, whole: Match) -> bool:
    gap = m.record.start - whole.record.end
    return isinstance(m.record, Figure) and m.record.document == whole.record.document and 0 < gap <= NEAR


def _value(m: Match) -> Decimal:
    return Decimal(str(m.record.value)) if isinstance(m.record, Figure) else Decimal(0)


def _left(task: Task, whole: Match, part: Match) -> AskResult:
    left = _value(whole) - _value(part)
    value = int(left) if left == left.to_integral_value() else float(left)
    operands = tuple(operand_of(m.record, m.scene, task.scenes) for m in (whole, part))
    answer = answer_to(whole.record, whole.scene, task.scenes)
    text = f"{value:,} = {operands[0].text} − {operands[1].text}"
    update = {"text": text, "value": value, "record": None, "measured_entity": None}
    return task.blank.model_copy(
        update={
            "outcome": "answered",
            "derived": True,
            "answer": answer.model_copy(update=update),
            "operands": operands,
            "confidence": SURE,
        }
    )
