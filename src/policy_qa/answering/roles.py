"""Who does what: records that stand in another role than the question asks for, or in another currency."""

from __future__ import annotations

from functools import cache

from policy_qa.answering.fits import Spot, found
from policy_qa.answering.frame import Question, Term
from policy_qa.answering.reading import units_of
from policy_qa.answering.thesaurus import grammar
from policy_qa.answering.words import Word, stem, stems, words
from policy_qa.domain.records import LANGUAGES, Date, Entity, Figure, LegalReference
from policy_qa_extractors.rulebook import load

AFTER_BY = 10
DOLLARS = ("USD", "CAD", "AUD", "NZD")


def role_clash(question: Question, at: Spot) -> str | None:
    """Why a record can't play the part that is asked for, or None: "role" or "unit"."""
    record = at.record
    if isinstance(record, Entity) and question.wants == "PERSON":
        return "role" if _no_person(question, record) or _not_agent(question, at) else None
    if isinstance(record, Date):
        return "role" if _acts_itself(question, at) or _other_law(question, at) or _other_end(question, at) else None
    if isinstance(record, Figure) and record.label == "MONEY":
        return "unit" if _other_currency(question, record) else None
    return None


def _no_person(question: Question, entity: Entity) -> bool:
    """Whether an institution stands for an office ("who is the minister") or only says the question's own words."""
    asked = set(question.stems)
    if entity.label != "PERSON" and asked & _offices():
        return True
    return asked.issuperset(s for s in stems(entity.name) if len(s) > 3)


@cache
def _offices() -> frozenset[str]:
    """Stems of the nouns that name a person by office or deed."""
    rows = [row for language in LANGUAGES for row in load(f"{language}/questions.toml").tables["asked_noun"]]
    return frozenset(stem(word) for row in rows if row["labels"] == ["PERSON"] for word in row["words"].split())


def _not_agent(question: Question, at: Spot) -> bool:
    """Whether the sentence says by whom it was done, and this is not the one: "run by the council with INEI's help"."""
    row = at.scene.sentence.words
    done = [p for term in question.terms if term.role in ("verb", "word") for p in _places(term, at)]
    marks = [p + 1 for p in done if p + 1 < len(row) and row[p + 1].folded in grammar("agents")]
    return bool(marks) and not any(p < at.place <= p + AFTER_BY for p in marks)


def _acts_itself(question: Question, at: Spot) -> bool:
    """Whether the one that was founded, asked for its date, founds something else in the sentence."""
    asked = words(question.text)
    if not any(word.folded in grammar("passive") for word in asked):
        return False
    row = at.scene.sentence.words
    named = {p + len(way.phrase) for term in question.terms if term.role == "name" for way in term.ways
             for p in at.scene.sentence.find(way.phrase)}  # fmt: skip
    verbs = [p for term in question.terms if term.role in ("verb", "word") for p in _places(term, at)]
    return any(p in named and p + 1 < len(row) and _has_object(row[p], row[p + 1], at) for p in verbs)


def _other_end(question: Question, at: Spot) -> bool:
    """Whether the end of something is asked for, and the date is when it began."""
    if not set(question.stems) & _ends():
        return False
    row = at.scene.sentence.words[max(at.first, at.place - 6) : at.place + 1]
    said = {w.folded for w in row} | {w.folded for w in words(at.record.text)}
    return bool(said & grammar("beginnings")) and not said & grammar("ends")


@cache
def _ends() -> frozenset[str]:
    return frozenset(stem(word) for word in grammar("ends"))


def _has_object(verb: Word, after: Word, at: Spot) -> bool:
    if verb.folded.endswith(("ing", "ndo")):
        return False
    between = at.scene.text[verb.end - at.scene.start : after.start - at.scene.start]
    return between.isspace() and after.folded not in grammar("after_passive") and not after.folded[0].isdigit()


def _other_law(question: Question, at: Spot) -> bool:
    """Whether the question names a law by its number, and the sentence speaks of others only."""
    numbers = [term for term in question.terms if term.role == "number" and ("-" in term.text or "/" in term.text)]
    laws = [r for r in at.scene.records if isinstance(r, LegalReference) and r.number]
    return bool(numbers and laws) and not any(_places(term, at) for term in numbers)


def _places(term: Term, at: Spot) -> list[int]:
    return found(term, at.scene.sentence, at.scene.document.language != term.language)[1]


def _other_currency(question: Question, figure: Figure) -> bool:
    """Whether the question names a currency, and the figure's is another."""
    asked = {u for word in words(question.text) for u in units_of(word.stem, question.language) if u.isupper()}
    asked &= {"USD", "PEN", "EUR", "GBP"}
    if not asked or figure.unit is None or figure.unit in asked:
        return False
    return not ("USD" in asked and figure.unit in DOLLARS)
