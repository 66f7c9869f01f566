"""The verdict on a question: an answer where the best match is sure enough, sources that disagree, or a refusal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from policy_qa.answering import refusals
from policy_qa.answering.answers import answer_to, value_of, year_of
from policy_qa.answering.confidence import FLOOR, confidence
from policy_qa.answering.matching import Match
from policy_qa.answering.periods import overlap, own_span
from policy_qa.answering.task import Task
from policy_qa.answering.thesaurus import grammar
from policy_qa.answering.words import stem, stems, words
from policy_qa.domain.answers import Answer, AskResult
from policy_qa.domain.records import Date, Entity, Figure, Record

ALTERNATIVES = 5
WORTH = 0.35
"""What fits less well than this share of the answer's score is no alternative to it."""
SERIES, NEARLY, TODAY = 0.9, 0.75, 9998
RIVAL = 0.93
IN_SENTENCE = 0.95
"""From here on the fit of a period says that the sentence prints the year asked for."""
LITTLE = 0.2
FROM = 16
JOINT = re.compile(
    r"(?: [^\W\d_]+){0,3}(?:,? (?:in|en|of|de|del) (?:\w+ ){0,2}\d{4},?)? (?:to|a|hasta) (?:\w+ ){0,2}", re.IGNORECASE
)
YEAR_PARTS = ("year", "years", "ano", "anos")


def decide(task: Task, matches: Sequence[Match]) -> AskResult:
    """The best match as the answer where it is sure enough, else the refusal."""
    fitting = [m for m in matches if m.against is None]
    if not fitting:
        return refused(task, matches)
    best = latest(task, fitting)
    rest = [m for m in fitting if m is not best]
    others = [m for m in rest if value_of(m.record) != value_of(best.record) and not same_series(m, best)]
    sure = confidence(best, others)
    if sure < FLOOR or overtaken(task, best, matches):
        return refused(task, matches)
    rivals = [m for m in rest if is_rival(m, best)]
    agreeing = [m for m in rivals if value_of(m.record) == value_of(best.record)]
    disagreeing = [m for m in rivals if value_of(m.record) != value_of(best.record)]
    near = [*agreeing, *(m for m in rest if m not in rivals and m.score >= WORTH * best.score)][:ALTERNATIVES]
    return task.blank.model_copy(
        update={
            "outcome": "conflicting" if disagreeing else "answered",
            "answer": _answer(task, best),
            "confidence": sure,
            "alternatives": tuple(answer_to(m.record, m.scene, task.scenes) for m in near),
            "conflicts": tuple(answer_to(m.record, m.scene, task.scenes) for m in disagreeing[:ALTERNATIVES]),
        }
    )


def overtaken(task: Task, best: Match, matches: Sequence[Match]) -> bool:
    """Whether the best match states no time, the question does, and a figure of the same measure that fits no worse is
    of another time: then nothing is said of the time asked for.
    """
    question = task.question
    if not isinstance(best.record, Figure) or own_span(best.record) is not None or not question.timed:
        return False
    if best.period >= IN_SENTENCE and question.years is not None and not question.month:
        return False
    return any(
        m.against in ("period", "degree")
        and m.record.document == best.record.document
        and own_span(m.record) is not None
        and _unit(m) == _unit(best)
        and m.head >= SERIES * best.head
        and m.coverage * m.kept >= SERIES * best.coverage * best.kept
        and bool(_counted(m) & _counted(best))
        for m in matches
    )


def _counted(m: Match) -> set[str]:
    """The stems of what a figure counts."""
    return set(stems((m.record.measured_entity or "") if isinstance(m.record, Figure) else ""))


def _answer(task: Task, best: Match) -> Answer:
    if isinstance(best.record, Date) and task.question.part in YEAR_PARTS:
        return year_of(best.record, best.scene, task.scenes)
    return answer_to(best.record, best.scene, task.scenes)


def latest(task: Task, fitting: Sequence[Match]) -> Match:
    """The best match; of a series over time the last one, where the question names no year."""
    best = fitting[0]
    if isinstance(best.record, Entity):
        return _in_full(best.record, fitting)
    if task.question.years is not None or not isinstance(best.record, Figure):
        return best
    if task.question.time == "latest":
        return _newest(best, fitting)
    series = [m for m in fitting if m.score >= SERIES * best.score and (m is best or same_series(m, best))]
    best = max(series, key=lambda m: ((own_span(m.record) or (0, 0))[1], m.score))
    if set(task.question.stems) & starting():
        return best
    return next((m for m in fitting if m.score >= SERIES * best.score and becomes(best, m)), best)


