"""What an amount of money is for, by the words behind it."""

from __future__ import annotations

import re

from policy_qa_extractors.figures.clause import MARK, QUANTITY, TIME, Words
from policy_qa_extractors.figures.nouns import group_at
from policy_qa_extractors.figures.purpose import all_capital, behind, purpose, span
from policy_qa_extractors.figures.refine import Measured, refined
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
    PAST,
    PREPOSITION,
    RELATIVE,
)

TIMES = re.compile(r"(?:year|month|week|day|hour|decade|quarter)s?$")
NEAR, AHEAD = 6, 16


def money_right(words: Words, vocabulary: Vocabulary, place: int) -> Measured | None:
    """ "$5 million for schools", "$5 million in grants to schools", "a $5 million grant"."""
    place = _past_times(words, vocabulary, _past_rate(words, place))
    if place >= len(words.low):
        return None
    if words.kinds[place] & PAST and not words.kinds[place] & NOUN and not vocabulary.lexicon.english:
        given = purpose(words, vocabulary, place + 1)
        return Measured(given, None, "money") if given else None
    lists = vocabulary.words
    group = None
    if words.low[place] in lists["inside"]:
        if _does(words, place + 1):
            place += 1
        group = behind(words, vocabulary, place)
        if group is None or all_capital(words, group):
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
    named = span(words, group) if group else None
    return Measured(entity or named, named, "money")


def _past_change(words: Words, vocabulary: Vocabulary, comma: int) -> int:
    """Past ", an increase of $300 million over the 2023 level": the comma behind it, else the comma itself."""
    ahead = words.low[comma + 1 : comma + 4]
    if not vocabulary.words["change"].isdisjoint(ahead):
        for place in range(comma + 2, min(comma + AHEAD, len(words.low))):
            if words.low[place] == ",":
                return place
    return comma


def _of_receiver(words: Words, vocabulary: Vocabulary, place: int, ahead: int) -> bool:
    """Whether "para mujeres" at `ahead` only says more of who receives: "a los refugios para mujeres"."""
    if vocabulary.lexicon.english or words.low[place] not in vocabulary.words["for"] or ahead == place:
        return False
    kind = words.kinds[ahead + 1]
    return bool(kind & NOUN) and not kind & (BASE | DETERMINER)


def _does(words: Words, place: int) -> bool:
    """Whether "expanding the …" begins at `place`."""
    if place + 1 >= len(words.low):
        return False
    return bool(words.kinds[place] & ING and words.kinds[place + 1] & DETERMINER)


def _past_rate(words: Words, place: int) -> int:
    """Past "/hour", "per hour" or "per cubic metre"."""
    if words.low[place : place + 1] not in (["/"], ["per"]):
        return place
    sized = words.low[place + 1 : place + 2] in (["cubic"], ["square"])
    return place + 2 + sized


def _past_times(words: Words, vocabulary: Vocabulary, place: int) -> int:
    """Past "over the next two years", "in 2024"."""
    for _ in range(2):
        after = place
        if after < len(words.low) and words.kinds[after] & PREPOSITION:
            after += 1
            calendar = vocabulary.words["calendar"]
            while after < len(words.low) and (
                words.kinds[after] & (DETERMINER | ADJECTIVE)
                or words.low[after] in calendar
                or (words.low[after] == "de" and words.low[after - 1] in calendar)
            ):
                after += 1
            lasts = after < len(words.low) and (words.kinds[after] & TIME or _lasts(words, vocabulary, after))
            if lasts:
                place = after + 1
    return place


def _lasts(words: Words, vocabulary: Vocabulary, place: int) -> bool:
    """Whether the quantity at `place` is a time, so that it says how long and not for how many; in Spanish any is."""
    if not words.kinds[place] & QUANTITY:
        return False
    return not vocabulary.lexicon.english or TIMES.search(words.quote(place, place)) is not None


def _toward(words: Words, vocabulary: Vocabulary, place: int) -> int:
    """The place of the "for" or "to" that says the purpose, past times and a phrase of place; else `place`."""
    place = _past_times(words, vocabulary, place)
    if words.low[place : place + 1] == [","]:
        comma = _past_change(words, vocabulary, place)
        if comma == place and vocabulary.lexicon.english and words.low[place + 1 : place + 2] != ["for"]:
            return place
        place = comma + 1
    if words.low[place + 1 : place + 2] and words.low[place + 1] in vocabulary.words["favour"]:
        return place
    for ahead in range(place, min(place + AHEAD, len(words.low) - 1)):
        kind, after = words.kinds[ahead], words.kinds[ahead + 1]
        if words.low[ahead] in vocabulary.words["purpose"] and (ahead < place + NEAR or after & BASE):
            return place if _of_receiver(words, vocabulary, place, ahead) else ahead
        if kind & (MARK | RELATIVE | AUXILIARY | CONJUNCTION) or (kind & FINITE and not kind & NOUN):
            break
    return place
