"""The smaller slots of a frame: population, status, direction, actor, place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from policy_qa.domain.records import Direction, Entity
from policy_qa_extractors.figures.clause import MARK, QUANTITY, TIME, Words
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.refine import Measured
from policy_qa_extractors.figures.subject import subject_of, verb_before
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    PAST,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    VERBAL,
)
from policy_qa_extractors.page import Found

PLACES, ACTORS = frozenset({"GPE", "LOC"}), frozenset({"ORG", "PERSON", "GPE"})
NAMES = frozenset({"ORG", "PRODUCT", "LAW", "EVENT"})
SIDES = frozenset({"from", "to"})
AHEAD, BESIDE, LONGEST = 7, 200, 10


def population(words: Words, vocabulary: Vocabulary, measured: Measured, at: int) -> str | None:
    """The people counted, by the vocabulary's names: "women", "women and men"; else those right behind the number."""
    if measured.entity is None:
        return None
    text = words.text[measured.entity[0] : measured.entity[1]].lower()
    return people(vocabulary, text) or _people_behind(words, vocabulary, at)


def _people_behind(words: Words, vocabulary: Vocabulary, at: int) -> str | None:
    """The people behind "in" or "among": "2,9 % en hombres y 7,4 % en mujeres"."""
    place = _past_whom(words, vocabulary, at + 1)
    if words.low[place : place + 1] and words.low[place] in vocabulary.words["among"]:
        place += 1
        while place < len(words.low) and words.kinds[place] & DETERMINER:
            place += 1
        if place < len(words.low):
            return vocabulary.population.get(words.low[place])
    return None


def _past_whom(words: Words, vocabulary: Vocabulary, place: int) -> int:
    """Past "of them": the place behind it, else `place`."""
    lists, low = vocabulary.words, words.low[place : place + 2]
    return place + 2 if len(low) > 1 and low[0] in lists["partitive"] and low[1] in lists["anaphor"] else place


def people(vocabulary: Vocabulary, text: str) -> str | None:
    """The people that a phrase names, by the vocabulary's names."""
    for pattern, name in vocabulary.population_phrases:
        if pattern.search(text):
            return name
    names: list[str] = []
    for word in text.split():
        if word in vocabulary.words["of"]:
            break
        if (name := vocabulary.population.get(word.strip(",."), "")) and name not in names:
            names.append(name)
    joiner = " and " if vocabulary.lexicon.english else " y "
    return joiner.join(names) or None


def status(words: Words, vocabulary: Vocabulary, at: int, measured: Measured, verb: int) -> str | None:
    """What was done with the things counted, by the verb behind them or the verb that has them as its object."""
    place = at + 1
    if measured.entity is not None and measured.way in {"right", "of"}:
        while place < len(words.low) and words.starts[place] < measured.entity[1]:
            place += 1
    told = _told(words, vocabulary, place, bare=measured.way not in {"right", "of"})
    if told is not None:
        return told
    if verb < 0 or measured.way not in {"right", "of", "money"} or not _takes(words, vocabulary, verb, at):
        return None
    return _status_of(vocabulary, words.low[verb])


def _told(words: Words, vocabulary: Vocabulary, place: int, bare: bool) -> str | None:
    """The status by the verb behind the things counted, at `place`: its name, else a participle as printed, or a state
    ("in progress"). A `bare` number has its noun
    elsewhere: a participle right behind it stands for "were …"."""
    passive, going_on = False, False
    for ahead in range(place, min(place + AHEAD, len(words.low))):
        kind, low = words.kinds[ahead], words.low[ahead]
        if (kind & AUXILIARY and low not in vocabulary.status) or low == "se":
            passive = passive or low in vocabulary.words["be"]
            going_on = going_on or low in vocabulary.words["going_on"]
            continue
        if kind & VERBAL or low in vocabulary.status:
            if going_on and kind & PAST:
                return f"{words.low[ahead - 1]} {low}"
            if name := _status_of(vocabulary, low):
                return name
            if kind & PAST and (passive or (bare and ahead == place)):
                return low
            if kind & VERBAL:
                break
        pair = "_".join(words.low[ahead : ahead + 2])
        if passive and pair in vocabulary.words["states"]:
            return pair.replace("_", " ")
        if kind & (MARK | QUANTITY | TIME) or not kind & (ADVERB | RELATIVE | AUXILIARY):
            break
    return None


