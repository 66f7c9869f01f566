"""What rules a record out: another group, status or degree than asked, a number that the question itself states."""

from __future__ import annotations

from policy_qa.answering.fits import Spot
from policy_qa.answering.frame import Question
from policy_qa.answering.roles import role_clash
from policy_qa.answering.scene import Scene
from policy_qa.answering.thesaurus import negation_stems, sides
from policy_qa.answering.words import stems
from policy_qa.domain.records import Figure

BESIDE = 3
CLAUSE = 14

Sides = dict[int, set[int]]


def contradiction(question: Question, at: Spot) -> str | None:
    """The slot in which the record says something else than was asked, or None."""
    sentence = [w.stem for w in at.scene.sentence.words]
    if clash(question.sides["degrees"], sides(sentence, "degrees")):
        return "degree"
    if said := role_clash(question, at):
        return said
    if isinstance(at.record, Figure):
        return _figure_contradiction(question, at, sentence)
    if clash(question.sides["statuses"], sides(sentence, "statuses")):
        return "status"
    return None


def _figure_contradiction(question: Question, at: Spot, sentence: list[str]) -> str | None:
    figure = at.record
    if not isinstance(figure, Figure):
        return None
    if float(figure.value) in question.numbers:
        return "number"
    if _opposed(question, at):
        return "degree"
    row = at.scene.sentence.words
    counted = [w.stem for w in at.own.words]
    beside = [w.stem for w in row[at.place + 1 : at.place + 1 + BESIDE]]
    said = sides(counted, "populations") or sides(beside, "populations")
    asked = question.sides["populations"]
    if clash(question.counted_sides, said) or clash(asked, said):
        return "population"
    if clash(asked, sides(sentence, "populations")):
        return "population"
    stretch = sides((w.stem for w in row[at.first : at.last]), "populations")
    if clash({group: both for group, both in asked.items() if group not in said}, stretch):
        return "population"
    if clash(question.sides["statuses"], sides(stems(figure.status or ""), "statuses")):
        return "status"
    if clash(question.sides["statuses"], sides(clause(at), "statuses")):
        return "status"
    return None


def _opposed(question: Question, at: Spot) -> bool:
    """Whether a figure measures the opposite of what is asked: a loss, not a profit; by its own words first."""
    asked = question.sides["opposites"]
    if not asked:
        return False
    row = at.scene.sentence.words
    own = sides((w.stem for w in at.own.words), "opposites")
    stretch = sides((w.stem for w in row[at.first : at.last]), "opposites")
    return clash(asked, {**stretch, **own})


def clash(asked: Sides, said: Sides) -> bool:
    """Whether two sets of sides exclude each other in some group, and agree in none."""
    shared = asked.keys() & said.keys()
    return any(not asked[group] & said[group] for group in shared)


def denied(text_stems: list[str]) -> bool:
    """Whether some words deny what they say."""
    return not negation_stems().isdisjoint(text_stems)


def clause(at: Spot) -> list[str]:
    """Stems of the words around the record, up to the next comma or semicolon on each side, fourteen at most."""
    row = at.scene.sentence.words
    if not row:
        return []
    first = last = min(at.place, len(row) - 1)
    while first > 0 and at.place - first < CLAUSE and not _cut(at.scene, first - 1):
        first -= 1
    while last < len(row) - 1 and last - at.place < CLAUSE and not _cut(at.scene, last):
        last += 1
    return [w.stem for w in row[first : last + 1]]


def _cut(scene: Scene, at: int) -> bool:
    row = scene.sentence.words
    between = scene.text[row[at].end - scene.start : row[at + 1].start - scene.start]
    return any(c in between for c in ",;:")


__all__ = ["clash", "clause", "contradiction", "denied"]
