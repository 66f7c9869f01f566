"""What is counted, by the words behind the number."""

from __future__ import annotations

import re

from policy_qa_extractors.figures import refine
from policy_qa_extractors.figures.asked import DURATIONS, Asked, acts, described, moves, others, passes
from policy_qa_extractors.figures.clause import MARK, QUANTITY, TIME, Words
from policy_qa_extractors.figures.money import money_right
from policy_qa_extractors.figures.nouns import Group, group_at
from policy_qa_extractors.figures.purpose import all_capital, behind, is_action, purpose, side_at, span, whole
from policy_qa_extractors.figures.refine import Measured
from policy_qa_extractors.lexicon import (
    ADJECTIVE,
    ADVERB,
    AUXILIARY,
    BASE,
    CONJUNCTION,
    DETERMINER,
    FINITE,
    FUNCTION,
    NOUN,
    PAST,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
)

INTRODUCTION = 30
WORD = re.compile(r"[^\W\d]{3}")
AGED = frozenset({"menores", "mayores"})
INSIDE = re.compile(r"(?:[Oo]ne|1) ([a-z]{3,}) (?:in|out of) ")
"""What "one child in five" counts stands within the quantity."""
SYMBOL = 3
"""Units printed in so many letters at most are symbols, with no plural: "h", "min"."""


def to_the_right(asked: Asked) -> Measured | None:
    """The noun group behind the number, also through "of"."""
    words, vocabulary, quantity = asked.words, asked.vocabulary, asked.quantity
    if asked.limits and not vocabulary.lexicon.english:
        return None
    if quantity.role == "share" and (inside := INSIDE.match(words.text, quantity.core_start)):
        return Measured(inside.span(1), None, "right")
    place = _past_attribute(words, asked.behind)
    if place >= len(words.low) or words.kinds[place] & (TIME | QUANTITY):
        return None
    if asked.is_in("of", place):
        return _through_of(asked, place + 1)
    if quantity.label == "MONEY":
        return None if _to_each(asked, place) else money_right(words, vocabulary, place)
    if passes(asked) or not _leads(asked, place):
        return _side(asked, place)
    if quantity.label == "QUANTITY" and asked.is_in("dimension", place):
        place += 1
        if place >= len(words.low) or not words.kinds[place] & NOUN:
            return None
    if quantity.role == "share" and words.kinds[place] & DETERMINER and not words.kinds[place] & NOUN:
        return _through_of(asked, place)
    group = group_at(words, vocabulary, place, plural=quantity.label == "CARDINAL" and quantity.value != 1)
    return _side(asked, place) or _standing(asked, place) if group is None else _counted(asked, group)


def _side(asked: Asked, place: int) -> Measured | None:
    """The side of a vote where the noun is left out: "16 votes in favour and two against"."""
    last = side_at(asked.words, asked.vocabulary, place) if asked.quantity.label == "CARDINAL" else -1
    ahead = asked.words.kinds[last + 1] if 0 <= last < len(asked.words.kinds) - 1 else MARK
    if last < 0 or not ahead & (MARK | CONJUNCTION):
        return None
    return Measured((asked.words.starts[place], asked.words.ends[last]), None, "right")


def _to_each(asked: Asked, place: int) -> bool:
    """Whether money only tells what something came to for each: "the fund rises to $30 for each district"."""
    words = asked.words
    each = words.low[place + 1 : place + 2] in (["each"], ["every"])
    return each and asked.at > 0 and words.low[asked.at - 1] == "to"


def _ends(words: Words, place: int) -> bool:
    """Whether a noun group is over at `place`: a mark or a verb stands there."""
    kind = words.kinds[place] if place < len(words.low) else MARK
    return bool(kind & (MARK | AUXILIARY)) or (bool(kind & FINITE) and not kind & (NOUN | ADJECTIVE))


