"""What a quantity counts: the noun group to its right, else the clause to its left, else what came before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policy_qa_extractors.figures import refine
from policy_qa_extractors.figures.clause import MARK, QUANTITY, TIME, Words
from policy_qa_extractors.figures.money import money_right
from policy_qa_extractors.figures.nouns import Group, group_at, skip_brackets, with_complement
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.refine import Measured
from policy_qa_extractors.figures.subject import chain_ending, object_between, subject_of, verb_before
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import ADJECTIVE, ADVERB, AUXILIARY, DETERMINER, FINITE, NOUN, PAST, PLURAL

DURATIONS = frozenset({"a", "mo", "wk", "d", "h", "min", "s"})
MEMORY = 600
INTRODUCTION = 30


class Asked(NamedTuple):
    """A quantity at its place among the words."""

    quantity: Quantity
    words: Words
    at: int
    vocabulary: Vocabulary

    @property
    def behind(self) -> int:
        """The place behind the quantity and a bracket that follows it."""
        return skip_brackets(self.words, self.at + 1)

    def is_in(self, name: str, place: int) -> bool:
        """Whether the word at `place` stands in the vocabulary's list `name`."""
        return 0 <= place < len(self.words.low) and self.words.low[place] in self.vocabulary.words[name]


class Counter:
    """Finds what the quantities of a page count, in their order: later ones inherit from earlier ones."""

    def __init__(self, vocabulary: Vocabulary, quantities: Sequence[Quantity]) -> None:
        self.vocabulary = vocabulary
        self.quantities = quantities
        self.found: dict[int, Measured] = {}

    def count(self, place: int, words: Words) -> Measured:
        """What the quantity at `place` counts. Call it for each quantity in order."""
        asked = Asked(self.quantities[place], words, words.place_of[place], self.vocabulary)
        measured = self._measured(asked, place) or Measured()
        self.found[place] = measured
        return measured

    def _measured(self, asked: Asked, place: int) -> Measured | None:
        if asked.quantity.role == "bracket":
            return to_the_right(asked) or self._before(asked, place)
        if own := to_the_right(asked) or complement(asked):
            return self._completed(own, asked, place)
        if compared(asked) or others(asked):
            return self._before(asked, place)
        if acts(asked):
            return introduced(asked) or self._before(asked, place) or to_the_left(asked)
        left = self._ahead(asked) or to_the_left(asked)
        return left if left and left != Measured(way=left.way) else self._before(asked, place)

    def _completed(self, own: Measured, asked: Asked, place: int) -> Measured:
        """What was found, with the thing measured added where only its property stands there: "a 20 % drop"."""
        if own.entity is not None:
            return own
        near = self._before(asked, place) if asked.quantity.label == "PERCENT" else None
        more = near or to_the_left(asked)
        return own._replace(entity=more.entity) if more else own

    def _before(self, asked: Asked, place: int) -> Measured | None:
        """What the nearest earlier quantity of the sentence counts, or of the sentences just before."""
        for earlier in range(place - 1, max(place - 4, -1), -1):
            if asked.quantity.start - self.quantities[earlier].end > MEMORY:
                return None
            found = self.found.get(earlier)
            if found and found.entity:
                near = self.quantities[earlier].start >= asked.words.sentence[0]
                return found._replace(way="inherited") if near or acts(asked) else None
        return None

    def _ahead(self, asked: Asked) -> Measured | None:
        """What the next quantity counts, where only "and", "or", "to" or a comma stands between."""
        words, at = asked.words, asked.at
        for step in (2, 3):
            after = at + step
            if after < len(words.low) and words.kinds[after] & QUANTITY:
                if self.quantities[words.ref[after]].label != asked.quantity.label:
                    return None
                joined = all(
                    w in {",", "and", "or", "to", "y", "o", "a", "–", "-", "/"} for w in words.low[at + 1 : after]
                )
                return (
                    to_the_right(asked._replace(quantity=self.quantities[words.ref[after]], at=after))
                    if joined
                    else None
                )
        return None


def to_the_right(asked: Asked) -> Measured | None:
    """The noun group behind the number, also through "of"."""
    words, vocabulary, quantity = asked.words, asked.vocabulary, asked.quantity
    place = asked.behind
    if place >= len(words.low) or words.kinds[place] & (TIME | QUANTITY):
        return None
    if asked.is_in("of", place):
        return _through_of(asked, place + 1)
    if quantity.label == "MONEY":
        return money_right(words, vocabulary, place)
    if asked.is_in("ellipsis", place):
        return None
    counts = quantity.label == "CARDINAL"
    kind = words.kinds[place]
    if not counts and (kind & PAST or (kind & (FINITE | AUXILIARY) and not kind & NOUN)):
        return None
    if quantity.unit in DURATIONS and not _attributive(words, quantity, place):
        return None
    group = group_at(words, vocabulary, place, plural=counts and quantity.value != 1)
    if group is None:
        return None
    return refine.refined(words, vocabulary, group, way="right")


def _attributive(words: Words, quantity: Quantity, place: int) -> bool:
    """Whether a duration stands before its noun: "a two-year programme", "30 days' leave"."""
    text = words.text[quantity.start : quantity.end + 1]
    return "-" in text or text.endswith(("'", "’")) or (words.low[place] in {"'", "’"})


