"""Names by head word: "Ministry of …", "National … Board", "Comisión Multisectorial …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from policy_qa_extractors.entities.chains import OWNER, Chain, Word, opens
from policy_qa_extractors.entities.gazetteer import is_country, is_place
from policy_qa_extractors.entities.words import Words, english, spanish, table, words

ENGLISH_LINKS = frozenset({"of", "for", "on", "to", "against", "among"})
ENGLISH_INNER = frozenset({"of", "for", "on", "against", "among"})
ENGLISH_ONLY = frozenset({"of", "and", "for", "the", "on", "to", "against", "with"})
SPANISH_ONLY = frozenset(
    {"de", "del", "la", "las", "los", "y", "e", "el", "para", "por", "contra", "sobre", "hacia", "en", "al"}
)
SPANISH_LINKS = frozenset({"de", "del", "para", "contra", "sobre", "hacia", "a", "al", "en", "por", "y", "e", ","})
REACHED = frozenset({"of", "for", "on", "to", "against", "with", "and"})
ARTICLES = frozenset({"the", "el", "la", "los", "las"})
INFINITIVE = re.compile(r"[aei]r$")
OWNER_ENDS = "sS'’"
AND = frozenset({"and", "&", "y", "e"})
LONGEST = 24
ELEMENT = 4


class Named(NamedTuple):
    """A name by head word: the places of its first word, its head and its last word in the chain."""

    first: int
    head: int
    last: int
    style: Words


class Grown(NamedTuple):
    """A name as far as it has grown: its first word, its head, its last word, and the links it has taken."""

    first: int
    head: int
    last: int
    links: frozenset[str]

    @property
    def linked(self) -> bool:
        return bool(self.links)


def named(chain: Chain, in_spanish: bool) -> Iterator[Named]:
    """The names in a chain, left to right, none touching another."""
    row = chain.words
    if len(row) < 2:
        return
    in_spanish = _in_spanish(row, in_spanish)
    style = words("es" if in_spanish else "en")
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
        last = _grow(row, _spanish_first(row, grown, style) if in_spanish else grown, style, in_spanish)
        if last > first and (in_spanish or _ends_run(row, head)):
            yield Named(first, head, last, style)
        at = done = last + 1


def bare(word: str) -> str:
    """A word without its possessive ending."""
    return OWNER.sub("", word) if word[-1] in OWNER_ENDS else word


def owner(word: str) -> bool:
    """Whether a word owns what follows without being part of its name: "Peru's", not "Women's"."""
    return word[-1] in OWNER_ENDS and bool(OWNER.search(word)) and bare(word) not in english("groups")


def is_acronym(word: str) -> bool:
    """Whether a word is in capitals throughout."""
    return len(word) > 1 and bare(word).isupper()


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
    return max((place + 1 for place in range(at, head) if owner(row[place].text)), default=at)


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
        if not (ended or len(links) == 2) or last - start >= ELEMENT or _new(row, start, last + 1, style):
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


def _grow(row: list[Word], grown: Grown, style: Words, in_spanish: bool) -> int:
    """The last word of a name, which takes in link after link and the run of capitalised words behind it."""
    while grown.last + 1 < len(row) and grown.last - grown.first < LONGEST and not owner(row[grown.last].text):
        start = grown.last + 1
        while start < len(row) and row[start].small:
            start += 1
        links = [word.text for word in row[grown.last + 1 : start]]
        if not links or start >= len(row):
            break
        end = _run(row, start, style if in_spanish else None)
        stop = _spanish_stop if in_spanish else _english_stop
        if links[0] == "," and (grown.links & AND or ("," not in grown.links and not _lists(row, grown, style))):
            break
        if stop(row, links, start, end, style, grown):
            break
        last = _without_country(row, end - 1) if in_spanish else end - 1
        grown = Grown(grown.first, grown.head, last, grown.links | set(links))
        if last < end - 1:
            break
    return grown.last


def _run(row: list[Word], at: int, style: Words | None) -> int:
    """The end of the run that starts at `at`: after an owner, before an opener, an acronym or a new name."""
    start = at
    while at < len(row) and not row[at].small:
        text = row[at].text
        if at > start and (text in table("openers") or (is_acronym(text) and len(text) > 2)):
            break
        if style and at > start and text in style.heads and text not in style.soft and _is(style, text, "ORG"):
            break
        at += 1
        if owner(text):
            break
    return at


def _is(style: Words, head: str, label: str) -> bool:
    return style.heads[head][0].label == label


def _lists(row: list[Word], grown: Grown, style: Words) -> bool:
    """Whether the comma behind the name goes on with its list: ", Construction and Sanitation"."""
    if not grown.linked or grown.links & AND or is_place(row[grown.last].text):
        return False
    at = grown.last + 1
    while at < len(row) and row[at].text == ",":
        start = at + 1
        while start < len(row) and row[start].text in AND:
            start += 1
        end = _run(row, start, None)
        if not 0 < end - start <= ELEMENT or _new(row, start, end, style):
            return False
        if row[start - 1].text in AND:
            return True
        if end + 1 < len(row) and row[end].text in AND:
            return not opens(row[end + 1]) and not _new(row, end + 1, _run(row, end + 1, None), style)
        at = end
    return False


def _new(row: list[Word], start: int, end: int, style: Words) -> bool:
    """Whether a run in a list is something else than a part of the name before it."""
    text = row[start].text
    return (
        opens(row[start])
        or is_acronym(text)
        or text in table("titles")
        or any(word.text in style.heads and word.text not in style.soft for word in row[start:end])
        or is_place(" ".join(word.text for word in row[start:end]))
    )


def _own_head(row: list[Word], start: int, end: int, style: Words, weak: bool) -> bool:
    """Whether the run is a name of its own: a head before "of", or a head with a modifier."""
    heads = style.heads
    if row[start].text in heads and end == start + 1 and end < len(row) and row[end].text in {"of", "for", "on"}:
        return row[start].text not in style.soft
    return any(row[i].text in heads and (weak or row[i].text not in style.soft) for i in range(start + 1, end))


def _english_stop(row: list[Word], links: list[str], start: int, end: int, style: Words, grown: Grown) -> bool:
    """Whether an English name ends before the run from `start` to `end`."""
    link = links[0]
    if link == ",":
        return False
    if link in AND:
        return (
            not grown.linked
            or "the" in links
            or is_acronym(row[start].text)
            or is_place(row[start].text)
            or row[start].text in table("titles")
            or _own_head(row, start, end, style, weak=False)
        )
    if link == "the":
        return not ("to" in grown.links and not grown.links & {"the"})
    if link not in (ENGLISH_INNER if grown.linked and "to" not in grown.links else ENGLISH_LINKS):
        return True
    complete = grown.linked or (grown.head > grown.first and link == "of")
    if complete and _own_head(row, start, end, style, weak=True):
        return True
    return grown.linked and is_place(" ".join(word.text for word in row[start:end]))


def _spanish_first(row: list[Word], grown: Grown, style: Words) -> Grown:
    """A Spanish name with the adjectives behind its head, or with the acronym that is all its name ("Fondo CRECER")."""
    end = _run(row, grown.head, style)
    phrase = " ".join(word.text for word in row[grown.head : end])
    bare_head = end == grown.head + 1 or phrase in table("common")
    if bare_head and end < len(row) and is_acronym(row[end].text) and not _is(style, row[grown.head].text, "ORG"):
        return grown._replace(last=end)
    return grown._replace(last=_without_country(row, end - 1))


def _without_country(row: list[Word], last: int) -> int:
    """The place before `last` where a country is merely set behind the name ("Poder Judicial Perú")."""
    return last - 1 if last and not row[last - 1].small and is_country(row[last].text) else last


def _spanish_stop(row: list[Word], links: list[str], start: int, end: int, style: Words, grown: Grown) -> bool:
    """Whether a Spanish name ends before the run from `start` to `end`."""
    link = links[0]
    text = row[start].text
    complete = grown.last > grown.head
    phrase = " ".join(word.text for word in row[start:end])
    common = phrase in table("common") and (end == len(row) or row[end].text not in SPANISH_LINKS - AND)
    own = text in style.heads and text not in style.soft and not common
    if link in ARTICLES and INFINITIVE.search(row[grown.last].text) and grown.linked:
        return own
    if link not in SPANISH_LINKS or (link == "en" and len(links) > 1):
        return True
    if link == "hacia" and style.heads[row[grown.head].text][0].label == "ORG":
        return True
    if link in AND:
        inner = any(word.text in style.heads and word.text not in style.soft for word in row[start + 1 : end + 1])
        return not complete or own or common or inner or is_acronym(text) or is_place(text)
    if own and link != "," and (end - start > 1 or end < len(row)) and (complete or link == "en"):
        return True
    return is_place(phrase) and (grown.linked or link in {"en", "a"})
