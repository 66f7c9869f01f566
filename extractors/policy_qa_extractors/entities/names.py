"""Names by head word: "Ministry of …", "National … Board", "Comisión Multisectorial …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policy_qa_extractors.entities.chains import Chain, Word, opens
from policy_qa_extractors.entities.gazetteer import is_place
from policy_qa_extractors.entities.growth import (
    AND,
    ELEMENT,
    Grown,
    bare,
    grow,
    is_acronym,
    is_new,
    owner,
    spanish_first,
)
from policy_qa_extractors.entities.words import Words, english, spanish, table, words

ENGLISH_ONLY = frozenset({"of", "and", "for", "the", "on", "to", "against", "with"})
SPANISH_ONLY = frozenset(
    {"de", "del", "la", "las", "los", "y", "e", "el", "para", "por", "contra", "sobre", "hacia", "en", "al"}
)
SAINTS = frozenset({"St", "St.", "Saint"})
REACHED = frozenset({"of", "for", "on", "to", "against", "with", "and"})


class Named(NamedTuple):
    """A name by head word: the places of its first word, its head and its last word in the chain."""

    first: int
    head: int
    last: int
    style: Words


def named(chain: Chain, in_spanish: bool) -> Iterator[Named]:
    """The names in a chain, left to right, none touching another."""
    row = chain.words
    if len(row) < 2:
        return
    in_spanish = _in_spanish(row, in_spanish)
    style = words("es" if in_spanish else "en")
    if style.heads.keys().isdisjoint([bare(word.text) for word in row]):
        return
    at = done = 0
    while at < len(row):
        if opens(row[at]):
            at += 1
            continue
        head = _spanish_head(row, at, style) if in_spanish else _english_head(row, at, style)
        if head < 0:
            at = -head
            continue
        first = _after_owner(row, at, head)
        if not in_spanish:
            first = _listed(chain, done, first, head, style)
        if row[head].text in english("reaching") and not in_spanish:
            first = _reached(row, done, first, style)
        grown = Grown(first, head, head, frozenset())
        last = grow(row, spanish_first(row, grown, style) if in_spanish else grown, style, in_spanish)
        if last > first and (in_spanish or _ends_run(row, head)):
            yield Named(first, head, last, style)
        at = done = last + 1


def _in_spanish(row: list[Word], page: bool) -> bool:
    small = {word.text for word in row if word.small}
    if small & SPANISH_ONLY:
        return page or not small & ENGLISH_ONLY
    return page and not small & ENGLISH_ONLY


def _spanish_head(row: list[Word], at: int, style: Words) -> int:
    """The place of the head that opens a name at `at`; or minus the place where to go on."""
    if row[at].text in style.heads:
        return at
    after = at + 1
    prefixed = row[at].text in spanish("prefixes") and after < len(row) and row[after].text in style.heads
    return after if prefixed else -after


def _english_head(row: list[Word], at: int, style: Words) -> int:
    """The place of the last head of the run that starts at `at`; or minus the place where to go on."""
    found, joined = -1, False
    place = at
    while place < len(row):
        word = row[place]
        if word.small:
            before = row[place - 1].text
            if found > at or word.text not in AND or is_place(before) or is_acronym(before) or joined:
                break
            joined, found = True, -1
            if place + 1 >= len(row) or opens(row[place + 1]):
                break
        elif bare(word.text) in style.heads:
            found = place
        elif word.text in table("openers"):
            break
        place += 1
    return found if found >= 0 else -max(place, at + 1)


def _after_owner(row: list[Word], at: int, head: int) -> int:
    """The first word of the name: behind an owner that is no part of it ("Peru's National Plan")."""
    owners = (place for place in range(at, head) if owner(row[place].text))
    return max((place + 1 for place in owners if place == at or row[place - 1].text not in SAINTS), default=at)


def _listed(chain: Chain, done: int, first: int, head: int, style: Words) -> int:
    """The first word of a name that a list opens, behind "the": "the Health, Safety and Environment Agency"."""
    row = chain.words
    ended = any(word.small and word.text in AND for word in row[first:head])
    at = first
    while True:
        last = at - 1
        while last >= done and row[last].small:
            last -= 1
        links = [word.text for word in row[last + 1 : at]]
        if last < done or (links != [","] and (ended or len(links) != 2 or links[0] != "," or links[1] not in AND)):
            break
        start = last
        while start - 1 >= done and not row[start - 1].small:
            start -= 1
        if not (ended or len(links) == 2) or last - start >= ELEMENT or is_new(row, start, last + 1, style):
            break
        at, ended = start, True
    led = row[at - 1].text == "the" if at else chain.led
    return at if led else first


def _reached(row: list[Word], done: int, first: int, style: Words) -> int:
    """The first word of a name that reaches back over links: "Violence Against Women Act"."""
    at = first
    while at - 2 >= done and row[at - 1].text in REACHED and not row[at - 2].small:
        start = at - 1
        while start - 1 >= done and not row[start - 1].small:
            start -= 1
        if any(opens(word) or owner(word.text) or word.text in style.heads for word in row[start : at - 1]):
            break
        at = start
    return at


def _ends_run(row: list[Word], head: int) -> bool:
    """Whether a head stands where an English name's head must: at the end of its run, a title or an acronym apart."""
    if head + 1 == len(row) or row[head + 1].small or owner(row[head].text):
        return True
    after = row[head + 1].text
    return is_acronym(after) or opens(row[head + 1]) or after in table("titles") or after in table("roles")
