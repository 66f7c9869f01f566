"""Ratios and fractions: "nine out of ten (90 %)", "two thirds of the 90 boards (60)", each against what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policy_qa.checking import rows
from policy_qa.checking.intervals import Ratio
from policy_qa.checking.scene import Scene, is_count, is_percent, same_kind
from policy_qa.checking.splits import CLAUSE, CLOSES, COORDINATION
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Figure, Language, Number
from policy_qa.domain.sources import Document
from policy_qa_extractors.rulebook import load

IN_USE = 30
"""So many characters behind a percentage say what it is of."""
FIRST = re.compile(r"[\d.,]*\d|[^\W\d_]+")


def ratios(document: Document, scene: Scene) -> Iterator[Check]:
    """The ratios and fractions of a sentence with the percentage or count that stands beside each."""
    figures = scene.figures
    for place, figure in enumerate(figures[:-1]):
        ratio = _ratio(figure)
        if ratio is None:
            continue
        ahead = figures[place + 1]
        if is_percent(ahead) and _beside(scene, figure, ahead):
            yield rows.ratio(document, scene.text, ratio, ahead)
        elif is_count(ahead) and place + 2 < len(figures) and _of_whole(scene, figure, ahead):
            told = figures[place + 2]
            if not _beside(scene, ahead, told):
                continue
            if is_percent(told):
                yield rows.ratio(document, scene.text, ratio, told)
            elif is_count(told) and same_kind(told, ahead):
                row = rows.portion(document, scene.text, ratio, ahead, told)
                if row is not None:
                    yield row


def percent_of(document: Document, scene: Scene) -> Iterator[Check]:
    """A percentage of a whole with the count that it is: "67.6 % of the 324 (219)", "of the 324 (68 %, or 219)"."""
    for first, second, part in zip(scene.figures, scene.figures[1:], scene.figures[2:], strict=False):
        pair = _of_it(scene, first, second, part) or _in_bracket(scene, first, second, part)
        if pair is not None and is_count(part):
            reported, whole = pair
            row = rows.share(document, scene.text, part, whole, reported, "sentence")
            if row is not None:
                yield row


def occupancy(document: Document, scene: Scene) -> Iterator[Check]:
    """People over places: "16,240 prisoners in space built for 7,800, an occupancy of 208 per cent"."""
    for part, room, reported in zip(scene.figures, scene.figures[1:], scene.figures[2:], strict=False):
        counted = is_count(part) and is_count(room) and is_percent(reported)
        if not counted or not scene.words.room_for.search(scene.between(part, room)):
            continue
        between = scene.between(room, reported)
        if CLAUSE.search(between) or CLAUSE.search(scene.between(part, room)):
            continue
        row = rows.share(document, scene.text, part, room, reported, "sentence")
        said = scene.words.in_use.search(f"{between} {scene.after(reported)[:IN_USE]}")
        if row is not None and (row.holds or said):
            yield row


def _of_it(scene: Scene, reported: Figure, whole: Figure, part: Figure) -> tuple[Figure, Figure] | None:
    fits = is_percent(reported) and is_count(whole)
    return (reported, whole) if fits and _of_whole(scene, reported, whole) and _beside(scene, whole, part) else None


def _in_bracket(scene: Scene, whole: Figure, reported: Figure, part: Figure) -> tuple[Figure, Figure] | None:
    fits = is_count(whole) and is_percent(reported) and _bracketed(scene, whole, reported)
    return (reported, whole) if fits and scene.words.equals.search(scene.between(reported, part)) else None


def _ratio(figure: Figure) -> Ratio | None:
    if figure.label != "CARDINAL" or figure.value_max is not None or figure.value <= 0:
        return None
    if figure.per is not None:
        whole = leading_number(figure.per, figure.language)
        return Ratio(figure, figure.value, whole) if whole is not None and figure.value <= whole else None
    return Ratio(figure, figure.value, 1) if figure.value < 1 and figure.precision is None else None


def leading_number(words: str, language: Language) -> Number | None:
    """The number that a phrase begins with: "120 schools", "ten households"; None where it begins with none."""
    found = FIRST.match(words)
    if found is None:
        return None
    text = found[0].casefold()
    if not text[0].isdigit():
        tables = load(f"{language}/numbers.toml").tables
        named = {word: value for key in ("units", "teens", "tens") for word, value in tables[key].items()}
        value = named.get(text)
        return value if isinstance(value, int) and value > 1 else None
    digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", text)
    return int(digits) if digits.isdigit() else None


def _of_whole(scene: Scene, figure: Figure, whole: Figure) -> bool:
    return bool(scene.words.whole_of.search(scene.between(figure, whole)))


def _beside(scene: Scene, figure: Figure, told: Figure) -> bool:
    """Whether a number stands in brackets behind another, or is said to be the same."""
    between = scene.between(figure, told)
    if not COORDINATION.match(between.replace("i.e.", "")):
        return False
    return _bracketed(scene, figure, told) or bool(scene.words.equals.search(between))


def _bracketed(scene: Scene, figure: Figure, told: Figure) -> bool:
    between = scene.between(figure, told)
    opened = between.rstrip().endswith("(") and not CLAUSE.search(between)
    return bool(opened and CLOSES.match(scene.after(told)))
