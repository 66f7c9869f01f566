"""Measures: whether a figure's unit and the words beside it fit "how long", "how tall", "at what age"."""

from __future__ import annotations

from functools import cache

from policy_qa.answering.fits import Spot, is_part
from policy_qa.answering.frame import Question, Term
from policy_qa.answering.reading import units_of
from policy_qa.answering.thesaurus import grammar, sides
from policy_qa.answering.words import fold, stem
from policy_qa.domain.records import Figure, Record
from policy_qa_extractors.rulebook import load

BEFORE, AFTER = 4, 4
WHOLE_OF_PART, PART_OF_WHOLE = 0.8, 0.75
OTHER_UNIT, OTHER_MEASURE, NO_UNIT, NO_AGE, UNSAID = 0.2, 0.3, 0.3, 0.4, 0.9
BARE = {"large": 0.8, "big": 0.8}
"""What a plain count is worth as the answer to "how large": an army has no unit."""


def measure_fit(question: Question, at: Spot) -> float:
    """1 where unit and words beside fit what is measured; less where they name another measure, or only the whole."""
    figure = at.record
    if not isinstance(figure, Figure):
        return 1.0
    return _unit_fit(question, figure, at) * _words_fit(question, at) * _part_fit(question, at)


def says_unit(question: Question, term: Term, record: Record) -> bool:
    """Whether a figure's unit says what the term names: "kilometres", or "area" of square kilometres."""
    if not isinstance(record, Figure) or record.unit is None or " " in term.text:
        return False
    if term.role == "head" and record.unit in question.units:
        return True
    if record.label == "MONEY":
        named = term.ways[0].phrase[0]
        return record.unit in units_of(named, term.language) or record.unit in _currencies().get(named, ())
    return record.label == "QUANTITY" and record.unit in _units().get(fold(term.text), ())


def _unit_fit(question: Question, figure: Figure, at: Spot) -> float:
    units = _units().get(question.part or "")
    if question.wants == "QUANTITY" and units:
        if figure.unit is None:
            said = ("a" in units and _aged(at)) or _says_measure(question, at)
            return 0.9 if said else BARE.get(question.part or "", NO_UNIT)
        if figure.unit in units and question.part in grammar("ages"):
            return 1.0 if _aged(at) else NO_AGE
        return 1.0 if figure.unit in units else OTHER_UNIT
    if question.wants == "CARDINAL" and figure.label == "QUANTITY" and figure.unit not in question.units:
        named = {fold(word) for term in question.heads for word in term.text.split()}
        return 1.0 if any(fold(word) in named for word in figure.text.split()) else NO_UNIT
    if "a" in question.units and question.part not in grammar("ages") and _aged(at):
        return OTHER_MEASURE
    return 1.0


def _aged(at: Spot) -> bool:
    row = at.scene.sentence.words
    before = {w.folded for w in row[max(at.place - 2, 0) : at.place]}
    if before & grammar("before_age") and any(w.folded in ("years", "anos") for w in row[at.place : at.place + 3]):
        return True
    return any(word.folded in grammar("ages") for word in row[max(at.place - 3, 0) : at.place + 4])


def _says_measure(question: Question, at: Spot) -> bool:
    """Whether the word behind a figure says what is measured: "30 deep"."""
    asked = sides([question.part_stem], "measures") if question.part_stem else {}
    said = sides((w.stem for w in at.scene.sentence.words[at.place + 1 : at.place + 2]), "measures")
    return any(asked[group] & said[group] for group in asked.keys() & said.keys())


def _words_fit(question: Question, at: Spot) -> float:
    """Less where another measure is named beside the figure: "118 metres long" is not how tall it is."""
    asked = sides([question.part_stem], "measures") if question.part_stem else {}
    row = at.scene.sentence.words[max(at.place - BEFORE, at.first) : min(at.place + AFTER, at.last)]
    said = sides((w.stem for w in row), "measures")
    if question.part in grammar("said_extents") and not said:
        return OTHER_MEASURE
    clashes = any(not asked[group] & said[group] for group in asked.keys() & said.keys())
    return OTHER_MEASURE if clashes else UNSAID if asked and not said else 1.0


def _part_fit(question: Question, at: Spot) -> float:
    """Less for the whole in "46 of the 61 members", since the part is what is said of them; less for the part where
    the question asks how many there are.
    """
    figures = [r for r in at.scene.records if isinstance(r, Figure)]
    if set(question.small).intersection(grammar("having")) and not any(t.role == "verb" for t in question.terms):
        return PART_OF_WHOLE if any(is_part(at.record, whole, at.scene) for whole in figures) else 1.0
    return WHOLE_OF_PART if any(is_part(part, at.record, at.scene) for part in figures) else 1.0


@cache
def _units() -> dict[str, frozenset[str]]:
    """Unit codes for each word of measure."""
    found: dict[str, set[str]] = {}
    for row in load("any/answering.toml").tables["measure"]:
        for word in row["words"].split():
            found.setdefault(fold(word), set()).update(row["units"])
    return {word: frozenset(units) for word, units in found.items()}


@cache
def _currencies() -> dict[str, frozenset[str]]:
    """The currencies that one word names, by its stem."""
    families = load("any/money.toml").tables["families"]
    return {stem(fold(word)): frozenset(codes.split()) for word, codes in families.items()}
