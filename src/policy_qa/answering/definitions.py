"""Definitions: the long form of an acronym, from the corpus's entities or a bracket in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policy_qa.answering import refusals
from policy_qa.answering.answers import answer_to
from policy_qa.answering.frame import Question
from policy_qa.answering.scene import Scenes
from policy_qa.answering.sources import Sources
from policy_qa.answering.words import fold
from policy_qa.domain.answers import AskResult
from policy_qa.domain.records import Entity

LOOKED_AT = 40


def define(result: AskResult, question: Question, sources: Sources, documents: Sequence[str]) -> AskResult:
    """The long form of the name asked for, cited where it is printed in full."""
    name = (question.name or "").strip(".")
    wanted = {fold(name), fold(re.sub(r"(?<=[A-Z])s$", "", name))}
    records = sources.records_like([name], kinds=("entity",), documents=documents, k=LOOKED_AT)
    known = [r for r in records if isinstance(r, Entity) and r.acronym and fold(r.acronym) in wanted]
    known = [r for r in known if fold(r.name) not in wanted]
    printed = [r for r in known if fold(r.text) not in wanted]
    scenes = Scenes(sources)
    for record in [*printed, *known][:1]:
        answer = answer_to(record, scenes.of(record), scenes)
        return result.model_copy(
            update={"outcome": "answered", "answer": answer, "confidence": 0.95 if printed else 0.85}
        )
    reason = (
        f"Looked for the long form of “{name}”; {refusals.searched(sources.size(), documents)}. No text there gives it."
    )
    return result.model_copy(update={"outcome": "not_found", "reason": reason})
