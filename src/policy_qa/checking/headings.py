"""Headings: a value in a heading, or in a section that sums the report up, against the text that says the same.

A heading is contradicted where the text below it says almost all its other words of another value, and nowhere of its.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from policy_qa.checking.measure import Measure, compatible, measure, telling
from policy_qa.checking.restated import TELLING_VALUE, alike, row
from policy_qa.checking.words import words
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Figure
from policy_qa.domain.sources import Document

WORD = re.compile(r"[^\W\d_]{3,}")
STEM = 5
ENOUGH_WORDS = 3
MOST = 0.8
"""The share of a heading's words that a sentence must say to be the heading said again."""
SEARCHED, REACH = 40, 60
"""So many figures of one measure are looked at, and so many below a heading."""


def headings(document: Document, text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    """Rows for the values of headings that the text below says otherwise."""
    below: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        for title in dict.fromkeys(figure.section):
            below[title].append(figure)
    for figure in figures:
        title = " ".join(text[figure.sentence.start : figure.sentence.end].split())
        if title in below and figure.measured_entity and figure.value_max is None:
            first = bisect_left(below[title], figure.end, key=lambda f: f.start)
            yield from _said_otherwise(document, text, figure, below[title][first : first + REACH])


def summaries(document: Document, text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    """Rows for the values of a summary that the one sentence elsewhere that says the same says otherwise."""
    said = words(document.language)
    above = [f for f in figures if f.section and said.summary.match(f.section[-1]) and f.period and f.value_max is None]
    if not above:
        return
    ids = {figure.id for figure in above}
    same: dict[tuple[Measure, str | None], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.id not in ids:
            same[measure(figure), figure.period].append(figure)
    for figure in above:
        key = measure(figure)
        others = same.get((key, figure.period), [])
        if len(others) > SEARCHED or any(compatible(figure, f) for f in others):
            continue
        again = [f for f in others if alike(text, figure, f)]
        if len(again) == 1 and telling(key) | (figure.value >= TELLING_VALUE):
            yield row(document, text, figure, again[0], holds=False)


def _said_otherwise(document: Document, text: str, heading: Figure, under: Sequence[Figure]) -> Iterator[Check]:
    key = _what(heading)
    if any(compatible(heading, f) for f in under if _what(f)[:2] == key[:2]):
        return
    again = [f for f in under[:SEARCHED] if _what(f) == key and f.value_max is None and _says(text, heading, f)]
    if len(again) == 1 and not _apart(heading, again[0]):
        yield row(document, text, heading, again[0], holds=False)


def _what(figure: Figure) -> Measure:
    return measure(figure)._replace(status=None, place=None, population=None, direction=None)


def _says(text: str, heading: Figure, figure: Figure) -> bool:
    """Whether a figure's sentence says nearly all the other words of a heading."""
    told, again = (_stems(text, f) for f in (heading, figure))
    return len(told) >= ENOUGH_WORDS and len(told & again) >= MOST * len(told)


def _stems(text: str, figure: Figure) -> set[str]:
    sentence = text[figure.sentence.start : figure.sentence.end].casefold()
    return {word[:STEM] for word in WORD.findall(sentence)}


def _apart(first: Figure, second: Figure) -> bool:
    told = [(getattr(first, slot), getattr(second, slot)) for slot in ("period", "place", "status", "population")]
    return any(a and b and a != b for a, b in told)