def _takes(words: Words, vocabulary: Vocabulary, verb: int, at: int) -> bool:
    """Whether the quantity at `at` is the verb's object: no preposition but "of" stands between."""
    first, of = verb + 1, vocabulary.words["of"]
    if words.low[first] == "a" and _verb(vocabulary, words.low[verb]) in vocabulary.words["takes_a"]:
        first += 1
    return not any(words.kinds[p] & PREPOSITION and words.low[p] not in of for p in range(first, at))


def _status_of(vocabulary: Vocabulary, low: str) -> str | None:
    return vocabulary.status.get(low) or vocabulary.status.get(_verb(vocabulary, low))


def _verb(vocabulary: Vocabulary, low: str) -> str:
    found = vocabulary.lexicon.verb(low)
    return found[0] if found else low


def direction(
    words: Words, vocabulary: Vocabulary, at: int, measured: Measured, verb: int, money: bool
) -> Direction | None:
    """Whether the figure says a rise or a fall: by its verb, or the noun beside it."""
    table = vocabulary.direction
    if at > 1 and words.low[at - 1] in {"up", "down"} and words.low[at - 2] not in vocabulary.words["taking"]:
        return "up" if words.low[at - 1] == "up" else "down"
    if at > 1 and words.low[at - 2] in {"up", "down"} and words.low[at - 1] in {"by", "to"}:
        return "up" if words.low[at - 2] == "up" else "down"
    if words.text[words.starts[at] - 1 : words.starts[at]] == "+" or words.text[words.starts[at]] == "+":
        return "up"
    if exceeds := _exceeding(words, vocabulary, at):
        return exceeds
    governed = verb >= 0 and measured.way in {"subject", "object", "inherited", "host", "of", "money"}
    lead = words.low[at - 1] if at else ""
    if money and measured.way in {"object", "money"} and lead not in {"to", "by", "from", "a", "en", "de"}:
        governed = False
    if governed and (found := table.get(words.low[verb]) or table.get(_verb(vocabulary, words.low[verb]))):
        return found
    changes = vocabulary.words["change"]
    leads = at > 1 and words.kinds[at - 1] & PREPOSITION
    for place in (at + 1, at + 2, at - 2) if leads else (at + 1, at + 2):
        meant = place == at + 2 and words.low[at + 1 : at + 2] == ["to"]
        if place < len(words.low) and words.low[place] in changes and not meant:
            return table.get(words.low[place]) or table.get(vocabulary.lexicon.lemma(words.low[place]))
    return _changing(words, vocabulary, measured)


def _exceeding(words: Words, vocabulary: Vocabulary, at: int) -> Direction | None:
    """What a comparison behind the number says: "84 000 personas más que un año antes"."""
    for place in (at + 1, at - 2):
        if 0 <= place < len(words.low) and words.low[place] in vocabulary.words["beyond"]:
            return vocabulary.direction.get(words.low[place])
    for place in range(at + 1, min(at + 4, len(words.low) - 1)):
        if words.kinds[place] & (MARK | QUANTITY):
            break
        if words.low[place] in vocabulary.words["others"] and words.low[place + 1] in {"que", "than"}:
            return vocabulary.direction.get(words.low[place])
    return None


def _changing(words: Words, vocabulary: Vocabulary, measured: Measured) -> Direction | None:
    """What the noun says that is itself a change: "el incremento alcanza el 46,4 %"."""
    begin, end = measured.measured or (0, 0)
    said = words.text[begin:end].lower().split()
    head = said[-1 if vocabulary.lexicon.english else 0] if said else ""
    if head not in vocabulary.words["change"]:
        return None
    return vocabulary.direction.get(head) or vocabulary.direction.get(vocabulary.lexicon.lemma(head))


def moved(quantities: Sequence[Quantity], place: int) -> Direction | None:
    """Whether "from A to B" says a rise or a fall, where its verb does not: "pasó de 61 % a 72 %"."""
    one = quantities[place]
    other = place + 1 if one.role == "from" else place - 1
    if one.role not in SIDES or not 0 <= other < len(quantities) or {one.role, quantities[other].role} != SIDES:
        return None
    before, after = (one, quantities[other]) if one.role == "from" else (quantities[other], one)
    if before.unit != after.unit or before.value == after.value:
        return None
    return "up" if before.value < after.value else "down"


