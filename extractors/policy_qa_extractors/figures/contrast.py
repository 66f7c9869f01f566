"""What a figure is held against: the dates and the numbers that do not say when the figure itself was."""

from __future__ import annotations

from policy_qa_extractors.figures.clause import MARK, QUANTITY, TIME, Words
from policy_qa_extractors.figures.subject import is_verb
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import CONJUNCTION, DETERMINER, NOUN, PAST, PREPOSITION, VERBAL

BEYOND, BACK, AHEAD = 9, 5, 10
LED = frozenset({"a", "al", "del"})
MOVED = frozenset({"up", "down"})


def sets_against(words: Words, vocabulary: Vocabulary, place: int) -> bool:
    """Whether the word at `place` leads to what a number is held against: "than", "frente a", "above the 71 of"."""
    lists, low = vocabulary.words, words.low[place]
    if low in lists["compare"]:
        return True
    if low in MOVED:
        return words.low[place + 1 : place + 2] == ["from"]
    if low in lists["than"]:
        return not lists["comparative"].isdisjoint(words.low[max(place - BACK, 0) : place])
    if low not in lists["gauge"] and low not in lists["opposed"]:
        return False
    ahead, definite = place + 1, low in lists["opposed"] or (place > 0 and words.low[place - 1] == ",")
    while ahead < len(words.low) and words.kinds[ahead] & (PREPOSITION | DETERMINER):
        definite = definite or bool(words.kinds[ahead] & DETERMINER) or words.low[ahead] in LED
        ahead += 1
    return definite and ahead < len(words.low) and bool(words.kinds[ahead] & QUANTITY)


def set_against(words: Words, vocabulary: Vocabulary, place: int) -> int:
    """Where the comparison begins that ends with the date at `place`: "9 fewer than in 2021"; -1 where there is none,
    or where the text goes on about that date: "9 fewer than in 2021, when two died"."""
    behind = words.low[place + 1 : place + 3]
    if not vocabulary.words["then"].isdisjoint(behind[:1] if behind[:1] != [","] else behind):
        return -1
    for before in range(place - 1, max(place - BEYOND, -1), -1):
        if sets_against(words, vocabulary, before):
            return before
        kind = words.kinds[before]
        if kind & (MARK | TIME) or (kind & VERBAL and not kind & PAST and is_verb(words, vocabulary, before)):
            break
    return -1


def begins_clause(words: Words, vocabulary: Vocabulary, place: int) -> bool:
    """Whether the conjunction at `place` leads to a date and a clause of its own: ", and in 1991 it was closed"."""
    ahead, calendar = place + 1, vocabulary.words["calendar"]
    if not words.kinds[place] & CONJUNCTION or ahead >= len(words.low):
        return False
    if not words.kinds[ahead] & PREPOSITION and not words.text[words.starts[ahead]].isalpha():
        return False
    while ahead < len(words.low) and (words.kinds[ahead] & (PREPOSITION | DETERMINER) or words.low[ahead] in calendar):
        ahead += 1
    if ahead >= len(words.low) or not words.kinds[ahead] & TIME:
        return False
    ahead += 1 + (words.low[ahead + 1 : ahead + 2] == [","])
    for at in range(ahead, min(ahead + AHEAD, len(words.low))):
        if words.kinds[at] & MARK:
            return False
        if words.kinds[at] & VERBAL and is_verb(words, vocabulary, at):
            return True
    return False


def is_only_compared(words: Words, vocabulary: Vocabulary, place: int) -> bool:
    """Whether the date is only held against the figure: "an increase from 2022", "the highest since 1981"."""
    lists = vocabulary.words
    if _is_baseline(words, vocabulary, place):
        return True
    if _is_outdone(words, vocabulary, place) or _is_exceeded(words, vocabulary, place):
        return True
    while place > 2 and words.kinds[place - 1] & DETERMINER and not words.kinds[place - 1] & PREPOSITION:
        place -= 1
    if place < 2 or words.low[place - 1] not in lists["since"]:
        return False
    before = words.low[place - 2]
    if words.kinds[place - 2] & QUANTITY:
        before = words.low[place - 3] if place > 3 and words.low[place - 3] != "of" else words.low[max(place - 4, 0)]
    return before in lists["change"] or before in vocabulary.direction or before in lists["compare"]


def _is_exceeded(words: Words, vocabulary: Vocabulary, place: int) -> bool:
    """Whether a comparison leads to the date: "superior en 4 % a la registrada en 2021"."""
    for before in range(place - 1, max(place - BEYOND, -1), -1):
        if words.low[before] in vocabulary.words["beyond"]:
            gauged = words.kinds[before + 2] & QUANTITY and words.low[before + 1] not in LED
            first = before + 3 if gauged else before + 1
            led = bool(gauged) or words.low[before + 1] in LED
            return led and not any(kind & QUANTITY for kind in words.kinds[first:place])
        kind = words.kinds[before]
        if kind & MARK or (kind & VERBAL and not kind & (PAST | NOUN)):
            break
    return False


def _is_outdone(words: Words, vocabulary: Vocabulary, place: int) -> bool:
    """Whether the date says since when nothing was higher: "the lowest since 1981", not "her first birthday in"."""
    superlative = vocabulary.words["superlative"]
    since = words.quote(place - 1, place).lower().split()[-2:-1] in (["since"], ["desde"])
    for before in range(place - 1, max(place - 5, -1), -1):
        if words.low[before] in superlative:
            return True
        if words.kinds[before] & QUANTITY or (words.kinds[before] & NOUN and not since):
            break
    return False


def _is_baseline(words: Words, vocabulary: Vocabulary, place: int) -> bool:
    """Whether the date says which level the figure is held against: "over the 2023 enacted level"."""
    if vocabulary.words["baseline"].isdisjoint(words.low[place + 1 : place + 3]):
        return False
    return not vocabulary.words["against"].isdisjoint(words.low[max(place - 2, 0) : place])
