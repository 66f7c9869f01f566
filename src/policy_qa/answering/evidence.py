"""Evidence: the records that a statement's words fit, first the best, those that contradict it in a slot last."""

from __future__ import annotations

from collections.abc import Sequence

from policy_qa.answering.candidates import candidates, passages
from policy_qa.answering.matching import Match
from policy_qa.answering.question import read
from policy_qa.answering.scene import Scenes
from policy_qa.answering.sources import Sources
from policy_qa.answering.task import Task
from policy_qa.domain.answers import AskResult, Interpretation

PASSAGES = 24


def evidence(question: str, sources: Sources, documents: Sequence[str] = ()) -> list[Match]:
    """How the records of the sources fit a question, however badly; empty where it can't be read."""
    frame = read(question, sources, tuple(documents))
    if not frame.terms or frame.wants in ("UNKNOWN", "DEFINITION"):
        return []
    scenes = Scenes(sources)
    found = candidates(frame, sources, scenes, passages(frame, sources, documents, PASSAGES), documents)
    nothing = Interpretation(wants=frame.wants, focus=frame.focus)
    blank = AskResult(question=question, outcome="not_found", interpretation=nothing)
    return Task(frame, sources, scenes, tuple(documents), blank).ranked(found)
