"""Shares, sums and subsets: parts of a whole in one sentence, against what the report says of them."""

from __future__ import annotations

from collections.abc import Iterator

from policy_qa.checking import rows
from policy_qa.checking.scene import Scene, noun
from policy_qa.checking.splits import Split, splits
from policy_qa.domain.checks import Check
from policy_qa.domain.sources import Document


def shares_and_sums(document: Document, scene: Scene) -> Iterator[Check]:
    """The shares, sums and subset relations of one sentence."""
    for split in splits(scene):
        yield from relations(document, scene, split)


def relations(document: Document, scene: Scene, split: Split) -> Iterator[Check]:
    """The relations of one split: shares, the sum where the parts are all there are, else the order."""
    mismatch = _mismatch(scene, split)
    made = [
        row
        for part, share in split.parts
        if share is not None
        and (row := rows.share(document, scene.text, part, split.whole, share, split.link, mismatch=mismatch))
    ]
    summed = _sum(document, scene, split, mismatch=mismatch)
    if not split.sure and not any(row.holds for row in (*made, *((summed,) if summed else ()))):
        return
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
    words = noun(split.whole).split()
    counted = {word for last in words[-1:] for word in (last, last.removesuffix("s"), last.removesuffix("es"))}
    people = all(part.population for part, _ in split.parts)
    return bool(counted & scene.words.things) and people and not split.whole.population
