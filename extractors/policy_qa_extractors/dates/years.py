"""When a number of four digits is a year: by the words around it, never by its value alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policy_qa_extractors.rulebook import load

BEFORE = re.compile(r"(?:([^\W\d_][\w.’'&-]*)|([()\[“\"«|–—:;,]))[ ’']?$|^$")
WORDS = re.compile(r" ?(?:([^\W\d_][\w’'-]*)|[%$€£°])(?: ([^\W\d_][\w’'-]*))?(?: ([^\W\d_][\w’'-]*))?")
LIST = re.compile(r"(?:,? (?:and|or|y|e|o|vs\.?|versus) |, |/| ?[-–] ?)")
SPAN = 150


@dataclass(frozen=True, slots=True)
class YearWords:
    """The word lists of `[year]` in any/dates.toml."""

    before: frozenset[str]
    strong: frozenset[str]
    never: frozenset[str]
    year_nouns: frozenset[str]
    units: frozenset[str]
    plurals: frozenset[str]
    not_plural: frozenset[str]
    low: int
    high: int


@cache
def year_words() -> YearWords:
    """The lists, loaded once."""
    table = load("any/dates.toml").tables["year"]
    low, high = table["likely"]
    sets = {
        name: frozenset(table[name])
        for name in ("before", "strong", "never", "year_nouns", "units", "plurals", "not_plural")
    }
    return YearWords(low=low, high=high, **sets)


def is_year(text: str, start: int, end: int, before: int) -> bool:
    """Whether the number text[start:end] is used as a year; `before` is where the date before it ends, or -1."""
    words = year_words()
    likely = words.low <= int(text[start:end]) <= words.high
    if 0 <= before < start <= before + 8 and likely and LIST.fullmatch(text, before, start):
        unit = WORDS.match(text, end)
        return unit is None or unit[1] is None or unit[1].casefold() not in words.units
    left = BEFORE.search(text, max(start - 24, text.rfind("\n", 0, start) + 1), start)
    word = (left[1] or "") if left else None
    if word is None or (text[end : end + 4] in {" in ", " en "} and text[end + 4 : end + 8].isdigit()):
        return False
    low = word.casefold()
    if low in words.never or text[end : end + 1] in {"%", "°"}:
        return False
    if low in words.strong:
        return (likely or not _counts(text, end, words)) and not (
            text.startswith("00", end - 2) and _counts(text, end, words)
        )
    if not likely or _counts(text, end, words):
        return False
    return not word or low in words.before or word[0].isupper()


def is_range(found: re.Match[str]) -> bool:
    """Whether two numbers with a dash between are years of one range."""
    low = int(found["year"])
    groups = found.groupdict()
    high = int(groups["year2"]) if "year2" in groups else int(found["year"][:2] + groups["short2"])
    words = year_words()
    if not (low < high <= low + SPAN and low >= 1500):
        return False
    if "short2" in groups and high <= low + 1 and high % 100 <= 12 and "-" in found[0]:
        return True
    return words.low - 300 <= low and high <= words.high + 40


def _counts(text: str, end: int, words: YearWords) -> bool:
    """Whether the number that ends at `end` counts the noun behind it."""
    behind = WORDS.match(text, end)
    if behind is None:
        return False
    if behind[1] is None:
        return True
    if behind[1].casefold() in words.units:
        return True
    for word in behind.groups():
        if word is None or word[0].isupper():
            return False
        low = word.casefold()
        if low in words.year_nouns:
            return False
        if low in words.plurals:
            return True
        if (
            len(low) > 3
            and low.endswith("s")
            and low not in words.not_plural
            and not low.endswith(("ss", "us", "’s", "'s"))
        ):
            return True
        if low in words.before or low in words.not_plural or len(low) < 4:
            return False
    return False
