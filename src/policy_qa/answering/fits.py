"""How well a term of a question is met around a record: in its own frame, its stretch of the sentence, or farther off."""

from __future__ import annotations

from dataclasses import dataclass

from policy_qa.answering.frame import Term
from policy_qa.answering.scene import Scene, Zone, zone
from policy_qa.answering.words import words
from policy_qa.domain.records import Entity, Figure, LegalReference, Record

OWN, STRETCH, LEAD, SENTENCE, BEFORE, ABOVE, AFTER, FAR = 1.0, 1.0, 0.97, 0.82, 0.75, 0.5, 0.38, 0.35
ROOT, COGNATE, PART = 0.85, 0.75, 0.6
VERB_ELSEWHERE = 0.6
OTHER_NAMED = 0.3
NEAR_WORDS = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """A record in its sentence: its own words, its place among the sentence's words, and the stretch that is its own."""

    record: Record
    scene: Scene
    own: Zone
    place: int
    first: int
    last: int
    lead: int


def own_words(record: Record) -> str:
    """The words of a record's own frame."""
    if isinstance(record, Figure):
        slots = (record.measured_entity, record.measured_property, record.population, record.status, record.actor)
        return " . ".join(filter(None, (*slots, record.place, record.per, record.direction)))
    if isinstance(record, Entity):
        return record.name
    return record.citation if isinstance(record, LegalReference) else ""


def spot(record: Record, scene: Scene) -> Spot:
    """Where a record stands. Its stretch runs from the figure before it to the figure after it; the words before the
    first figure of the sentence lead them all. A share in brackets is one with its count."""
    place = _place(scene.sentence, record.start)
    end = _place(scene.sentence, record.end)
    first, last, lead = 0, len(scene.sentence.words), place
    figures = [r for r in scene.records if isinstance(r, Figure)] if isinstance(record, Figure) else []
    for other in figures:
        begin, stop = _place(scene.sentence, other.start), _place(scene.sentence, other.end)
        lead = min(lead, begin)
        if begin < place and place - stop > 1:
            first = max(first, stop)
        elif begin > place and begin - end > 1:
            last = min(last, begin)
    return Spot(record, scene, zone(words(own_words(record))), place, first, last, lead)


def _place(sentence: Zone, offset: int) -> int:
    """Which of a sentence's words is the first that ends behind an offset."""
    return next((at for at, word in enumerate(sentence.words) if word.end > offset), len(sentence.words))


def fit(term: Term, at: Spot) -> tuple[float, int | None]:
    """The best fit of a term between 0 and 1, and how many words from the record it stands (None outside the sentence)."""
    best, distance = _in_sentence(term, at)
    scene = at.scene
    elsewhere = VERB_ELSEWHERE if term.role == "verb" else 1.0
    foreign = scene.document.language != term.language
    for zone_, strength in ((scene.before, BEFORE), (scene.above, ABOVE), (scene.after, AFTER), (scene.far, FAR)):
        if strength * elsewhere > best:
            best = max(best, found(term, zone_, foreign)[0] * strength * elsewhere)
    if term.label is not None and distance is None and _other_named(term, at):
        best = min(best, OTHER_NAMED)
    return best, distance


def _in_sentence(term: Term, at: Spot) -> tuple[float, int | None]:
    foreign = at.scene.document.language != term.language
    best, distance = found(term, at.own, foreign)[0] * OWN, None
    if best:
        distance = 1
    quality, places = found(term, at.scene.sentence, foreign)
    if places:
        near = min(abs(p - at.place) for p in places)
        inside = any(at.first <= p < at.last for p in places)
        here = quality * (STRETCH if inside else LEAD if min(places) < at.lead else SENTENCE)
        if here > best:
            best, distance = here, near
    return best, distance


def _other_named(term: Term, at: Spot) -> bool:
    """Whether the sentence names another thing of the kind that the term names, and not the term's."""
    names = {way.text.casefold() for way in term.ways}
    return any(
        isinstance(r, Entity) and r.label == term.label and r.name.casefold() not in names and r.id != at.record.id
        for r in at.scene.records
    )


def found(term: Term, zone_: Zone, foreign: bool = False) -> tuple[float, list[int]]:
    """How good the best match of a term in a zone is, and its places there. In a foreign text cognates count."""
    for way in term.ways:
        if places := zone_.find(way.phrase):
            return way.quality, places
        if way.quality == 1.0 and len(term.roots) == 1 and len(term.roots[0]) >= 4:
            if roots := zone_.roots.get(term.roots[0]):
                return ROOT, roots
    if foreign and term.cognate and (places := zone_.cognates.get(term.cognate)):
        return COGNATE, places
    phrase = term.ways[0].phrase
    if len(phrase) > 1:
        hits = [zone_.stems[s] for s in phrase if s in zone_.stems]
        if len(hits) * 2 > len(phrase):
            return PART * len(hits) / len(phrase), hits[0]
    return 0.0, []


def nearness(distance: int | None) -> float:
    """1 beside the record, falling with the words between; 0 outside its sentence."""
    return 0.0 if distance is None else NEAR_WORDS / (NEAR_WORDS + distance)
