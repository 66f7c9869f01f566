"""Lists: the named things of one kind that stand together in the sentence nearest to the question."""

from __future__ import annotations

from collections.abc import Sequence

from policy_qa.answering.answers import answer_to, operand_of, value_of
from policy_qa.answering.confidence import FLOOR, confidence
from policy_qa.answering.matching import Match
from policy_qa.answering.task import Task
from policy_qa.answering.verdict import refused
from policy_qa.domain.answers import AskResult
from policy_qa.domain.records import Record

MOST = 30


def listed(task: Task, records: Sequence[Record]) -> AskResult:
    """All things of the asked kind in the best sentence, each cited."""
    matches = task.ranked(records)
    fitting = [m for m in matches if m.against is None]
    if not fitting:
        return refused(task, matches)
    best = _best_sentence(fitting)
    sure = confidence(best[0], ())
    if sure < FLOOR:
        return refused(task, matches)
    operands = tuple(operand_of(m.record, m.scene, task.scenes) for m in best[:MOST])
    answer = answer_to(best[0].record, best[0].scene, task.scenes)
    names = tuple(str(value_of(m.record)) for m in best[:MOST])
    text = "; ".join(names)
    shown = text if len(text) <= 240 else text[:239].rsplit("; ", 1)[0] + "; …"
    answer = answer.model_copy(update={"text": shown, "value": names if len(names) > 1 else names[0], "record": None})
    return task.blank.model_copy(
        update={"outcome": "answered", "answer": answer, "operands": operands, "confidence": sure}
    )


def _best_sentence(fitting: Sequence[Match]) -> list[Match]:
    """The matches of the sentence that holds the best one or, nearly as good, more; in reading order, each once."""
    groups: dict[tuple[str, int], list[Match]] = {}
    for m in fitting:
        groups.setdefault((m.record.document, m.scene.start), []).append(m)
    top = fitting[0].score
    rich = [g for g in groups.values() if g[0].score >= 0.85 * top]
    group = max(rich, key=lambda g: (min(len({value_of(m.record) for m in g}), 3), g[0].score))
    seen: dict[object, Match] = {}
    for m in sorted(group, key=lambda m: m.record.start):
        seen.setdefault(value_of(m.record), m)
    return list(seen.values())
