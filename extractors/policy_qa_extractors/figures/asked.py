"""A quantity at its place among the words, and what the words beside it say of its part in the clause."""

from __future__ import annotations

from typing import NamedTuple

from policy_qa_extractors.figures.clause import MARK, QUANTITY, TIME, Words
from policy_qa_extractors.figures.english import counted_head
from policy_qa_extractors.figures.nouns import skip_brackets, skip_unit
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import (
    ADJECTIVE,
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    FINITE,
    FUNCTION,
    NOUN,
    PAST,
    PLURAL,
    PREPOSITION,
    RELATIVE,
    VERBAL,
)

DESCRIPTION = 10
CLITICS = frozenset({"se", "lo", "le", "les"})
VERBS = CLITICS | {"no"}
"""Spanish words that only a verb follows."""
MORE = frozenset({"más", "menos"})
AGES = frozenset({"a", "mo"})
DURATIONS = frozenset({"a", "mo", "wk", "d", "h", "min", "s"})


class Asked(NamedTuple):
    """A quantity at its place `at` among the words."""

    quantity: Quantity
    words: Words
    at: int
    vocabulary: Vocabulary

    @property
    def behind(self) -> int:
        """The place behind the quantity, its unit and a bracket that follows it."""
        place = self.at + 1
        if self.words.low[place : place + 1] == ["-"]:
            place += 2
        elif place < len(self.words.low) and self.words.starts[place] == self.quantity.end and self._is_unit(place):
            place += 1
        return skip_brackets(self.words, place if self.quantity.unit else skip_unit(self.words, place))

    def _is_unit(self, place: int) -> bool:
        """Whether letters printed without a space behind the number are a unit that no table knows: "3Rp"."""
        return self.words.low[place][:1].isalnum() and not self.words.kinds[place] & PLURAL

    @property
    def measures(self) -> bool:
        """Whether the quantity measures a property, rather than counting things."""
        return (self.quantity.label == "QUANTITY" and self.quantity.unit not in DURATIONS) or (
            self.quantity.label == "CARDINAL" and isinstance(self.quantity.value, float)
        )

    @property
    def limits(self) -> bool:
        """Whether the quantity is an age behind those who have it: "adults over 65"."""
        if self.quantity.start >= self.quantity.core_start or self.at < 1:
            return False
        if self.is_in("persons", self.at - 1):
            return True
        kind = self.words.kinds[self.at - 1]
        aged = self.quantity.unit in AGES and not self.vocabulary.lexicon.english
        return aged and bool(kind & PLURAL) and not kind & (FUNCTION | FINITE)

    def stands_for(self, place: int) -> bool:
        """Whether the word at `place` stands for what was named before: "whom", "these" without a noun behind it."""
        if not self.is_in("anaphor", place):
            return False
        after = self.words.kinds[place + 1] if place + 1 < len(self.words.low) else 0
        if not self.words.kinds[place] & DETERMINER:
            return True
        return not after & (NOUN | ADJECTIVE) or bool(after & FUNCTION)

    def is_in(self, name: str, place: int) -> bool:
        """Whether the word at `place` stands in the vocabulary's list `name`."""
        return 0 <= place < len(self.words.low) and self.words.low[place] in self.vocabulary.words[name]


def described(asked: Asked, place: int) -> int:
    """The last word of what tells "those" at `place` apart: "those newly signing up"; `place` where nothing does."""
    words, last = asked.words, place
    if not asked.is_in("pointed", place):
        return place
    ahead = place + 1
    if ahead < len(words.low) and words.kinds[ahead] & RELATIVE:
        ahead += 1
        while ahead < len(words.low) and words.kinds[ahead] & (AUXILIARY | ADVERB):
            ahead += 1
    while ahead < len(words.low) and words.kinds[ahead] & ADVERB:
        ahead += 1
    first = ahead
    for ahead in range(first, min(place + DESCRIPTION, len(words.low))):
        kind = words.kinds[ahead]
        ends = kind & (MARK | TIME | AUXILIARY) or (kind & QUANTITY and not asked.is_in("age", ahead - 1))
        tells = kind & FINITE and not kind & (NOUN | PREPOSITION) and (kind & PAST or not kind & ADJECTIVE)
        if ends or (tells and ahead > first):
            break
        last = ahead
    while last > place and words.kinds[last] & (PREPOSITION | DETERMINER | CONJUNCTION):
        last -= 1
    return last


def compared(asked: Asked) -> bool:
    """Whether the number is what another is compared with: "compared to 2088", "up from 39220"."""
    words, at = asked.words, asked.at
    if at < 2:
        return False
    if asked.is_in("compare", at - 1) or asked.is_in("opposed", at - 1):
        return True
    before = words.low[at - 1]
    if before in {"to", "with", "from", "con", "a"}:
        return asked.is_in("compare", at - 2) or (before == "from" and words.low[at - 2] in {"up", "down"})
    return False


