"""English noun groups, read from their first word to the right.

Number agreement: a count above one needs a plural head, so its group goes on through adjectives, singular nouns and
"and" until a plural noun; any other group ends with the last noun of its run.
"""

from __future__ import annotations

from policy_qa_extractors.figures.clause import HARD, MARK, QUANTITY, TIME, Words
from policy_qa_extractors.lexicon import (
    ADJECTIVE,
    ADVERB,
    BASE,
    CONJUNCTION,
    DETERMINER,
    FINITE,
    ING,
    NOUN,
    PAST,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    UNKNOWN,
)

LONGEST = 10
MODIFIER = NOUN | ADJECTIVE | PAST | ING | POSSESSIVE | UNKNOWN
QUOTES = frozenset("“‘\"'’”«»")
PEOPLE = frozenset({"population", "workforce", "electorate"})
"""Wholes whose next word in -s is a verb: "24 % of the population lives in poverty"."""
PERSONS = ("people", "women", "men", "children", "ers", "ors", "ents", "ants", "ees", "ists", "ians")
"""Endings of plurals that do what a bare verb behind them says: "of rural patients lack broadband"."""
INNER = frozenset({"-", "–", "/", "&"})


def counted_head(words: Words, first: int) -> int:
    """The place of the plural noun that heads a counted group, else of the last noun of its run, or -1."""
    head = noun = -1
    for place in range(first, min(first + LONGEST, len(words.low))):
        kind = words.kinds[place]
        if head >= 0 and not (place == head + 1 or _named(words, place)):
            break
        if head >= 0 and not _goes_on(words, place, head):
            break
        if head < 0 and not _fits(words, place, first):
            break
        if is_noun(kind):
            noun = place
            if kind & PLURAL or head >= 0:
                head = place
    return head if head >= 0 else _last_noun(words, first, noun)


def plain_head(words: Words, first: int, limit: int = -1) -> int:
    """The place of the last noun of the run of nouns and modifiers that begins at `first`, or -1."""
    noun = -1
    end = len(words.low) if limit < 0 else limit
    for place in range(first, min(first + LONGEST, end)):
        if not _fits(words, place, first):
            break
        if is_noun(words.kinds[place]):
            noun = place
            if place + 1 == end or not (_compound(words, place + 1, limit) or _joined(words, place + 1, first)):
                return place
    return _last_noun(words, first, noun)


def is_noun(kind: int) -> bool:
    """Whether a word of this kind can head a group."""
    return bool(kind & NOUN) and not kind & (POSSESSIVE | HARD | MARK)


def _joined(words: Words, place: int, first: int) -> bool:
    return place < len(words.low) and bool(words.kinds[place] & CONJUNCTION) and _joins(words, place, first)


def _fits(words: Words, place: int, first: int) -> bool:
    """Whether the group goes on over the word at `place`, its head still to come."""
    kind = words.kinds[place]
    if kind & MARK:
        return _passes(words, place, first)
    if kind & HARD:
        return _joins(words, place, first)
    if kind & NOUN and kind & PAST and not kind & PLURAL:
        return not _tells(words, place)
    if kind & ADVERB and not kind & (NOUN | ADJECTIVE) and place > first and is_noun(words.kinds[place - 1]):
        return False
    return bool(kind & (MODIFIER | ADVERB))


def _passes(words: Words, place: int, first: int) -> bool:
    """Whether the group goes on over a mark: quotation marks, a comma between adjectives or before "and"."""
    mark = words.low[place]
    if mark in QUOTES:
        return True
    if mark in INNER:
        return place > first
    if mark != "," or place == first or place + 2 >= len(words.low):
        return False
    before, after = words.kinds[place - 1], words.kinds[place + 1]
    if before & ADJECTIVE and after & ADJECTIVE and words.kinds[place + 2] & (NOUN | ADJECTIVE):
        return True
    return bool(before & NOUN) and not before & PLURAL and _lists(words, place, first)


def _lists(words: Words, place: int, first: int) -> bool:
    """Whether nouns with commas and "and" between them run on to a plural: "health, school, and work visits"."""
    joined = False
    for ahead in range(place + 1, min(first + LONGEST + 2, len(words.low))):
        kind = words.kinds[ahead]
        if kind & CONJUNCTION:
            joined = True
        elif words.low[ahead] != "," and (kind & (MARK | HARD) or not kind & MODIFIER):
            return False
        elif kind & PLURAL and is_noun(kind):
            return joined
    return False


