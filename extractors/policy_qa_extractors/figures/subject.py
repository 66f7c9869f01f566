"""The clause to the left of a number: its verb, the verb's subject and object."""

from __future__ import annotations

from policy_qa_extractors.figures.clause import HARD, MARK, QUANTITY, TIME, Words
from policy_qa_extractors.figures.nouns import Group, group_at
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
    UNKNOWN,
    VERBAL,
)

AGED = ("de ", "menores de ", "mayores de ")
FAR, NEAR = 45, 10
STANDS = frozenset(
    {"stand", "stands", "start", "starts", "peak", "peaks", "close", "closes", "open", "opens", "run", "runs"}
)
"""Forms that are verbs before "at" and a number."""
STOPS = frozenset(";:—–")
INNER = frozenset("&’'“”\"-/")
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
        after = (
            words.kinds[at + 1] if at + 1 < len(words.low) and words.low[at + 1] not in vocabulary.words["of"] else MARK
        )
        return _is_spanish_verb(kind, before, after)
    back = at - 1
    while back > 0 and words.kinds[back] & ADVERB and not words.kinds[back] & NOUN:
        back -= 1
    before = words.kinds[back] if at else MARK
    if before & (DETERMINER | POSSESSIVE) and not before & (PRONOUN | RELATIVE):
        return False
    if before & AUXILIARY or words.low[at - 1 : at] == ["to"]:
        return bool(kind & (BASE | PAST | ING)) or not kind & NOUN
    if kind & PAST:
        return not before & PREPOSITION and not (before & ADJECTIVE and not before & NOUN)
    if kind & ING:
        return _is_participle(words, vocabulary, at, back)
    if _is_present(words, at, kind, before) or _moves(words, vocabulary, at, before):
        return True
    if words.low[at] in STANDS and words.low[at + 1 : at + 2] == ["at"] and before & NOUN and at + 2 < len(words.low):
        return bool(words.kinds[at + 2] & QUANTITY)
    measures = kind & (BASE | FINITE) and words.low[at] in vocabulary.words["amounting"] and before & NOUN
    return bool(measures and at + 1 < len(words.low) and words.kinds[at + 1] & QUANTITY)


def _is_participle(words: Words, vocabulary: Vocabulary, at: int, back: int) -> bool:
    """Whether a form in -ing stands as a verb: "leaving 30", "people filing for"; `back` is the word before it."""
    kind, before = words.kinds[at], words.kinds[back] if at else MARK
    after = words.kinds[at + 1] if at + 1 < len(words.low) else MARK
    if words.low[at - 1 : at] == [","] or before & PREPOSITION:
        return bool(after & (QUANTITY | DETERMINER))
    if not before & NOUN or kind & PLURAL or at + 1 == len(words.low):
        return False
    if back > 0 and before & BASE and (words.low[back - 1] == "to" or words.kinds[back - 1] & AUXILIARY):
        return False
    if back > 0 and before & FINITE and _moves(words, vocabulary, back, words.kinds[back - 1]):
        return False
    return bool(before & PLURAL) or not after & NOUN or bool(after & (DETERMINER | QUANTITY))


def _moves(words: Words, vocabulary: Vocabulary, at: int, before: int) -> bool:
    """Whether a form that may be noun or verb tells a rise or fall by a number behind it: "the Budget increases funding
    for schools by $2 million"."""
    low, kind = words.low[at], words.kinds[at]
    table = vocabulary.direction
    if not before & NOUN or not kind & (FINITE | BASE) or bool(before & PLURAL) != bool(kind & BASE):
        return False
    sets = low in vocabulary.words["sets"]
    if low not in table and vocabulary.lexicon.lemma(low) not in table and not sets:
        return False
    joints = {"at", "to"} if sets else {"by", "from", "to"}
    for place in range(at + 2, min(at + NEAR, len(words.low) - 1)):
        if words.kinds[place] & (MARK | AUXILIARY | QUANTITY):
            return False
        if words.low[place] in joints and words.kinds[place + 1] & QUANTITY:
            return True
    return False


def _is_present(words: Words, at: int, kind: int, before: int) -> bool:
    """Present forms, most of which may be nouns: "shares rise 3 %", "the company reports 5 cases"."""
    if before & (PRONOUN | RELATIVE):
        return True
    if not kind & NOUN:
        return not before & PREPOSITION or bool(before & ADVERB)
    if before & CONJUNCTION and not kind & BASE and at + 1 < len(words.low):
        return bool(words.kinds[at + 1] & QUANTITY)
    if not before & NOUN or at + 1 >= len(words.low):
        return False
    after, low = words.kinds[at + 1], words.low[at + 1]
    leads = (
        bool(after & (QUANTITY | DETERMINER))
        or low in {"to", "by", "from", "that"}
        or (low == "at" and words.low[at] in STANDS)
    )
    moves = bool(after & NOUN) and words.low[at + 2 : at + 3] in (["by"], ["from"])
    leads = leads or (moves and bool(words.kinds[at - 2] & DETERMINER) and at > 1)
    return leads and bool(before & PLURAL) == bool(kind & BASE)


