"""The clause to the left of a number: its verb, the verb's subject and object."""

from __future__ import annotations

from policy_qa_extractors.figures.clause import MARK, QUANTITY, TIME, Words
from policy_qa_extractors.figures.nouns import HARD, Group, group_at
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import (
    ADJECTIVE,
    ADVERB,
    AUXILIARY,
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
    RELATIVE,
    SUBORDINATOR,
    UNKNOWN,
    VERBAL,
)

FAR = 45
STOPS = frozenset(";:—–")
NOMINAL = NOUN | ADJECTIVE | POSSESSIVE | UNKNOWN | PAST | ING


def verb_before(words: Words, vocabulary: Vocabulary, place: int) -> int:
    """The place of the nearest verb to the left of `place` in its clause, or -1."""
    at = place - 1
    floor = max(-1, place - FAR)
    while at > floor:
        low, kind = words.low[at], words.kinds[at]
        if low in STOPS:
            return -1
        if low in (")", "]"):
            opening = words.opening(at)
            at = opening - 1 if opening >= 0 else at - 1
            continue
        if kind & VERBAL and not kind & (PREPOSITION | DETERMINER) and is_verb(words, vocabulary, at):
            return at
        at -= 1
    return -1


def is_verb(words: Words, vocabulary: Vocabulary, at: int) -> bool:
    """Whether the word at `at` stands as a verb there, by the words beside it."""
    kind = words.kinds[at]
    if kind & AUXILIARY:
        return True
    before = words.kinds[at - 1] if at else MARK
    if not vocabulary.lexicon.english:
        return _is_spanish_verb(kind, before)
    if before & (DETERMINER | POSSESSIVE) and not before & (PRONOUN | RELATIVE):
        return False
    if before & AUXILIARY or words.low[at - 1 : at] == ["to"]:
        return bool(kind & (BASE | PAST | ING)) or not kind & NOUN
    if kind & PAST:
        return not before & PREPOSITION and not (before & ADJECTIVE and not before & NOUN)
    if kind & ING:
        leads = (
            words.low[at - 1 : at] == [","]
            and at + 1 < len(words.low)
            and words.kinds[at + 1] & (QUANTITY | DETERMINER)
        )
        return bool(leads) or (bool(before & NOUN) and not kind & PLURAL and at + 1 < len(words.low))
    return _is_present(words, at, kind, before)


def _is_present(words: Words, at: int, kind: int, before: int) -> bool:
    """Present forms, most of which may be nouns: "shares rise 3 %", "the company reports 5 cases"."""
    if before & (PRONOUN | RELATIVE):
        return True
    if not kind & NOUN:
        return not before & PREPOSITION or bool(before & ADVERB)
    if not before & NOUN or at + 1 >= len(words.low):
        return False
    after, low = words.kinds[at + 1], words.low[at + 1]
    leads = bool(after & (QUANTITY | DETERMINER)) or low in {"to", "by", "from", "that"}
    return leads and bool(before & PLURAL) == bool(kind & BASE)


def _is_spanish_verb(kind: int, before: int) -> bool:
    if kind & PAST:
        return bool(before & AUXILIARY)
    if before & DETERMINER and not before & PRONOUN:
        return False
    if kind & ING:
        return not kind & NOUN
    if kind & NOUN:
        return bool(before & (PRONOUN | RELATIVE)) and not before & DETERMINER
    return bool(kind & (FINITE | BASE)) and not kind & ADJECTIVE


def subject_of(words: Words, vocabulary: Vocabulary, verb: int) -> Group | None:
    """The noun group that is the subject of the verb at `verb`, or None; a pronoun gives None."""
    at = verb - 1
    if words.kinds[verb] & ING and words.low[at:verb] == [","]:
        earlier = verb_before(words, vocabulary, at)
        return subject_of(words, vocabulary, earlier) if earlier >= 0 else None
    for _ in range(4):
        at = _past_chain(words, vocabulary, at)
        if at < 0:
            return None
        kind, low = words.kinds[at], words.low[at]
        if kind & CONJUNCTION or (low == "," and _coordinated(words, at)):
            earlier = verb_before(words, vocabulary, at)
            if earlier < 0:
                return None
            at = earlier - 1
            continue
        if low == ",":
            before = _past_aside(words, at)
            if before < 0:
                return None
            at = before
        if words.kinds[at] & RELATIVE or words.low[at] in {"who", "which", "that", "que"}:
            at = _antecedent(words, at)
        if at < 0 or words.kinds[at] & PRONOUN:
            return None
        return chain_ending(words, vocabulary, at)
    return None