def _standing(asked: Asked, place: int) -> Measured | None:
    """An adjective that stands for those who are so: "the 90 injured"."""
    words, kind = asked.words, asked.words.kinds[place]
    english = asked.vocabulary.lexicon.english and asked.quantity.label == "CARDINAL"
    told = asked.at > 0 and words.low[asked.at - 1] == "the" and _ends(words, place + 1)
    behind_it = words.kinds[place + 1] if place + 1 < len(words.low) else 0
    told = told or (asked.is_in("stricken", place) and bool(behind_it & PREPOSITION))
    if english and told and kind & (ADJECTIVE | PAST) and not kind & (FUNCTION | MARK):
        return Measured((words.starts[place], words.ends[place]), None, "right")
    return None


def _counted(asked: Asked, group: Group) -> Measured | None:
    """What the group behind the number says: the things counted, or only the property measured."""
    words, vocabulary, label = asked.words, asked.vocabulary, asked.quantity.label
    if asked.is_in("multiple", group.head) and group.first == group.head and not _more(words, group.head + 1):
        return Measured(way="stretch")
    times = asked.is_in("multiple", group.head) and group.first == group.head
    if times or (asked.is_in("points", group.head) and _scored(asked, group)):
        return None
    if label == "QUANTITY" and asked.is_in("extent", group.head):
        return Measured(None, span(words, group), "right")
    changes = label == "QUANTITY" and asked.is_in("change", group.head)
    if label != "PERCENT" and not changes and not asked.is_in("container", group.head):
        return Measured(span(words, whole(words, vocabulary, group)), None, "right")
    found = refine.refined(words, vocabulary, group, way="right")
    bare = found.measured is not None and group.head in (group.first, group.first + 1)
    if label == "PERCENT" and bare and asked.is_in("ratio", group.head) and found.entity == found.measured:
        return found._replace(entity=None)
    return found


def _more(words: Words, place: int) -> bool:
    """Whether a comparison follows "10 times": "higher", "more", "as many", "the size of"."""
    if place >= len(words.low):
        return False
    low = words.low[place]
    return low.endswith("er") or low in {
        "more",
        "as",
        "the",
        "that",
        "its",
        "their",
        "what",
        "less",
        "worse",
        "earnings",
    }


def _scored(asked: Asked, group: Group) -> bool:
    """Whether "points" are the unit of an index or a rate: "rose 20 points", "25 basis points", "7,512.4 points"."""
    spanish = not asked.vocabulary.lexicon.english and not asked.is_in("of", group.last + 1)
    beyond = group.first == group.last and (asked.is_in("others", group.last + 1) or spanish)
    beyond = beyond or (asked.vocabulary.lexicon.english and asked.is_in("lead", group.last + 1))
    return moves(asked) or beyond or asked.is_in("basis", group.first) or isinstance(asked.quantity.value, float)


def _past_attribute(words: Words, place: int) -> int:
    """Past a measure that stands as an adjective: "15 one-year grants"."""
    attribute = place + 1 < len(words.low) and words.kinds[place] & QUANTITY and "-" in words.quote(place, place)
    return place + 1 if attribute else place


def _leads(asked: Asked, place: int) -> bool:
    """Whether a noun group may begin at `place`, behind the number."""
    words, quantity = asked.words, asked.quantity
    if asked.is_in("ellipsis", place) or asked.is_in("age", asked.at - 1) or words.low[place] == "no" or others(asked):
        return False
    if quantity.label == "CARDINAL":
        return True
    kind = words.kinds[place]
    if _attributive(asked, place) and kind & (PAST | ADJECTIVE):
        return True
    if kind & PAST or (kind & (FINITE | AUXILIARY) and not kind & (NOUN | ADJECTIVE)):
        return False
    if quantity.label == "PERCENT" and kind & BASE and of_whole(asked):
        return False
    if _tells(words, place) and not (asked.at and words.kinds[asked.at - 1] & DETERMINER):
        return False
    return quantity.unit not in DURATIONS or _attributive(asked, place)


def _tells(words: Words, place: int) -> bool:
    """Whether a form that may be noun or present tense is the verb: "fractions below 20 μm display a pattern"."""
    kind = words.kinds[place]
    if not (kind & BASE and kind & FINITE) or place + 1 >= len(words.low):
        return False
    return bool(words.kinds[place + 1] & (DETERMINER | PRONOUN)) and not words.kinds[place + 1] & RELATIVE


