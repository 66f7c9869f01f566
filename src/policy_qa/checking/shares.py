"""Shares, sums and subsets: parts of a whole in one sentence, or tied to it by an explicit anaphor.

False alarms cost more than misses: where the words only may mean "part of" ("with", "including"), a whole counts
as one when a part of it, or the sum of its parts, bears it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policy_qa.checking import rows
from policy_qa.checking.scene import Scene, is_count, is_percent, plain
from policy_qa.domain.checks import Check, Link
from policy_qa.domain.records import Figure
from policy_qa.domain.sources import Document

COORDINATION = re.compile(r"^[^.;]{0,60}$")
BEHIND = re.compile(
    r"^ ?(?:of|de) (?:whom|which|these|those|them|(?:los|las) (?:cuales|que)|ell[oa]s)\b", re.IGNORECASE
)
CLAUSE = re.compile(r"[;:.]")
BOUNDS = ("over", "under", "at_least", "at_most")
NEAR = 2
"""How many sentences back an anaphor may reach."""


@dataclass(slots=True)
class Split:
    """A whole and the parts that a sentence gives of it, each with its reported share or None."""

    whole: Figure
    sure: bool
    link: Link = "sentence"
    complete: bool = False
    parts: list[tuple[Figure, Figure | None]] = field(default_factory=list)


def splits(scene: Scene) -> list[Split]:
    """The wholes of a sentence with their parts."""
    found: list[Split] = []
    shares = dict(_shares(scene))
    for place, figure in enumerate(scene.figures):
        if not is_count(figure) or figure.qualifier in BOUNDS or any(figure is split.whole for split in found):
            continue
        split = _of_following(scene, place) or _of_preceding(scene, place, found)
        if split is None:
            continue
        share = shares.get(place) or (shares.get(scene.figures.index(split.whole)) if not split.parts else None)
        if share is None and not split.sure and not split.parts:
            continue
        if split not in found:
            found.append(split)
        split.parts.append((figure, share))
    return found


def _shares(scene: Scene) -> Iterator[tuple[int, Figure]]:
    """The place of each count and the percentage that stands for it: "219 (67.6%)", "67.6% (219)", "80, or 36.5%"."""
    figures = scene.figures
    for place in range(len(figures) - 1):
        first, second = figures[place], figures[place + 1]
        between = scene.between(first, second)
        bracketed = between.rstrip().endswith("(") and scene.after(second).lstrip().startswith((")", ",", ";"))
        close = bracketed and not CLAUSE.search(between)
        if is_count(first) and is_percent(second) and (close or scene.words.equals.search(between)):
            yield place, second
        elif is_percent(first) and is_count(second) and close:
            yield place + 1, first


def _of_following(scene: Scene, place: int) -> Split | None:
    """ "80 of the 219 women", "12 out of 40", "219 (67.6%) of the 324 applicants"."""
    figures = scene.figures
    for ahead in (place + 1, place + 2):
        if ahead >= len(figures) or not is_count(figures[ahead]):
            continue
        if ahead == place + 2 and not is_percent(figures[place + 1]):
            continue
        between = scene.between(figures[ahead - 1], figures[ahead]).lstrip(") ")
        if scene.words.whole_of.search(between):
            return Split(figures[ahead], sure=True)
    return None


def _of_preceding(scene: Scene, place: int, found: Sequence[Split]) -> Split | None:
    """ "324 applicants, of whom 219 …" and what is coordinated with such a part."""
    figures = scene.figures
    figure = figures[place]
    for back in range(place - 1, -1, -1):
        other = figures[back]
        between = scene.between(other, figure)
        for split in found:
            if any(other is part for part, _ in split.parts) and COORDINATION.match(_without_shares(between)):
                return split
        if not is_count(other):
            continue
        if scene.words.made_of.search(between):
            return Split(other, sure=True, complete=True)
        if scene.words.strong_part.search(between):
            return Split(other, sure=True)
        if BEHIND.match(scene.after(figure)) and not CLAUSE.search(between):
            return Split(other, sure=True)
        if other.value >= figure.value and scene.words.weak_part.search(between) and not CLAUSE.search(between):
            return Split(other, sure=False)
    return None


def _without_shares(between: str) -> str:
    return re.sub(r"\([^()]{0,40}\)", "", between)


def shares_and_sums(document: Document, scene: Scene) -> Iterator[Check]:
    """The shares, sums and subset relations of one sentence."""
    for split in splits(scene):
        mismatch = _mismatch(scene, split)
        made = [
            row
            for part, share in split.parts
            if share is not None
            and (row := rows.share(document, scene.text, part, split.whole, share, split.link, mismatch=mismatch))
        ]
        summed = _sum(document, scene, split, mismatch=mismatch)
        if not split.sure and not any(row.holds for row in (*made, *((summed,) if summed else ()))):
            continue
        yield from made
        if summed is not None:
            yield summed
        if not made and summed is None and split.sure:
            yield from (rows.subset(document, scene.text, part, split.whole, split.link) for part, _ in split.parts)


def _sum(document: Document, scene: Scene, split: Split, *, mismatch: bool) -> Check | None:
    """The sum of the parts, where they are all there are: they add up, or their shares or words say so."""
    parts = [part for part, _ in split.parts]
    if len(parts) < 2:
        return None
    row = rows.total(document, scene.text, parts, split.whole, split.link, mismatch=mismatch)
    reported = [share for _, share in split.parts if share is not None]
    slack = sum(float(share.precision or 1) for share in reported) / 2
    exhaustive = len(reported) == len(parts) and abs(sum(float(s.value) for s in reported) - 100) <= slack
    return row if row.holds or exhaustive or split.complete else None


def _mismatch(scene: Scene, split: Split) -> bool:
    """Whether things are counted in the whole and people in the parts."""
    noun = (split.whole.measured_entity or "").casefold().split()
    counted = {word for last in noun[-1:] for word in (last, last.removesuffix("s"), last.removesuffix("es"))}
    people = all(part.population for part, _ in split.parts)
    return bool(counted & scene.words.things) and people and not split.whole.population


def anaphoric(document: Document, scene: Scene, earlier: Sequence[Scene]) -> Iterator[Check]:
    """A share in one sentence of what a sentence shortly before it counted.

    "Of the 219 women participating in this course, 80 … . Of the total number of women participating in the
    course, 40% …"; "80 women registered. This represents 40% of the 219 participants."
    """
    for place, reported in enumerate(scene.figures):
        if not is_percent(reported):
            continue
        nearest = [s for s in reversed(earlier[-NEAR:]) if _same_paragraph(s, scene)]
        if (place == 0 and len(scene.figures) == 1 and (pair := _counted_before(scene, reported, nearest))) or (
            pair := _this_is(scene, place, nearest)
        ):
            part, whole = pair
            if part.value <= whole.value and (
                row := rows.share(document, scene.text, part, whole, reported, "anaphoric")
            ):
                yield row


def _counted_before(scene: Scene, reported: Figure, earlier: Sequence[Scene]) -> tuple[Figure, Figure] | None:
    said = scene.before(reported) + " | " + scene.after(reported)
    bases = [_content(m["base"]) for m in scene.words.anaphor.finditer(said)]
    for scene_before in earlier:
        for split in (s for s in _announced(scene_before) if len(s.parts) == 1):
            words = _content(scene_before.after(split.whole).split(",")[0])
            if any(len(base & words) >= 2 and len(base & words) * 2 >= len(base) for base in bases):
                return split.parts[0][0], split.whole
    return None


def _announced(scene: Scene) -> Iterator[Split]:
    """ "Of the 219 women participating in this course, 80 …": a sentence that begins with its whole."""
    counts = [figure for figure in scene.figures if is_count(figure)]
    if len(counts) == 2 and len(scene.figures) == 2:
        whole, part = counts
        opening = plain(scene.text[scene.start : whole.start]).strip().casefold()
        if opening in {"of the", "of these", "of", "out of the", "de las", "de los", "de", "del total de"}:
            yield Split(whole, sure=True, parts=[(part, None)])
    yield from (split for split in splits(scene) if split.sure)


def _this_is(scene: Scene, place: int, earlier: Sequence[Scene]) -> tuple[Figure, Figure] | None:
    """ "This represents 40% of the 219 participants", the part being the one count of the sentence before."""
    figures = scene.figures
    follower = figures[place + 1] if place + 1 < len(figures) else None
    if follower is None or not is_count(follower) or not earlier:
        return None
    opening = plain(scene.text[scene.start : figures[place].start])
    counts = [figure for figure in earlier[0].figures if is_count(figure)]
    linked = scene.words.whole_of.search(scene.between(figures[place], follower))
    if place == 0 and len(counts) == 1 and linked and scene.words.this_is.match(opening):
        return counts[0], follower
    return None


def _same_paragraph(earlier: Scene, scene: Scene) -> bool:
    return "\n\n" not in earlier.text[earlier.end : scene.start].replace("\r", "")


def _content(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"[^\W\d_]{4,}", text.casefold())} - {"this", "that", "estos", "estas"}
