"""Sums: amounts that a sentence lists, against the total that it gives, and percentages against 100.

"In June, 318 people used the shelter: 204 women, 76 men and 38 children."; "Arden with 12, Breck with 15 and Colne
with 20, 47 in all."; "45% said yes, 38% said no and 17% did not know."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from policy_qa.checking import rows
from policy_qa.checking.scene import Scene, is_amount, is_percent, noun, plain, same_kind, without_brackets
from policy_qa.checking.shares import relations
from policy_qa.checking.splits import BOUNDS, Split, shares_of
from policy_qa.domain.checks import Check, Link
from policy_qa.domain.records import Figure
from policy_qa.domain.sources import Document

WHERE = r"(?:in|at|across|with|over|during|among|en|con|durante|entre)"
LISTED = re.compile(
    rf"^(?:[^,;:.()]{{0,60}}?)(?:, (?:and |y |e |plus )?|; (?:and |y )?| and | plus | y | e | más )(?!{WHERE} )"
    r"[^,;:.()\d]{0,40}$",
    re.IGNORECASE,
)
AFTER = re.compile(rf"^[^,;:.()]{{0,60}}?, {WHERE} ", re.IGNORECASE)
TAIL = re.compile(rf"^[^,;:()]{{0,60}}(?:, {WHERE} [^;:()]{{0,80}})?$", re.IGNORECASE)
BASE = re.compile(r"^\)? (?:of (?!them\b|the total)|de (?:l[oa]s|tod[oa]s) (?!total))", re.IGNORECASE)
THOUSAND = 1000
STEP = re.compile(r"^[^.;:]{0,90}$")


def sums(document: Document, scene: Scene) -> Iterator[Check]:
    """The sums that one sentence states."""
    if len(scene.figures) < 2:
        return
    yield from _announced(document, scene)
    yield from _in_all(document, scene)
    yield from _percentages(document, scene)


def _announced(document: Document, scene: Scene) -> Iterator[Check]:
    """A total before a colon, and behind it nothing but amounts of its kind."""
    for place, first in enumerate(scene.figures):
        if place == 0 or not is_amount(first) or ":" not in scene.opening(first):
            continue
        lead = [f for f in scene.figures[:place] if is_amount(f) and (same_kind(f, first) or _bare_money(f, first))]
        parts = _run(scene, place)
        if not lead or len(parts) < 2 or not _ends(scene, parts[-1]):
            continue
        said = plain(scene.text[lead[0].start : parts[-1].end])
        closed = not scene.words.not_all.search(without_brackets(said))
        yield from against(document, scene, lead, parts, "sentence", closed=closed)


def _bare_money(whole: Figure, part: Figure) -> bool:
    """Whether parts of a sum of money go without their currency: "840 millones de soles: 510 millones en salud"."""
    return whole.label == "MONEY" and part.label == "CARDINAL" and (part.precision or 0) >= THOUSAND


def against(
    document: Document, scene: Scene, wholes: Sequence[Figure], parts: Sequence[Figure], link: Link, *, closed: bool
) -> Iterator[Check]:
    """Parts against the one of several amounts that they add up to, or the only one that can be their total."""
    able = [w for w in wholes if w.value >= max(p.value for p in parts)]
    fitting = [w for w in able if rows.total(document, scene.text, parts, w, link).holds]
    sure = [w for w in able if closed and _of_one_kind(scene, w, parts)]
    chosen = fitting[-1:] or (sure if len(sure) == 1 else [])
    if not chosen:
        return
    shares = dict(shares_of(scene))
    places = {figure.id: place for place, figure in enumerate(scene.figures)}
    split = Split(
        chosen[0],
        sure=True,
        link=link,
        complete=True,
        parts=[(p, shares.get(places[p.id]) if p.id in places else None) for p in parts],
    )
    yield from relations(document, scene, split)


def _of_one_kind(scene: Scene, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether all parts may well be of the whole, as far as what they count tells."""
    if whole.label == "MONEY" or scene.words.whole_nouns.search(noun(whole)):
        return True
    bare = all(scene.words.prepositions.match(scene.after(part)) for part in parts)
    return bare or all(noun(part) in ("", noun(whole)) or _head(part) == _head(whole) for part in parts)


def _head(figure: Figure) -> str:
    return noun(figure).rpartition(" ")[2] or "-"


