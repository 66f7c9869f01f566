"""Slot by slot: how well a record fits the frame of a question, and what rules it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from policy_qa.answering.candidates import type_fit
from policy_qa.answering.contradictions import clause, contradiction, denied
from policy_qa.answering.fits import Spot, fit, found, nearness, spot
from policy_qa.answering.frame import Question, Role, Term
from policy_qa.answering.glossary import is_person
from policy_qa.answering.measures import measure_fit, says_unit
from policy_qa.answering.periods import period_fit
from policy_qa.answering.scene import Scene, Zone
from policy_qa.answering.thesaurus import grammar, light_stems, sides, stop_stems, word_list
from policy_qa.answering.words import Word, stem, words
from policy_qa.domain.records import Figure, Record
from policy_qa_extractors.lexicon import PLURAL, for_language

COSTS: dict[Role, float] = {
    "head": 0.0, "name": 0.75, "number": 0.7, "modifier": 0.55, "word": 0.45, "verb": 0.2, "light": 0.05,
}  # fmt: skip
"""What a missing term takes from the score, by its role: 0.45 leaves 55 % of it."""
VERB_OF_DATE, OTHERS_MISSING, VERB_ALONE = 0.6, 0.6, 0.5
SUPPORTS = ("word", "modifier", "name", "number")
HALF = 0.5
ENOUGH = 0.75
HEAD_FLOOR = 0.25
SECOND_HEAD = 0.45
DENIAL = 0.5
BOTH_SIDES = 0.7
SILENT_HEAD, WRONG_HEAD, OTHER_GROUP = 0.5, 0.25, 0.2
MEASURED_HEAD = 0.75
SURELY = 0.8
LIGHT_HEAD, NO_PEOPLE, WEIGHS_LITTLE = 0.75, 0.35, 0.7
BESIDE, BESIDE_KNOWN = 0.9, 0.7
OTHER_THING = 0.6
UNTRANSLATED, TRANSLATED, ABROAD = 0.5, 0.7, 0.8


@dataclass(frozen=True, slots=True)
class Match:
    """How a record fits: each slot's fit between 0 and 1, and the contradiction that rules it out, if any.

    `kept` is what the missing terms leave of the score, `close` how much of the record's own words the question says.
    """

    record: Record
    scene: Scene
    coverage: float
    kept: float
    head: float
    period: float
    near: float
    type: float
    close: float = 1.0
    against: str | None = None
    missing: tuple[str, ...] = ()
    slots: dict[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """coverage · kept · (0.25 + 0.75 head) · period · (0.85 + 0.15 nearness) · type · (0.95 + 0.05 closeness)."""
        head = HEAD_FLOOR + (1 - HEAD_FLOOR) * self.head
        near = 0.85 + 0.15 * self.near
        return self.coverage * self.kept * head * self.period * near * self.type * (0.95 + 0.05 * self.close)


def match(question: Question, record: Record, scene: Scene) -> Match:
    """The fit of one record with the question, in its scene."""
    at = spot(record, scene, question.vocabulary)
    fits = [(term, *_fit(term, at, question)) for term in question.terms]
    total = sum(term.weight for term in question.terms) or 1.0
    covered = sum(term.weight * quality for term, quality, _ in fits) / total
    kept = 1.0
    alone = not scene.is_row and not any(quality >= HALF for term, quality, _ in fits if term.role in SUPPORTS)
    for term, quality, _ in fits:
        cost = _cost(term, question, alone=alone) * _telling(term, scene)
        kept *= 1 - cost * term.rarity * (1 - min(1.0, quality / ENOUGH))
    if question.negated != denied(clause(at)):
        kept *= DENIAL if question.negated else 1.0
    period, said = period_fit(question, record, scene)
    return Match(
        record=record,
        scene=scene,
        coverage=1 - (1 - covered) * (1.0 if scene.document.language == question.language else ABROAD),
        kept=kept,
        head=_head(question, at),
        period=period,
        near=sum(term.weight * nearness(distance) for term, _, distance in fits) / total,
        type=type_fit(question, record) * measure_fit(question, at) * _thing_fit(question, at, fits),
        close=_closeness(question, at),
        against=said or contradiction(question, at),
        missing=tuple(term.text for term, quality, _ in fits if quality < 0.3 and term.role != "light"),
        slots={term.text: round(quality, 2) for term, quality, _ in fits},
    )


def _fit(term: Term, at: Spot, question: Question) -> tuple[float, int | None]:
    """The fit of a term; a unit or measure is met by a unit, a noun that says little by whoever is counted."""
    if says_unit(question, term, at.record):
        return 1.0, 1
    quality, distance = fit(term, at)
    return (max(quality, _at_least(term, at)), distance) if _light_head(term) else (quality, distance)


def _thing_fit(question: Question, at: Spot, fits: Sequence[tuple[Term, float, int | None]]) -> float:
    """Less for an amount or share that the sentence says of a thing of its own, and none of the question's."""
    record = at.record
    if question.wants not in ("MONEY", "PERCENT") or not isinstance(record, Figure) or not record.measured_entity:
        return 1.0
    things = [distance for term, _, distance in fits if term.role not in ("verb", "light", "number")]
    own = {w.stem for w in words(record.measured_entity)} & {w.stem for w in at.scene.sentence.words}
    return OTHER_THING if things and own and all(d is None for d in things) else 1.0


