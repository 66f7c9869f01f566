"""Hits as people read them: document by document, and each sentence once with all that was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policy_qa.domain.answers import Group, SearchHit
from policy_qa.domain.values import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document and the hits inside it, the best first; `shown` is the one with the widest quote."""

    shown: SearchHit
    hits: tuple[SearchHit, ...]

    @property
    def records(self) -> tuple[SearchHit, ...]:
        """The hits that are records."""
        return tuple(hit for hit in self.hits if hit.record is not None)

    @property
    def spans(self) -> tuple[tuple[Span, str], ...]:
        """What to light, as offsets of the document's text: the records found, each with its kind, or the words."""
        lit = [
            (Span(start=hit.answer_start, end=hit.answer_end), hit.kind)
            for hit in self.hits
            if hit.answer_start is not None and hit.answer_end is not None
        ]
        found = lit or [(span, hit.kind) for hit in self.hits for span in hit.highlights]
        return tuple(sorted(set(found), key=lambda one: (one[0].start, -one[0].end, one[1])))


def groups(hits: Sequence[SearchHit]) -> tuple[Group, ...]:
    """Which hits (by their place in the list) stand in which document; documents in the order of their best hit."""
    found: dict[str, list[int]] = {}
    for number, hit in enumerate(hits):
        found.setdefault(hit.document, []).append(number)
    return tuple(Group(document=one, title=hits[of[0]].title, items=tuple(of)) for one, of in found.items())


def places(hits: Iterable[SearchHit]) -> list[Place]:
    """The stretches of one document that hold the hits, in the order of their best hit; none lies inside another."""
    found: list[Place] = []
    for hit in hits:
        around = next((n for n, place in enumerate(found) if _inside(hit, place.shown)), None)
        if around is not None:
            found[around] = Place(found[around].shown, (*found[around].hits, hit))
            continue
        within = [place for place in found if _inside(place.shown, hit)]
        merged = Place(hit, (*(one for place in within for one in place.hits), hit))
        first = next((n for n, place in enumerate(found) if place in within), len(found))
        found = [place for place in found if place not in within]
        found.insert(first, merged)
    return found


def _inside(one: SearchHit, other: SearchHit) -> bool:
    return other.start <= one.start and one.start + len(one.quote) <= other.start + len(other.quote)