def _through_of(asked: Asked, place: int) -> Measured | None:
    words = asked.words
    while place < len(words.low) and words.kinds[place] & (DETERMINER | QUANTITY) and not asked.is_in("anaphor", place):
        place += 1
    if place >= len(words.low) or asked.is_in("anaphor", place):
        return None
    group = group_at(words, asked.vocabulary, place, plural=False)
    return None if group is None else refine.refined(words, asked.vocabulary, group, way="of")


def complement(asked: Asked) -> Measured | None:
    """The noun said of the number: "219 (67.6%) were women"."""
    words, place = asked.words, asked.behind
    if asked.is_in("of", place):
        place += 2
    if not asked.is_in("be", place):
        return None
    place += 1
    while place < len(words.low) and words.kinds[place] & (ADVERB | DETERMINER) and not words.kinds[place] & NOUN:
        place += 1
    if place >= len(words.low) or words.kinds[place] & (MARK | TIME | QUANTITY):
        return None
    group = group_at(words, asked.vocabulary, place, plural=True)
    if (
        group is None
        or not words.kinds[group.head] & PLURAL
        or (words.kinds[group.first] & PAST and not words.kinds[group.first] & NOUN)
    ):
        return None
    return Measured(refine.span(words, group), None, "complement")


def compared(asked: Asked) -> bool:
    """Whether the number is what another is compared with: "compared to 2088", "up from 39220"."""
    words, at = asked.words, asked.at
    if at < 2:
        return False
    before = words.low[at - 1]
    if asked.is_in("compare", at - 1):
        return True
    if before in {"to", "with", "from", "con", "a"}:
        return asked.is_in("compare", at - 2) or (before == "from" and words.low[at - 2] in {"up", "down"})
    return False


def others(asked: Asked) -> bool:
    """Whether the word behind stands for what was counted before: "30 others", "15 % fewer than"."""
    place = asked.behind
    if not asked.is_in("others", place):
        return False
    return asked.words.low[place] == "others" or asked.words.low[place + 1 : place + 2] in (["than"], ["que"])


def acts(asked: Asked) -> bool:
    """Whether the number is itself the subject of the verb behind it: "16 have received", "560,000 of whom have"."""
    words, place = asked.words, asked.behind
    if asked.is_in("of", place) and asked.is_in("anaphor", place + 1):
        return True
    while place < len(words.low) and words.kinds[place] & ADVERB:
        place += 1
    if place >= len(words.low):
        return False
    kind = words.kinds[place]
    if kind & AUXILIARY or asked.is_in("ellipsis", place):
        return True
    return bool(kind & FINITE) and not kind & (NOUN | ADJECTIVE)


def introduced(asked: Asked) -> Measured | None:
    """What a part is of: "of the total number of women participating, 40 % managed"."""
    words, at = asked.words, asked.at
    if not at or words.low[at - 1] != ",":
        return None
    for place in range(at - 2, max(at - INTRODUCTION, -1), -1):
        if words.kinds[place] & QUANTITY:
            break
        opens = place == 0 or bool(words.kinds[place - 1] & MARK)
        if opens and asked.is_in("partitive", place):
            return _through_of(asked, place + 1)
    return None


def to_the_left(asked: Asked) -> Measured | None:
    """The noun group that leads to the number, or the object or subject of the verb before it."""
    words, vocabulary, at = asked.words, asked.vocabulary, asked.at
    lead = at - 1
    while lead >= 0 and words.kinds[lead] & (DETERMINER | ADVERB) and not words.kinds[lead] & NOUN:
        lead -= 1
    if lead < 0:
        return None
    if asked.is_in("of", lead) or words.low[lead] in {":", "=", "("}:
        group = chain_ending(words, vocabulary, lead - 1) if lead else None
        if group is not None:
            return _introducing(asked, group)
    if asked.quantity.unit in DURATIONS and asked.is_in("within", lead):
        return None
    return introduced(asked) or _by_verb(asked)


def _introducing(asked: Asked, group: Group) -> Measured | None:
    """What "an investment of", "an average of", "a population of" before the number says."""
    words, vocabulary = asked.words, asked.vocabulary
    found = refine.introduced(words, vocabulary, group)
    bare = found.entity is None or words.low[group.head] in vocabulary.words["ratio"]
    if bare and found.way != "host" and (clause := _by_verb(asked._replace(at=group.first))):
        return Measured(clause.entity, found.measured, clause.way)
    return found


def _by_verb(asked: Asked) -> Measured | None:
    words, vocabulary, at = asked.words, asked.vocabulary, asked.at
    verb = verb_before(words, vocabulary, at)
    if verb < 0:
        return None
    if not words.kinds[verb] & AUXILIARY and (group := object_between(words, vocabulary, verb, at)):
        return refine.refined(words, vocabulary, group, way="object")
    subject = subject_of(words, vocabulary, verb)
    if subject is None:
        return None
    return refine.subject(words, vocabulary, subject)


__all__ = ["Counter", "Group", "with_complement"]
