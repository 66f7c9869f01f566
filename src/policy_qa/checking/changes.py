"""Changes: two values of one measure in one sentence, against the direction and the growth that it states."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policy_qa.checking import steps
from policy_qa.checking.growth import CLOSE, multiple, stated_growth
from policy_qa.checking.scene import Scene, is_amount, is_count, is_ratio, same_kind, without_brackets
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Figure
from policy_qa.domain.sources import Document

TO = re.compile(
    r"^(?: [\w’'-]+){0,3} (?:to|a|al|hasta)(?: (?:the|about|over|more than|nearly|los|las|unos|unas|más de))? $",
    re.IGNORECASE,
)
GOES_ON = re.compile(r"^[^,;()]{0,30}? (?:to|a|hasta) \d", re.IGNORECASE)
SPAN = re.compile(
    r"(?:from|de|del|desde)\s+(?P<low>.{1,30}?)\s+(?:to|a|al|hasta)\s+(?P<high>.+)", re.IGNORECASE | re.DOTALL
)
NAMED = re.compile(r"^[^,.;:]{0,30}, (?:[\w’'-]+ ){0,4}?(?:an?|una?|the|el|la) (?:[\w’'-]+ ){1,3}?", re.IGNORECASE)
FROM = ("from", "de", "desde", "del", "de los", "de las", "from the", "from just", "from only", "from about")


def changes(document: Document, scene: Scene) -> Iterator[Check]:
    """The changes that one sentence states; of "ten out of 17 … rose to eleven" the ten is what it was before."""
    yield from _more_than(document, scene)
    yield from _by_to_from(document, scene)
    yield from _dated(document, scene)
    figures = [figure for figure in _apart(scene) if figure.value_max is None and not is_ratio(figure)]
    used: set[str] = set()
    for place, second in enumerate(figures[1:]):
        first = _before(scene, figures, place)
        if {first.id, second.id} & used or not _comparable(scene, first, second):
            continue
        if pair := _ordered(scene, first, second):
            before, after, said = pair
            if _unsure(scene, first, second, said):
                continue
            used |= {first.id, second.id}
            growth = stated_growth(scene, figures, place)
            factor = multiple(scene, first, second) if growth is None else None
            yield steps.change(document, scene.text, before, after, said, growth, factor)


def _unsure(scene: Scene, first: Figure, second: Figure, said: int) -> bool:
    """Whether measures tell no change: no direction is said, or a span of time ("0.5 to 6 h") runs against it."""
    against = (second.value - first.value) * said < 0
    span = first.label == "QUANTITY" and not any(c.isalpha() for c in first.text)
    unlike = (span or first.label != second.label) and not scene.words.time_nouns.search(scene.before(first))
    return (said == 0 and "QUANTITY" in (first.label, second.label)) or (unlike and against)


def _before(scene: Scene, figures: list[Figure], place: int) -> Figure:
    """The figure at a place, or the part where that is the whole of one ("ten out of 17")."""
    part = figures[max(place - 1, 0)]
    whole = place > 0 and scene.words.whole_of.search(scene.between(part, figures[place]))
    return part if whole else figures[place]


def _comparable(scene: Scene, first: Figure, second: Figure) -> bool:
    if (first.label, first.unit) != (second.label, second.unit):
        bare = (
            is_count(first)
            and second.label in ("QUANTITY", "PERCENT", "MONEY")
            and TO.match(scene.between(first, second))
        )
        return bool(bare) and _from_to(scene.before(first), scene.between(first, second))
    if (first.value < 1) != (second.value < 1) and first.precision is None:
        return False
    same = (first.measured_entity or "").casefold() == (second.measured_entity or "").casefold()
    told = same or first.measured_entity is None or second.measured_entity is None
    return told or _from_to(scene.before(first), scene.between(first, second))


def _ordered(scene: Scene, first: Figure, second: Figure) -> tuple[Figure, Figure, int] | None:
    """Before, after and the direction said (+1, -1 or 0); None where the words tie no change, as of two values that a
    third is held against ("15% higher than the 2,700 of 2023, but 10% lower than the 3,450 of 2019")."""
    between, words = scene.between(first, second), scene.words
    if len(between) > CLOSE or ";" in between:
        return None
    lead = scene.before(first)
    changed = words.up.search(between) or words.down.search(between)
    reached = _said(scene, lead[-40:]) if words.to.search(lead) else 0
    weakly = words.weakly_from.search(between) and (changed or reached) and not GOES_ON.match(scene.after(second))
    if "(" in without_brackets(between):
        return None
    if words.up_from.search(between) or weakly:
        if _from_to(lead, between) or words.up_from.search(scene.opening(first)):
            return None
        return second, first, _said(scene, between) or reached
    if words.to.search(between) and (said := _led(scene, first, second, lead, between)):
        return first, second, said
    return (
        (first, second, _named_behind(scene, second)) if _from_to(lead, between) and words.passes.search(lead) else None
    )


def _led(scene: Scene, first: Figure, second: Figure, lead: str, between: str) -> int:
    """The direction that leads to a second value: by a word between, by the figures' own, or by a multiple before."""
    if said := _said(scene, between):
        return said
    if scene.words.passes.search(lead) and _from_to(lead, between):
        return 0
    if _from_to(lead, between):
        factor = multiple(scene, first, second)
        if said := (1 if factor.factor > 1 else -1) if factor else _said(scene, lead[-CLOSE:]):
            return said
    if second.direction is None or first.direction is None:
        return 0
    return 1 if second.direction == "up" else -1


