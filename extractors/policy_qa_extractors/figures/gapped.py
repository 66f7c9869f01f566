"""English counts whose noun or verb is left out: "Republicans hold 49"; "girls got 9,412 of the doses, boys 8,828"."""

from __future__ import annotations

from policy_qa_extractors.figures.asked import Asked
from policy_qa_extractors.figures.clause import MARK, TIME
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.refine import Measured
from policy_qa_extractors.figures.subject import is_nominal, is_verb
from policy_qa_extractors.lexicon import (
    ADVERB,
    AUXILIARY,
    BASE,
    CONJUNCTION,
    DETERMINER,
    FINITE,
    NOUN,
    PAST,
    PREPOSITION,
)


def object_left_out(asked: Asked) -> bool:
    """Whether a verb takes the bare count as its object, so that the noun stands before: "accepted six in full"."""
    words, verb = asked.words, asked.at - 1
    while verb > 0 and words.kinds[verb] & (DETERMINER | ADVERB) and not words.kinds[verb] & NOUN:
        verb -= 1
    if not _bare(asked) or verb < 1:
        return False
    kind, low = words.kinds[verb], words.low[verb]
    if kind & PREPOSITION or low in asked.vocabulary.words["amounting"] or low in asked.vocabulary.words["be"]:
        return False
    lemma = asked.vocabulary.lexicon.verb(low)
    if lemma and (lemma[0] in asked.vocabulary.words["amounting"] or lemma[0] in asked.vocabulary.direction):
        return False
    has = low in asked.vocabulary.words["carrier"] and kind & AUXILIARY
    plain = kind & (PAST | FINITE | BASE) and not kind & (AUXILIARY | ADVERB)
    return bool(has or (plain and (not kind & NOUN or is_verb(words, asked.vocabulary, verb))))


def verb_left_out(asked: Asked) -> bool:
    """Whether only a subject stands before the bare count: "and boys 8,828"."""
    words, place = asked.words, asked.at - 1
    if not _bare(asked) or place < 1 or not is_nominal(words, place):
        return False
    while place >= 0 and (is_nominal(words, place) or words.kinds[place] & DETERMINER):
        place -= 1
    return place > 0 and (bool(words.kinds[place] & CONJUNCTION) or words.low[place] in {",", ";"})


def other_subject(asked: Asked, before: Measured | None) -> Measured | None:
    """The subject whose verb is left out, where the verb before counted its own one: "men numbered 54 and women 13"."""
    if before is None or before.way != "subject" or not verb_left_out(asked):
        return None
    words, first = asked.words, asked.at - 1
    while first > 0 and is_nominal(words, first - 1) and not words.kinds[first - 1] & DETERMINER:
        first -= 1
    return Measured((words.starts[first], words.ends[asked.at - 1]), None, "subject")


def contrasted(asked: Asked, before: Quantity) -> bool:
    """Whether a place or group alone sets the number apart from the one before: "but just 52 % in villages"."""
    words, lead, behind = asked.words, asked.at - 1, asked.behind
    if lead > 1 and words.low[lead - 1 : lead + 1] == [",", "or"]:
        return asked.vocabulary.lexicon.english
    closes = behind >= len(words.low) or words.low[behind] in {".", ";", ")"}
    if asked.quantity.label == "PERCENT" and before.label == "CARDINAL" and closes and lead > 0:
        return asked.vocabulary.lexicon.english and words.low[lead] == ","
    if not asked.vocabulary.lexicon.english or (before.label, before.unit) != (
        asked.quantity.label,
        asked.quantity.unit,
    ):
        return False
    while lead > 0 and words.kinds[lead] & ADVERB and not words.kinds[lead] & CONJUNCTION:
        lead -= 1
    joined = lead > 0 and (bool(words.kinds[lead] & CONJUNCTION) or words.low[lead] == ",")
    if joined and behind < len(words.low) and words.low[behind] == "next":
        return True
    again = asked.quantity.label == "PERCENT" and words.low[behind : behind + 1] in (["a"], ["an"])
    return joined and (asked.is_in("apart", behind) or again)


def _bare(asked: Asked) -> bool:
    """Whether the quantity is a count with no noun behind it."""
    words, place = asked.words, asked.at + 1
    if not asked.vocabulary.lexicon.english or asked.quantity.label != "CARDINAL":
        return False
    if asked.quantity.role != "plain" or not isinstance(asked.quantity.value, int):
        return False
    if place >= len(words.low) or (words.kinds[place] & (MARK | TIME) and words.low[place] not in {"(", "%"}):
        return True
    return bool(words.kinds[place] & PREPOSITION) and not asked.is_in("of", place)
