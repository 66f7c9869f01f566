"""Changes: two values of one measure in one sentence, against the direction and the growth that it states."""

from __future__ import annotations

from collections.abc import Iterator

from policy_qa.checking import rows
from policy_qa.checking.scene import Scene
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Figure
from policy_qa.domain.sources import Document

CLOSE = 160
"""The longest stretch between two values of one change, in characters."""


def changes(document: Document, scene: Scene) -> Iterator[Check]:
    """The changes that one sentence states; of "ten out of 17 … rose to eleven" the ten is what it was before."""
    figures = [figure for figure in scene.figures if figure.value_max is None and figure.per is None]
    used: set[str] = set()
    for place, second in enumerate(figures[1:]):
        first = _before(scene, figures, place)
        if {first.id, second.id} & used or not _comparable(first, second):
            continue
        if pair := _ordered(scene, first, second):
            before, after, said = pair
            used |= {first.id, second.id}
            growth = _growth(scene, figures, place)
            yield rows.change(document, scene.text, before, after, said, growth)


def _before(scene: Scene, figures: list[Figure], place: int) -> Figure:
    """The figure at a place, or the part where that is the whole of one ("ten out of 17")."""
    part = figures[max(place - 1, 0)]
    whole = place > 0 and scene.words.whole_of.search(scene.between(part, figures[place]))
    return part if whole else figures[place]


def _comparable(first: Figure, second: Figure) -> bool:
    if (first.label, first.unit) != (second.label, second.unit) or first.label == "QUANTITY":
        return False
    same = (first.measured_entity or "").casefold() == (second.measured_entity or "").casefold()
    return same or first.measured_entity is None or second.measured_entity is None


def _ordered(scene: Scene, first: Figure, second: Figure) -> tuple[Figure, Figure, int] | None:
    """Before, after and the direction said (+1, -1 or 0); None where the words tie no change."""
    between, words = scene.between(first, second), scene.words
    if len(between) > CLOSE or ";" in between:
        return None
    lead = scene.before(first)
    if words.up_from.search(between):
        nearest = between if words.up.search(between) or words.down.search(between) else lead
        if _from_to(lead, between):
            return None
        return second, first, _said(scene, nearest) if nearest is between else 0
    if first.direction is not None and second.direction is not None and words.to.search(between):
        return first, second, 1 if second.direction == "up" else -1
    if words.to.search(between) and (said := _said(scene, between)):
        return first, second, said
    return None


def _from_to(lead: str, between: str) -> bool:
    return lead.rstrip().casefold().endswith(("from", "de", "desde")) and between.strip().casefold() in {"to", "a"}


def _said(scene: Scene, text: str) -> int:
    """+1 where the last word of change in a text means up, -1 down, 0 where there is none."""
    up = max((m.end() for m in scene.words.up.finditer(text)), default=-1)
    down = max((m.end() for m in scene.words.down.finditer(text)), default=-1)
    return 0 if up == down else 1 if up > down else -1


def _growth(scene: Scene, figures: list[Figure], place: int) -> Figure | None:
    """The percentage by which a change is said to be, right before or behind its two values."""
    neighbours = figures[max(place - 1, 0) : place] + figures[place + 2 : place + 3]
    pair = figures[place : place + 2]
    if any(figure.label == "PERCENT" for figure in pair):
        return None
    for figure in neighbours:
        if figure.label != "PERCENT":
            continue
        behind = figure.start > pair[1].end
        words = scene.between(pair[1], figure) if behind else scene.before(figure)[-40:]
        far = scene.between(pair[1], figure) if behind else scene.between(figure, pair[0])
        told = scene.words.up.search(words) or scene.words.down.search(words) or figure.direction
        if told and len(far) <= CLOSE and not set(";.") & set(far):
            return figure
    return None