def _from_to(lead: str, between: str) -> bool:
    return lead.rstrip().casefold().endswith(tuple(f" {w}" for w in FROM)) and bool(TO.match(between))


def _named_behind(scene: Scene, second: Figure) -> int:
    """The direction of a change that is named behind its values: "from 1,200 to 950, which is an increase"."""
    named = NAMED.match(scene.after(second))
    return _said(scene, named[0]) if named else 0


def _said(scene: Scene, text: str) -> int:
    """+1 where the last word of change in a text means up, -1 down, 0 where there is none."""
    up = max((m.end() for m in scene.words.up.finditer(text)), default=-1)
    down = max((m.end() for m in scene.words.down.finditer(text)), default=-1)
    return 0 if up == down else 1 if up > down else -1


def _more_than(document: Document, scene: Scene) -> Iterator[Check]:
    """ "250 officers, 40 more than last year's 210": the two values and the difference between them."""
    for after, step, before in zip(scene.figures, scene.figures[1:], scene.figures[2:], strict=False):
        more, less = _compares(scene, step, before)
        close = len(scene.between(after, step)) <= CLOSE and not set(";.:") & set(scene.between(after, step))
        ranged = after.value_max is not None or before.value_max is not None
        if not (more or less) or not close or ranged or scene.words.up_from.search(scene.opening(after)):
            continue
        kind = (after.label, after.unit) == (before.label, before.unit)
        fits = step.label == "PERCENT" or (step.label, step.unit) == (after.label, after.unit)
        if kind and fits and after.label != "PERCENT" and step.value >= 1 and _one_noun(after, before):
            base = before.model_copy(update={"qualifier": None})
            yield steps.change(document, scene.text, base, after, 1 if more else -1, step, None)


def _compares(scene: Scene, step: Figure, before: Figure) -> tuple[bool, bool]:
    """Whether a difference is said to be more or less than a value: "40 more than 210", "up 20 % from 7,500"."""
    words, between = scene.words, scene.between(step, before)
    linked = words.weakly_from.search(between) or words.up_from.search(between)
    if linked and len(between) <= 40 and words.a_change_of.search(opening := scene.opening(step)):
        said = _said(scene, opening[-30:])
        return said > 0, said < 0
    return bool(words.more_than.match(between)), bool(words.less_than.match(between))


def _apart(scene: Scene) -> list[Figure]:
    """The figures of a sentence, a range that a word of change makes two values taken apart: "doubled: from 2 to 4"."""
    found: list[Figure] = []
    for figure in scene.figures:
        spanned = figure.value_max is not None and figure.label != "QUANTITY"
        ends = SPAN.match(figure.text) if spanned else None
        lead = scene.before(figure)[-CLOSE:]
        if ends and (_said(scene, lead) or any(pattern.search(lead) for pattern, _ in scene.words.multiples)):
            start = figure.start
            first = {"text": ends["low"], "start": start + ends.start("low"), "end": start + ends.end("low")}
            second = {"text": ends["high"], "start": start + ends.start("high"), "value": figure.value_max}
            found += [figure.model_copy(update={"value_max": None, **place}) for place in (first, second)]
        else:
            found.append(figure)
    return found


def _dated(document: Document, scene: Scene) -> Iterator[Check]:
    """ "In 2020 there were 1,150; in 2023 there are 1,380, 20 % more": two values of two years, the growth behind."""
    for first, second, growth in zip(scene.figures, scene.figures[1:], scene.figures[2:], strict=False):
        years = [first.period, second.period]
        kind = is_amount(first) and same_kind(first, second) and _one_noun(first, second)
        if (
            not kind
            or growth.label != "PERCENT"
            or None in years
            or len(set(years)) < 2
            or growth.value_max is not None
        ):
            continue
        behind = scene.words.by_behind.match(scene.after(growth))
        if behind and len(scene.between(second, growth)) <= 40 and "." not in scene.between(second, growth):
            before, after = sorted((first, second), key=lambda f: str(f.period))
            said = _said(scene, behind[0]) or (1 if scene.words.more.search(behind[0]) else -1)
            yield steps.change(document, scene.text, before, after, said, growth, None)


def _one_noun(first: Figure, second: Figure) -> bool:
    one, other = ((f.measured_entity or "").casefold() for f in (first, second))
    return one == other or not one or not other


def _by_to_from(document: Document, scene: Scene) -> Iterator[Check]:
    """ "rose by 30 to 330 from 300", whose first two may be read as one range."""
    for step, before in zip(scene.figures, scene.figures[1:], strict=False):
        if step.value_max is None or before.value_max is not None or step.unit != before.unit:
            continue
        by = step.model_copy(update={"value_max": None})
        after = step.model_copy(update={"value": step.value_max, "value_max": None})
        yield from _stepped(document, scene, by, after, before)
    for by, after, before in zip(scene.figures, scene.figures[1:], scene.figures[2:], strict=False):
        ranged = any(figure.value_max is not None for figure in (by, after, before))
        if not ranged and by.unit == after.unit == before.unit and scene.between(by, after).strip() in ("to", "a"):
            yield from _stepped(document, scene, by, after, before)


def _stepped(document: Document, scene: Scene, by: Figure, after: Figure, before: Figure) -> Iterator[Check]:
    opening, between = scene.opening(by), scene.between(after, before)
    said = _said(scene, opening[-40:])
    told = scene.words.weakly_from.search(between) or scene.words.up_from.search(between)
    if said and told and scene.words.by.search(opening) and len(between) <= 60:
        yield steps.change(document, scene.text, before, after, said, by, None)
