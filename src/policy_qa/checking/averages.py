"""Averages: what comes to each, where the sentence says how much was divided among how many.

"The 40 health posts handled 6,000 consultations, an average of 150 per post."
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from policy_qa.checking.intervals import decimal, of, rounded, shown
from policy_qa.checking.rows import cite, judged
from policy_qa.checking.scene import Scene, is_amount, is_count, noun
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Figure
from policy_qa.domain.sources import Document

STEM = 4
LOOSE = Decimal("0.025")
"""How far a printed average may be off, as a share of it."""


def averages(document: Document, scene: Scene) -> Iterator[Check]:
    """The averages of one sentence whose two operands are its only other amounts."""
    for place, mean in enumerate(scene.figures):
        said = scene.words.per.match(scene.after(mean))
        if place < 2 or said is None or mean.value_max is not None or mean.label not in ("CARDINAL", "MONEY"):
            continue
        if not scene.words.average.search(scene.opening(mean)):
            continue
        others = [figure for figure in scene.figures[:place] if is_amount(figure)]
        among = [figure for figure in others if is_count(figure) and _named(figure, said["noun"])]
        whole = [figure for figure in others if figure not in among and figure.label == mean.label]
        if len(among) == 1 and len(whole) == 1 and len(others) == 2 and len(scene.figures) == 3 and among[0].value > 0:
            yield _row(document, scene.text, whole[0], among[0], mean)


def _named(figure: Figure, said: str) -> bool:
    """Whether a figure counts what an average is said to be for: "40 health posts" and "per post"."""
    own = noun(figure).split()
    return any(word[:STEM] == said.casefold()[:STEM] for word in own if len(word) >= min(STEM, len(said)))


def _row(document: Document, text: str, whole: Figure, among: Figure, mean: Figure) -> Check:
    bounds = of(whole) / of(among)
    loose = decimal(mean.value) * LOOSE
    exactly, near = bounds.meets(of(mean)), bounds.meets(rounded(mean.value, mean.precision or 1).widened(loose))
    computed = shown(decimal(whole.value) / decimal(among.value))
    used = (whole, among, mean)
    return Check(
        type="average",
        document=document.id,
        link="sentence",
        verdict="consistent_coarser" if near and not exactly else judged(near, used),
        holds=near,
        message=f"{whole.text} among {among.text} is {computed:,} each; the report says {mean.text}",
        part=whole.value,
        whole=among.value,
        reported=mean.value,
        computed=computed,
        low=shown(bounds.low),
        high=shown(bounds.high),
        records=tuple(f.id for f in used),
        citations=tuple(cite(document, text, f) for f in used),
    )
