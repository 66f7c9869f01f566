"""Where each word of a view stands: finders that begin with certain words need look nowhere else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

LETTERS = re.compile(r"[^\W\d_]+")
DIGITS = re.compile(r"\d\d*")
NUMBER = "0"
"""Stands for every run of digits."""

Words = Mapping[str, list[int]]
"""The starts of every run of letters, by the run in lower case; those of runs of digits under NUMBER."""


def words_of(view: str) -> Words:
    """The words of a view."""
    starts: defaultdict[str, list[int]] = defaultdict(list)
    for word in LETTERS.finditer(_lower(view)):
        starts[word[0]].append(word.start())
    starts[NUMBER] = [number.start() for number in DIGITS.finditer(view)]
    return dict(starts)


def first_words(phrases: Iterable[str]) -> frozenset[str]:
    """The words that phrases begin with, as `Words` names them."""
    firsts = set()
    for phrase in phrases:
        word = LETTERS.match(_lower(phrase))
        firsts.add(word[0] if word else NUMBER)
    return frozenset(firsts)


def places(words: Words, firsts: Iterable[str]) -> list[int]:
    """Where any of the first words stands, in order."""
    return sorted(start for first in firsts for start in words.get(first, ()))


def _lower(text: str) -> str:
    """The text in lower case, as long as before: İ alone would become two characters."""
    return text.replace("İ", "I").lower()
