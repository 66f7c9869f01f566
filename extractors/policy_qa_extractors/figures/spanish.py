"""Spanish noun groups: the head comes first, its adjectives behind it."""

from __future__ import annotations

from policy_qa_extractors.figures.clause import HARD, MARK, Words
from policy_qa_extractors.lexicon import ADJECTIVE, ADVERB, DETERMINER, FINITE, NOUN, PAST, PLURAL

LONGEST = 10


def head_and_last(words: Words, first: int) -> tuple[int, int]:
    """The places of head and last word of the group that begins at `first`, or -1, -1."""
    head = last = -1
    stop = first if words.low[first].isdigit() else min(first + LONGEST, len(words.low))
    for place in range(first, stop):
        kind = words.kinds[place]
        if kind & MARK:
            if head >= 0 or words.low[place] not in '“‘"«':
                break
        elif kind & HARD:
            break
        elif head < 0:
            if kind & NOUN and not (kind & ADJECTIVE and _noun_follows(words, place)):
                head = last = place
            elif not kind & (ADJECTIVE | PAST | ADVERB):
                break
        elif _belongs(words, head, place):
            last = place
        else:
            break
    if head < 0 and _stands_alone(words, first):
        return first, first
    return head, last


def _stands_alone(words: Words, first: int) -> bool:
    """Whether an adjective or participle stands for people: "los entrevistados"."""
    kinds = words.kinds
    article = 0 < first < len(kinds) and kinds[first - 1] & DETERMINER
    return bool(article and kinds[first] & (ADJECTIVE | PAST)) and not kinds[first] & (HARD | MARK)


def _noun_follows(words: Words, place: int) -> bool:
    if place + 1 >= len(words.low):
        return False
    kind = words.kinds[place + 1]
    return bool(kind & NOUN and not kind & HARD and not (kind & ADJECTIVE and not kind & PLURAL))


def _belongs(words: Words, head: int, place: int) -> bool:
    """Whether a word behind the head belongs to it: an adjective of the same number, or a noun of the same name."""
    kind = words.kinds[place]
    if words.text[words.starts[place]].isupper() and words.text[words.starts[head]].isupper():
        return bool(kind & (NOUN | ADJECTIVE))
    if not kind & ADJECTIVE or (kind & PAST and not kind & NOUN):
        return False
    if kind & FINITE and not kind & NOUN and not words.low[place].endswith("s"):
        return False
    return words.low[place].endswith("s") == words.low[head].endswith("s")
