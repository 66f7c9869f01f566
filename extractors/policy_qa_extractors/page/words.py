"""Where the words stand that finders begin with: they need look nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate

RUN = re.compile(r"[^\W\d_]+|\d\d*")
LETTERS = re.compile(r"[^\W\d_]+")
NUMBER = "0"
"""Stands for every run of digits."""
REMEMBERED, LONGEST = 60_000, 40


class _Lens(dict[str, tuple[tuple[str, int], ...]]):
    """What the pieces between spaces hold of the words asked for: each word in lower case, and where it begins."""

    def __init__(self, asked: frozenset[str]) -> None:
        super().__init__()
        self.asked = asked

    def __missing__(self, piece: str) -> tuple[tuple[str, int], ...]:
        low = _lower(piece)
        if low.isalpha():
            held: tuple[tuple[str, int], ...] = ((low, 0),) if low in self.asked else ()
        else:
            runs = ((NUMBER if run[0][0].isdecimal() else run[0], run.start()) for run in RUN.finditer(low))
            held = tuple(run for run in runs if run[0] in self.asked)
        if len(piece) <= LONGEST:
            if len(self) > REMEMBERED:
                self.clear()
            self[piece] = held
        return held


class Words:
    """The words of one view, by where they stand."""

    lens = _Lens(frozenset([NUMBER]))
    """Sees all that was ever asked for: finders ask for the same few hundred words on every page."""

    def __init__(self, view: str) -> None:
        self.view = view
        self.seen = frozenset[str]()
        self.found: dict[str, list[int]] = {}

    def places(self, firsts: frozenset[str]) -> list[int]:
        """Where any of the words stands, in order; the words as `first_words` gives them."""
        if not firsts <= self.seen:
            self._look(firsts)
        found = self.found
        return sorted(start for first in found.keys() & firsts for start in found[first])

    def _look(self, firsts: frozenset[str]) -> None:
        lens = Words.lens
        if not firsts <= lens.asked:
            lens = Words.lens = _Lens(lens.asked | firsts)
        self.seen, self.found = lens.asked, {}
        pieces = self.view.split(" ")
        ends = accumulate(map(len, pieces))
        for spaces, (held, end) in enumerate(zip(map(lens.__getitem__, pieces), ends)):
            if held:
                begin = end + spaces - len(pieces[spaces])
                for word, offset in held:
                    self.found.setdefault(word, []).append(begin + offset)


def first_words(phrases: Iterable[str]) -> frozenset[str]:
    """The words that phrases begin with, as `Words` names them."""
    firsts = set()
    for phrase in phrases:
        word = LETTERS.match(_lower(phrase))
        firsts.add(word[0] if word else NUMBER)
    return frozenset(firsts)


def _lower(text: str) -> str:
    """The text in lower case, as long as before: İ alone would become two characters."""
    return text.replace("İ", "I").lower()