class Names:
    """The entities of a page, asked for by where they stand."""

    def __init__(self, entities: Sequence[Found]) -> None:
        self.entities = entities
        self.starts = [found.start for found in entities]

    def within(self, begin: int, end: int, labels: frozenset[str]) -> list[Found]:
        """The entities with these labels that start between begin and end."""
        low = bisect_left(self.starts, begin)
        found = []
        while low < len(self.starts) and self.starts[low] < end:
            if self.entities[low].record.label in labels:
                found.append(self.entities[low])
            low += 1
        return found

    def whole(self, text: str, span: tuple[int, int]) -> tuple[int, int]:
        """The span, drawn out to the end of the name that begins where it begins."""
        for found in self.within(span[0], span[0] + 1, NAMES):
            if found.end > span[1] and len(text[found.start : found.end].split()) <= LONGEST:
                return found.start, found.end
        return span

    def is_place(self, span: tuple[int, int]) -> bool:
        """Whether the span is the name of a place, or part of one, and no more."""
        low = bisect_left(self.starts, span[0] + 1) - 1
        found = self.entities[low] if low >= 0 else None
        return found is not None and found.record.label in PLACES and found.end >= span[1]

    def actor(self, words: Words, vocabulary: Vocabulary, at: int, verb: int) -> str | None:
        """Who does it: the named subject of the verb, or the name behind "by"."""
        for place in range(at + 1, min(at + 12, len(words.low) - 1)):
            if words.kinds[place] & (QUANTITY | RELATIVE) or words.low[place] in {";", ":"}:
                break
            if words.low[place] in vocabulary.words["by"]:
                begin = words.starts[place]
                if found := self.within(begin, begin + 12, ACTORS):
                    return _name(found[0])
        if verb < 0 or _passive(words, verb) or _verb(vocabulary, words.low[verb]) in vocabulary.words["saying"]:
            return None
        group = subject_of(words, vocabulary, verb)
        if group is None:
            return None
        begin, end = words.starts[group.first], words.ends[group.last]
        found = self.within(max(begin - 60, words.begin), end, ACTORS)
        found = [f for f in found if f.end > begin and not words.kinds[group.last] & POSSESSIVE]
        return _name(found[0]) if found else None

    def place(self, words: Words, vocabulary: Vocabulary, at: int) -> str | None:
        """Where: the place named behind "in" in the clause, else one that leads the sentence."""
        start = words.starts[at]
        end = next(
            (words.starts[p] for p in range(at + 1, min(at + 40, len(words.low))) if words.low[p] == ";"), words.end
        )
        beside = words.low[at + 1 : at + 2] and words.low[at + 1] in vocabulary.words["place_before"]
        for found in () if beside else self.within(max(words.begin, start - BESIDE), start, PLACES)[-1:]:
            if words.text[found.end : start].strip(" ,:(") in {"", "con"} and found.end < start - 1:
                return _name(found)
        for found in self.within(start, min(end, start + BESIDE), PLACES):
            if _led(words.text, found.start, vocabulary) and not _of_next(words, at, found.end):
                return _name(found)
        for found in reversed(self.within(max(words.begin, start - BESIDE), start, PLACES)):
            if _led(words.text, found.start, vocabulary):
                return _name(found)
        return None


def _passive(words: Words, verb: int) -> bool:
    return bool(words.kinds[verb] & PAST and verb and words.low[verb - 1] in {"was", "were", "been", "is", "are", "be"})


def _led(text: str, start: int, vocabulary: Vocabulary) -> bool:
    before = text[max(0, start - 16) : start].lower().split()
    while before and before[-1] in {"the", "el", "la", "los", "las"}:
        before.pop()
    return bool(before) and before[-1] in vocabulary.words["place_before"]


def _of_next(words: Words, at: int, end: int) -> bool:
    """Whether the place that ends at `end` leads to the next number: "12 en Cusco y en Puno, 9"."""
    following = next((p for p in range(at + 1, len(words.low)) if words.starts[p] >= end), len(words.low))
    if not any(words.kinds[p] & (CONJUNCTION | MARK) for p in range(at + 1, following)):
        return False
    return words.low[following : following + 1] in ([","], [":"]) and any(
        kind & QUANTITY for kind in words.kinds[following + 1 : following + 2]
    )


def _name(found: Found) -> str:
    record = found.record
    return record.name if isinstance(record, Entity) else record.text


def governing(words: Words, vocabulary: Vocabulary, at: int) -> int:
    """The place of the verb before the quantity, or -1."""
    return verb_before(words, vocabulary, at)
