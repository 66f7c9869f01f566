"""Across reports: the same measure in several documents, agreeing, in conflict, or a series over periods.

Two figures are values of one measure where noun, unit and population are equal, no other slot contradicts, and their
sentences say much the same: a noun that says much by itself ("Rural Care Services") needs less of that than "women".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from policy_qa.answering.periods import span
from policy_qa.checking.measure import Measure, compatible, measure, telling
from policy_qa.checking.rows import cite
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Figure
from policy_qa.domain.sources import Document

WORD = re.compile(r"[^\W\d_]{4,}")
STEM = 6
MOST_OF_A_MEASURE = 60
"""Of one measure at most so many figures are held against each other, the first of each document."""

Texts = Callable[[str], str]
Documents = Callable[[str], Document]


def across(figures: Sequence[Figure], document: Documents, text: Texts) -> Iterator[Check]:
    """Rows for the same measure, place and period in two documents: `restated` where they agree, else `conflict`."""
    groups: dict[Measure, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.measured_entity and figure.value_max is None and span(figure.period):
            groups[measure(figure)._replace(status=None, place=None)].append(figure)
    for key, members in sorted(groups.items(), key=lambda row: (row[1][0].document, row[1][0].start)):
        if len({f.document for f in members}) < 2:
            continue
        for first, second in combinations(members[:MOST_OF_A_MEASURE], 2):
            if _one_measure(key, first, second, text):
                yield _row(first, second, document, text)


def _one_measure(key: Measure, first: Figure, second: Figure, text: Texts) -> bool:
    other = first.document != second.document
    return other and same_time(first, second) and not _clash(first, second) and alike(key, first, second, text)


def same_time(first: Figure, second: Figure) -> bool:
    """Whether two figures are of the same years."""
    mine, theirs = span(first.period), span(second.period)
    return mine is not None and mine == theirs and _finest(first, second)


def _finest(first: Figure, second: Figure) -> bool:
    """Whether two printed periods may be one: "2024" and "2024-02" may, "2024-02" and "2024-05" may not."""
    one, other = str(first.period), str(second.period)
    return one.startswith(other) or other.startswith(one) or "/" in one + other


def _clash(first: Figure, second: Figure) -> bool:
    """Whether a slot that both fill is filled otherwise."""
    told = [(getattr(first, slot), getattr(second, slot)) for slot in ("status", "place")]
    return any(a and b and a.casefold() != b.casefold() for a, b in told)


def alike(key: Measure, first: Figure, second: Figure, text: Texts) -> bool:
    """Whether the sentences of two figures say much the same."""
    one, other = (_context(figure, text) for figure in (first, second))
    shared = len(one & other)
    if telling(key):
        return shared >= 2
    return shared >= 3 and shared * 3 >= min(len(one), len(other))


def _context(figure: Figure, text: Texts) -> set[str]:
    """Stems of the words within 120 characters of a figure, in its sentence."""
    whole = text(figure.document)
    start = max(figure.sentence.start, figure.start - 120)
    end = min(figure.sentence.end, figure.end + 120)
    return {word[:STEM] for word in WORD.findall(whole[start:end].casefold())}


def _row(first: Figure, second: Figure, document: Documents, text: Texts) -> Check:
    holds = compatible(first, second)
    what = f"{first.measured_entity} ({first.period})"
    one, other = document(first.document), document(second.document)
    reason = None if holds else _reason(first, second, one, other)
    message = (
        f"{what}: both reports say {first.text}"
        if first.value == second.value
        else f"{what}: {one.title!r} says {first.text}, {other.title!r} says {second.text}"
    )
    return Check(
        type="restated" if holds else "conflict",
        document=one.id,
        link="corpus",
        verdict="consistent" if holds else "inconsistent",
        holds=holds,
        message=message,
        values=(first.value, second.value),
        reason=reason,
        records=(first.id, second.id),
        citations=(cite(one, text(one.id), first), cite(other, text(other.id), second)),
    )


def _reason(first: Figure, second: Figure, one: Document, other: Document) -> str:
    """Why two values may differ: a later word of the same publisher, another definition, or nothing that is said."""
    if first.status != second.status or first.place != second.place:
        return "other definition"
    if one.publisher and one.publisher == other.publisher and one.published != other.published:
        return "revision"
    return "real"
