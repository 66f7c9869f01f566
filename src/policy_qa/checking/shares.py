"""Shares, sums and subsets: parts of a whole in one sentence, against what the report says of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from policy_qa.checking import rows
from policy_qa.checking.scene import Scene, is_amount, noun, same_kind
from policy_qa.checking.splits import Split, shares_of, splits
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Figure
from policy_qa.domain.sources import Document

REACH = 40
"""How many amounts back the whole of a share may stand."""


def shares_and_sums(document: Document, scene: Scene) -> Iterator[Check]:
    """The shares, sums and subset relations of one sentence."""
    for split in splits(scene):
        yield from relations(document, scene, split)


def relations(document: Document, scene: Scene, split: Split) -> Iterator[Check]:
    """The relations of one split: shares, the sum where the parts are all there are, else the order."""
    mismatch = _mismatch(scene, split)
    based = [(part, _base(scene, split, part, share), share) for part, share in split.parts if share is not None]
    made = [
        row
        for part, whole, share in based
        if (row := rows.share(document, scene.text, part, whole, share, split.link, mismatch=mismatch))
    ]
    summed = _sum(document, scene, split, mismatch=mismatch)
    if not split.sure and not any(row.holds for row in (*made, *((summed,) if summed else ()))):
        return
    yield from made
    if summed is not None:
        yield summed
    if not made and summed is None and split.sure:
        ordered = ((rows.subset(document, scene.text, part, split.whole, split.link), part) for part, _ in split.parts)
        yield from (row for row, part in ordered if row.holds or _surely(split, part))


def _surely(split: Split, part: Figure) -> bool:
    """Whether a part surely counts what its whole counts, so that it can't be more."""
    counted = part.label == "CARDINAL" and noun(part) in ("", noun(split.whole))
    return counted or bool(part.population) or part.label == "MONEY"


def _base(scene: Scene, split: Split, part: Figure, share: Figure) -> Figure:
    """The whole of a share: the split's, or where that does not fit another amount before it that does.

    "Of the 526 infants, 368 should have had it, but only 111 (30 %) did."
    """
    if rows.is_share(part, split.whole, share):
        return split.whole
    before = (f for f in scene.figures if f.end <= part.start and is_amount(f) and same_kind(f, part))
    return next((f for f in before if rows.is_share(part, f, share)), split.whole)


def distant(document: Document, scenes: Sequence[Scene]) -> Iterator[Check]:
    """Shares that an amount of the same noun, farther above, bears out: "1,150 files … 417 files (36.3 %)".

    Of "the sample" a share must be, where the report has but one.
    """
    above: deque[Figure] = deque(maxlen=REACH)
    samples: dict[float, Figure] = {}
    for scene in scenes:
        wholes = {split.whole.id for split in splits(scene)}
        for place, reported in shares_of(scene) if not wholes else ():
            part = scene.figures[place]
            fits = (w for w in above if same_kind(w, part) and w.value > part.value and _one_head(w, part))
            whole = next((w for w in fits if rows.is_share(part, w, reported)), None)
            if whole is None and len(samples) == 1 and scene.words.of_the_sample.match(scene.after(reported)):
                whole = next((w for w in samples.values() if same_kind(w, part)), None)
            if whole is not None:
                row = rows.share(document, scene.text, part, whole, reported, "document")
                yield from [row] if row else []
        above.extendleft(figure for figure in scene.figures if is_amount(figure))
        sampled = (f for f in scene.figures if is_amount(f) and scene.words.sampled.search(scene.before(f)[-60:]))
        samples.update((float(figure.value), figure) for figure in sampled)


def _one_head(first: Figure, second: Figure) -> bool:
    one, other = (set(noun(f).split()) for f in (first, second))
    return bool(one & other)


def _sum(document: Document, scene: Scene, split: Split, *, mismatch: bool) -> Check | None:
    """The sum of the parts, where they are all there are: they add up, or their shares or words say so."""
    parts = [part for part, _ in split.parts]
    if len(parts) < 2:
        return None
    row = rows.total(document, scene.text, parts, split.whole, split.link, mismatch=mismatch)
    reported = [share for _, share in split.parts if share is not None]
    slack = sum(float(share.precision or 1) for share in reported) / 2
    exhaustive = len(reported) == len(parts) and abs(sum(float(s.value) for s in reported) - 100) <= slack
    apart = split.whole.label == "MONEY" or (len(parts) == len(split.parts) == 2 and _disjoint(scene, *parts))
    too_much = apart and split.sure and row.low is not None and row.low > split.whole.value
    return row if row.holds or exhaustive or split.complete or too_much else None


def _disjoint(scene: Scene, first: Figure, second: Figure) -> bool:
    """Whether two parts are groups that no one is in both of: women and men."""
    one, other = (f" {scene.after(f)[:30].lstrip()}" for f in (first, second))
    return any(
        (a.match(one) and b.match(other)) or (b.match(one) and a.match(other)) for a, b in scene.words.complements
    )


def _mismatch(scene: Scene, split: Split) -> bool:
    """Whether things are counted in the whole and people in the parts."""
    words = noun(split.whole).split()
    counted = {word for last in words[-1:] for word in (last, last.removesuffix("s"), last.removesuffix("es"))}
    people = all(part.population for part, _ in split.parts)
    return bool(counted & scene.words.things) and people and not split.whole.population
