"""Anaphors: a share or part in one sentence of what a sentence shortly before it counted.

"Of the 219 women participating in this course, 80 … . Of the total number of women participating in the course,
40% …"; "80 women registered. This represents 40% of the 219 participants."; "240 markets were visited. Of them, 60
(25%) were closed."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policy_qa.checking import rows
from policy_qa.checking.scene import Scene, is_amount, is_count, is_percent, noun, plain, same_kind, without_brackets
from policy_qa.checking.shares import relations
from policy_qa.checking.splits import BOUNDS, CLAUSE, JOINED, Split, shares_of, splits
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Figure
from policy_qa.domain.sources import Document

NEAR = 2
"""How many sentences back an anaphor may reach."""
WORD = re.compile(r"[^\W\d_]{4,}")
LONG = re.compile(r"^(?:[^.;:]|\.(?=\d)){0,90}$")
STEM = 6
LEAST_SUM = 20
BACK = 80
"""So many characters before a number tell of its time."""
POINTING = frozenset({"this", "that", "these", "those", "estos", "estas", "esos", "esas", "dichos", "dichas"})


def anaphoric(document: Document, scene: Scene, earlier: Sequence[Scene]) -> Iterator[Check]:
    """The relations of a sentence with a whole that a sentence before it, of the same paragraph, counted."""
    nearest = [s for s in reversed(earlier[-NEAR:]) if _same_paragraph(s, scene)]
    if (split := _divided(scene, earlier)) is not None:
        yield from relations(document, scene, split)
        return
    if not nearest:
        return
    if (split := _pointed_at(scene, nearest)) is not None:
        yield from relations(document, scene, split)
        return
    yield from _borne_out(document, scene, nearest)
    for place, reported in enumerate(scene.figures):
        if not is_percent(reported):
            continue
        if (place == 0 and len(scene.figures) == 1 and (pair := _counted_before(scene, reported, nearest))) or (
            pair := _this_is(scene, place, nearest)
        ):
            part, whole = pair
            if part.value <= whole.value and (
                row := rows.share(document, scene.text, part, whole, reported, "anaphoric")
            ):
                yield row


def _pointed_at(scene: Scene, earlier: Sequence[Scene]) -> Split | None:
    """The split of a sentence that points back to its whole.

    "Of them, 60 (25%) were closed and 12 (5%) sold"; "Of the cases, 31 …; the other 15 …"; "In 18 of them (30%) …".
    """
    place = 1 if is_percent(scene.figures[0]) and dict(shares_of(scene)).get(1) is scene.figures[0] else 0
    first = scene.figures[place]
    if not is_amount(first) or scene.words.opens_whole.search(scene.before(first)):
        return None
    wholes = _wholes(scene, first, earlier)
    if not wholes:
        return None
    split = Split(wholes[0], sure=True, link="anaphoric")
    _gather(scene, split, first)
    parts = [part for part, _ in split.parts]
    if len(wholes) > 1:
        fitting = [w for w in wholes if _bears_out(w, split)]
        able = fitting or [w for w in wholes if w.value >= max(p.value for p in parts)]
        if len(able) != 1:
            return None
        split.whole = able[0]
    return split


def _divided(scene: Scene, earlier: Sequence[Scene]) -> Split | None:
    """ "The communities are distributed as follows: 74 in Puno and 38 in Cusco", of the communities counted above."""
    words, first = scene.words, scene.figures[0]
    opening = plain(scene.text[scene.start : first.start])
    said = words.the.search(opening) if words.divided.search(opening) else None
    counts = [f for s in earlier for f in s.figures if is_amount(f) and same_kind(f, first)]
    named = _named(counts, said["base"]) if said else []
    if len(named) != 1 or not is_amount(first):
        return None
    split = Split(named[0], sure=True, link="anaphoric", complete=True)
    _gather(scene, split, first)
    return split if len(split.parts) > 1 else None


def _wholes(scene: Scene, first: Figure, earlier: Sequence[Scene]) -> list[Figure]:
    """What a sentence may point back to."""
    words, opening = scene.words, plain(scene.text[scene.start : scene.figures[0].start])
    behind = scene.after(scene.figures[0])
    counted = [[f for f in s.figures if is_amount(f) and same_kind(f, first)] for s in earlier]
    counted = _of_the_time(scene, first, counted)
    if words.of_them.match(opening):
        shared = {scene.figures[at].id for at, _ in shares_of(scene)}
        fitting = [
            f for f in counted[0] if noun(first) in ("", noun(f)) or first.id in shared or first.label == "MONEY"
        ]
        return fitting or (counted[0] if len(counted[0]) == 1 and first.population else [])
    if words.of_them_behind.match(behind):
        return counted[0]
    every = [f for row in counted for f in row]
    if said := words.of_the.match(opening):
        return _named(every, said["base"])
    if said := words.of_the_behind.match(behind):
        return _named(every, said["base"])
    return []


def _of_the_time(scene: Scene, first: Figure, counted: list[list[Figure]]) -> list[list[Figure]]:
    """The amounts without those of an earlier time, where others are left, and without what a place is made for.

    "16,240 were held in space for 7,800. Two years earlier the figure had been 14,660. Of those held, 2,436 (15 %) …";
    an amount of an earlier time that the share bears out stays.
    """
    share = dict(shares_of(scene)).get(scene.figures.index(first))

    def now(figure: Figure) -> bool:
        said = _clause_before(scene, figure)
        return not scene.words.earlier.search(said) or bool(share and rows.is_share(first, figure, share))

    roomless = [[f for f in row if not scene.words.room_for.search(_clause_before(scene, f))] for row in counted]
    later = [kept for row in roomless if (kept := [f for f in row if now(f)])]
    return later or roomless


def _clause_before(scene: Scene, figure: Figure) -> str:
    """The words before a figure, back to the end of a sentence; a line's end may part it from its sentence."""
    return CLAUSE.split(plain(scene.text[max(figure.start - BACK, 0) : figure.start]))[-1]


