"""What money or a measure is for or of: the words behind a preposition."""

from __future__ import annotations

from policy_qa_extractors.figures.clause import MARK, QUANTITY, TIME, Words
from policy_qa_extractors.figures.nouns import Group, group_at, skip_articles, with_complement
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import ADJECTIVE, BASE, CONJUNCTION, DETERMINER, ING, NOUN, PAST, PREPOSITION, UNKNOWN


def span(words: Words, group: Group) -> tuple[int, int]:
    """The view span of a group."""
    return words.starts[group.first], words.ends[group.last]


def whole(words: Words, vocabulary: Vocabulary, group: Group) -> Group:
    """The group with its "of" phrase; with "to water" behind "access"."""
    rated = _is_rated(words, vocabulary, group)
    wide = with_complement(words, vocabulary, group, determiners=rated or vocabulary.lexicon.english, reaching=rated)
    if words.low[wide.last] in vocabulary.words["access"] and (
        inner := onward(words, vocabulary, wide, vocabulary.words["reach"])
    ):
        return Group(wide.first, inner.last, wide.head)
    if words.low[wide.last] in vocabulary.words["votes"] and (side := side_at(words, vocabulary, wide.last + 1)) >= 0:
        return Group(wide.first, side, wide.head)
    return wide


def side_at(words: Words, vocabulary: Vocabulary, place: int) -> int:
    """The last word of the side of a vote that begins at `place`: "in favour", "against"; -1 where none does."""
    said = words.low[place : place + 2]
    for last in range(len(said), 0, -1):
        if "_".join(said[:last]) in vocabulary.words["sides"]:
            return place + last - 1
    return -1


def _is_rated(words: Words, vocabulary: Vocabulary, group: Group) -> bool:
    """Whether the group is a rate or an amount, which the words behind it belong to: "prices for the used cars"."""
    lists = vocabulary.words
    head = words.low[group.head]
    return head in lists["ratio"] or head in lists["amount"]


def onward(words: Words, vocabulary: Vocabulary, group: Group, prepositions: frozenset[str]) -> Group | None:
    """The noun group behind the preposition that follows a group; past determiners and "the number of"."""
    place = group.head + 1
    while place < len(words.low) and words.kinds[place] & ADJECTIVE and not words.kinds[place] & (MARK | PREPOSITION):
        place += 1
    if place >= len(words.low) or words.low[place] not in prepositions:
        return None
    place = skip_articles(words, place + 1)
    if place >= len(words.low) or words.kinds[place] & (MARK | QUANTITY | TIME | PREPOSITION):
        return None
    return group_at(words, vocabulary, place, plural=False)


def purpose(words: Words, vocabulary: Vocabulary, place: int) -> tuple[int, int] | None:
    """What stands behind "for" or "to": a noun group, or the object of the verb there."""
    lists = vocabulary.words
    if words.low[place + 1 : place + 2] and words.low[place + 1] in lists["favour"] and place + 3 < len(words.low):
        group = behind(words, vocabulary, place + 2)
        return span(words, with_complement(words, vocabulary, group, determiners=True)) if group else None
    if place >= len(words.low) or words.low[place] not in lists["for"]:
        return None
    if place + 1 < len(words.low) and is_action(words, vocabulary, place):
        place += 1
        if place + 1 < len(words.low) and words.kinds[place + 1] & CONJUNCTION:
            place += 2
        if words.low[place + 1 : place + 2] and words.low[place + 1] in lists["with_object"]:
            place += 1
    group = behind(words, vocabulary, place)
    if group is None or words.low[group.head] in lists["calendar"]:
        return None
    if words.low[place] == "on" and all_capital(words, group):
        return None
    return span(words, whole(words, vocabulary, group))


def is_action(words: Words, vocabulary: Vocabulary, place: int) -> bool:
    """Whether a verb stands behind "to" or "for" at `place`, rather than a noun."""
    kind, low = words.kinds[place + 1], words.low[place + 1]
    if not vocabulary.lexicon.english:
        return bool(kind & BASE) and not kind & NOUN
    if not kind & NOUN:
        return bool(kind & (BASE | ING))
    if words.low[place] != "to" or not kind & (BASE | PAST | UNKNOWN) or low in vocabulary.words["nominal"]:
        return False
    after = words.kinds[place + 2] if place + 2 < len(words.low) else MARK
    if kind & UNKNOWN and not kind & BASE:
        return bool(after & (QUANTITY | DETERMINER))
    if after & CONJUNCTION:
        return place + 3 < len(words.low) and bool(words.kinds[place + 3] & (BASE | UNKNOWN))
    if words.low[place + 2 : place + 3] and words.low[place + 2] in vocabulary.words["with_object"]:
        return True
    return not after & (MARK | PREPOSITION | TIME)


def behind(words: Words, vocabulary: Vocabulary, place: int) -> Group | None:
    """The noun group behind the word at `place`, past articles and numbers."""
    place = skip_articles(words, place + 1)
    if words.low[place : place + 1] == ["of"] and words.kinds[place - 1] & (DETERMINER | QUANTITY):
        place = skip_articles(words, place + 1)
    if place >= len(words.low) or words.kinds[place] & (MARK | TIME):
        return None
    return group_at(words, vocabulary, place, plural=False)


def all_capital(words: Words, group: Group) -> bool:
    """Whether the group is a bare name, such as a country's."""
    return all(words.text[words.starts[p]].isupper() for p in range(group.first, group.last + 1))