def _in_all(document: Document, scene: Scene) -> Iterator[Check]:
    """A total behind its list: "12 in Arden, 15 in Breck and 20 in Colne, 47 in all"."""
    for place, whole in enumerate(scene.figures):
        if place < 2 or not is_amount(whole):
            continue
        opening, behind = scene.opening(whole), scene.words.in_all.match(scene.after(whole))
        if not behind and not scene.words.makes_in_all.search(opening):
            continue
        parts = _run_before(scene, place)
        if len(parts) < 2 or not re.search(r"[,;:(]|\b(?:and|y)\b", opening):
            continue
        named = "" if behind and _bare(scene, whole) else noun(whole)
        said = plain(scene.text[scene.start : whole.start])
        fits = named in ("", *(noun(p) for p in parts)) or bool(scene.words.whole_nouns.search(named))
        row = rows.total(document, scene.text, parts, whole, "sentence")
        if row.holds or (fits and whole.value >= max(p.value for p in parts) and not scene.words.not_all.search(said)):
            yield row


def _bare(scene: Scene, whole: Figure) -> bool:
    """Whether "in all" stands right behind a total, no noun between."""
    return bool(re.match(r"^ (?:in|en|altogether|all|overall|combined|between|entre)\b", scene.after(whole)))


def _run_before(scene: Scene, place: int) -> list[Figure]:
    """The amounts right before a total, each coordinated with the next; empty where others of its kind stand before."""
    whole = scene.figures[place]
    kind = [f for f in scene.figures[:place] if is_amount(f) and same_kind(f, whole)]
    run = kind[-1:]
    for figure in reversed(kind[:-1]):
        between = scene.between(figure, run[0])
        if not LISTED.match(_listed(between)):
            return run if ":" in between else []
        run.insert(0, figure)
    return run


def _run(scene: Scene, place: int) -> list[Figure]:
    """The amounts of one kind from a place on, each coordinated with the one before; empty where it is no list."""
    run = [scene.figures[place]]
    for figure in scene.figures[place + 1 :]:
        if is_percent(figure) and scene.before(figure).rstrip().endswith("("):
            continue
        if AFTER.match(_listed(scene.between(run[-1], figure))):
            return run
        if not same_kind(figure, run[0]) or not is_amount(figure):
            return []
        if not LISTED.match(_listed(scene.between(run[-1], figure))):
            return []
        run.append(figure)
    return run


def _listed(between: str) -> str:
    """The words between two items of a list, without brackets, those around the items included: "), Zurite ("."""
    return without_brackets(between.removeprefix(")").removesuffix("("))


def _ends(scene: Scene, last: Figure) -> bool:
    """Whether a list ends with its sentence: no verb and no further clause behind its last amount."""
    tail = _listed(scene.after(last)).rstrip(" .;")
    return bool(TAIL.match(tail)) and not scene.words.verbs.search(tail)


def _percentages(document: Document, scene: Scene) -> Iterator[Check]:
    """Percentages of one sentence that its words make all there are."""
    counted = {share.id for _, share in shares_of(scene)}
    shares = [f for f in scene.figures if is_percent(f) and f.id not in counted]
    if len(shares) < 2 or len(shares) + len(counted) < sum(f.label == "PERCENT" for f in scene.figures):
        return
    if any(":" in scene.opening(f) for f in shares[1:]):
        shares = shares[next(n for n, f in enumerate(shares) if n and ":" in scene.opening(f)) :]
    steps = [scene.between(one, other) for one, other in pairwise(shares)]
    if not all(STEP.match(without_brackets(step)) for step in steps) or any(f.qualifier in BOUNDS for f in shares):
        return
    words = scene.words
    left = words.remaining.match(scene.after(shares[-1])) or words.remainder.search(scene.opening(shares[-1]))
    apart = any(BASE.match(scene.after(f)) for f in shares[1:]) and not left
    if apart or len({f.period for f in shares}) > 1:
        return
    behind = [scene.after(f)[:40].split(",")[0] for f in shares]
    rest = words.rest.search(behind[-1]) or words.rest.search(scene.opening(shares[-1])[-25:])
    divided = words.divided.search(scene.before(shares[0])) and len(shares) > 2
    if rest or divided:
        yield rows.hundred(document, scene.text, shares)
    elif (len(shares) == 2 and _complementary(scene, behind)) or words.ages.search(behind[-1]):
        row = rows.hundred(document, scene.text, shares)
        if row.holds or (row.low is not None and row.low > 100):
            yield row


def _complementary(scene: Scene, behind: Sequence[str]) -> bool:
    one, other = behind[0], behind[1]
    return any(
        (a.match(one) and b.match(other)) or (b.match(one) and a.match(other)) for a, b in scene.words.complements
    )