def _is_spanish_verb(kind: int, before: int, after: int) -> bool:
    if kind & PAST:
        return bool(before & AUXILIARY)
    if before & DETERMINER and not before & PRONOUN:
        return False
    if kind & ING:
        return not kind & NOUN
    if kind & NOUN:
        leads = bool(before & NOUN) and bool(kind & FINITE) and bool(after & (QUANTITY | PREPOSITION | DETERMINER))
        return leads or (bool(before & (PRONOUN | RELATIVE)) and not before & DETERMINER)
    return bool(kind & (FINITE | BASE)) and not kind & ADJECTIVE


def subject_of(words: Words, vocabulary: Vocabulary, verb: int) -> Group | None:
    """The noun group that is the subject of the verb at `verb`, or None; a pronoun gives None."""
    end = subject_end(words, vocabulary, verb)
    group = chain_ending(words, vocabulary, end) if end >= 0 else None
    return None if group is not None and _only_where(words, vocabulary, group) else group


def _only_where(words: Words, vocabulary: Vocabulary, group: Group) -> bool:
    """Whether a Spanish group before the verb is no subject, since a preposition leads it: "en Perú baja a 32 %"."""
    lead = group.first - 1
    while lead >= 0 and words.kinds[lead] & DETERMINER:
        lead -= 1
    return not vocabulary.lexicon.english and lead >= 0 and words.low[lead] in vocabulary.words["place_before"]


def subject_end(words: Words, vocabulary: Vocabulary, verb: int) -> int:
    """The place of the last word of the subject of the verb at `verb`, or -1."""
    at = verb - 1
    if words.kinds[verb] & ING and at >= 0 and (words.low[at] == "," or words.kinds[at] & PREPOSITION):
        earlier = verb_before(words, vocabulary, at)
        return subject_end(words, vocabulary, earlier) if earlier >= 0 else -1
    for _ in range(4):
        at = _past_chain(words, vocabulary, at)
        if at < 0:
            return -1
        if words.kinds[at] & CONJUNCTION or (words.low[at] == "," and _coordinated(words, at)):
            at = verb_before(words, vocabulary, at) - 1
            continue
        if words.low[at] == ",":
            at = _past_aside(words, at)
        if at >= 0 and (words.kinds[at] & RELATIVE or words.low[at] == "that"):
            at = _antecedent(words, at)
        return -1 if at < 0 or words.kinds[at] & PRONOUN else at
    return -1


def _past_chain(words: Words, vocabulary: Vocabulary, at: int) -> int:
    """Left over auxiliaries, adverbs, infinitives and brackets that belong to a verb."""
    floor = max(-1, at - 14)
    while at > floor:
        if words.low[at] in (")", "]"):
            at = words.opening(at)
            if at < 0:
                return -1
        elif not _chains(words, vocabulary, at) and not _aged(words, vocabulary, at):
            return at
        at -= 1
    return at


def _aged(words: Words, vocabulary: Vocabulary, at: int) -> bool:
    """Whether a Spanish age behind its people stands at `at`: "la anemia en niños de 6 a 35 meses"."""
    if vocabulary.lexicon.english or not words.kinds[at] & QUANTITY:
        return False
    return words.quote(at, at).lower().startswith(AGED)


def _chains(words: Words, vocabulary: Vocabulary, at: int) -> bool:
    """Whether the word at `at` belongs to the verb behind it: "plans to", "has not", "on Tuesday"."""
    kind, low, after = words.kinds[at], words.low[at], at + 1
    if kind & (TIME | AUXILIARY) or low in {'"', "”", "’", "se", "no", "not"}:
        return True
    if kind & ADVERB:
        return not kind & NOUN
    if low == "to":
        return vocabulary.lexicon.english
    if kind & PREPOSITION:
        return after < len(words.low) and bool(words.kinds[after] & TIME)
    if not kind & VERBAL or not at:
        return False
    before, leads = words.kinds[at - 1], after < len(words.low) and words.low[after] == "to"
    if kind & NOUN:
        return leads and bool(kind & FINITE) and bool(before & NOUN) and not before & POSSESSIVE
    return leads or bool(before & AUXILIARY)


def _coordinated(words: Words, at: int) -> bool:
    return at + 1 < len(words.low) and bool(words.kinds[at + 1] & CONJUNCTION)


def _past_aside(words: Words, comma: int) -> int:
    """The place before an aside that ends with the comma: "Apple, the largest company, rose"; else before the comma."""
    for at in range(comma - 1, max(comma - 25, 0), -1):
        if words.low[at] == "," and at:
            return at - 1
        if words.low[at] in STOPS:
            break
    return comma - 1


def _antecedent(words: Words, at: int) -> int:
    """The place before a relative pronoun, its comma and preposition."""
    at -= 1
    while at >= 0 and (words.low[at] == "," or words.kinds[at] & (PREPOSITION | DETERMINER)):
        at -= 1
    return at


