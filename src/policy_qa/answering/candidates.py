"""Which records may answer: those of the right type in the passages nearest to the question."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from policy_qa.answering.frame import Question, Term
from policy_qa.answering.glossary import translations
from policy_qa.answering.scene import AFTER, BEFORE, Scenes
from policy_qa.answering.sources import NO_WORD, Sources
from policy_qa.answering.ways import Way
from policy_qa.answering.words import stems
from policy_qa.domain.answers import PassageHit
from policy_qa.domain.records import Date, Entity, Figure, LegalReference, Record

PASSAGES, MORE, RECORDS = 12, 12, 12
TRANSLATIONS, TELLING = 3, 4
KINDS = {"DATE": "date", "LAW": "legal_reference", "PERSON": "entity", "NAME": "entity", "GPE": "entity"}
FRACTION = 0.4
FIRST_FEW, WORTH = 5, 0.45
FITTING_LABELS = {
    "MONEY": {"MONEY": 1.0},
    "RATIO": {"CARDINAL": 1.0},
    "QUANTITY": {"QUANTITY": 1.0, "CARDINAL": 0.9},
    "MEASURE": {"CARDINAL": 1.0, "QUANTITY": 1.0, "PERCENT": 1.0, "MONEY": 1.0},
}
COUNTS = ("CARDINAL", "QUANTITY")
PLACES = ("GPE", "LOC")
CONDITION = 0.6
"""What is left of a figure that states a condition ("at least one woman") and counts nothing."""


def passages(question: Question, sources: Sources, documents: Sequence[str], k: int) -> list[PassageHit]:
    """The passages nearest to a question, by its own words first, then by other ways to say them."""
    own = [term.ways[0].text for term in question.terms]
    years = [str(year) for year in question.years or ()]
    asked = [*own, *years]
    found = _telling(sources.passages(asked, documents=documents, k=max(k, PASSAGES)), k) if asked else []
    others = [text for term in question.terms for text in _other_ways(term, sources)]
    if others:
        seen = {(hit.document, hit.start) for hit in found}
        more = _telling(sources.passages(others, documents=documents, k=MORE), FIRST_FEW)
        found += [hit for hit in more if (hit.document, hit.start) not in seen]
    return found


def _other_ways(term: Term, sources: Sources) -> list[str]:
    """What the other language calls a term and its nearest synonym, of those that the corpus has; a name stays."""
    said = term.ways[1:]
    there = list(islice((way.text for way in said if way.abroad and _in_corpus(way, sources)), TRANSLATIONS))
    near = list(islice((way.text for way in said if not way.abroad and _in_corpus(way, sources)), 1))
    return [*there, *near] or [term.ways[0].text]


def _in_corpus(way: Way, sources: Sources) -> bool:
    unknown = sources.idf(NO_WORD)
    return all(sources.idf(word) < unknown for word in way.text.split() if len(word) >= TELLING)


def candidates(
    question: Question, sources: Sources, scenes: Scenes, hits: Sequence[PassageHit], documents: Sequence[str]
) -> list[Record]:
    """The records of the wanted type in the passages and among those whose own words are near, each once."""
    found: dict[str, Record] = {}
    stretches = [(hit.document, hit.start, hit.end) for hit in hits]
    for hit, records in zip(hits, scenes.records_in_each(stretches), strict=True):
        held = [r for r in records if type_fit(question, r)]
        if held:
            scenes.text(hit.document, hit.start - BEFORE, hit.end + AFTER)
        found.update((r.id, r) for r in held)
    words = [way.text for term in question.terms for way in term.ways[:2]]
    if words:
        kind = KINDS.get(question.wants, "figure")
        for record in sources.records_like(words, kinds=(kind,), documents=documents, k=RECORDS):
            if type_fit(question, record):
                found.setdefault(record.id, record)
    scenes.prepare([record for record in found.values() if type_fit(question, record)])
    return list(found.values())


def _telling(hits: Sequence[PassageHit], few: int) -> list[PassageHit]:
    """The passages that fit nearly as well as the best, and the first few in any case."""
    best = max((hit.score for hit in hits), default=0.0)
    return [hit for n, hit in enumerate(hits) if n < max(few, FIRST_FEW) or hit.score >= WORTH * best]


def type_fit(question: Question, record: Record) -> float:
    """How well the type of a record fits what is wanted; 0 where it can't answer."""
    wants = question.wants
    if isinstance(record, Figure):
        return _figure_fit(question, record)
    if isinstance(record, Date):
        return 1.0 if wants == "DATE" else 0.0
    if isinstance(record, LegalReference):
        return _law_fit(question, record) if wants == "LAW" else 0.0
    return _entity_fit(question, record)


def _figure_fit(question: Question, figure: Figure) -> float:
    wants, label = question.wants, figure.label
    if wants == "CARDINAL":
        return _count_fit(question, figure)
    if wants == "PERCENT":
        return 1.0 if figure.unit == "%" else 0.85 if _is_share(figure) else 0.0
    if wants == "FIGURE":
        return 0.7 if figure.unit == "%" and figure.measured_property is None else 1.0
    return FITTING_LABELS.get(wants, {}).get(label, 0.0)


def _is_share(figure: Figure) -> bool:
    """Whether a figure is a fraction ("half") or so much of so much ("one in four")."""
    of_so_much = figure.per is not None and figure.per.partition(" ")[0] in figure.text
    return figure.label == "CARDINAL" and (0 < figure.value < 1 or of_so_much)


def _count_fit(question: Question, figure: Figure) -> float:
    if figure.unit in question.units:
        return 1.0
    if figure.unit == "%" or figure.label not in COUNTS:
        return 0.0
    if figure.qualifier == "at_least" and figure.value == 1:
        return CONDITION
    return FRACTION if 0 < figure.value < 1 else 1.0


def _law_fit(question: Question, law: LegalReference) -> float:
    asked = question.instrument
    return 1.0 if asked is None or law.instrument == asked or law.instrument.endswith(f"_{asked}") else 0.0


def _entity_fit(question: Question, entity: Entity) -> float:
    if entity.name in question.entities or entity.name in question.places:
        return 0.0
    if question.wants == "PERSON":
        return {"PERSON": 1.0, "ORG": 0.9}.get(entity.label, 0.0)
    if question.wants == "GPE":
        return 1.0 if entity.label in PLACES else 0.0
    if question.wants != "NAME" or entity.label not in question.labels:
        return 0.0
    return 1.0 if not question.holds or _holds(question, entity) else 0.0


def _holds(question: Question, entity: Entity) -> bool:
    """Whether a name holds the noun that the question asks for, in either language."""
    phrase = stems(question.noun or "")
    nouns = {phrase, *(stems(text) for text in translations(question.language).of(phrase))}
    held = set(stems(entity.name))
    return any(held.issuperset(noun) for noun in nouns)
