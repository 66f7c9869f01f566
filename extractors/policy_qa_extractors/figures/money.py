"""What an amount of money is for, by the words behind it."""

from __future__ import annotations

from policy_qa_extractors.figures.clause import MARK, QUANTITY, TIME, Words
from policy_qa_extractors.figures.nouns import Group, group_at, with_complement
from policy_qa_extractors.figures.refine import Measured, refined, span, whole
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import (
    ADJECTIVE,
    AUXILIARY,
    BASE,
    CONJUNCTION,
    DETERMINER,
    FINITE,
    ING,
    NOUN,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
)

AHEAD = 6


def money_right(words: Words, vocabulary: Vocabulary, place: int) -> Measured | None:
    """ "$5 million for schools", "$5 million in grants to schools", "a $5 million grant"."""
    place = _past_times(words, _past_rate(words, place))
    if place >= len(words.low):
        return None
    lists = vocabulary.words
    group = None
    if words.low[place] in lists["inside"]:
        group = _behind(words, vocabulary, place)
        if group is None or _all_capital(words, group):
            return None
    elif words.kinds[place] & (NOUN | ADJECTIVE | ING) and not words.kinds[place] & MARK:
        group = group_at(words, vocabulary, place, plural=False)
        if group is None:
            return None
    if group is not None and words.low[group.head] not in lists["money"]:
        return refined(words, vocabulary, group, "money")
    entity = purpose(words, vocabulary, _toward(words, vocabulary, group.last + 1 if group else place))
    if entity is None and group is None:
        return None
    return Measured(entity, span(words, group) if group else None, "money")


def _past_rate(words: Words, place: int) -> int:
    """Past "/hour" or "per hour"."""
    return place + 2 if words.low[place : place + 1] in (["/"], ["per"]) else place


def _past_times(words: Words, place: int) -> int:
    """Past "over the next two years", "in 2024"."""
    for _ in range(2):
        after = place
        if after < len(words.low) and words.kinds[after] & PREPOSITION:
            after += 1
            while after < len(words.low) and words.kinds[after] & (DETERMINER | ADJECTIVE):
                after += 1
            if after < len(words.low) and words.kinds[after] & (QUANTITY | TIME):
                place = after + 1
    return place


def _toward(words: Words, vocabulary: Vocabulary, place: int) -> int:
    """The place of the "for" or "to" that says the purpose, past times and a phrase of place; else `place`."""
    place = _past_times(words, place)
    if words.low[place : place + 1] == [","]:
        place += 1
    for ahead in range(place, min(place + AHEAD, len(words.low))):
        kind = words.kinds[ahead]
        if words.low[ahead] in vocabulary.words["purpose"]:
            return ahead
        if kind & (MARK | QUANTITY | RELATIVE | AUXILIARY | CONJUNCTION) or (kind & FINITE and not kind & NOUN):
            break
    return place


def _all_capital(words: Words, group: Group) -> bool:
    """Whether the group is a bare name, such as a country's."""
    return all(words.text[words.starts[p]].isupper() for p in range(group.first, group.last + 1))


def purpose(words: Words, vocabulary: Vocabulary, place: int) -> tuple[int, int] | None:
    """What stands behind "for" or "to": a noun group, or the object of the verb there."""
    lists = vocabulary.words
    if words.low[place + 1 : place + 2] and words.low[place + 1] in lists["favour"] and place + 3 < len(words.low):
        group = _behind(words, vocabulary, place + 2)
        return span(words, with_complement(words, vocabulary, group, determiners=True)) if group else None
    if place >= len(words.low) or words.low[place] not in lists["for"]:
        return None
    if place + 1 < len(words.low) and _is_action(words, vocabulary, place):
        place += 1
        if place + 1 < len(words.low) and words.kinds[place + 1] & CONJUNCTION:
            place += 2
    group = _behind(words, vocabulary, place)
    if group is None or (words.low[place] == "on" and _all_capital(words, group)):
        return None
    return span(words, whole(words, vocabulary, group))


def _is_action(words: Words, vocabulary: Vocabulary, place: int) -> bool:
    """Whether a verb stands behind "to" or "for" at `place`, rather than a noun."""
    kind, low = words.kinds[place + 1], words.low[place + 1]
    if not vocabulary.lexicon.english:
        return bool(kind & BASE) and not kind & NOUN
    if not kind & NOUN:
        return bool(kind & (BASE | ING))
    if words.low[place] != "to" or not kind & BASE or low in vocabulary.words["nominal"]:
        return False
    after = words.kinds[place + 2] if place + 2 < len(words.low) else MARK
    return not after & (MARK | PREPOSITION | QUANTITY | TIME)


def _behind(words: Words, vocabulary: Vocabulary, place: int) -> Group | None:
    place += 1
    while place < len(words.low) and words.kinds[place] & (DETERMINER | QUANTITY) and not words.kinds[place] & PRONOUN:
        place += 1
    if place >= len(words.low) or words.kinds[place] & (MARK | TIME):
        return None
    return group_at(words, vocabulary, place, plural=False)
