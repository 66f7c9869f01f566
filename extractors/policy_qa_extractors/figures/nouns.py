"""Noun groups: the words to the right of a number that say what is counted.

Number agreement is the rule that carries most: in English a count above one needs a plural head, so the group goes on
through adjectives, singular nouns and "and" until a plural noun; in Spanish the head comes first.
"""

from __future__ import annotations

from typing import NamedTuple

from policy_qa_extractors.figures.clause import MARK, QUANTITY, TIME, Words
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import (
    ADJECTIVE,
    ADVERB,
    AUXILIARY,
    BASE,
    CONJUNCTION,
    DETERMINER,
    FINITE,
    FUNCTION,
    ING,
    NOUN,
    PAST,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    UNKNOWN,
)

LONGEST = 10
HARD = FUNCTION | QUANTITY | TIME


class Group(NamedTuple):
    """A noun group by the places of its first, last and head word."""

    first: int
    last: int
    head: int


def group_at(words: Words, vocabulary: Vocabulary, place: int, plural: bool) -> Group | None:
    """The noun group that begins at `place`; with `plural` its head must be a plural noun if there is one in reach."""
    if vocabulary.lexicon.english:
        return _english(words, vocabulary, place, plural)
    return _spanish(words, vocabulary, place)


def _english(words: Words, vocabulary: Vocabulary, place: int, plural: bool) -> Group | None:
    kinds = words.kinds
    first, end = place, min(place + LONGEST, len(kinds))
    head = noun = -1
    while place < end and _fits(words, place, first, head):
        kind = kinds[place]
        if kind & NOUN and not kind & (POSSESSIVE | HARD | MARK):
            noun = place
            if kind & PLURAL:
                head = place
            if not plural and not _compound(words, place + 1):
                head = place
                break
        place += 1
    if head < 0:
        head = _last_noun(words, first, noun)
    return None if head < 0 else Group(_trimmed(words, vocabulary, first, head), head, head)


def _fits(words: Words, place: int, first: int, head: int) -> bool:
    """Whether the group goes on over the word at `place`."""
    kind = words.kinds[place]
    if kind & MARK:
        return _passes(words, place, first, head)
    if kind & HARD:
        return head < 0 and _joins(words, place, first, first + LONGEST)
    if head >= 0:
        return _goes_on(words, place, head)
    if kind & NOUN and kind & PAST and not kind & PLURAL:
        return not _tells(words, place)
    return bool(kind & (NOUN | ADJECTIVE | PAST | ING | POSSESSIVE | UNKNOWN | ADVERB))


def _passes(words: Words, place: int, first: int, head: int) -> bool:
    """Whether the group goes on over a punctuation mark: quotation marks, a comma between adjectives."""
    mark = words.low[place]
    if mark in "“‘\"'’”«»":
        return head < 0
    if mark in {"-", "–", "/", "&"}:
        return head < 0 and place > first
    if mark != "," or head >= 0 or place == first or place + 2 >= len(words.low):
        return False
    before, after = words.kinds[place - 1], words.kinds[place + 1]
    return bool(before & ADJECTIVE and after & ADJECTIVE and words.kinds[place + 2] & (NOUN | ADJECTIVE))


def _joins(words: Words, place: int, first: int, end: int) -> bool:
    """Whether "and" at `place` joins modifiers of a plural noun that is still to come."""
    end = min(end, len(words.low))
    if not words.kinds[place] & CONJUNCTION or place == first or place + 1 >= end:
        return False
    kinds = words.kinds
    if words.low[place] in {"but", "nor"} or kinds[place - 1] & ADVERB:
        return False
    for ahead in range(place + 1, end):
        kind = kinds[ahead]
        if kind & (MARK | HARD):
            return False
        if kind & PLURAL and kind & NOUN:
            return True
        if not kind & (NOUN | ADJECTIVE | PAST | ING | POSSESSIVE | UNKNOWN):
            return False
    return False


def _goes_on(words: Words, place: int, head: int) -> bool:
    """Whether a noun behind the plural head belongs to the same name or compound ("women entrepreneurs")."""
    kind = words.kinds[place]
    if place != head + 1 or not kind & NOUN or kind & POSSESSIVE:
        return False
    if kind & PLURAL:
        return not kind & FINITE or bool(words.kinds[head] & POSSESSIVE)
    return False


def _tells(words: Words, place: int) -> bool:
    """Whether a form that may be noun or past tense is the verb: "fell 2 %", "hit the town"."""
    if place + 1 >= len(words.low):
        return False
    return bool(words.kinds[place + 1] & (QUANTITY | TIME | DETERMINER | PREPOSITION)) and words.low[place + 1] != "of"


def _compound(words: Words, place: int) -> bool:
    """Whether the next word is a noun of the same compound."""
    if place >= len(words.low):
        return False
    kind = words.kinds[place]
    if kind & (HARD | MARK):
        return False
    if words.kinds[place - 1] & ADJECTIVE and kind & (ADJECTIVE | PAST) and place + 1 < len(words.low):
        return bool(words.kinds[place + 1] & NOUN) and not words.kinds[place + 1] & (HARD | MARK)
    if not kind & NOUN:
        return False
    if kind & PAST:
        return False
    singular = not words.kinds[place - 1] & PLURAL
    return not kind & FINITE or (bool(kind & BASE) and singular) or _noun_like(words, place)


