"""A scene: the figures of one sentence with the plain words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from policy_qa.checking.words import Words, words
from policy_qa.domain.records import Figure

MARKUP = re.compile(r"[*_`]+|[\s\u00a0\u2009\u202f]+")
BRACKET = re.compile(r" ?\([^()]{0,60}\)")
COMPOUND = re.compile(r"[-‑][^\W\d_]")
"""Behind a number that describes: "a 12-week course"."""
LONGEST_GAP = 400
MOST_FIGURES = 60
"""A sentence of more figures is a table laid out in words: its numbers are not held against each other."""
LENGTHS = frozenset({"a", "mo", "wk", "d", "h", "min", "s"})


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: `figures` in order, all of one document; `text` is the document's, offsets are its own."""

    text: str
    figures: tuple[Figure, ...]
    words: Words

    @property
    def start(self) -> int:
        """Where the sentence starts."""
        return self.figures[0].sentence.start

    @property
    def end(self) -> int:
        """Where the sentence ends."""
        return self.figures[0].sentence.end

    def between(self, first: Figure, second: Figure) -> str:
        """The plain words from one figure to a later one."""
        return plain(self.text[first.end : min(second.start, first.end + LONGEST_GAP)])

    def before(self, figure: Figure) -> str:
        """The plain words of the sentence before a figure."""
        return plain(self.text[max(self.start, figure.start - LONGEST_GAP) : figure.start])

    def after(self, figure: Figure) -> str:
        """The plain words of the sentence behind a figure."""
        return plain(self.text[figure.end : min(self.end, figure.end + LONGEST_GAP)])

    def opening(self, figure: Figure) -> str:
        """The plain words right before a figure, back to the figure before it or the start of the sentence."""
        first = max((f.end for f in self.figures if f.end <= figure.start), default=self.start)
        return plain(self.text[max(first, figure.start - LONGEST_GAP) : figure.start])


def plain(text: str) -> str:
    """The text without emphasis marks, white space as single spaces."""
    return MARKUP.sub(lambda m: " " if m[0].isspace() else "", text)


def without_brackets(text: str) -> str:
    """Plain words without what stands in brackets."""
    return BRACKET.sub("", text)


def scenes(text: str, figures: Sequence[Figure]) -> Iterator[Scene]:
    """The sentences of a document that hold figures, in order."""
    counted = (figure for figure in figures if not COMPOUND.match(text, figure.end))
    for _, group in groupby(counted, key=lambda f: (f.sentence.start, f.sentence.end)):
        members = tuple(group)
        if len(members) <= MOST_FIGURES:
            yield Scene(text, members, words(members[0].language))


def is_count(figure: Figure) -> bool:
    """Whether a figure is one plain count."""
    return _single(figure) and figure.label == "CARDINAL" and float(figure.value).is_integer()


def is_amount(figure: Figure) -> bool:
    """Whether a figure is a count, or so much money or of another unit that adds up (no length of time)."""
    measured = figure.label == "QUANTITY" and figure.unit not in LENGTHS
    return is_count(figure) or (_single(figure) and (figure.label == "MONEY" or measured))


def is_ratio(figure: Figure) -> bool:
    """Whether a figure is so much of so much, both in its words: "nine out of ten"; "6.7 per 1,000" is a rate."""
    return figure.per is not None and figure.per.split(" ")[0] in figure.text


def _single(figure: Figure) -> bool:
    return figure.value_max is None and figure.per is None and figure.value >= 0


def same_kind(first: Figure, second: Figure) -> bool:
    """Whether two figures are of one label and unit, so that they may add up."""
    return (first.label, first.unit) == (second.label, second.unit)


def is_percent(figure: Figure) -> bool:
    """Whether a figure is one percentage of something, no change of it."""
    return figure.label == "PERCENT" and figure.unit == "%" and figure.value_max is None and figure.direction is None


def noun(figure: Figure) -> str:
    """What a figure counts, in lower case."""
    return (figure.measured_entity or "").casefold()
