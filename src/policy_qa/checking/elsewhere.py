"""Elsewhere: a figure whose own clause tells of another place than the one that a claim names.

"91 per cent nationally but only 63 per cent in Karnali Province": the first is not said of Karnali, nor the second of
the whole country.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from policy_qa.answering.matching import Match
from policy_qa.answering.scene import Scene
from policy_qa.checking.scene import same_kind
from policy_qa.checking.statements import Statement
from policy_qa.domain.records import Entity, Figure, Language
from policy_qa_extractors.rulebook import load

PLACES = ("GPE", "LOC")


@dataclass(frozen=True, slots=True)
class _Clause:
    """The stretch of one figure among others of its kind: the places said in it, whether words set it against the
    clause before."""

    places: frozenset[str]
    contrasted: bool


@dataclass(frozen=True, slots=True)
class _Words:
    joins: re.Pattern[str]
    contrasts: re.Pattern[str]
    whole: re.Pattern[str]
    kinds: re.Pattern[str]


def placed(matches: Sequence[Match], statement: Statement) -> list[Match]:
    """The matches, those whose own clause tells of another place marked as speaking against the claim."""
    if statement.others:
        return list(matches)
    return [replace(m, against="place") if m.against is None and _elsewhere(m, statement.text) else m for m in matches]


def _elsewhere(m: Match, claim: str) -> bool:
    """Whether a place of the claim stands in the clause of another figure of the sentence, and none in the match's."""
    if not isinstance(m.record, Figure) or m.scene.is_row:
        return False
    figures = [f for f in m.scene.records if isinstance(f, Figure) and same_kind(f, m.record)]
    own = next((n for n, f in enumerate(figures) if f.id == m.record.id), None)
    if own is None or len(figures) < 2:
        return False
    clauses = _clauses(m.scene, figures)
    said = [_named(clause.places, claim, m.scene.document.language) for clause in clauses]
    if said[own] or not any(said):
        return False
    other = next(n for n, names in enumerate(said) if names)
    return bool(clauses[own].places) or any(clause.contrasted for clause in clauses[own + 1 : other + 1])


def _clauses(scene: Scene, figures: Sequence[Figure]) -> list[_Clause]:
    """The clause of each figure: cut before it at the last word of contrast, else the last comma or "and"."""
    words = _words(scene.document.language)
    starts, contrasted = [scene.start], [False]
    for one, other in pairwise(figures):
        between = scene.text[one.end - scene.start : other.start - scene.start]
        contrast = [match.start() for match in words.contrasts.finditer(between)]
        cuts = contrast or [match.start() for match in words.joins.finditer(between)]
        starts.append(one.end + cuts[-1] if cuts else other.start)
        contrasted.append(bool(contrast))
    ends = [*starts[1:], scene.end]
    return [
        _Clause(_places(scene, start, end, words), told)
        for start, end, told in zip(starts, ends, contrasted, strict=True)
    ]


def _places(scene: Scene, start: int, end: int, words: _Words) -> frozenset[str]:
    named = (r for r in scene.records if isinstance(r, Entity) and r.label in PLACES and start <= r.start < end)
    whole = words.whole.search(scene.text, start - scene.start, end - scene.start)
    return frozenset((*(r.text for r in named), *((whole[0],) if whole else ())))


def _named(places: frozenset[str], claim: str, language: Language) -> bool:
    """Whether a claim names one of some places, the kind of place aside ("Karnali" for "Karnali Province")."""
    words = _words(language)
    if any(words.whole.search(place) for place in places) and words.whole.search(claim):
        return True
    names = (words.kinds.sub("", place).strip() or place for place in places)
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", claim, re.IGNORECASE) for name in names)


@cache
def _words(language: Language) -> _Words:
    table = load(f"{language}/claims.toml").tables["places"]
    return _Words(
        **{name: re.compile("|".join(_bounded(word) for word in table[name]), re.IGNORECASE) for name in table}
    )


def _bounded(word: str) -> str:
    return rf"(?<!\w)(?:{word})(?!\w)" if word[0].isalpha() else word