def _noun_like(words: Words, place: int) -> bool:
    """Whether a word that may be noun or verb is followed by what follows nouns."""
    if place + 1 >= len(words.low):
        return True
    kind, low = words.kinds[place + 1], words.low[place + 1]
    return bool(kind & (MARK | AUXILIARY | RELATIVE) or low in {"of", "in", "for", "and", "or"})


def _last_noun(words: Words, first: int, noun: int) -> int:
    """Where no plural was found: the end of the run of nouns and adjectives that begins the group."""
    if noun < 0:
        return -1
    last = -1
    for place in range(first, noun + 1):
        kind = words.kinds[place]
        if kind & (HARD | MARK):
            break
        if kind & NOUN and not kind & POSSESSIVE:
            last = place
        elif not kind & (ADJECTIVE | ING | POSSESSIVE | PAST):
            break
    return last


def _trimmed(words: Words, vocabulary: Vocabulary, first: int, head: int) -> int:
    """The group's first word, past quotation marks and words that only say "more"."""
    idle = vocabulary.words["idle"]
    while first < head and (
        words.kinds[first] & MARK
        or words.low[first] in idle
        or (words.kinds[first] & ADVERB and not words.kinds[first] & (NOUN | ADJECTIVE))
    ):
        first += 1
    return first


def _spanish(words: Words, vocabulary: Vocabulary, place: int) -> Group | None:
    low, kinds = words.low, words.kinds
    first, end = place, min(place + LONGEST, len(low))
    head = last = -1
    while place < end:
        kind = kinds[place]
        if kind & MARK:
            if head >= 0 or low[place] not in '“‘"«':
                break
        elif kind & HARD:
            break
        elif head < 0:
            if kind & NOUN and not (kind & ADJECTIVE and _noun_follows(words, place)):
                head = last = place
            elif not kind & (ADJECTIVE | PAST | ADVERB):
                break
        elif kind & (ADJECTIVE | NOUN) and not (kind & FINITE and not kind & ADJECTIVE) and _agrees(words, head, place):
            last = place
        else:
            break
        place += 1
    return None if head < 0 else Group(_trimmed(words, vocabulary, first, head), last, head)


def _noun_follows(words: Words, place: int) -> bool:
    if place + 1 >= len(words.low):
        return False
    kind = words.kinds[place + 1]
    return bool(kind & NOUN and not kind & HARD and not (kind & ADJECTIVE and not kind & PLURAL))


def _agrees(words: Words, head: int, place: int) -> bool:
    """Whether a word behind a Spanish head can belong to it: an adjective of the same number, or a capitalised noun."""
    kind = words.kinds[place]
    capital = words.text[words.starts[place]].isupper() and words.text[words.starts[head]].isupper()
    if capital:
        return True
    if kind & PAST and not kind & NOUN:
        return False
    plural = words.low[head].endswith("s")
    return bool(kind & ADJECTIVE) and words.low[place].endswith("s") == plural


def skip_unit(words: Words, place: int) -> int:
    """The place behind a unit that no table knows ("ppq", "g/m3"), or the rest of one ("s−1"), else `place`."""
    rest = words.low[place : place + 3]
    if len(rest) == 3 and len(rest[0]) <= 2 and rest[1] in {"−", "-", "–"} and rest[2].isdigit():
        return place + 3
    if place >= len(words.low) or not words.kinds[place] & UNKNOWN:
        return place
    low = words.low[place]
    short = (
        len(low) <= 4
        and not words.kinds[place] & PLURAL
        and (place + 1 >= len(low) or not low.isalpha() or len(low) < 4)
    )
    odd = not low.isascii() or "/" in low or any(c.isdigit() for c in low)
    return place + 1 if (short or odd) else place


def skip_brackets(words: Words, place: int) -> int:
    """The place behind a bracket that opens at `place` ("(67.6%)"), else `place`."""
    if place < len(words.low) and words.low[place] in ("(", "["):
        close = words.closing(place, 14)
        return close + 1 if close >= 0 else place
    return place


def with_complement(words: Words, vocabulary: Vocabulary, group: Group, determiners: bool = False) -> Group:
    """The group with an "of" phrase behind it ("cases of violence"), and the people joined by "and"."""
    group = _with_others(words, vocabulary, group)
    of = vocabulary.words["of"]
    for _ in range(1 if vocabulary.lexicon.english else 2):
        place = group.last + 1
        if place + 1 >= len(words.low) or words.low[place] not in of:
            break
        begin = place + 1
        if determiners and words.kinds[begin] & DETERMINER:
            begin += 1
        if begin >= len(words.low) or words.kinds[begin] & (HARD | MARK) or words.kinds[begin] & PRONOUN:
            break
        inner = group_at(words, vocabulary, begin, plural=False)
        if inner is None or inner.first != begin or inner.last - group.first >= LONGEST:
            break
        group = _with_others(words, vocabulary, Group(group.first, inner.last, group.head))
    return group


def _with_others(words: Words, vocabulary: Vocabulary, group: Group) -> Group:
    """The group with "and men" behind "women": people named side by side."""
    population = vocabulary.population
    last = group.last
    if words.low[last] not in population:
        return group
    while last + 2 < len(words.low) and last - group.first < LONGEST - 2:
        after = last + 2
        if words.low[after] not in population:
            break
        if not (words.kinds[last + 1] & CONJUNCTION or words.low[last + 1] == ","):
            break
        last = after
        while last + 1 < len(words.low) and _goes_on(words, last + 1, last):
            last += 1
    return Group(group.first, last, group.head) if last > group.last else group