def _attributive(asked: Asked, place: int) -> bool:
    """Whether a duration stands before its noun: "a two-year programme", "30 days' leave"."""
    text = asked.words.text[asked.quantity.start : asked.quantity.end + 1]
    kind, unit = asked.words.kinds[place], text.split()[-1]
    bare = kind & NOUN and not kind & FUNCTION and " " in text.strip()
    if bare and asked.quantity.value != 1 and unit.isalpha() and not unit.endswith("s") and len(unit) > SYMBOL:
        return True
    return "-" in text or text.endswith(("'", "’")) or asked.words.low[place] in {"'", "’"}


def _through_of(asked: Asked, place: int) -> Measured | None:
    words = asked.words
    place = _past_numbers(asked, place)
    if place >= len(words.low):
        return None
    if asked.stands_for(place):
        last = described(asked, place)
        return Measured((words.starts[place], words.ends[last]), None, "of") if last > place else None
    group = group_at(words, asked.vocabulary, place, plural=False)
    if group is not None:
        return _part_of(asked, group)
    told = words.kinds[place - 1] & QUANTITY and _ends(words, place + 1)
    if told and words.kinds[place] & (ADJECTIVE | PAST) and not words.kinds[place] & (FUNCTION | MARK):
        return Measured((words.starts[place], words.ends[place]), None, "of")
    if words.kinds[place - 1] & QUANTITY and words.kinds[place] & PAST and asked.quantity.label == "PERCENT":
        given = purpose(words, asked.vocabulary, place + 1)
        return Measured(given, None, "of") if given else None
    if words.kinds[place - 1] & QUANTITY and WORD.match(words.text, words.starts[place - 1]):
        return Measured((words.starts[place - 1], words.ends[place - 1]), None, "of")
    return None


def _past_numbers(asked: Asked, place: int) -> int:
    """Past "the", "the 40", "the country's 16", "the 760 km of": where the noun begins."""
    words = asked.words
    while place < len(words.low) and not asked.stands_for(place):
        counted = place + 1 < len(words.low) and words.kinds[place + 1] & QUANTITY
        told = words.kinds[place] & (ADJECTIVE | POSSESSIVE) and counted
        told = told and (asked.vocabulary.lexicon.english or not words.kinds[place] & NOUN)
        again = asked.is_in("of", place) and words.kinds[place - 1] & QUANTITY
        if not (words.kinds[place] & (DETERMINER | QUANTITY) or told or again):
            break
        place += 1
    return place


def _compares(asked: Asked, group: Group) -> bool:
    """Whether the whole is only what the share is held against: "the deficit was cut to 3 % of revenue"."""
    return asked.is_in("purse", group.head) and bool(asked.at) and asked.words.low[asked.at - 1] in {"at", "to", "from"}


def _part_of(asked: Asked, group: Group) -> Measured | None:
    """What a part or measure of the group counts; nothing where the group is only what is compared with."""
    percent = asked.quantity.label == "PERCENT"
    if percent and (asked.is_in("bases", group.head) or _compares(asked, group)):
        return None
    if asked.quantity.unit in DURATIONS and asked.is_in("marks", group.head):
        return Measured(way="stretch")
    if not percent and (asked.is_in("calendar", group.head) or _measures_out(asked, group)):
        return None
    found = refine.refined(asked.words, asked.vocabulary, group, way="of")
    counts = asked.quantity.label != "MONEY" and not asked.vocabulary.lexicon.english
    share = counts and asked.is_in("money", group.head)
    return found._replace(entity=found.entity or found.measured) if share else found


def _measures_out(asked: Asked, group: Group) -> bool:
    """Whether the group only says in which direction a Spanish length runs: "380 metros de largo"."""
    spanish = not asked.vocabulary.lexicon.english and asked.quantity.label == "QUANTITY"
    return spanish and asked.is_in("dimension", group.head)


