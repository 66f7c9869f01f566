"""When a number of four digits is a year: by the words around it, never by its value alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policy_qa_extractors.rulebook import load

BEFORE = re.compile(r"(?:([^\W\d_][\w.’'&-]*)|([()\[“\"«|–—:;,]))[ ’']?$")
WORDS = re.compile(r" ?(?:([^\W\d_][\w’'-]*)|[%$€£°])(?: ([^\W\d_][\w’'-]*))?(?: ([^\W\d_][\w’'-]*))?")
LIST = re.compile(r"(?:,? (?:and|or|y|e|o|vs\.?|versus) |, |/| ?[-–] ?)")
TO = re.compile(r" (?:to|through|until|al?|hasta) ")
AHEAD = re.compile(r"(?: (?:and|to|or|y|al?|o|hasta) | ?[-–] ?)\d(?:[\d,.]*\d)?")
OPENING = frozenset(["between", "from", "entre", "de", "desde"])
AROUND = 48
SPAN = 150


@dataclass(frozen=True, slots=True)
class YearWords:
    """The word lists of `[year]` in any/dates.toml."""

    before: frozenset[str]
    strong: frozenset[str]
    never: frozenset[str]
    year_nouns: frozenset[str]
    units: frozenset[str]
    rates: frozenset[str]
    rated: frozenset[str]
    plurals: frozenset[str]
    not_plural: frozenset[str]
    mos_verbs: tuple[str, ...]
    mos_nouns: frozenset[str]
    stops: frozenset[str]
    street_behind: re.Pattern[str]
    street_before: re.Pattern[str]
    amount: re.Pattern[str]
    low: int
    high: int


@cache
def year_words() -> YearWords:
    """The lists, loaded once."""
    table = load("any/dates.toml").tables["year"]
    lists = {name: frozenset(words) for name, words in table.items() if isinstance(words, list)}
    low, high = table["likely"]
    return YearWords(
        before=lists["before"],
        strong=lists["strong"],
        never=lists["never"],
        year_nouns=lists["year_nouns"],
        units=lists["units"],
        rates=lists["rates"],
        rated=lists["rated"],
        plurals=lists["plurals"],
        not_plural=lists["not_plural"],
        mos_verbs=tuple(table["mos_verbs"]),
        mos_nouns=lists["mos_nouns"],
        stops=lists["stops"],
        street_behind=re.compile(table["street_behind"]),
        street_before=re.compile(table["street_before"]),
        amount=re.compile(table["amount"]),
        low=low,
        high=high,
    )


def is_year(text: str, start: int, end: int, before: int) -> bool:
    """Whether the number text[start:end] is used as a year; `before` is where the date before it ends, or -1."""
    words = year_words()
    likely = words.low <= int(text[start:end]) <= words.high
    if 0 <= before < start <= before + 8:
        if LIST.fullmatch(text, before, start):
            return not (_measures(text, end, words) if likely else _counts(text, end, words))
        if TO.fullmatch(text, before, start):
            return not _counts(text, end, words)
    line = text.rfind("\n", 0, start) + 1
    left = BEFORE.search(text, max(start - 24, line), start)
    if (left is None and start > line) or _is_amount(text, start, end, line, words):
        return False
    word = (left[1] or "") if left else ""
    if word.endswith("."):
        word = ""
    low, counts = word.casefold(), _counts(text, end, words)
    if low in OPENING and (ahead := AHEAD.match(text, end)) and _counts(text, ahead.end(), words):
        return False
    if low in words.strong:
        return not counts or (likely and not text.startswith("00", end - 2))
    return likely and not counts and (not word or low in words.before or word[0].isupper())


def _is_amount(text: str, start: int, end: int, line: int, words: YearWords) -> bool:
    """Whether what stands around a number says that it is an amount, a house number or an item's number."""
    if text[end : end + 1] in {"%", "°"} or (
        text[end : end + 4] in {" in ", " en "} and text[end + 4 : end + 8].isdigit()
    ):
        return True
    word = BEFORE.search(text, max(start - 24, line), start)
    if word and word[1] and word[1].casefold() in words.never:
        return True
    left = max(start - AROUND, line)
    return any(
        (
            words.amount.search(text, left, start),
            words.street_before.search(text, left, start),
            words.street_behind.match(text, end),
        )
    )


def _measures(text: str, end: int, words: YearWords) -> bool:
    """Whether a unit follows the number that ends at `end`."""
    unit = WORDS.match(text, end)
    return unit is not None and unit[1] is not None and unit[1].casefold() in words.units


def is_range(found: re.Match[str]) -> bool:
    """Whether two numbers with a dash between are years of one range."""
    low = int(found["year"])
    groups = found.groupdict()
    high = int(groups["year2"]) if "year2" in groups else int(found["year"][:2] + groups["short2"])
    words = year_words()
    if not (low < high <= low + SPAN and low >= 1000):
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
        return behind[1].casefold() not in words.rates or (behind[2] or "").casefold() in words.rated
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
            and (low in words.mos_nouns or not low.endswith(words.mos_verbs))
        ):
            return True
        if low in words.before or low in words.not_plural or low in words.stops:
            return False
    return False
