"""Restated values: one thing said twice in one report, such as in a heading and in the text."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from policy_qa.checking.measure import Measure, compatible, measure, telling
from policy_qa.checking.rows import cite
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Figure
from policy_qa.domain.sources import QUOTE_LIMIT, Document

WORDS = re.compile(r"[^\W\d_]{3,}")
LEAST_SHARED = 4
TELLING_VALUE = 100
"""A value from here on that stands twice with the same noun is the same thing said twice."""


def restated(document: Document, text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    """Rows for values said twice; an inconsistent one only where two sentences say nearly the same."""
    groups: dict[Measure, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.measured_entity and figure.value_max is None:
            groups[measure(figure)._replace(status=None, place=None)].append(figure)
    for key, members in groups.items():
        for first, second in itertools.pairwise(members):
            if first.sentence == second.sentence:
                continue
            if first.value == second.value and _periods_agree(first, second):
                if first.value >= TELLING_VALUE or telling(key):
                    yield row(document, text, first, second, holds=True)
            elif telling(key) and not compatible(first, second) and _same_in_all(text, first, second):
                yield row(document, text, first, second, holds=False)


def _periods_agree(first: Figure, second: Figure) -> bool:
    return first.period is None or second.period is None or first.period == second.period


def _same_in_all(text: str, first: Figure, second: Figure) -> bool:
    """Whether all that a frame says is said of both, and alike, in sentences that say nearly the same."""
    told = [(getattr(first, f), getattr(second, f)) for f in ("period", "status", "place", "actor", "population")]
    return (
        first.period is not None
        and all(a == b for a, b in told)
        and _words(first) == _words(second)
        and first.section == second.section
        and alike(text, first, second)
    )


def alike(text: str, first: Figure, second: Figure) -> bool:
    """Whether two sentences share most of their words, numbers aside (Jaccard's index of at least 0.6)."""
    one, other = (set(WORDS.findall(_sentence(text, f).casefold())) for f in (first, second))
    return len(one & other) >= LEAST_SHARED and len(one & other) >= 0.6 * len(one | other)


def _sentence(text: str, figure: Figure) -> str:
    return text[figure.sentence.start : min(figure.sentence.end, figure.sentence.start + QUOTE_LIMIT)]


def _words(figure: Figure) -> str:
    return (figure.measured_entity or "").casefold()


def row(document: Document, text: str, first: Figure, second: Figure, *, holds: bool) -> Check:
    """Two values of one thing, said in two places."""
    what = first.measured_entity
    message = (
        f"{what}: {first.text} is said twice"
        if holds
        else f"{what}: {first.text} in one place, {second.text} in another"
    )
    return Check(
        type="restated",
        document=document.id,
        link="document",
        verdict="consistent" if holds else "inconsistent",
        holds=holds,
        message=message,
        values=(first.value, second.value),
        records=(first.id, second.id),
        citations=(cite(document, text, first), cite(document, text, second)),
    )