def _closeness(question: Question, at: Spot) -> float:
    """The share of the record's own words that the question says too: who is counted beyond that is another group."""
    record = at.record
    if not isinstance(record, Figure):
        return 1.0
    said = " ".join(filter(None, (record.measured_entity, record.population, record.place)))
    own = {w.stem for w in words(said)} - stop_stems() - light_stems()
    return len(own & question.vocabulary) / len(own) if own else 1.0


def _light_head(term: Term) -> bool:
    return term.role == "head" and term.weight < WEIGHS_LITTLE


def _cost(term: Term, question: Question, *, alone: bool) -> float:
    """What a missing term costs; a verb more where only the counted noun is met: "how many monitors resigned"."""
    if term.role == "head":
        return SECOND_HEAD if len(question.heads) > 1 else 0.0
    if term.role == "verb" and question.wants == "DATE":
        return VERB_OF_DATE
    if term.role == "verb" and alone:
        return VERB_ALONE
    grouped = term.role == "word" and sides(term.ways[0].phrase, "populations")
    return OTHERS_MISSING if grouped else COSTS[term.role]


def _telling(term: Term, scene: Scene) -> float:
    """How much a term's absence tells: less in a text of the other language, which may say it by a word that no list
    has, and less still where nobody knows how that language says it.
    """
    if scene.document.language == term.language or term.role not in ("word", "modifier", "verb"):
        return 1.0
    if not any(way.abroad for way in term.ways):
        return UNTRANSLATED
    return 1.0 if term.role == "verb" else TRANSLATED


def _head(question: Question, at: Spot) -> float:
    """How surely the record counts the noun that the question counts."""
    heads = question.heads
    if not isinstance(at.record, Figure) or not heads or question.wants == "PERCENT":
        return 1.0
    if at.record.unit == "%" and question.part in grammar("rates"):
        return 1.0
    best = max(1.0 if says_unit(question, term, at.record) else _head_fit(term, at) for term in heads)
    if question.wants == "MEASURE" and best < SURELY:
        return 0.0
    both = sides((w.stem for w in at.own.words), "populations")
    asked = question.counted_sides
    if any(len(both[g]) != len(asked[g]) for g in asked.keys() & both.keys()):
        best *= BOTH_SIDES
    return best


def _head_fit(term: Term, at: Spot) -> float:
    foreign = at.scene.document.language != term.language
    own = max(found(term, at.own, foreign)[0], found(term, Zone(words(at.record.text), at.own.language))[0])
    if own > 0:
        return own
    known = isinstance(at.record, Figure) and not generic(at.own)
    if at.scene.is_row and any(w.stem in at.asked for w in words(_counted(at.record))):
        return BESIDE * found(term, at.scene.above, foreign)[0]
    beside = found(term, Zone(_beside(at), at.scene.sentence.language), foreign)[0]
    beside *= BESIDE_KNOWN if known else BESIDE
    if known and len(term.ways[0].phrase) == 1 and sides(term.ways[0].phrase, "populations"):
        return max(OTHER_GROUP, beside)
    farther = max(
        found(term, at.scene.sentence, foreign)[0],
        0.8 * found(term, at.scene.above, foreign)[0],
        0.8 * found(term, at.scene.before, foreign)[0],
    )
    measured = at.record.label == "QUANTITY"
    best = max(beside, farther * (MEASURED_HEAD if measured else WRONG_HEAD if known else SILENT_HEAD))
    return max(best, _at_least(term, at)) if _light_head(term) else best


def _at_least(term: Term, at: Spot) -> float:
    """What a noun that says little is met by: by whatever is counted, but "people" hardly by cattle or titles."""
    asked = bool({w.stem for w in words(term.text)} & {stem(word) for word in grammar("persons")})
    own = words(_counted(at.record))
    return NO_PEOPLE if asked and own and not generic(at.own) and not any(is_person(w) for w in own) else LIGHT_HEAD


__all__ = ["Match", "match"]


def _counted(record: Record) -> str:
    """The words of what a figure counts."""
    return (record.measured_entity or "") if isinstance(record, Figure) else ""


def generic(own: Zone) -> bool:
    """Whether a record's own words are missing, are a name, or say no more than "number" or "total"."""
    light = word_list("en", "light") | word_list("es", "light")
    return all((w.text[:1].isupper() and not _plural(w, own)) or w.folded in light for w in own.words)


def _plural(word: Word, own: Zone) -> bool:
    return bool(for_language(own.language).kinds(word.text.casefold()) & PLURAL)


def _beside(at: Spot) -> list[Word]:
    """The noun before a record ("a total mass of about 540") and up to five words behind it, to the next comma."""
    row = at.scene.sentence.words
    first = at.place - 1
    while first > max(at.place - 4, at.first) and row[first].stem in stop_stems() | light_stems():
        first -= 1
    last = min(at.place + 6, at.last)
    for n in range(at.place, last - 1):
        if any(c in at.scene.text[row[n].end - at.scene.start : row[n + 1].start - at.scene.start] for c in ",;:."):
            last = n + 1
            break
    return list(row[max(first, 0) : last])
