"""Splits: the wholes of a sentence with the parts that it gives of them.

False alarms cost more than misses: where the words only may mean "part of" ("with", "including"), a whole counts
as one when a part of it, or the sum of its parts, bears it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policy_qa.checking.scene import Scene, is_amount, is_percent, noun, same_kind, without_brackets
from policy_qa.domain.checks import Link
from policy_qa.domain.records import Figure

COORDINATION = re.compile(r"^(?:[^.;]|\.(?=\d)){0,60}$")
JOINED = re.compile(r",|\b(?:and|while|whereas|y|e|mientras)\b", re.IGNORECASE)
BEHIND = re.compile(
    r"^ ?(?:of|de) (?:whom|which|these|those|them|(?:los|las) (?:cuales|que)|ell[oa]s)\b", re.IGNORECASE
)
CLOSES = re.compile(
    r"^ ?(?:(?:of|in|en|del?) (?:the |la )?(?:total|them|ell[oa]s|sample|cohort|muestra|cohorte))? ?[),;]",
    re.IGNORECASE,
)
APPOSED = re.compile(r"^[^.;:()]{0,40}, (?:el |un |the |or |some )?$", re.IGNORECASE)
TOTAL = re.compile(r"^ (?:of|del?) (?:the |las? |los )?(?:total|whole|sample|muestra)\b", re.IGNORECASE)
CLAUSE = re.compile(r"[;:](?!\d)|\.(?!\d)")
BOUNDS = ("over", "under", "at_least", "at_most")


@dataclass(slots=True)
class Split:
    """A whole and the parts that a sentence gives of it, each with its reported share or None.

    `complete` where the words say that the parts are all there are.
    """

    whole: Figure
    sure: bool
    link: Link = "sentence"
    complete: bool = False
    parts: list[tuple[Figure, Figure | None]] = field(default_factory=list)


def splits(scene: Scene) -> list[Split]:
    """The wholes of a sentence with their parts."""
    found: list[Split] = []
    shares = dict(shares_of(scene))
    for place, figure in enumerate(scene.figures):
        if not is_amount(figure) or figure.qualifier in BOUNDS or any(figure is split.whole for split in found):
            continue
        if (rest := _remaining(scene, figure, found)) is not None:
            rest.complete = True
            rest.parts.append((figure, shares.get(place)))
            continue
        split = _of_following(scene, place) or _of_preceding(scene, place, found, shares.get(place))
        if split is None:
            continue
        share = shares.get(place) or (None if split.parts else _behind(scene, place, split, shares))
        if share is None and not split.sure and not split.parts:
            continue
        if split not in found:
            found.append(split)
        split.parts.append((figure, share))
    return found


def _behind(scene: Scene, place: int, split: Split, shares: dict[int, Figure]) -> Figure | None:
    """The share of a part that stands behind its whole, or between the two."""
    whole = scene.figures.index(split.whole)
    return (shares.get(whole) if whole > place else None) or _between(scene, place, split)


def _between(scene: Scene, place: int, split: Split) -> Figure | None:
    """The share between a part and its whole: "1,116 respondents (60% of 1,860)", "62,400, 2.5% of the 2,470,800"."""
    if scene.figures.index(split.whole) != place + 2 or not is_percent(scene.figures[place + 1]):
        return None
    share = scene.figures[place + 1]
    joined = scene.between(scene.figures[place], share).rstrip()
    return share if joined.endswith((",", "(")) or scene.words.equals.search(joined) else None


def shares_of(scene: Scene) -> Iterator[tuple[int, Figure]]:
    """The place of each amount and the percentage that stands for it: "219 (67.6%)", "67.6% (219)", "80, or 36.5%"."""
    figures = scene.figures
    for place in range(len(figures) - 1):
        first, second = figures[place], figures[place + 1]
        between = scene.between(first, second)
        close = between.rstrip().endswith("(") and CLOSES.match(scene.after(second)) and not CLAUSE.search(between)
        told = close or scene.words.equals.search(between) or _apposed(scene, place, between)
        if is_amount(first) and is_percent(second) and told:
            yield place, second
        elif is_percent(first) and is_amount(second) and (close or _of_so_many(scene, place, between)):
            yield place + 1, first


def _of_so_many(scene: Scene, place: int, between: str) -> bool:
    """ "22.5 per cent (45 of 200) of the boats": a part in brackets with its whole."""
    if place + 2 >= len(scene.figures) or not between.rstrip().endswith("("):
        return False
    part, whole = scene.figures[place + 1 : place + 3]
    return bool(scene.words.whole_of.search(scene.between(part, whole))) and scene.after(whole).lstrip().startswith(")")


def _apposed(scene: Scene, place: int, between: str) -> bool:
    """ "18 of the 45 town halls, 40%, publish …", "62 400, el 2,5 % del total, están …": a share between commas."""
    if APPOSED.search(between) and TOTAL.match(scene.after(scene.figures[place + 1])):
        return True
    if place == 0 or not between.rstrip().endswith(",") or CLAUSE.search(between):
        return False
    part, whole, share = scene.figures[place - 1 : place + 2]
    return scene.after(share).startswith(",") and bool(scene.words.whole_of.search(scene.between(part, whole)))


def _remaining(scene: Scene, figure: Figure, found: Sequence[Split]) -> Split | None:
    """The split of which a figure is what is left: "84 of the 96 contracts; the other 12"."""
    if not found or not scene.words.remainder.search(scene.opening(figure)):
        return None
    last = found[-1]
    fits = same_kind(last.whole, figure) and noun(figure) in ("", noun(last.whole))
    return last if last.sure and fits and len(last.parts) <= 2 else None


def _of_following(scene: Scene, place: int) -> Split | None:
    """ "80 of the 219 women", "12 out of 40", "219 (67.6%) of the 324 applicants"."""
    figures = scene.figures
    for ahead in (place + 1, place + 2):
        if ahead >= len(figures) or not is_amount(figures[ahead]) or not same_kind(figures[place], figures[ahead]):
            continue
        if ahead == place + 2 and not is_percent(figures[place + 1]):
            continue
        between = scene.between(figures[ahead - 1], figures[ahead]).lstrip(") ")
        if scene.words.whole_of.search(between):
            return Split(figures[ahead], sure=True)
    return None


def _of_preceding(scene: Scene, place: int, found: Sequence[Split], share: Figure | None) -> Split | None:
    """ "324 applicants, of whom 219 …", "of the 324, 219 …" and what is coordinated with such a part."""
    figures = scene.figures
    figure = figures[place]
    for back in range(place - 1, -1, -1):
        other = figures[back]
        between = scene.between(other, figure)
        for split in found:
            if any(other is part for part, _ in split.parts) and _coordinated(split, figure, between, share):
                return split
        if is_amount(other) and same_kind(other, figure) and (made := _opened(scene, other, figure, between, share)):
            return next((split for split in found if split.whole is made.whole), made)
    return None


def _opened(scene: Scene, whole: Figure, part: Figure, between: str, share: Figure | None) -> Split | None:
    words = scene.words
    if words.made_of.search(between) and not words.divisions.search(noun(part)):
        return Split(whole, sure=True, complete=True)
    if words.strong_part.search(between):
        return Split(whole, sure=True)
    if BEHIND.match(scene.after(part)):
        return Split(whole, sure=True)
    if CLAUSE.search(between):
        return None
    if words.opens_whole.search(scene.before(whole)) and "," in between and _counts_of(whole, part, share):
        return Split(whole, sure=True)
    return Split(whole, sure=False) if whole.value >= part.value and words.weak_part.search(between) else None


def _coordinated(split: Split, figure: Figure, between: str, share: Figure | None) -> bool:
    """Whether a figure goes on with a split's parts: "219 were women and 105 were men"."""
    said = without_brackets(between)
    same = same_kind(split.whole, figure) and COORDINATION.match(said) and JOINED.search(between)
    alike = _counts_of(split.whole, figure, share) or any(noun(part) == noun(figure) for part, _ in split.parts)
    return bool(same) and (alike or split.complete)


def _counts_of(whole: Figure, part: Figure, share: Figure | None) -> bool:
    """Whether a part counts what the whole counts, as far as its noun tells."""
    return share is not None or bool(part.population) or noun(part) in ("", noun(whole)) or part.label == "MONEY"
