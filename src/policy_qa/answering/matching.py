"""Slot by slot: how well a record fits the frame of a question, and what rules it out."""

from __future__ import annotations

from dataclasses import dataclass, field

from policy_qa.answering.frame import Question, Term
from policy_qa.answering.periods import period_fit
from policy_qa.answering.scene import Scene, Zone, zone
from policy_qa.answering.thesaurus import sides
from policy_qa.answering.words import words
from policy_qa.domain.records import Date, Entity, Figure, LegalReference, Record

OWN, SENTENCE, BEFORE, ABOVE, AFTER, FAR = 1.0, 0.95, 0.75, 0.75, 0.6, 0.45
ROOT = 0.85
NEAR_WORDS = 12
EMPTY = zone(())


@dataclass(frozen=True, slots=True)
class Match:
    """How a record fits: each slot's fit between 0 and 1, and the contradiction that rules it out, if any."""

    record: Record
    scene: Scene
    coverage: float
    head: float
    period: float
    near: float
    against: str | None = None
    missing: tuple[str, ...] = ()
    slots: dict[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """The fit as one number: what is covered, times head and period, with a little for nearness."""
        return self.coverage * (0.35 + 0.65 * self.head) * self.period * (0.85 + 0.15 * self.near)


def own_words(record: Record) -> str:
    """The words of a record's own frame."""
    if isinstance(record, Figure):
        slots = (record.measured_entity, record.measured_property, record.population, record.status, record.actor)
        return " . ".join(filter(None, (*slots, record.place, record.per, record.direction)))
    if isinstance(record, Entity):
        return record.name
    return record.citation if isinstance(record, LegalReference) else ""


def match(question: Question, record: Record, scene: Scene) -> Match:
    """The fit of one record with the question, in its scene."""
    own = zone(words(own_words(record)))
    place = _place(scene.sentence, record)
    fits = [(term, *_fit(term, own, scene, place)) for term in question.terms]
    total = sum(term.weight for term in question.terms) or 1.0
    coverage = sum(term.weight * fit for term, fit, _ in fits) / total
    near = sum(term.weight * _nearness(distance) for term, _, distance in fits) / total
    period, said = period_fit(question, record, scene)
    against = said or _contradiction(question, record, scene, place)
    return Match(
        record=record,
        scene=scene,
        coverage=coverage,
        head=_head(question, record, own, scene, place),
        period=period,
        near=near,
        against=against,
        missing=tuple(term.text for term, fit, _ in fits if fit < 0.3 and term.role != "light"),
        slots={term.text: round(fit, 2) for term, fit, _ in fits},
    )


def _place(sentence: Zone, record: Record) -> int:
    """Where in its sentence's words a record stands."""
    return next((at for at, word in enumerate(sentence.words) if word.end > record.start), len(sentence.words))


def _fit(term: Term, own: Zone, scene: Scene, place: int) -> tuple[float, int | None]:
    """The best fit of a term, and how many words from the record it was found (None outside the sentence)."""
    best, distance = 0.0, None
    for zone_, strength in (
        (own, OWN),
        (scene.sentence, SENTENCE),
        (scene.before, BEFORE),
        (scene.above, ABOVE),
        (scene.after, AFTER),
        (scene.far, FAR),
    ):
        if strength <= best:
            break
        quality, places = _found(term, zone_)
        if quality * strength > best:
            best = quality * strength
            if zone_ is scene.sentence:
                distance = min(abs(at - place) for at in places)
            elif zone_ is own:
                distance = 1
    return best, distance


def _found(term: Term, zone_: Zone) -> tuple[float, list[int]]:
    for way in term.ways:
        if places := zone_.find(way.phrase):
            return way.quality, places
        if way.quality == 1.0 and len(term.roots) == 1 and len(term.roots[0]) >= 4:
            if roots := zone_.roots.get(term.roots[0]):
                return ROOT, roots
    if len(term.ways[0].phrase) > 1:
        phrase = term.ways[0].phrase
        hits = [zone_.stems[s] for s in phrase if s in zone_.stems]
        if len(hits) * 2 > len(phrase):
            return 0.6 * len(hits) / len(phrase), hits[0]
    return 0.0, []


def _nearness(distance: int | None) -> float:
    return 0.0 if distance is None else NEAR_WORDS / (NEAR_WORDS + distance)


def _head(question: Question, record: Record, own: Zone, scene: Scene, place: int) -> float:
    """How surely the record counts the noun that the question counts."""
    heads = question.heads
    if not isinstance(record, Figure) or not heads or question.wants == "PERCENT":
        return 1.0
    beside = zone(scene.sentence.words[max(place - 2, 0) : place + 6])
    printed = zone(words(record.text))
    return max(_head_fit(term, own, printed, beside, scene) for term in heads)


def _head_fit(term: Term, own: Zone, printed: Zone, beside: Zone, scene: Scene) -> float:
    best = 0.0
    for zone_, strength in (
        (printed, 1.0),
        (own, 1.0),
        (beside, 0.85),
        (scene.sentence, 0.5),
        (scene.above, 0.35),
        (scene.before, 0.3),
    ):
        quality, _ = _found(term, zone_)
        best = max(best, quality * strength)
    if term.weight < 0.7:
        best = max(best, 0.7)
    return best


def _contradiction(question: Question, record: Record, scene: Scene, place: int) -> str | None:
    """The slot in which the record says something else than was asked, or None."""
    if isinstance(record, (Date, Entity, LegalReference)):
        return None
    beside = [w.stem for w in scene.sentence.words[place + 1 : place + 3]]
    counted = [w.stem for w in words(own_words(record))]
    said = sides(counted, "populations") or sides(beside, "populations")
    if clash(question.sides["populations"], said):
        return "population"
    status = sides((w.stem for w in words(record.status or "")), "statuses")
    clause = sides(_clause(scene, place), "statuses")
    if clash(question.sides["statuses"], status) or clash(question.sides["statuses"], clause):
        return "status"
    return None


def clash(asked: dict[int, set[int]], said: dict[int, set[int]]) -> bool:
    """Whether two sets of sides exclude each other in some group, and agree in none."""
    shared = asked.keys() & said.keys()
    return bool(shared) and not any(asked[group] & said[group] for group in shared)


def _clause(scene: Scene, place: int) -> list[str]:
    """Stems of the words around the record, up to the next comma or semicolon on each side, twelve at most."""
    row = scene.sentence.words
    first = last = min(place, len(row) - 1) if row else 0
    while first > 0 and place - first < 12 and not _cut(scene, first - 1):
        first -= 1
    while last < len(row) - 1 and last - place < 12 and not _cut(scene, last):
        last += 1
    return [w.stem for w in row[first : last + 1]]


def _cut(scene: Scene, at: int) -> bool:
    row = scene.sentence.words
    between = scene.text[row[at].end - scene.start : row[at + 1].start - scene.start]
    return any(c in between for c in ",;:")
