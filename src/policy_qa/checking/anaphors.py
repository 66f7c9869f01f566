"""Anaphors: a share or part in one sentence of what a sentence shortly before it counted.

"Of the 219 women participating in this course, 80 … . Of the total number of women participating in the course,
40% …"; "80 women registered. This represents 40% of the 219 participants."; "240 markets were visited. Of them, 60
(25%) were closed."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policy_qa.checking import rows
from policy_qa.checking.scene import Scene, is_amount, is_count, is_percent, noun, plain, same_kind
from policy_qa.checking.shares import relations
from policy_qa.checking.splits import CLAUSE, COORDINATION, JOINED, Split, shares_of, splits
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Figure
from policy_qa.domain.sources import Document

NEAR = 2
"""How many sentences back an anaphor may reach."""
WORD = re.compile(r"[^\W\d_]{4,}")
POINTING = frozenset({"this", "that", "these", "those", "estos", "estas", "esos", "esas", "dichos", "dichas"})


def anaphoric(document: Document, scene: Scene, earlier: Sequence[Scene]) -> Iterator[Check]:
    """The relations of a sentence with a whole that a sentence before it, of the same paragraph, counted."""
    nearest = [s for s in reversed(earlier[-NEAR:]) if _same_paragraph(s, scene)]
    if not nearest:
        return
    if (split := _of_them(scene, nearest[0])) is not None:
        yield from relations(document, scene, split)
        return
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


def _of_them(scene: Scene, before: Scene) -> Split | None:
    """ "Of them, 60 (25%) were closed and 12 (5%) sold": the whole is what the sentence before counted.

    Where that counted several things, the whole is the one that bears a share out, if any.
    """
    opened = scene.words.of_them.match(plain(scene.text[scene.start : scene.figures[0].start]))
    if (
        opened is None
        or not is_amount(scene.figures[0])
        or scene.words.opens_whole.search(scene.before(scene.figures[0]))
    ):
        return None
    shares = dict(shares_of(scene))
    first = scene.figures[0]
    parts = [(first, shares.get(0))]
    for place, figure in enumerate(scene.figures[1:], 1):
        if not is_amount(figure):
            continue
        between = scene.between(parts[-1][0], figure)
        joined = COORDINATION.match(between) and JOINED.search(between) and not CLAUSE.search(between)
        if not (same_kind(first, figure) and joined and (shares.get(place) or noun(figure) == noun(first))):
            break
        parts.append((figure, shares.get(place)))
    wholes = [f for f in before.figures if is_amount(f) and same_kind(f, first)]
    reported = parts[0][1]
    if len(wholes) == 1:
        sure = reported is not None or noun(first) in ("", noun(wholes[0]))
        return Split(wholes[0], sure=sure, link="anaphoric", parts=parts)
    fitting = [w for w in wholes if reported is not None and rows.is_share(first, w, reported)]
    return Split(fitting[0], sure=True, link="anaphoric", parts=parts) if len(fitting) == 1 else None


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