def _past_chain(words: Words, vocabulary: Vocabulary, at: int) -> int:
    """Left over auxiliaries, adverbs, infinitives and brackets that belong to a verb."""
    english = vocabulary.lexicon.english
    floor = max(-1, at - 14)
    while at > floor:
        kind, low = words.kinds[at], words.low[at]
        if low in (")", "]"):
            opening = words.opening(at)
            if opening < 0:
                return -1
            at = opening - 1
        elif (
            kind & TIME
            or low in {'"', "”", "’"}
            or (
                kind & AUXILIARY
                or (kind & ADVERB and not kind & NOUN)
                or (low == "to" and english)
                or low in {"se", "no", "not"}
            )
            or (
                kind & VERBAL
                and not kind & NOUN
                and at
                and (words.kinds[at - 1] & AUXILIARY or words.low[at + 1] == "to")
            )
            or (kind & PREPOSITION and at + 1 < len(words.low) and words.kinds[at + 1] & TIME)
        ):
            at -= 1
        else:
            return at
    return at


def _coordinated(words: Words, at: int) -> bool:
    return at + 1 < len(words.low) and bool(words.kinds[at + 1] & CONJUNCTION)


def _past_aside(words: Words, comma: int) -> int:
    """The place before an aside that ends with the comma: "Apple, the largest company, rose"; else before the comma."""
    for at in range(comma - 1, max(comma - 25, 0), -1):
        if words.low[at] == "," and at:
            return at - 1
        if words.kinds[at] & QUANTITY or words.low[at] in STOPS:
            break
    return comma - 1


def _antecedent(words: Words, at: int) -> int:
    """The place before a relative pronoun, its comma and preposition."""
    at -= 1
    while at >= 0 and (words.low[at] == "," or words.kinds[at] & (PREPOSITION | DETERMINER)):
        at -= 1
    return at


def chain_ending(words: Words, vocabulary: Vocabulary, last: int) -> Group | None:
    """The noun group whose chain of phrases ends at `last`: "prices of oil in Europe" gives "prices of oil"."""
    best: Group | None = None
    of = vocabulary.words["of"]
    for _ in range(4):
        first = _run_back(words, vocabulary, last)
        if first < 0:
            break
        head = last if vocabulary.lexicon.english else _spanish_head(words, first, last)
        best = Group(first, best.last if best and words.low[last + 1] in of else last, head)
        at = first - 1
        while at >= 0 and words.kinds[at] & DETERMINER and not words.kinds[at] & PRONOUN:
            at -= 1
        if at < 1 or not words.kinds[at] & PREPOSITION or not _nominal_end(words, at - 1):
            break
        last = at - 1
    return best


def _nominal_end(words: Words, at: int) -> bool:
    kind = words.kinds[at]
    return bool(kind & (NOUN | UNKNOWN)) and not kind & (HARD | MARK)


def _run_back(words: Words, vocabulary: Vocabulary, last: int) -> int:
    """The first word of the run of nouns and modifiers that ends at `last`, or -1."""
    del vocabulary
    at = last
    floor = max(-1, last - 9)
    first = -1
    while at > floor:
        kind, low = words.kinds[at], words.low[at]
        if kind & MARK:
            if low not in {"&", "’", "'", "“", "”", '"', "-", "/"}:
                break
            at -= 1
            continue
        if kind & CONJUNCTION and low in {"and", "y", "e"} and first == at + 1 and at and _nominal_end(words, at - 1):
            at -= 1
            continue
        if kind & HARD or not kind & NOMINAL:
            break
        if kind & FINITE and not kind & (NOUN | ADJECTIVE | PAST):
            break
        first = at
        at -= 1
    if first < 0 or not _has_noun(words, first, last):
        return -1
    return first


def _has_noun(words: Words, first: int, last: int) -> bool:
    return any(words.kinds[p] & (NOUN | UNKNOWN) for p in range(first, last + 1))


def _spanish_head(words: Words, first: int, last: int) -> int:
    return next((p for p in range(first, last + 1) if words.kinds[p] & NOUN), first)


def object_between(words: Words, vocabulary: Vocabulary, verb: int, place: int) -> Group | None:
    """The noun group right behind the verb and before `place`: "cut its workforce by 10 %"."""
    at = verb + 1
    while at < place and (words.kinds[at] & (DETERMINER | ADVERB) and not words.kinds[at] & NOUN):
        at += 1
    if at >= place or words.kinds[at] & (HARD | MARK):
        return None
    group = group_at(words, vocabulary, at, plural=False)
    return group if group is not None and group.last < place else None


__all__ = ["SUBORDINATOR", "chain_ending", "is_verb", "object_between", "subject_of", "verb_before"]
