"""What an amount of money is for, by the words behind it."""

from __future__ import annotations

from policy_qa_extractors.figures.clause import MARK, QUANTITY, TIME, Words
from policy_qa_extractors.figures.nouns import Group, group_at
from policy_qa_extractors.figures.refine import Measured, refined, span, whole
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import ADJECTIVE, BASE, DETERMINER, ING, NOUN, PRONOUN


def money_right(words: Words, vocabulary: Vocabulary, place: int) -> Measured | None:
    """ "$5 million for schools", "$5 million in grants to schools", "a $5 million grant"."""
    if place >= len(words.low):
        return None
    lists = vocabulary.words
    measured: tuple[int, int] | None = None
    if words.low[place] in lists["place_before"]:
        group = _behind(words, vocabulary, place)
        if group is None or not words.text[words.starts[group.first]].islower():
            return None
        if words.low[group.head] not in lists["money"]:
            return refined(words, vocabulary, group, "money")
        measured, place = span(words, group), group.last + 1
    elif words.kinds[place] & (NOUN | ADJECTIVE) and not words.kinds[place] & MARK:
        group = group_at(words, vocabulary, place, plural=False)
        if group is None:
            return None
        if words.low[group.head] not in lists["money"]:
            return refined(words, vocabulary, group, "money")
        measured, place = span(words, group), group.last + 1
    entity = _purpose(words, vocabulary, place)
    return Measured(entity, measured, "money") if entity or measured else None


def _purpose(words: Words, vocabulary: Vocabulary, place: int) -> tuple[int, int] | None:
    """What stands behind "for" or "to": a noun group, or the object of the verb there."""
    if place >= len(words.low) or words.low[place] not in vocabulary.words["for"]:
        return None
    following = place + 1
    if following < len(words.low) and words.kinds[following] & (BASE | ING) and not words.kinds[following] & NOUN:
        place = following
    group = _behind(words, vocabulary, place)
    return span(words, whole(words, vocabulary, group)) if group else None


def _behind(words: Words, vocabulary: Vocabulary, place: int) -> Group | None:
    place += 1
    while place < len(words.low) and words.kinds[place] & DETERMINER and not words.kinds[place] & PRONOUN:
        place += 1
    if place >= len(words.low) or words.kinds[place] & (MARK | QUANTITY | TIME):
        return None
    return group_at(words, vocabulary, place, plural=False)