def _joins(words: Words, place: int, first: int) -> bool:
    """Whether "and" at `place` joins modifiers of a plural noun that is still to come."""
    kinds, end = words.kinds, min(first + LONGEST, len(words.low))
    if not kinds[place] & CONJUNCTION or place == first or words.low[place] in {"but", "nor"}:
        return False
    if kinds[place - 1] & ADVERB and not kinds[place - 1] & (NOUN | ADJECTIVE):
        return False
    if kinds[place - 1] & PLURAL and place + 1 < end and kinds[place + 1] & PAST and not kinds[place + 1] & NOUN:
        return False
    for ahead in range(place + 1, end):
        kind = kinds[ahead]
        if kind & (MARK | HARD) or not kind & MODIFIER:
            return False
        if kind & PLURAL and kind & NOUN:
            return ahead + 1 >= len(kinds) or not kinds[ahead + 1] & QUANTITY
    return False


def _named(words: Words, place: int) -> bool:
    """Whether the word goes on a name begun before it: capitals on both sides, "&" between them."""
    if words.low[place] == "&":
        return place + 1 < len(words.low) and _capital(words, place + 1)
    return _capital(words, place) and words.low[place - 1] == "&"


def _capital(words: Words, place: int) -> bool:
    return words.text[words.starts[place]].isupper()


def _goes_on(words: Words, place: int, head: int) -> bool:
    """Whether a word behind the plural head belongs to its name or compound ("women entrepreneurs")."""
    kind = words.kinds[place]
    if words.low[place] == "&" or words.low[place - 1] == "&":
        return _named(words, place)
    if not is_noun(kind):
        return False
    if _capital(words, place) and _capital(words, head):
        return not kind & FINITE or bool(kind & PLURAL) or _noun_follows(words, place)
    return bool(kind & PLURAL) and not kind & BASE


def _noun_follows(words: Words, place: int) -> bool:
    """Whether what stands behind the word is what stands behind nouns, not verbs."""
    if place + 1 >= len(words.low):
        return True
    kind = words.kinds[place + 1]
    return (bool(kind & MARK) and words.low[place + 1] != "(") or bool(kind & (FINITE | PREPOSITION))


def _tells(words: Words, place: int) -> bool:
    """Whether a form that may be noun or past tense is the verb: "fell 2 %", "hit the town"."""
    if place + 1 >= len(words.low):
        return False
    return bool(words.kinds[place + 1] & (QUANTITY | TIME | DETERMINER | PREPOSITION)) and words.low[place + 1] != "of"


def _compound(words: Words, place: int, limit: int) -> bool:
    """Whether the next word goes on the same compound."""
    if place >= len(words.low):
        return False
    kind, before = words.kinds[place], words.kinds[place - 1]
    if words.low[place] == "&":
        return _named(words, place)
    if words.low[place].isdigit():
        return _capital(words, place - 1) and place + 1 < len(words.low) and is_noun(words.kinds[place + 1])
    if words.low[place] == "-":
        return place + 1 < len(words.low) and bool(words.kinds[place + 1] & CONJUNCTION)
    if kind & (HARD | MARK) or (kind & PAST and not before & ADJECTIVE):
        return False
    if kind & ING and (before & PLURAL or _leads_on(words, place + 1)):
        return False
    if kind & FINITE and words.low[place - 1] in PEOPLE and not kind & BASE:
        return False
    if kind & BASE and before & PLURAL and words.low[place - 1].endswith(PERSONS):
        return False
    if kind & NOUN:
        singular = not before & PLURAL
        return not kind & FINITE or (bool(kind & BASE) and singular) or place + 1 == limit or not _acts(words, place)
    following = words.kinds[place + 1] if place + 1 < len(words.low) else MARK
    return (
        bool(before & ADJECTIVE and kind & (ADJECTIVE | PAST))
        and bool(following & (NOUN | ADJECTIVE))
        and not following & (HARD | MARK)
    )


def _leads_on(words: Words, place: int) -> bool:
    """Whether a participle before `place` goes on with a phrase of its own: "information leading to the arrest"."""
    if place + 1 >= len(words.low):
        return False
    if words.low[place] == "to":
        return not words.kinds[place + 1] & BASE
    return words.low[place] in {"from", "by", "into"}


def _acts(words: Words, place: int) -> bool:
    """Whether a word that may be noun or verb is followed by what follows verbs."""
    if place + 1 >= len(words.low):
        return False
    kind, low = words.kinds[place + 1], words.low[place + 1]
    return bool(kind & (QUANTITY | DETERMINER | PRONOUN | ADVERB | TIME)) or low in {"that", "by", "from"}


def _last_noun(words: Words, first: int, noun: int) -> int:
    """Where no head was found: the end of the run of nouns and adjectives that begins the group."""
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
