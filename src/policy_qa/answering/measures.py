"""Measures: whether a figure's unit and the words beside it fit "how long", "how tall", "at what age"."""

from __future__ import annotations

from functools import cache

from policy_qa.answering.fits import Spot
from policy_qa.answering.frame import Question, Term
from policy_qa.answering.thesaurus import grammar, sides
from policy_qa.answering.words import fold
from policy_qa.domain.records import Figure, Record
from policy_qa_extractors.rulebook import load

BEFORE, AFTER = 4, 4
WHOLE_OF_PART = 0.8
OTHER_UNIT, OTHER_MEASURE, NO_UNIT = 0.2, 0.3, 0.3
PART_OF = frozenset(["of", "de", "out"])


def measure_fit(question: Question, at: Spot) -> float:
    """1 where unit and words beside fit what is measured; less where they name another measure, or only the whole."""
    figure = at.record
    if not isinstance(figure, Figure):
        return 1.0
    return _unit_fit(question, figure, at) * _words_fit(question, at) * _part_fit(at)


def says_unit(question: Question, term: Term, record: Record) -> bool:
    """Whether a figure's unit says what the term names: "kilometres", or "area" of square kilometres."""
    if not isinstance(record, Figure) or record.unit is None or " " in term.text:
        return False
    if term.role == "head" and record.unit in question.units:
        return True
    return record.label == "QUANTITY" and record.unit in _units().get(fold(term.text), ())


def _unit_fit(question: Question, figure: Figure, at: Spot) -> float:
    units = _units().get(question.part or "")
    if question.wants == "QUANTITY" and units:
        if figure.unit is None:
            return 0.9 if "a" in units and _aged(at) else NO_UNIT
        return 1.0 if figure.unit in units else OTHER_UNIT
    if question.wants == "CARDINAL" and figure.label == "QUANTITY" and figure.unit not in question.units:
        named = {fold(word) for term in question.heads for word in term.text.split()}
        return 1.0 if any(fold(word) in named for word in figure.text.split()) else NO_UNIT
    return 1.0


def _aged(at: Spot) -> bool:
    row = at.scene.sentence.words[max(at.place - 3, 0) : at.place + 3]
    return any(word.folded in ("age", "aged", "old", "edad", "anos") for word in row)


def _words_fit(question: Question, at: Spot) -> float:
    """Less where another measure is named beside the figure: "118 metres long" is not how tall it is."""
    asked = sides([question.part_stem], "measures") if question.part_stem else {}
    row = at.scene.sentence.words[max(at.place - BEFORE, at.first) : min(at.place + AFTER, at.last)]
    said = sides((w.stem for w in row), "measures")
    if question.part in grammar("said_extents") and not said:
        return OTHER_MEASURE
    clashes = any(not asked[group] & said[group] for group in asked.keys() & said.keys())
    return OTHER_MEASURE if clashes else 1.0


def _part_fit(at: Spot) -> float:
    """Less for the whole in "46 of the 61 members": the part is what is said of them."""
    row = at.scene.sentence.words
    before = [w.folded for w in row[max(at.place - 3, 0) : at.place]]
    whole = len(before) == 3 and any(w in PART_OF for w in before[-2:]) and any(w[0].isdigit() for w in before[:2])
    return WHOLE_OF_PART if whole else 1.0


@cache
def _units() -> dict[str, frozenset[str]]:
    """Unit codes for each word of measure."""
    found: dict[str, set[str]] = {}
    for row in load("any/answering.toml").tables["measure"]:
        for word in row["words"].split():
            found.setdefault(fold(word), set()).update(row["units"])
    return {word: frozenset(units) for word, units in found.items()}
