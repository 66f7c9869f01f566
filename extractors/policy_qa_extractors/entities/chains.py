"""Chains: runs of capitalised words joined by the small words and commas that names hold, found in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from policy_qa_extractors.entities.words import table

UPPER = "A-ZÀ-ÖØ-Þ"
CAPITALISED = (
    rf"(?:(?:[{UPPER}]{{1,2}}\.){{2,5}}|[{UPPER}]\.(?= [{UPPER}])|"
    rf"(?!N[°º]|N\.[°º]|No\. ?\d)[{UPPER}]\w{{0,40}}"
    rf"(?:(?:[’'&./+–]|-(?![{UPPER}]{{3}})|(?<=[{UPPER}])-)\w{{1,40}}){{0,6}}(?:[’'](?= [{UPPER}]))?)"
)
START = re.compile(rf"[{UPPER}](?<!\w[{UPPER}])")
TITLE_LINKS = frozenset(
    {"Of", "For", "On", "To", "Against", "And", "With", "Among", "De", "Del", "Contra", "Para", "Por", "Y", "Al", "Con"}
)
TAIL_IN_CAPITALS = re.compile(rf"(?<= )(?:[{UPPER}]{{2,}} ){{2,}}[{UPPER}]{{4,}}$")
"""Three words or more in capitals that end a chain which began in small letters."""
OWNER = re.compile(r"(?:[’'][sS]|(?<=s)[’'])$")


class Word(NamedTuple):
    """A word of a chain: `text` is in running case where the whole chain is in capitals; a comma is a small word."""

    text: str
    start: int
    end: int
    small: bool


class Chain(NamedTuple):
    """A run of capitalised words, with the small words between them; `led` where "the" stands before it."""

    start: int
    end: int
    words: list[Word]
    shouted: bool
    led: bool


@cache
def pattern() -> re.Pattern[str]:
    """What a chain looks like in the reading view."""
    small = "|".join(sorted(map(re.escape, table("connectors")), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<!\w){CAPITALISED}(?:(?:,? (?:{small})(?: (?:{small})){{0,2}}|,)? {CAPITALISED}){{0,24}}")


def chains(view: str) -> Iterator[Chain]:
    """The chains of a view, in order, none of them touching another."""
    small = table("connectors")
    for found in _leaping(view):
        text = found[0]
        start, end = found.span()
        if " " not in text:
            yield Chain(start, end, [Word(text, start, end, False)], False, False)
            continue
        shouted = text.isupper()
        if not shouted and text[-2:].isupper() and (tail := TAIL_IN_CAPITALS.search(text)):
            middle = start + tail.start()
            before = list(_words(text[: tail.start()].rstrip(" ,"), start, False, small))
            while before[-1].small:
                before.pop()
            yield Chain(start, before[-1].end, before, False, False)
            yield Chain(middle, end, list(_words(tail[0], middle, True, small)), True, False)
            continue
        led = view[max(0, start - 4) : start] == "the "
        yield Chain(start, end, list(_words(text, start, shouted, small)), shouted, led)


def _leaping(view: str) -> Iterator[re.Match[str]]:
    """The matches of the pattern, which is tried only where a capital begins a word."""
    shape, at = pattern(), 0
    while (spot := START.search(view, at)) is not None:
        found = shape.match(view, spot.start())
        at = found.end() if found else spot.end()
        if found:
            yield found


def _words(text: str, start: int, shouted: bool, small: frozenset[str]) -> Iterator[Word]:
    at = start
    for piece in text.split(" "):
        word = piece.removesuffix(",")
        end = at + len(word)
        if shouted and (lower := word.lower()) in small:
            yield Word(lower, at, end, True)
        elif at > start and word in TITLE_LINKS:
            yield Word(word.lower(), at, end, True)
        else:
            yield Word(word.capitalize() if shouted else word, at, end, word in small)
        if word != piece:
            yield Word(",", end, end + 1, True)
        at = at + len(piece) + 1


def opens(word: Word) -> bool:
    """Whether a word is no part of a name that starts with it: a small word or an opener."""
    return word.small or word.text in table("openers")
