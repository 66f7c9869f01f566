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

LOOKED_AT, BEHIND = 40, 24


def define(result: AskResult, question: Question, sources: Sources, documents: Sequence[str]) -> AskResult:
    """The long form of the name asked for, cited where it is printed in full."""
    name = (question.name or "").strip(".")
    wanted = {fold(name), fold(re.sub(r"(?<=[A-Z])s$", "", name))}
    records = sources.records_like([name], kinds=("entity",), documents=documents, k=LOOKED_AT)
    known = [r for r in records if isinstance(r, Entity) and r.acronym and fold(r.acronym) in wanted]
    known = [r for r in known if fold(r.name) not in wanted]
    printed = [r for r in known if fold(r.text) not in wanted]
    scenes = Scenes(sources)
    printed.sort(key=lambda r: not _introduces(r, wanted, scenes))
    for record in [*printed, *known][:1]:
        answer = answer_to(record, scenes.of(record), scenes)
        if record in printed:
            answer = answer.model_copy(update={"text": " ".join(record.text.split())})
        return result.model_copy(
            update={"outcome": "answered", "answer": answer, "confidence": 0.95 if printed else 0.85}
        )
    reason = (
        f"Looked for the long form of “{name}”; {refusals.searched(sources.size(), documents)}. No text there gives it."
    )
    return result.model_copy(update={"outcome": "not_found", "reason": reason})


def _introduces(entity: Entity, wanted: set[str], scenes: Scenes) -> bool:
    """Whether the short form stands in brackets behind a mention in full."""
    after = fold(scenes.text(entity.document, entity.start, entity.end + BEHIND))[entity.end - entity.start :]
    bracket = re.match(r"[\s,]*[(\[][^\w)]*([\w./&-]+)", after)
    return bracket is not None and bracket[1].rstrip("s") in {name.rstrip("s") for name in wanted}
