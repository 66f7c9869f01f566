"""Reading order of a page: columns are found by the white between them, and read one after the other.

A gutter is a strip of white that runs down through lines of words on both sides (a recursive X-Y cut: Nagy and Seth,
1984, held to columns of running text, so that the columns of a table stay together).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from policy_qa.loaders.pdf.words import Word

LEADER = re.compile(r"[.·…_]+")
LEADERS = 3
"""So many dots in a row lead the eye across; they are white, not words."""

GAP = 1.0
"""The gap between two words that parts a line, in sizes of the type."""

SAME_LINE = 0.35
GUTTER = 0.7
BREAK = 2.5
HANG = 2.0
COLUMN_LINES = 3
COLUMN_WORDS = 2.5
DEPTH_LIMIT = 40
CANDIDATES = 40


@dataclass(slots=True)
class Segment:
    """Words on one baseline without a wide gap between them."""

    words: list[Word]
    left: float
    right: float
    base: float
    size: float

    @property
    def text(self) -> str:
        """The words, a space apart."""
        return " ".join(w.text for w in self.words)


def rows(words: list[Word]) -> list[list[Word]]:
    """The words by baseline, from the top; each row from the left."""
    found: list[list[Word]] = []
    base = 0.0
    for word in sorted(words, key=lambda w: (-w.base, w.left)):
        if found and base - word.base <= SAME_LINE * min(found[-1][0].size, word.size):
            found[-1].append(word)
        else:
            found.append([word])
            base = word.base
    return [sorted(row, key=lambda w: (w.left, -w.base)) for row in found]


def segments(words: list[Word], gap: float = GAP) -> list[Segment]:
    """The rows parted at wide gaps."""
    found = []
    for row in map(_without_leaders, rows(words)):
        run = [row[0]]
        for word in row[1:]:
            if word.left - run[-1].right > gap * max(word.size, run[-1].size):
                found.append(_segment(run))
                run = []
            run.append(word)
        found.append(_segment(run))
    return found


def _without_leaders(row: list[Word]) -> list[Word]:
    """The row without dots that lead the eye; a row of nothing else stays."""
    kept: list[Word] = []
    led = False
    for dots, run in groupby(row, key=lambda w: LEADER.fullmatch(w.text) is not None):
        words = list(run)
        if dots and sum(len(w.text) for w in words) >= LEADERS:
            led = True
            continue
        words[0].led = led
        led = False
        kept += words
    return kept or row


def _segment(words: list[Word]) -> Segment:
    sizes = [w.size for w in words]
    return Segment(words, words[0].left, max(w.right for w in words), median(w.base for w in words), median(sizes))


def ordered(words: list[Word]) -> list[list[Segment]]:
    """The parts of a page in reading order, each without columns in it, as segments from the top."""
    return _cut(segments(words), 0) if words else []


def _cut(parts: list[Segment], depth: int) -> list[list[Segment]]:
    if len(parts) < 2 * COLUMN_LINES or depth > DEPTH_LIMIT:
        return [parts]
    found = _best_gutter(parts)
    if found is None:
        return [parts]
    top, bottom, x = found
    above = [s for s in parts if s.base > top]
    below = [s for s in parts if s.base < bottom]
    middle = [s for s in parts if bottom <= s.base <= top]
    left = [s for s in middle if s.left < x]
    right = [s for s in middle if s.left >= x]
    pieces = [piece for piece in (above, left, right, below) if piece]
    return [leaf for piece in pieces for leaf in _cut(piece, depth + 1)]


def _best_gutter(parts: list[Segment]) -> tuple[float, float, float] | None:
    """The highest and lowest baseline and the x of the gutter with most lines beside it; None where there is none."""
    strips = _strips(parts)
    best, found = 0, None
    for x in _candidates(parts):
        for run in _runs(strips, x):
            members = [s for strip in run for s in strip]
            if len(members) > best and _columns(members, x):
                best, found = len(members), (run[0][0].base, min(s.base for s in run[-1]), x)
    return found


def _candidates(parts: list[Segment]) -> list[float]:
    """Where gutters may end on their right: at the left edges that lines share, those hung out from them included."""
    least = min(s.left for s in parts)
    size = median(s.size for s in parts)
    starts = Counter(round(s.left / 2) * 2 for s in parts if s.left > least + 3 * s.size)
    shared = [e for e, _ in starts.most_common(CANDIDATES) if starts[e] + starts[e + 2] + starts[e - 2] >= COLUMN_LINES]
    hung = [min(e for e in starts if edge - HANG * size < e <= edge) for edge in shared]
    return [edge - 2.0 for edge in dict.fromkeys([*shared, *hung])]


def _strips(parts: list[Segment]) -> list[list[Segment]]:
    """The parts cut wherever white runs all across; each strip's first segment is its highest."""
    strips: list[list[Segment]] = []
    floor = 0.0
    for part in sorted(parts, key=lambda s: -s.base):
        if strips and part.base + 0.6 * part.size > floor:
            strips[-1].append(part)
            floor = min(floor, part.base - 0.2 * part.size)
        else:
            strips.append([part])
            floor = part.base - 0.2 * part.size
    return strips


def _runs(strips: list[list[Segment]], x: float) -> list[list[list[Segment]]]:
    """The longest stretches of strips that nothing crosses x in, beginning and ending with strips on both sides."""
    runs: list[list[list[Segment]]] = []
    run: list[list[Segment]] = []
    for strip in strips:
        if any(s.left < x < s.right for s in strip):
            runs.append(run)
            run = []
        else:
            run.append(strip)
    runs.append(run)
    return [kept for kept in (_both_sides(run, x) for run in runs) if kept]


def _both_sides(run: list[list[Segment]], x: float) -> list[list[Segment]]:
    """The run without what stands on the left alone behind a gap above or below it, such as a heading."""
    right = [place for place, strip in enumerate(run) if any(s.left >= x for s in strip)]
    if not right:
        return []
    begin, end = right[0], right[-1] + 1
    while begin and _close(run[begin - 1], run[begin]):
        begin -= 1
    while end < len(run) and _close(run[end - 1], run[end]):
        end += 1
    return run[begin:end]


def _close(upper: list[Segment], lower: list[Segment]) -> bool:
    return upper[-1].base - lower[0].base < BREAK * lower[0].size


def _columns(parts: list[Segment], x: float) -> bool:
    """Whether both sides of x are columns of running text and not of a table."""
    left = [s for s in parts if s.left < x]
    right = [s for s in parts if s.left >= x]
    if len(left) < COLUMN_LINES or len(right) < COLUMN_LINES:
        return False
    size = median(s.size for s in parts)
    if min(s.left for s in right) - max(s.right for s in left) < GUTTER * size:
        return False
    return all(sum(len(s.words) for s in side) / len(side) >= COLUMN_WORDS for side in (left, right))
