"""Asking: reads the question, gathers candidates, matches them slot by slot, and answers or says why not."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from policy_qa.answering import changes, definitions, lists, refusals
from policy_qa.answering.answers import answer_to, value_of
from policy_qa.answering.candidates import candidates, passages, type_fit
from policy_qa.answering.confidence import FLOOR, confidence
from policy_qa.answering.frame import Question
from policy_qa.answering.matching import Match, match
from policy_qa.answering.question import read
from policy_qa.answering.scene import Scenes
from policy_qa.answering.sources import Sources
from policy_qa.domain.answers import AskResult, Interpretation, PassageHit

TIME_LIMIT = 5.0
"""Seconds a question may take unless told otherwise."""
ALTERNATIVES = 5


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
    deadline = monotonic() + time_limit
    read_as = read(question, sources, tuple(documents))
    hits = passages(read_as, sources, documents, k)
    result = AskResult(
        question=question, outcome="not_understood", interpretation=interpretation(read_as), passages=tuple(hits[:k])
    )
    return _answered(result, read_as, sources, hits, documents, deadline, explain)


def _answered(
    result: AskResult,
    question: Question,
    sources: Sources,
    hits: list[PassageHit],
    documents: Sequence[str],
    deadline: float,
    explain: bool,
) -> AskResult:
    if question.wants == "DEFINITION":
        return definitions.define(result, question, sources, documents)
    if question.wants == "UNKNOWN" or question.form == "yesno" or not question.terms:
        return result.model_copy(update={"reason": refusals.not_understood(question)})
    scenes = Scenes(sources)
    found = candidates(question, sources, scenes, hits, documents)
    if monotonic() > deadline:
        return result.model_copy(
            update={"outcome": "incomplete", "reason": "The search ran out of its time; ask again or name a document."}
        )
    matches = ranked(question, scenes, found)
    if explain:
        result = result.model_copy(update={"explanation": _explanation(question, matches)})
    if question.form in ("change", "difference"):
        return changes.compare(result, question, matches, scenes, sources, documents)
    if question.form == "list":
        return lists.listed(result, question, matches, scenes, sources, documents)
    return decide(result, question, matches, scenes, sources, documents)


def ranked(question: Question, scenes: Scenes, found: Sequence[object]) -> list[Match]:
    """The matches of the candidates, first the best; those that contradict the question come last."""
    rows = [match(question, record, scenes.of(record)) for record in found]  # type: ignore[arg-type]
    return sorted(rows, key=lambda m: (m.against is not None, -m.score, m.record.document, m.record.start))


def decide(
    result: AskResult,
    question: Question,
    matches: list[Match],
    scenes: Scenes,
    sources: Sources,
    documents: Sequence[str],
) -> AskResult:
    """The best match as the answer where it is sure enough, else the refusal."""
    fitting = [m for m in matches if m.against is None]
    if fitting:
        best = fitting[0]
        others = [m for m in fitting[1:] if value_of(m.record) != value_of(best.record)]
        sure = confidence(question, best, others)
        if sure >= FLOOR:
            near = [answer_to(m.record, m.scene, scenes) for m in fitting[1 : 1 + ALTERNATIVES]]
            return result.model_copy(
                update={
                    "outcome": "answered",
                    "answer": answer_to(best.record, best.scene, scenes),
                    "confidence": sure,
                    "alternatives": tuple(near),
                }
            )
    return refused(result, question, matches, scenes, sources, documents)


def refused(
    result: AskResult,
    question: Question,
    matches: list[Match],
    scenes: Scenes,
    sources: Sources,
    documents: Sequence[str],
) -> AskResult:
    """No answer: the reason, and the nearest records."""
    nearest = sorted(matches, key=lambda m: -m.score)[:ALTERNATIVES]
    nearest = [m for m in nearest if m.coverage >= 0.2]
    return result.model_copy(
        update={
            "outcome": "not_found",
            "reason": refusals.not_found(question, nearest, sources.size(), documents),
            "alternatives": tuple(answer_to(m.record, m.scene, scenes) for m in nearest),
        }
    )


def interpretation(question: Question) -> Interpretation:
    """The frame as it is shown."""
    wants = {"change": "CHANGE", "difference": "CHANGE", "list": "LIST", "yesno": "CLAIM"}.get(
        question.form, question.wants
    )
    return Interpretation(
        wants=wants,
        focus=question.focus,
        period=question.period,
        places=question.places,
        entities=question.entities,
        language=question.language,
    )


def _explanation(question: Question, matches: list[Match]) -> tuple[str, ...]:
    lines = [f"wants {question.wants}, form {question.form}, period {question.period}, negated {question.negated}"]
    lines += [
        f"{t.role} “{t.text}” weighs {t.weight:.2f}: {', '.join(w.text for w in t.ways[:6])}" for t in question.terms
    ]
    for m in matches[:8]:
        against = f", ruled out by {m.against}" if m.against else ""
        lines.append(
            f"{m.record.text!r} in {m.record.document}: score {m.score:.2f} (coverage {m.coverage:.2f}, head {m.head:.2f}, "
            f"period {m.period:.2f}, near {m.near:.2f}){against}; {m.slots}"
        )
    return tuple(lines)


__all__ = ["ask", "decide", "interpretation", "ranked", "refused", "type_fit"]
