"""Growth: by how much, or to how many times as much, a sentence says that something changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policy_qa.checking.scene import Scene
from policy_qa.checking.splits import CLAUSE
from policy_qa.checking.steps import Multiple
from policy_qa.domain.records import Figure

CLOSE = 160
"""The longest stretch between two values of one change, in characters."""
ALSO = re.compile(r"\b(?:and|while|whereas|but|y|e|mientras|pero)\b", re.IGNORECASE)
"""Behind two values, another change begins: "and by a further 5%"."""
FRACTION_STEP = 5
"""How exact a fraction is when it tells of a change, in points of a hundred: "a quarter" is 22.5 to 27.5 %."""


def multiple(scene: Scene, first: Figure, second: Figure) -> Multiple | None:
    """How many times as much the words make it, right before the two values or behind them: "doubled from 10 to 20"."""
    places = (scene.before(first)[-60:], scene.between(first, second))
    for text in places:
        for pattern, factor in scene.words.multiples:
            found = next(reversed(list(pattern.finditer(text))), None)
            if found is None or set(";.,") & set(text[found.end() :].removeprefix(",")):
                continue
            lead = text[: found.start()]
            loosened = "over" if scene.words.loosened_over.search(lead) else ""
            loosened = "nearly" if scene.words.loosened_nearly.search(lead) else loosened
            return Multiple(factor, found[0], loosened)
    return None


def stated_growth(scene: Scene, figures: Sequence[Figure], place: int) -> Figure | None:
    """The amount or percentage by which a change is said to be, right before or behind its two values."""
    pair = figures[place : place + 2]
    for figure in (*figures[max(place - 1, 0) : place], *figures[place + 2 : place + 3]):
        behind = figure.start > pair[1].end
        far = scene.between(pair[1], figure) if behind else scene.between(figure, pair[0])
        if len(far) > CLOSE or CLAUSE.search(far) or ALSO.search(far):
            continue
        if _is_fraction(figure):
            if not behind and scene.words.by.search(scene.opening(figure)):
                percent = {"label": "PERCENT", "unit": "%", "value": figure.value * 100, "precision": FRACTION_STEP}
                return figure.model_copy(update=percent)
        elif _is_growth(scene, figure, pair, far if behind else None):
            return figure
    return None


def _is_fraction(figure: Figure) -> bool:
    return figure.label == "CARDINAL" and figure.value < 1 and figure.precision is None


def _is_growth(scene: Scene, figure: Figure, pair: Sequence[Figure], far: str | None) -> bool:
    """Whether a figure tells by how much: "by 12%", "an increase of 30", "3 percentage points", "12% more".

    `far` is what stands between the two values and a figure behind them.
    """
    words, opening, after = scene.words, scene.opening(figure), scene.after(figure)
    pointed = "point" in figure.text or "punto" in figure.text or bool(words.points.search("0" + after[:20]))
    if pointed != (pair[0].label == "PERCENT" or not float(pair[0].value).is_integer()):
        return False
    named = bool(words.a_change_of.search(opening)) or figure.text[:1] in "+-−"
    if far is None:
        named |= bool(words.by.search(opening) or figure.direction is not None)
    elif pointed:
        named |= bool(words.equals.search(far))
    if figure.label == "PERCENT" or pointed:
        return named or bool(words.by_behind.match(after))
    same = (figure.label, figure.unit) == (pair[0].label, pair[0].unit)
    by = words.a_change_of.search(opening) or (far is None and words.by.search(opening))
    return same and bool(by)