def _newest(best: Match, fitting: Sequence[Match]) -> Match:
    """Of the figures that fit nearly as well, of any document, the one of the newest period."""
    fitting = [m for m in fitting if m is best or same_measure(m.record, best.record)]
    alike = [
        m
        for m in fitting
        if m.score >= NEARLY * best.score and m.head >= NEARLY * best.head and _unit(m) == _unit(best)
    ]
    return max(alike, key=lambda m: (_newness(m), m.score))


def _newness(m: Match) -> int:
    """The last year of a record; what is said of today is newer than all."""
    clause_words = {w.folded for w in m.scene.sentence.words}
    period = own_span(m.record)
    return TODAY if period is None and clause_words & grammar("now") else (period or (0, 0))[1]


def _unit(m: Match) -> str | None:
    return m.record.unit if isinstance(m.record, Figure) else None


def becomes(first: Match, second: Match) -> bool:
    """Whether one figure became the other: "from having 8 members to over 60", each perhaps with its year."""
    if first.scene is not second.scene or first.record.end >= second.record.start:
        return False
    if not isinstance(first.record, Figure) or not isinstance(second.record, Figure):
        return False
    text, at = first.scene.text, first.scene.start
    before = words(text[max(first.record.start - at - FROM, 0) : max(first.record.start - at, 0)])
    between = text[first.record.end - at : second.record.start - at]
    started = any(w.folded in grammar("starts") for w in before[-2:])
    return first.record.unit == second.record.unit and started and JOINT.fullmatch(between) is not None


@cache
def starting() -> frozenset[str]:
    """Stems of the words that ask for what was at first."""
    return frozenset(stem(word) for word in grammar("at_first"))


def _in_full(entity: Entity, fitting: Sequence[Match]) -> Match:
    """The nearly best mention of an entity that prints its name in full."""
    best = fitting[0]
    same = [m for m in fitting if isinstance(m.record, Entity) and m.record.name == entity.name]
    return next((m for m in same if m.record.text == entity.name and m.score >= SERIES * best.score), best)


def same_series(a: Match, b: Match) -> bool:
    """Whether two figures measure the same thing of one document at different times."""
    if a.record.document != b.record.document or not same_measure(a.record, b.record):
        return False
    mine, theirs = own_span(a.record), own_span(b.record)
    return mine is not None and theirs is not None and not overlap(mine, theirs)


def same_measure(a: Record, b: Record) -> bool:
    """Whether two figures count the same thing in the same unit."""
    if not isinstance(a, Figure) or not isinstance(b, Figure) or a.unit != b.unit or a.population != b.population:
        return False
    mine, theirs = set(stems(a.measured_entity or "")), set(stems(b.measured_entity or ""))
    return bool(mine) and len(mine & theirs) >= 0.6 * len(mine | theirs)


def is_rival(m: Match, best: Match) -> bool:
    """Whether another document states the same measure for the same time."""
    if m.record.document == best.record.document or m.score < RIVAL * best.score or min(m.head, best.head) < SERIES:
        return False
    if min(m.coverage, best.coverage) < 0.8 or not same_measure(m.record, best.record):
        return False
    mine, theirs = own_span(m.record), own_span(best.record)
    return mine is None or theirs is None or overlap(mine, theirs)


def _far(m: Match) -> tuple[float, str, int]:
    """Sort key of refusals: what says most of the question comes first, also where one slot rules it out."""
    return (-(m.coverage * m.kept if m.against else m.score), m.record.document, m.record.start)


def refused(task: Task, matches: Sequence[Match], lead: str = "") -> AskResult:
    """No answer: the reason, and the nearest records."""
    nearest = [m for m in sorted(matches, key=_far) if m.coverage >= LITTLE][:ALTERNATIVES]
    reason = refusals.not_found(task.question, nearest, task.sources.size(), task.documents)
    return task.blank.model_copy(
        update={
            "outcome": "not_found",
            "reason": f"{lead}{reason}",
            "alternatives": tuple(answer_to(m.record, m.scene, task.scenes) for m in nearest),
        }
    )
