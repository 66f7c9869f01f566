"""Weighing: which of the records that fit a claim decides it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from policy_qa.answering.matching import Match
from policy_qa.answering.periods import own_span
from policy_qa.answering.verdict import same_measure
from policy_qa.answering.words import stems
from policy_qa.checking.comparing import Agreement, agreement
from policy_qa.checking.statements import Statement, ask_words
from policy_qa.domain.records import Figure, Record

CLAUSE, DENIED = 60, 30
ENDS = re.compile(r"[,;:.(]")
Together: TypeAlias = Callable[[Record, Record], bool]

SURE_COVERAGE, SURE_HEAD = 0.75, 0.8
RARE_VALUE, RARE_COVERAGE = 100, 0.45
"""A value from here on is rare enough to be known again where fewer of the words fit."""
NEARLY, VERY_NEARLY = 0.8, 0.93
SERIES = 0.9
WHOLLY = 0.95
OF_THE_PERIOD = 0.7
"""A value of no period gives way to one of the very period that a claim names."""


def says_it(stated: Figure, m: Match) -> bool:
    """Whether a match states the very value of a claim."""
    return isinstance(m.record, Figure) and agreement(stated, m.record) is Agreement.SAME


def stating(stated: Figure, fitting: Sequence[Match], together: Together, *, last: bool) -> Match | None:
    """A match nearly as good as the best that counts the same noun and states the very value.

    Where the claim gives it as what is so at `last` it must be nearer still, and no later value of the series may be
    known. Of two values in one sentence the best alone will do, unless they belong `together` in one relation.
    """
    best = fitting[0]
    near = [m for m in fitting if m.score >= NEARLY * best.score and m.head >= SURE_HEAD and says_it(stated, m)]
    if not last:
        return next((m for m in near if m.period >= OF_THE_PERIOD * best.period), None)
    able = [m for m in near if not any(_later(n, m) for n in fitting if n.score >= NEARLY * m.score)]
    return next((m for m in able if m is best or _as_good(m, best, together)), None)


def _as_good(m: Match, best: Match, together: Together) -> bool:
    return together(m.record, best.record) or (m.score >= VERY_NEARLY * best.score and not _beside(m, best))


def _beside(one: Match, other: Match) -> bool:
    """Whether two matches stand in one sentence, so that its words must tell which of them is meant."""
    return one.record.document == other.record.document and one.record.sentence == other.record.sentence


def _later(one: Match, other: Match) -> bool:
    mine, theirs = own_span(one.record), own_span(other.record)
    return bool(mine and theirs and mine[1] > theirs[1] and same_measure(one.record, other.record))


def newest(stated: Figure, fitting: Sequence[Match]) -> Match:
    """The best match; of a series over time the newest, where the claim names no period."""
    best = fitting[0]
    if stated.period is not None or own_span(best.record) is None:
        return best
    series = [m for m in fitting if m.score >= SERIES * best.score and same_measure(m.record, best.record)]
    return max([*series, best], key=lambda m: ((own_span(m.record) or (0, 0))[1], m.score))


def of_the_group(stated: Figure, matches: Sequence[Match]) -> Match | None:
    """A match of the very value and group of a claim, whose own sentence says every word of it.

    "460 women farmers were trained in drip irrigation" of "it trained 1,150 farmers in drip irrigation; 460 of them
    were women".
    """
    if stated.population is None:
        return None
    groups = set(stems(stated.population))
    alike = [m for m in matches if m.against is None and says_it(stated, m) and min(m.coverage, m.period) >= NEARLY]
    return next((m for m in alike if m.kept >= WHOLLY and _group(m) <= groups and _says_all(m)), None)


def _group(m: Match) -> set[str]:
    said = m.record.population if isinstance(m.record, Figure) else None
    return set(stems(said)) if said else {""}


def _says_all(m: Match) -> bool:
    own = m.scene.sentence.stems
    return all(stem in own for text, quality in m.slots.items() if quality > 0 for stem in stems(text))


def may_be(stated: Figure, m: Match) -> bool:
    """Whether a match states the very value of the very group, though not surely what is said of it."""
    figure = m.record
    alike = isinstance(figure, Figure) and figure.population is not None and figure.population == stated.population
    return alike and stated.period is None and m.coverage >= SURE_COVERAGE and says_it(stated, m)


def turned(stated: Figure, figure: Figure) -> bool:
    """Whether a claim tells of a rise where the source tells of a fall, or the other way round."""
    return None not in (stated.direction, figure.direction) and stated.direction != figure.direction


def still_open(m: Match, statement: Statement) -> str | None:
    """Why a source that states the very value may not bear a claim out: it tells of a plan, or denies it."""
    scene, record = m.scene, m.record
    words = ask_words(scene.document.language)
    lead = scene.text[max(record.start - scene.start - CLAUSE, 0) : max(record.start - scene.start, 0)]
    own = ENDS.split(lead)[-1]
    mine = ask_words(statement.language)
    if words.plans.search(own) and mine.past.search(statement.text) and not mine.plans.search(statement.text):
        return "tells of what is still to come"
    return "denies it" if words.denials.search(own[-DENIED:]) and not statement.denied else None


def close(m: Match) -> bool:
    """Whether a match counts what the claim counts, and says most of its words."""
    return m.coverage >= SURE_COVERAGE and m.head >= SURE_HEAD


def known_again(m: Match) -> bool:
    """Whether a value is so rare that it is known again by fewer words."""
    return isinstance(m.record, Figure) and m.record.value >= RARE_VALUE and m.coverage >= RARE_COVERAGE
