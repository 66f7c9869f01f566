"""What is done with the documents found: narrowing, ranking, sorting, counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nlargest
from math import inf

from policy_qa.errors import BadInput
from policy_qa.index.matching import Found
from policy_qa.index.snapshot import Docs, Hit, Scores, Snapshot

FACETS = ("kind", "label", "document", "year", "unit", "entity")
COUNTED = 5_000
"""Facets count this many of the best hits; beyond it the counts are lower bounds."""

SORTS = ("relevance", "value", "-value", "period", "-period")
_TIES = 200


def within(snapshot: Snapshot, narrow: dict[str, Sequence[str]]) -> Docs | None:
    """The documents of these kinds, labels or reports; None where nothing is asked for."""
    allowed: Docs | None = None
    for name, values in narrow.items():
        if values:
            lists = [snapshot.docs(name, value) for value in values]
            docs = lists[0] if len(lists) == 1 else frozenset().union(*lists)
            allowed = docs if allowed is None else allowed & docs
    return allowed


def narrowed(snapshot: Snapshot, found: Found, kind: str | None, documents: Sequence[str]) -> Found:
    """What was found, of one kind and of these reports."""
    allowed = within(snapshot, {"kind": (kind,) if kind else (), "document": documents})
    if allowed is None:
        return found
    if isinstance(found, dict):
        return {number: found[number] for number in allowed.intersection(found)}
    return found & allowed


def holding_all(lists: list[Scores], scores: Scores) -> Scores:
    """Of the documents scored, those that stand in every list."""
    if len(lists) < 2 or not all(lists):
        return scores if len(lists) == 1 else {}
    docs = set(scores)
    for some in sorted(lists, key=len):
        docs.intersection_update(some)
    return {number: scores[number] for number in docs}


def best(snapshot: Snapshot, scores: Scores, k: int, sort: str) -> list[Hit]:
    """The first k hits; equal ones in the order of documents and places, so that every build gives the same list."""
    if sort != "relevance":
        return _sorted(snapshot, scores, k, sort)
    if len(scores) > k:
        least = nlargest(k, scores.values())[-1]
        above = [number for number, score in scores.items() if score > least]
        level = [number for number, score in scores.items() if score == least]
        chosen = above + sorted(level)[: k - len(above) + _TIES]
    else:
        chosen = list(scores)
    hits = [snapshot.hit(number, scores[number]) for number in chosen]
    return sorted(hits, key=lambda hit: (-round(hit.score, 9), hit.document, hit.start, hit.end, hit.kind))[:k]


def _sorted(snapshot: Snapshot, scores: Scores, k: int, sort: str) -> list[Hit]:
    numbers = snapshot.column("value" if sort.endswith("value") else "begins")
    sign = -1 if sort.startswith("-") else 1

    def key(number: int) -> tuple[float, float, int]:
        value = numbers[number]
        return (sign * value if value == value else inf, -scores[number], number)

    return [snapshot.hit(number, scores[number]) for number in sorted(scores, key=key)[:k]]


def facets_of(snapshot: Snapshot, scores: Scores, names: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many of the best hits have each value of a facet, the commonest fifty first. Raises BadInput."""
    for name in names:
        if name not in FACETS:
            raise BadInput(f"there is no facet {name!r}", todo=f"there are {', '.join(FACETS)}")
    if not names:
        return {}
    chosen = nlargest(COUNTED, scores, key=scores.__getitem__) if len(scores) > COUNTED else scores
    counters: dict[str, Counter[str]] = {name: Counter() for name in names}
    for number in chosen:
        hit = snapshot.hit(number, 0.0)
        for name, counter in counters.items():
            counter.update(_values(hit, name))
    return {name: dict(sorted(counter.items(), key=lambda c: (-c[1], c[0]))[:50]) for name, counter in counters.items()}


def _values(hit: Hit, facet: str) -> Iterable[str]:
    if facet == "year":
        first, last = hit.years or (1, 0)
        return (str(year) for year in range(first, last + 1)) if last - first < 100 else ()
    value = getattr(hit, facet)
    return (value,) if value else ()