def complement(asked: Asked) -> Measured | None:
    """The noun said of the number: "219 (67.6%) were women"."""
    words, place = asked.words, asked.behind
    if asked.is_in("of", place):
        place += 2
        if asked.stands_for(place - 1) and (bare := _named(asked, place)):
            return bare
    if not asked.is_in("be", place):
        return None
    done = asked.is_in("done", place)
    place += 1
    while place < len(words.low) and words.kinds[place] & (ADVERB | DETERMINER) and not words.kinds[place] & NOUN:
        place += 1
    if words.low[place : place + 1] == ["a"]:
        place += 1
    if place >= len(words.low) or words.kinds[place] & (MARK | TIME | QUANTITY):
        return None
    group = group_at(words, asked.vocabulary, place, plural=True)
    if group is None or not words.kinds[group.head] & PLURAL:
        return None
    if words.kinds[group.first] & PAST and (done or not words.kinds[group.first] & NOUN):
        return None
    return Measured(span(words, group), None, "complement")


def _named(asked: Asked, place: int) -> Measured | None:
    """The people named right behind "of them": "52 de ellas mujeres", "212 of them apprentices"."""
    words = asked.words
    if place >= len(words.low):
        return None
    named = words.low[place] in asked.vocabulary.population
    if not named and not _plural(words, place):
        return None
    group = group_at(words, asked.vocabulary, place, plural=True)
    return Measured(span(words, group), None, "complement") if group else None


def _plural(words: Words, place: int) -> bool:
    """Whether a plural noun stands at `place` and no verb: "212 of them apprentices"."""
    if place >= len(words.low):
        return False
    kind, ends = words.kinds[place], place + 1 == len(words.low) or bool(words.kinds[place + 1] & MARK)
    return bool(kind & NOUN and kind & PLURAL) and not kind & FUNCTION and (ends or not kind & (FINITE | ADJECTIVE))


def of_whole(asked: Asked) -> Measured | None:
    """What a part is of: "of the total number of women participating, 40 % managed"."""
    words, at = asked.words, asked.at
    if not at or words.low[at - 1] != ",":
        return None
    numbers = 0
    for place in range(at - 2, max(at - INTRODUCTION, -1), -1):
        numbers += bool(words.kinds[place] & QUANTITY)
        if numbers > 1:
            break
        opens = place == 0 or bool(words.kinds[place - 1] & MARK)
        if opens and asked.is_in("partitive", place):
            found = _through_of(asked, place + 1)
            return found if found and found.entity else None
    return None


def paid_for(asked: Asked) -> Measured | None:
    """What money that is itself the subject does: "$50 million will support rural hospitals"."""
    words, place = asked.words, asked.behind
    if asked.quantity.label != "MONEY" or not acts(asked):
        return None
    while place < len(words.low) and (
        (words.kinds[place] & (ADVERB | AUXILIARY) and not words.kinds[place] & NOUN) or words.low[place] == "se"
    ):
        place += 1
    last = words.low[place - 1] if place else ""
    heads = asked.is_in("heads", place)
    passive = last in asked.vocabulary.words["be"] and bool(
        words.kinds[place : place + 1] and words.kinds[place] & PAST
    )
    passive = passive or (last == "se" and not asked.vocabulary.lexicon.english)
    toward = place + (heads or passive)
    if any(asked.is_in(name, toward) for name in ("for", "inside", "source")):
        return object_at(asked, toward)
    if heads or passive or place + 1 >= len(words.low):
        return None
    spanish = not asked.vocabulary.lexicon.english
    if spanish and words.kinds[place] & FINITE and asked.is_in("for", place + 1):
        group = behind(words, asked.vocabulary, place + 1)
        return object_at(asked, place + 1) if group is not None and not all_capital(words, group) else None
    if (
        not words.kinds[place] & (BASE if asked.vocabulary.lexicon.english else FINITE)
        or words.kinds[place] & AUXILIARY
    ):
        return None
    return None if last in asked.vocabulary.words["be"] else object_at(asked, place)


def object_at(asked: Asked, place: int) -> Measured | None:
    """The noun group behind the verb or preposition at `place`; behind "to fund" that verb's object."""
    if asked.vocabulary.lexicon.english and asked.words.low[place] == "to" and place + 2 < len(asked.words.low):
        place += is_action(asked.words, asked.vocabulary, place)
    group = behind(asked.words, asked.vocabulary, place)
    return Measured(span(asked.words, whole(asked.words, asked.vocabulary, group)), None, "object") if group else None