def moves(asked: Asked) -> bool:
    """Whether the verb before the number says a rise or a fall: "rose 20 points"."""
    words, vocabulary = asked.words, asked.vocabulary
    for place in range(asked.at - 1, max(asked.at - 3, -1), -1):
        low = words.low[place]
        if words.kinds[place] & VERBAL or low in {"up", "down"}:
            return low in vocabulary.direction or vocabulary.lexicon.lemma(low) in vocabulary.direction
    return False


def others(asked: Asked) -> bool:
    """Whether the word behind stands for what was counted before: "30 others", "15 % fewer than"."""
    place = asked.behind
    if not asked.is_in("others", place):
        return False
    after = asked.words.low[place + 1 : place + 2]
    if asked.words.low[place] in {"above", "below"}:
        return True
    if (
        not asked.vocabulary.lexicon.english
        and asked.words.low[place] in MORE
        and (after in ([","], ["."], [";"]) or asked.words.low[place + 1 : place + 3] == ["de", "lo"])
    ):
        return True
    return asked.words.low[place] == "others" or after in (["than"], ["que"])


def passes(asked: Asked) -> bool:
    """Whether a past form behind an English count is its verb, since no plural follows: "840 tested positive"."""
    words, place = asked.words, asked.behind
    if not asked.vocabulary.lexicon.english or asked.quantity.label != "CARDINAL" or place + 1 >= len(words.low):
        return False
    kind, defined = words.kinds[place], asked.at > 0 and words.low[asked.at - 1] == "the"
    if not (kind & PAST and kind & FINITE) or kind & NOUN or defined:
        return False
    head = counted_head(words, place)
    return head < 0 or (not words.kinds[head] & PLURAL and asked.quantity.value != 1 and head == place + 1)


def acts(asked: Asked) -> bool:
    """Whether the number is itself the subject of the verb behind it: "16 have received", "560,000 of whom have"."""
    words, place = asked.words, asked.behind
    if asked.is_in("of", place) and asked.stands_for(place + 1):
        return True
    if asked.limits or asked.is_in("age", asked.at - 1):
        return False
    verbs = False
    while place < len(words.low) and (words.kinds[place] & ADVERB or _is_clitic(words, place)):
        verbs = verbs or words.low[place] in VERBS or _is_clitic(words, place)
        place += 1
    if place >= len(words.low):
        return False
    kind = words.kinds[place]
    if kind & AUXILIARY or asked.is_in("ellipsis", place) or passes(asked):
        return True
    return bool(kind & FINITE) and (verbs or not kind & (NOUN | ADJECTIVE))


def takes(asked: Asked) -> bool:
    """Whether the verb before "a" takes people, the number standing for them: "atiende hoy a 12 400"."""
    words, at = asked.words, asked.at
    if at < 2 or words.low[at - 1] != "a":
        return False
    verb = at - 2
    while verb > 0 and words.kinds[verb] & ADVERB:
        verb -= 1
    found = asked.vocabulary.lexicon.verb(words.low[verb])
    return found is not None and found[0] in asked.vocabulary.words["takes_a"]


def elliptic(asked: Asked) -> bool:
    """Whether a verb takes the bare number in Spanish, the noun being left out: "Quedan pendientes 146, …"."""
    words, at = asked.words, asked.at
    if asked.vocabulary.lexicon.english or asked.quantity.label != "CARDINAL" or at < 1:
        return False
    after = words.low[at + 1 : at + 2]
    led = words.kinds[at - 1] & (FINITE | PAST) or words.kinds[at - 1] == ADJECTIVE or takes(asked)
    return bool(led) and (not after or after[0] in {",", ".", ";"})


def dated(asked: Asked) -> bool:
    """Whether the bare number in brackets is that of the date before it: "8 % menos que en 2019 (178)"."""
    words, at = asked.words, asked.at
    shut = at > 1 and words.low[at - 1] == "(" and words.low[at + 1 : at + 2] == [")"]
    return shut and asked.quantity.label == "CARDINAL" and bool(words.kinds[at - 2] & TIME)


def undergoes(asked: Asked) -> bool:
    """Whether the bare number is all the subject that its passive has: ", se habían cumplido 5"."""
    words, place = asked.words, asked.at - 1
    if not elliptic(asked):
        return False
    while place > 0 and words.kinds[place] & (AUXILIARY | PAST | FINITE):
        place -= 1
    return words.low[place] == "se" and (not place or words.low[place - 1] in {",", ";", ":", "y", ".", "que"})


def _is_clitic(words: Words, place: int) -> bool:
    """Whether a small Spanish word belongs to the verb behind it: "se", "lo", and "la" where a verb follows."""
    if words.low[place] in CLITICS:
        return True
    after = words.kinds[place + 1] if place + 1 < len(words.low) else 0
    return words.low[place] in {"la", "las", "los"} and bool(after & FINITE)


def outdoes(asked: Asked) -> bool:
    """Whether the time is that of a record: "the lowest in 50 years", "the most significant law in a decade"."""
    words, at = asked.words, asked.at
    if at < 2 or words.low[at - 1] not in {"in", "for", "en"}:
        return False
    low = words.low[max(at - 8, 0) : at - 1]
    return not asked.vocabulary.words["superlative"].isdisjoint(low) and "the" in low