def chain_ending(
    words: Words, vocabulary: Vocabulary, last: int, through: frozenset[str] | None = None
) -> Group | None:
    """The noun group whose chain of phrases ends at `last`: "prices of oil in Europe" gives "prices of oil"."""
    groups = chain(words, vocabulary, last, through)
    if not groups:
        return None
    best = groups[-1]
    end = best.last
    for inner in reversed(groups[:-1]):
        if words.low[end + 1] not in vocabulary.words["of"]:
            break
        end = inner.last
    return Group(best.first, end, best.head)


def chain(words: Words, vocabulary: Vocabulary, last: int, through: frozenset[str] | None = None) -> list[Group]:
    """The noun groups of the chain of prepositional phrases that ends at `last`, the outermost at the end; `through`
    limits the prepositions."""
    groups: list[Group] = []
    pronouns = RELATIVE if vocabulary.lexicon.english else PRONOUN
    for _ in range(4):
        first, last = _run_back(words, last)
        if first < 0:
            break
        groups.append(Group(first, last, last if vocabulary.lexicon.english else _spanish_head(words, first, last)))
        at = first - 1
        while at >= 0 and (
            words.low[at] == "one" or (words.kinds[at] & (DETERMINER | QUANTITY) and not words.kinds[at] & pronouns)
        ):
            at -= 1
        if at < 1 or not words.kinds[at] & PREPOSITION or (through is not None and words.low[at] not in through):
            break
        last = _before_phrase(words, at - 1, vocabulary.lexicon.english)
        if last < 0:
            break
    return groups


def _before_phrase(words: Words, at: int, english: bool) -> int:
    """The end of the noun group that a prepositional phrase belongs to, past "filing" in "people filing for"; or -1."""
    if english and at > 0 and words.kinds[at] & PREPOSITION and is_nominal(words, at - 1):
        return at - 1
    if is_nominal(words, at) and not (words.kinds[at] & ING and at and words.kinds[at - 1] & PLURAL):
        return at
    if not english and words.kinds[at] & (ADJECTIVE | PAST) and not words.kinds[at] & (HARD | MARK):
        return at
    return at - 1 if at > 0 and words.kinds[at] & (PAST | ING) and is_nominal(words, at - 1) else -1


def is_nominal(words: Words, at: int) -> bool:
    """Whether a noun group can end at `at`."""
    kind = words.kinds[at]
    if kind & (HARD | MARK):
        return False
    if words.low[at].isdigit():
        return at > 0 and bool(words.kinds[at - 1] & NOUN) and words.text[words.starts[at - 1]].isupper()
    return bool(kind & (NOUN | UNKNOWN))


def _run_back(words: Words, last: int) -> tuple[int, int]:
    """First and last word of the run of nouns and modifiers that ends at `last`, without "seeking …" behind a plural;
    -1, -1 where there is none."""
    first = -1
    for at in range(last, max(-1, last - 9), -1):
        kind, low = words.kinds[at], words.low[at]
        if kind & MARK:
            if low not in INNER:
                break
            continue
        joins = kind & CONJUNCTION and low in {"and", "y", "e"} and first == at + 1 and at and is_nominal(words, at - 1)
        if joins:
            continue
        if kind & HARD or not kind & NOMINAL or (kind & FINITE and not kind & (NOUN | ADJECTIVE | PAST)):
            break
        if kind & PAST and at and words.kinds[at - 1] & (AUXILIARY | PRONOUN) and not words.kinds[at - 1] & DETERMINER:
            break
        if kind & (ING | PAST) and not kind & NOUN and at and words.kinds[at - 1] & (NOUN | AUXILIARY):
            if words.kinds[at - 1] & AUXILIARY or not (at == last or (kind & ING and words.kinds[at - 1] & PLURAL)):
                break
            last, first = at - 1, -1
        else:
            first = at
    return (first, last) if 0 <= first <= last and _has_noun(words, first, last) else (-1, -1)


def _has_noun(words: Words, first: int, last: int) -> bool:
    return any(is_nominal(words, p) for p in range(first, last + 1))


def _spanish_head(words: Words, first: int, last: int) -> int:
    """The first noun, past a word that only describes the noun behind it: "mayor número"."""
    for place in range(first, last):
        kind, after = words.kinds[place], words.kinds[place + 1]
        if kind & NOUN and not (kind & ADJECTIVE and after & NOUN and not after & ADJECTIVE):
            return place
    return last if words.kinds[last] & NOUN else first


def object_between(words: Words, vocabulary: Vocabulary, verb: int, place: int) -> Group | None:
    """The noun group right behind the verb and before `place`: "cut its workforce by 10 %"."""
    at = verb + 1
    while at < place and words.kinds[at] & (DETERMINER | ADVERB | QUANTITY) and not words.kinds[at] & NOUN:
        if words.kinds[at] & DETERMINER and words.kinds[at - 1] & QUANTITY:
            return None
        at += 1
    if at >= place or words.kinds[at] & (HARD | MARK):
        return None
    group = group_at(words, vocabulary, at, plural=False, limit=place)
    return group if group is not None and group.last < place else None
