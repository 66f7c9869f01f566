"""From a noun group to what is counted: through "the number of", past "increase in", with the property apart."""

from __future__ import annotations

from typing import NamedTuple

from policy_qa_extractors.figures.clause import MARK, Words
from policy_qa_extractors.figures.nouns import Group, group_at, skip_articles, with_complement
from policy_qa_extractors.figures.purpose import onward, purpose, span, whole
from policy_qa_extractors.figures.subject import object_between, subject_of, verb_before
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import DETERMINER, NOUN

OPENING = 16


class Measured(NamedTuple):
    """View spans of what is counted and of the property measured; `way` names the rule that found them."""

    entity: tuple[int, int] | None = None
    measured: tuple[int, int] | None = None
    way: str = "none"


def refined(words: Words, vocabulary: Vocabulary, group: Group, way: str) -> Measured:
    """What a group counts."""
    lists = vocabulary.words
    head = words.low[group.head]
    if way == "of" and head in lists["manner"]:
        return Measured(None, None, way)
    if head in lists["container"] or head in lists["favour"]:
        inner = onward(words, vocabulary, group, lists["of"])
        return refined(words, vocabulary, inner, way) if inner else Measured(None, None, way)
    if head in lists["change"]:
        if inner := onward(words, vocabulary, group, lists["onward"]):
            return refined(words, vocabulary, inner, way)
        if group.first < group.head and words.kinds[group.head - 1] & NOUN and vocabulary.lexicon.english:
            return Measured((words.starts[group.first], words.ends[group.head - 1]), None, way)
        return Measured(None, span(words, group), way)
    if head in lists["money"]:
        entity = purpose(words, vocabulary, group.last + 1)
        if entity is None and (inner := onward(words, vocabulary, group, lists["onward"])):
            entity = span(words, whole(words, vocabulary, inner))
        return Measured(entity, span(words, group), way)
    wide = whole(words, vocabulary, group)
    named = (head in lists["ratio"] or head in lists["amount"]) and words.text[words.starts[group.head]].islower()
    named = named or (group.first == group.last and (head in lists["ratio"] or head in lists["amount"]))
    return Measured(span(words, wide), span(words, core(words, vocabulary, group)) if named else None, way)


def core(words: Words, vocabulary: Vocabulary, group: Group) -> Group:
    """The group without its "of" phrase."""
    of = vocabulary.words["of"]
    last = next((p - 1 for p in range(group.first, group.last) if words.low[p] in of), group.last)
    return Group(group.first, last, group.head)


def subject(words: Words, vocabulary: Vocabulary, group: Group) -> Measured:
    """What the subject of a clause measures; a ratio "with" which something stands belongs to that."""
    measured = refined(words, vocabulary, group, "subject")
    lists, head = vocabulary.words, words.low[group.head]
    alone = head in lists["money"] or (head in lists["change"] and vocabulary.lexicon.english)
    if measured.entity is None and alone:
        measured = measured._replace(entity=measured.measured)
    if measured.measured and (host := hosted(words, vocabulary, group)):
        return Measured(host, measured.measured, "host")
    return measured


def introduced(words: Words, vocabulary: Vocabulary, group: Group) -> Measured:
    """What a number behind "… of" measures: "an investment of", "a population of"."""
    measured = refined(words, vocabulary, group, "introduced")
    if measured.measured and (host := hosted(words, vocabulary, group)):
        return Measured(host, measured.measured, "host")
    return measured


def hosted(words: Words, vocabulary: Vocabulary, group: Group) -> tuple[int, int] | None:
    """What "with an investment of …" belongs to: the object of the verb before it, else what the item is about."""
    before = group.first - 1
    while before >= 0 and words.kinds[before] & DETERMINER:
        before -= 1
    owned = words.low[group.head] not in vocabulary.words["money"] or words.low[group.head] in vocabulary.words["own"]
    if before == 0 and owned and words.low[0] in vocabulary.words["with"]:
        return _behind_comma(words, vocabulary, group.head)
    if (
        before < 1
        or words.low[before] not in vocabulary.words["with"]
        or words.low[before - 1] in vocabulary.words["compare"]
    ):
        return None
    verb = verb_before(words, vocabulary, before)
    if verb >= 0 and (host := object_between(words, vocabulary, verb, before) or subject_of(words, vocabulary, verb)):
        return refined(words, vocabulary, host, "host").entity
    first = 0
    while first < before and words.kinds[first] & (DETERMINER | MARK):
        first += 1
    group_first = group_at(words, vocabulary, first, plural=False)
    if group_first is None:
        return None
    return span(words, with_complement(words, vocabulary, group_first, determiners=True))


def leading(words: Words, vocabulary: Vocabulary, at: int) -> tuple[int, int] | None:
    """The subject behind a number that opens the sentence: "At 4.9 %, the jobless rate …"."""
    opens = at == 1 and words.low[0] in vocabulary.words["at"] and words.low[2:3] == [","]
    return _behind_comma(words, vocabulary, at) if opens else None


def _behind_comma(words: Words, vocabulary: Vocabulary, place: int) -> tuple[int, int] | None:
    """The subject behind a phrase that opens the sentence: "With a budget of $5 million, the programme …"."""
    for comma in range(place, min(place + OPENING, len(words.low) - 1)):
        if words.low[comma] == ",":
            first = skip_articles(words, comma + 1)
            group = group_at(words, vocabulary, first, plural=False) if first < len(words.low) else None
            return span(words, group) if group else None
    return None
