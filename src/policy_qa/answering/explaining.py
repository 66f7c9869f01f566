"""The explanation of an answer: the frame read, and the candidates with the fit of each slot."""

from __future__ import annotations

from collections.abc import Sequence

from policy_qa.answering.task import Task
from policy_qa.domain.records import Record

SHOWN = 8


def explanation(task: Task, records: Sequence[Record]) -> tuple[str, ...]:
    """One line for the frame, one for each term, one for each of the best candidates."""
    question = task.question
    lines = [f"wants {question.wants}, form {question.form}, period {question.period}, units {sorted(question.units)}"]
    lines += [
        f"{t.role} “{t.text}” weighs {t.weight:.2f}: {', '.join(w.text for w in t.ways[:6])}" for t in question.terms
    ]
    for m in task.ranked(records)[:SHOWN]:
        against = f", ruled out by {m.against}" if m.against else ""
        lines.append(
            f"{m.record.text!r} in {m.record.document}: {m.score:.2f} (coverage {m.coverage:.2f}, head {m.head:.2f}, "
            f"period {m.period:.2f}, near {m.near:.2f}){against}; {m.slots}"
        )
    return tuple(lines)