def _named(counts: Sequence[Figure], base: str) -> list[Figure]:
    """The counts whose noun a phrase names again, the nearest first; each value once."""
    stems = {word[:STEM] for word in WORD.findall(base.casefold())}
    found = [
        f for f in counts if f.qualifier not in BOUNDS and {word[:STEM] for word in WORD.findall(noun(f))[-2:]} & stems
    ]
    return list({f.value: f for f in reversed(found)}.values())


def _gather(scene: Scene, split: Split, first: Figure) -> None:
    """The amounts of a sentence that are coordinated with its first, and what is said to be left."""
    shares = dict(shares_of(scene))
    split.parts.append((first, shares.get(scene.figures.index(first))))
    for place, figure in enumerate(scene.figures):
        if figure.start <= first.start or not is_amount(figure) or not same_kind(first, figure):
            continue
        if scene.words.remainder.search(scene.opening(figure)):
            split.parts.append((figure, shares.get(place)))
            split.complete = True
            return
        between = without_brackets(scene.between(split.parts[-1][0], figure))
        joined = LONG.match(between) and JOINED.search(between) and not CLAUSE.search(between)
        alike = noun(figure) in ("", noun(first), noun(split.whole)) or figure.population or figure.label == "MONEY"
        if not joined or not (shares.get(place) or alike):
            return
        split.parts.append((figure, shares.get(place)))


def _bears_out(whole: Figure, split: Split) -> bool:
    """Whether a part's share of a whole, or the sum of the parts, is as it is said."""
    part, reported = split.parts[0]
    if reported is not None:
        return rows.is_share(part, whole, reported)
    parts = [part for part, _ in split.parts]
    return len(parts) > 1 and sum(float(p.value) for p in parts) == float(whole.value)


def _borne_out(document: Document, scene: Scene, earlier: Sequence[Scene]) -> Iterator[Check]:
    """Amounts that a whole of a sentence before bears out, no words pointing back: their sum, or the share of one."""
    wholes = [f for s in earlier for f in s.figures if is_amount(f)]
    shared = [(scene.figures[place], share) for place, share in shares_of(scene)]
    if not any(split.parts for split in splits(scene)):
        for whole in wholes:
            fits: list[tuple[Figure, Figure | None]] = [
                (p, s) for p, s in shared if same_kind(p, whole) and p.value <= whole.value
            ]
            if len(fits) > 1 and any(s and rows.is_share(p, whole, s) for p, s in fits):
                yield from relations(document, scene, Split(whole, sure=True, link="anaphoric", parts=fits))
                return
    amounts = [figure for figure in scene.figures if is_amount(figure)]
    for place, first in enumerate(amounts):
        parts = _run(scene, amounts[place:])
        total = sum(float(part.value) for part in parts)
        equal = next((f for f in wholes if float(f.value) == total and same_kind(f, first)), None)
        if len(parts) > 1 and total >= LEAST_SUM and equal is not None:
            yield rows.total(document, scene.text, parts, equal, "anaphoric")
            return


def _run(scene: Scene, amounts: Sequence[Figure]) -> list[Figure]:
    """The first of some amounts and those that are coordinated with it."""
    run = [amounts[0]]
    for figure in amounts[1:]:
        between = without_brackets(scene.between(run[-1], figure))
        if not same_kind(run[0], figure) or not LONG.match(between) or not JOINED.search(between):
            break
        run.append(figure)
    return run


def _counted_before(scene: Scene, reported: Figure, earlier: Sequence[Scene]) -> tuple[Figure, Figure] | None:
    said = scene.before(reported) + " | " + scene.after(reported)
    bases = [_content(m["base"]) for m in scene.words.anaphor.finditer(said)]
    for scene_before in earlier:
        for split in (s for s in splits(scene_before) if s.sure and len(s.parts) == 1):
            words = _content(scene_before.after(split.whole).split(",")[0])
            if any(len(base & words) >= 2 and len(base & words) * 2 >= len(base) for base in bases):
                return split.parts[0][0], split.whole
    return None


def _this_is(scene: Scene, place: int, earlier: Sequence[Scene]) -> tuple[Figure, Figure] | None:
    """ "This represents 40% of the 219 participants", the part being the one count of the sentence before.

    "This represents 40%" alone is a share of the other count of that sentence, which its words make a whole.
    """
    figures = scene.figures
    opening = plain(scene.text[scene.start : figures[place].start])
    if place > 0 or not scene.words.this_is.match(opening):
        return None
    counts = [figure for figure in earlier[0].figures if is_count(figure)]
    if len(figures) == 1:
        found = [s for s in splits(earlier[0]) if s.sure and len(s.parts) == 1 and s.parts[0][1] is None]
        told = scene.words.equals.search(opening) and len(counts) == 2 and len(found) == 1
        return (found[0].parts[0][0], found[0].whole) if told else None
    follower = figures[1]
    linked = is_count(follower) and scene.words.whole_of.search(scene.between(figures[0], follower))
    return (counts[0], follower) if len(counts) == 1 and linked else None


def _same_paragraph(earlier: Scene, scene: Scene) -> bool:
    return "\n\n" not in earlier.text[earlier.end : scene.start].replace("\r", "")


def _content(text: str) -> set[str]:
    return {word[:6] for word in WORD.findall(text.casefold())} - POINTING
