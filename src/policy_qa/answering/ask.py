"""Asking: reads the question, gathers candidates, matches them slot by slot, and answers or says why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

from policy_qa.answering import changes, definitions, lists, refusals, when
from policy_qa.answering.candidates import candidates, passages
from policy_qa.answering.explaining import explanation
from policy_qa.answering.frame import Question
from policy_qa.answering.question import read
from policy_qa.answering.remainders import remainder
from policy_qa.answering.scene import Scenes
from policy_qa.answering.sources import Sources
from policy_qa.answering.task import Task
from policy_qa.answering.verdict import decide
from policy_qa.domain.answers import AskResult, Interpretation
from policy_qa.domain.collecting import uncollected
from policy_qa.domain.records import Record

TIME_LIMIT = 5.0
"""Seconds a question may take unless told otherwise."""
FORMS = {"change": "CHANGE", "difference": "CHANGE", "list": "LIST", "yesno": "CLAIM"}


def ask(
    question: str,
    sources: Sources,
    *,
    documents: Sequence[str] = (),
    k: int = 5,
    explain: bool = False,
    time_limit: float = TIME_LIMIT,
) -> AskResult:
    """Answers a question from the sources, or says why it can't.

    `documents` limits where to look, `k` says how many passages to give, `explain` adds the frame and the scores.
    """
    with uncollected():
        return _asked(question, sources, tuple(documents), k, explain=explain, deadline=monotonic() + time_limit)


def _asked(
    question: str, sources: Sources, documents: tuple[str, ...], k: int, *, explain: bool, deadline: float
) -> AskResult:
    frame = read(question, sources, documents)
    hits = passages(frame, sources, documents, k)
    blank = AskResult(
        question=question, outcome="not_understood", interpretation=interpretation(frame), passages=tuple(hits[:k])
    )
    if frame.wants == "DEFINITION":
        return definitions.define(blank, frame, sources, documents)
    if frame.wants == "UNKNOWN" or frame.form == "yesno" or all(t.role == "number" for t in frame.terms):
        return blank.model_copy(update={"reason": refusals.NOT_UNDERSTOOD})
    scenes = Scenes(sources)
    found = candidates(frame, sources, scenes, hits, documents)
    asked, frame = frame, when.dated(frame, found, scenes)
    if monotonic() > deadline:
        return blank.model_copy(update={"outcome": "incomplete", "reason": refusals.OUT_OF_TIME})
    task = Task(frame, sources, scenes, documents, blank)
    result = when.said(asked, frame, _answered(task, found))
    return result.model_copy(update={"explanation": explanation(task, found)}) if explain else result


def _answered(task: Task, found: Sequence[Record]) -> AskResult:
    if task.question.form in ("change", "difference"):
        return changes.compare(task, found)
    if task.question.form == "list":
        return lists.listed(task, found)
    matches = task.ranked(found)
    result = decide(task, matches)
    if result.answer is None and task.question.keywords:
        widened = decide(task, task.ranked(found, _any_counted(task.question)))
        result = widened if widened.answer is not None else result
    return (remainder(task, matches) if result.answer is None else None) or result


def _any_counted(question: Question) -> Question:
    """The keywords with any of their nouns as what is counted: nothing in them says which one is."""
    terms = (replace(t, role="head") if t.role in ("modifier", "word") else t for t in question.terms)
    return replace(question, terms=tuple(terms))


def interpretation(question: Question) -> Interpretation:
    """The frame as it is shown."""
    return Interpretation(
        wants=FORMS.get(question.form, question.wants),
        focus=question.focus,
        period=question.period,
        places=question.places,
        entities=question.entities,
        language=question.language,
    )
