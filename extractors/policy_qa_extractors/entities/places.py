"""Places of the world: cities and regions that count by their name, or by the words around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from policy_qa_extractors.entities.chains import OWNER, Chain
from policy_qa_extractors.entities.gazetteer import Known, first_words, is_place, known
from policy_qa_extractors.page import Page
from policy_qa_extractors.rulebook import load

RULE = "entity.place"
LOCATIVE = re.compile(
    r"(?<!\w)(?:in|near|outside|across|throughout|around|into|en|cerca de|hacia|desde) "
    r"(?:(?:northern|southern|eastern|western|central|rural|downtown|el norte de|el sur de) )?\Z",
    re.IGNORECASE,
)
WITHIN = re.compile(r",? \(?((?:[A-ZÀ-Þ][\w.’-]+ ?){1,3})")
REACH = 32


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    tables = load("any/places.toml").tables
    sure, by_context = (frozenset(tables[name].split("\n")) - {""} for name in ("sure", "by_context"))
    return sure - known().keys(), by_context - known().keys()


@cache
def world() -> Mapping[str, tuple[str, ...]]:
    """Names of cities and regions by their first word, longest first."""
    sure, by_context = _lists()
    return first_words(sure | by_context)


def place(page: Page, chain: Chain, name: str, start: int, end: int) -> Known | None:
    """The place that `name` is where it stands; None where the words around say something else."""
    view = page.view.text
    if _goes_on(chain, end):
        return None
    if name not in _lists()[0] and not _placed(page, start, end):
        return None
    if view[start:end].isupper() and len(name) < 4:
        return None
    return Known("GPE", RULE, name, name)


def _goes_on(chain: Chain, end: int) -> bool:
    """Whether a capitalised word follows that the place may be the first part of a name with."""
    after = next((word for word in chain.words if word.start >= end), None)
    if after is None or after.small or after.start > end + 1:
        return False
    return not is_place(after.text) and not OWNER.search(chain.words[0].text)


def _placed(page: Page, start: int, end: int) -> bool:
    """Whether a place is meant: behind "in", or before the country or region it lies in."""
    view = page.view.text
    if LOCATIVE.search(view, max(0, start - REACH), start):
        return True
    within = WITHIN.match(view, end, end + REACH) if view[end : end + 1] == "," else None
    return within is not None and is_place(within[1].rstrip(" ."))
