"""What a quantity counts: the noun group to its right, else the clause to its left, else what came before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from policy_qa_extractors.figures.asked import (
    DURATIONS,
    Asked,
    acts,
    compared,
    dated,
    elliptic,
    others,
    outdoes,
    takes,
    undergoes,
)
from policy_qa_extractors.figures.clause import QUANTITY, Words
from policy_qa_extractors.figures.elided import left_out, named_before, owner, said_of, unspoken
from policy_qa_extractors.figures.gapped import contrasted, object_left_out, other_subject, verb_left_out
from policy_qa_extractors.figures.leftward import amount_told, amounts, by_verb, leads_on, nearest, to_the_left
from policy_qa_extractors.figures.nouns import group_at
from policy_qa_extractors.figures.purpose import span
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.refine import Measured, refined
from policy_qa_extractors.figures.rightward import complement, object_at, of_whole, paid_for, to_the_right
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import AUXILIARY, BASE, CONJUNCTION, PAST

MEMORY, NEAR = 600, 200
COUNTS = frozenset({"right", "of", "inherited", "complement"})
LED = frozenset({"near", "gapped", "introduced", "symbol"})
SHARES = frozenset({"CARDINAL", "PERCENT"})
JOINED = frozenset({",", "and", "or", "to", "y", "o", "a", "–", "-", "/"})


class Counter:
    """Finds what the quantities of a page count, in their order: later ones inherit from earlier ones."""

    def __init__(
        self, vocabulary: Vocabulary, quantities: Sequence[Quantity], is_place: Callable[[tuple[int, int]], bool]
    ) -> None:
        self.vocabulary = vocabulary
        self.is_place = is_place
        self.quantities = quantities
        self.found: dict[int, Measured] = {}
        self.asides: set[int] = set()
        self.people = [[word] for word in vocabulary.population]

    def count(self, place: int, words: Words) -> Measured:
        """What the quantity at `place` counts. Call it for each quantity in order."""
        asked = Asked(self.quantities[place], words, words.place_of[place], self.vocabulary)
        measured = self._elided(asked, place) or self._left_out(asked, place) or self._measured(asked, place)
        if measured is None or (measured.entity is None and measured.way != "stretch"):
            near = nearest(asked)
            if near is not None and near.entity is not None:
                measured = near._replace(measured=measured.measured if measured else near.measured)
        if self._stands_for(asked, measured):
            measured = self._before(asked, place, far=True) or measured
        measured = measured or Measured()
        self.found[place] = measured
        if asked.is_in("inside", asked.at - 1):
            self.asides.add(place)
        return measured

    def _stands_for(self, asked: Asked, measured: Measured | None) -> bool:
        """Whether what was found only says where, or nothing: "en Puno baja a 32 %", "esa proporción era de 45 %"."""
        if measured is not None and measured.entity is not None:
            led = measured.way in LED and (asked.quantity.label == "CARDINAL" or not self.vocabulary.lexicon.english)
            if led and self.is_place(measured.entity):
                return True
        return (measured is None or measured.way in {"none", "near", "subject"}) and unspoken(asked)

    def _measured(self, asked: Asked, place: int) -> Measured | None:
        if asked.quantity.unit in DURATIONS and (outdoes(asked) or asked.is_in("stretch", asked.at - 1)):
            return (None if outdoes(asked) else to_the_right(asked)) or Measured(way="stretch")
        if asked.quantity.role == "bracket":
            if people := named_before(asked):
                return Measured(people, None, "right")
            inner = None if self._of_counted(asked, place) else to_the_right(asked)
            return inner or self._before(asked, place)
        if dated(asked) and (before := self._before(asked, place)):
            return before
        if amounts(asked) and (led := to_the_left(asked)) and led.entity:
            return led
        if own := to_the_right(asked) or complement(asked) or paid_for(asked):
            return self._completed(own, asked, place)
        if group := said_of(asked.words, self.vocabulary, asked.at):
            said = refined(asked.words, self.vocabulary, group, "gapped")
            return said._replace(entity=said.entity or span(asked.words, group))
        if leads_on(asked) and (led := to_the_left(asked)) and (led.entity or led.measured):
            return led if led.entity else self._completed(led, asked, place)
        return self._unnamed(asked, place)

    def _unnamed(self, asked: Asked, place: int) -> Measured | None:
        """What is counted, where no noun stands at the number: what came before, else the clause."""
        spanish = not self.vocabulary.lexicon.english
        before = self.found.get(place - 1) if spanish and asked.quantity.role == "to" else None
        if before and before.entity and self.quantities[place - 1].role == "from":
            return before._replace(way="inherited")
        if repeated := self._repeated(asked, place) or self._gapped(asked, place) or self._arrived(asked, place):
            return repeated
        if (
            compared(asked)
            or (others(asked) and self._before(asked, place))
            or self._does_too(asked, place)
            or undergoes(asked)
            or (elliptic(asked) and takes(asked))
        ):
            return self._before(asked, place)
        if acts(asked) and asked.quantity.unit in DURATIONS:
            return Measured(way="stretch")
        if acts(asked):
            return of_whole(asked) or self._antecedent(asked, place) or to_the_left(asked)
        left = self._ahead(asked) or to_the_left(asked)
        return left if left and left != Measured(way=left.way) else self._before(asked, place)

    def _elided(self, asked: Asked, place: int) -> Measured | None:
        """Whose the measure of the number before is here: "y el de los hombres S/ 1 620"."""
        group = owner(asked.words, self.vocabulary, asked.at)
        before = self.found.get(place - 1) if group else None
        if group is None or before is None or self.quantities[place - 1].start < asked.words.sentence[0]:
            return None
        return Measured(span(asked.words, group), before.measured or before.entity, "elided")

    def _of_counted(self, asked: Asked, place: int) -> bool:
        """Whether the bracket says what share of a whole the things before it are: "417 casos (36 % del total)"."""
        before = self.found.get(place - 1)
        near = before is not None and self.quantities[place - 1].start >= asked.words.sentence[0]
        return near and before is not None and before.way == "right" and asked.is_in("of", asked.behind)

    def _left_out(self, asked: Asked, place: int) -> Measured | None:
        """What was counted before, where the number stands for it: "de las 14 del informe anterior"."""
        if asked.quantity.label != "CARDINAL" or not left_out(asked.words, self.vocabulary, asked.at):
            return None
        before = next((self.found[p] for p in self._earlier(asked, place) if p in self.found), None)
        return before._replace(way="inherited") if before and before.entity else None

    def _does_too(self, asked: Asked, place: int) -> bool:
        """Whether a second verb takes the noun of the first: "killed 56 people and injured 700"."""
        words, at = asked.words, asked.at
        lead = at - 2
        while lead > 0 and words.kinds[lead] & AUXILIARY:
            lead -= 1
        acts_too = PAST if lead == at - 2 else PAST | BASE
        if asked.quantity.label != "CARDINAL" or at < 2 or not words.kinds[at - 1] & acts_too:
            return False
        before = self.found.get(place - 1)
        joined = bool(words.kinds[lead] & CONJUNCTION) and before is not None and before.way == "right"
        return joined and self.quantities[place - 1].start >= words.sentence[0]

    def _repeated(self, asked: Asked, place: int) -> Measured | None:
        """The noun behind "a" where the verb is left out: "140 corresponden a mujeres y 23 a hombres"."""
        before = next(
            (self.found[p] for p in (place - 1, place - 2) if p in self.found and self.quantities[p].role != "bracket"),
            None,
        )
        words, behind = asked.words, asked.behind
        if before is not None and before.way == "object" and words.low[behind : behind + 2] == [",", "a"]:
            behind += 1
        elif before is None or before.way != "complement" or words.low[behind : behind + 1] not in (["a"], [","]):
            return None
        if words.low[behind] == "," and words.low[behind + 1 : behind + 2] not in self.people:
            return None
        group = group_at(words, self.vocabulary, behind + 1, plural=True) if behind + 1 < len(words.low) else None
        return Measured(span(words, group), None, before.way) if group else None

    def _completed(self, own: Measured, asked: Asked, place: int) -> Measured:
        """What was found, with the thing measured added where only its property stands there: "a 20 % drop"."""
        if own.entity is not None and own.measured is None and asked.quantity.label == "MONEY":
            return own._replace(measured=amount_told(asked))
        if own.entity is not None or own.way == "stretch":
            return own
        changes = own.measured is not None and own.way in {"right", "introduced"}
        near = self._before(asked, place) if changes else None
        more = near or (by_verb(asked) if own.way == "introduced" else to_the_left(asked))
        return own._replace(entity=more.entity) if more else own

    def _before(self, asked: Asked, place: int, far: bool = False) -> Measured | None:
        """What the nearest earlier quantity of the sentence counts, or of the sentences just before."""
        for earlier in self._earlier(asked, place):
            if asked.quantity.start - self.quantities[earlier].end > MEMORY:
                return None
            found = self.found.get(earlier)
            if found and found.entity:
                near = far or self.quantities[earlier].start >= asked.words.sentence[0]
                return found._replace(way="inherited") if near or acts(asked) or elliptic(asked) else None
        return None

    def _earlier(self, asked: Asked, place: int) -> list[int]:
        """The quantities before, the nearest first; those in a phrase of place last: "22 en cinco provincias y 15"."""
        near = list(range(place - 1, max(place - 4, -1), -1))
        if asked.vocabulary.lexicon.english or asked.quantity.role == "bracket":
            return near
        return sorted(near, key=lambda p: self._distance(asked, p))

    def _distance(self, asked: Asked, place: int) -> tuple[bool, bool, bool, int]:
        """How far a number is from being what the noun left out at `asked` goes back to."""
        quantity, way = self.quantities[place], self.found[place].way if place in self.found else ""
        alike = {quantity.label, asked.quantity.label} <= SHARES
        unlike = 0 if quantity.label == asked.quantity.label else 1 if alike else 2
        far = quantity.start < asked.words.sentence[0]
        return far, place in self.asides, way in {"complement", "symbol"}, unlike

    def _gapped(self, asked: Asked, place: int) -> Measured | None:
        """What the count before counts, where the noun or the verb is left out here; "K3 million from grants" where the
        money before comes from elsewhere."""
        before = self.found.get(place - 1)
        words, at = asked.words, asked.at
        led = at > 1 and words.low[at - 1] in {"up", "down"} and words.low[at - 2] == ","
        if led and before and before.entity and self.quantities[place - 1].start >= words.sentence[0]:
            return before._replace(way="inherited")
        if before and before.entity and at > 1 and asked.is_in("of", at - 2) and words.low[at - 1] == "which":
            return before._replace(way="inherited")
        if before and before.entity and contrasted(asked, self.quantities[place - 1]):
            return before._replace(way="inherited")
        if (
            asked.quantity.label == "MONEY"
            and before
            and before.way == "object"
            and asked.is_in("source", asked.behind)
        ):
            return object_at(asked, asked.behind)
        if other := other_subject(asked, before):
            return other
        return self._count_before(asked, place) if object_left_out(asked) or verb_left_out(asked) else None

    def _arrived(self, asked: Asked, place: int) -> Measured | None:
        """What "to B" counts: what the clause before "from A" says."""
        start = asked.words.place_of.get(place - 1, -1) if asked.quantity.role == "to" else -1
        if start < 0 or self.quantities[place - 1].role != "from":
            return None
        return to_the_left(asked._replace(quantity=self.quantities[place - 1], at=start))

    def _count_before(self, asked: Asked, place: int) -> Measured | None:
        """What the nearest count before counts, in this sentence or the one before."""
        for earlier in self._earlier(asked, place):
            quantity, found = self.quantities[earlier], self.found.get(earlier)
            if quantity.label != "CARDINAL" or found is None or found.entity is None:
                continue
            if asked.quantity.start - quantity.end > NEAR or found.way not in {
                "right",
                "of",
                "inherited",
                "complement",
            }:
                return None
            return found._replace(way="inherited")
        return None

    def _antecedent(self, asked: Asked, place: int) -> Measured | None:
        """What "of whom", or a number that is itself a subject, goes back to."""
        before = self._before(asked, place)
        if asked.is_in("of", asked.behind) and (
            before is None or self.quantities[place - 1].start < asked.words.sentence[0]
        ):
            return nearest(asked) or before
        return before

    def _ahead(self, asked: Asked) -> Measured | None:
        """What the next quantity counts, where only "and", "or", "to" or a comma stands between."""
        words, at = asked.words, asked.at
        for after in (at + 2, at + 3):
            if after < len(words.low) and words.kinds[after] & QUANTITY:
                following = self.quantities[words.ref[after]]
                if following.label != asked.quantity.label or not JOINED.issuperset(words.low[at + 1 : after]):
                    return None
                return to_the_right(asked._replace(quantity=following, at=after))
        return None
