"""Names by head word: "Ministry of …", "National … Board", "Comisión Multisectorial …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policy_qa_extractors.entities.chains import OWNER, Chain, Word, opens
from policy_qa_extractors.entities.gazetteer import is_country, is_place
from policy_qa_extractors.entities.words import Head, groups, words

ENGLISH_LINKS = frozenset({"of", "for", "on", "to", "against", "among"})
ENGLISH_INNER = frozenset({"of", "for", "on", "against", "among"})
ARTICLES = frozenset({"the", "el", "la", "los", "las"})
AND = frozenset({"and", "&", "y", "e"})
SPANISH_ONLY = frozenset(
    {"de", "del", "la", "las", "los", "y", "e", "el", "para", "por", "contra", "sobre", "hacia", "en", "al"}
)
ENGLISH_ONLY = frozenset({"of", "and", "for", "the", "on", "to", "against", "with"})
LONGEST = 24


class Named(NamedTuple):
    """A name by head word: the places of its first word, its head and its last word in the chain."""

    first: int
    head: int
    last: int
    kind: Head


def named(chain: Chain, spanish: bool) -> Iterator[Named]:
    """The names in a chain, left to right, none touching another."""
    row = chain.words
    if len(row) < 2:
        return
    style = _spanish(row, spanish)
    heads = words("es" if style else "en").heads
    at = 0
    while at < len(row):
        if opens(row[at]):
            at += 1
            continue
        head = (at if row[at].text in heads else -1) if style else _english_head(row, at, heads)
        if head < 0:
            at = at + 1 if style else -head
            continue
        first = _after_owner(row, at, head)
        last = _spanish_end(row, head, heads) if style else _english_end(row, first, head, heads)
        if last > first:
            yield Named(first, head, last, heads[bare(row[head].text)])
        at = last + 1


def bare(word: str) -> str:
    """A word without its possessive ending."""
    return OWNER.sub("", word)


def _spanish(row: list[Word], spanish: bool) -> bool:
    small = {word.text for word in row if word.small}
    if small & ENGLISH_ONLY:
        return False
    return spanish or bool(small & SPANISH_ONLY)


def _english_head(row: list[Word], at: int, heads: dict[str, Head]) -> int:
    """The place of the last head of the run that starts at `at`; or minus the place where to go on."""
    found = -1
    place = at
    while place < len(row):
        word = row[place]
        if word.small:
            coordinated = word.text in AND and found < 0 and place + 1 < len(row) and not opens(row[place + 1])
            if not coordinated or is_place(row[place - 1].text):
                break
        elif bare(word.text) in heads:
            found = place
        elif opens(word):
            break
        place += 1
    return found if found >= 0 else -max(place, at + 1)


def _after_owner(row: list[Word], at: int, head: int) -> int:
    """The first word of the name: behind an owner that is no part of it ("Peru's National Plan")."""
    first = at
    for place in range(at, head):
        text = row[place].text
        if OWNER.search(text) and bare(text) not in groups():
            first = place + 1
    return first


def _run(row: list[Word], at: int) -> int:
    """The end of the run of capitalised words that starts at `at`; an owner ends it."""
    while at < len(row) and not row[at].small:
        at += 1
        if OWNER.search(row[at - 1].text) and bare(row[at - 1].text) not in groups():
            break
    return at


def _links(row: list[Word], at: int) -> int:
    """The end of the small words that start at `at`."""
    while at < len(row) and row[at].small:
        at += 1
    return at


def _own_head(row: list[Word], start: int, end: int, heads: dict[str, Head], strong: frozenset[str]) -> bool:
    """Whether the run is a name of its own: a head before "of", or a head with a modifier."""
    if row[start].text in heads and end < len(row) and end == start + 1 and row[end].text in {"of", "for", "on"}:
        return True
    return end - start > 1 and any(
        row[i].text in heads and heads[row[i].text].label in strong for i in range(start + 1, end)
    )


ANY_LABEL = frozenset({"ORG", "LAW", "EVENT", "PRODUCT"})
STRONG = frozenset({"ORG", "LAW", "EVENT"})


def _english_end(row: list[Word], first: int, head: int, heads: dict[str, Head]) -> int:
    """The last word of an English name whose head stands at `head`."""
    last = head
    if OWNER.search(row[head].text):
        return last
    while last + 1 < len(row) and last - first < LONGEST:
        start = _links(row, last + 1)
        links = [word.text for word in row[last + 1 : start]]
        end = _run(row, start)
        if not links or start >= len(row) or _english_stop(row, links, start, end, heads, (first, head, last)):
            break
        last = end - 1
        if OWNER.search(row[last].text):
            break
    return last


def _english_stop(
    row: list[Word], links: list[str], start: int, end: int, heads: dict[str, Head], so_far: tuple[int, int, int]
) -> bool:
    first, head, last = so_far
    link = links[0]
    shout = row[start].text.isupper() and len(row[start].text) > 1
    if link in AND:
        return (
            last == head
            or "the" in links
            or shout
            or is_place(row[start].text)
            or _own_head(row, start, end, heads, STRONG)
        )
    if link not in (ENGLISH_LINKS if last == head else ENGLISH_INNER):
        return True
    complete = last > head or (head > first and link == "of")
    if complete and _own_head(row, start, end, heads, ANY_LABEL):
        return True
    return last > head and is_place(" ".join(word.text for word in row[start:end]))


def _spanish_end(row: list[Word], head: int, heads: dict[str, Head]) -> int:
    """The last word of a Spanish name that its head opens."""
    last = _without_country(row, _run(row, head + 1) - 1)
    linked = False
    while last + 1 < len(row) and last - head < LONGEST:
        start = _links(row, last + 1)
        links = [word.text for word in row[last + 1 : start]]
        if not links or start >= len(row):
            break
        end = _run(row, start)
        if _spanish_stop(row, links, start, end, heads, last > head, linked):
            break
        last, linked = _without_country(row, end - 1), True
        if last < end - 1:
            break
    return last


def _without_country(row: list[Word], last: int) -> int:
    """The place before `last` where a country is merely set behind the name ("Poder Judicial Perú")."""
    return last - 1 if last and not row[last - 1].small and is_country(row[last].text) else last


def _spanish_stop(
    row: list[Word], links: list[str], start: int, end: int, heads: dict[str, Head], complete: bool, linked: bool
) -> bool:
    link = links[0]
    own = row[start].text in heads and (end - start > 1 or end < len(row))
    if link in ARTICLES or link in {"o", "u", "con", "entre"}:
        return True
    if link in AND and (not complete or own or (row[start].text.isupper() and len(row[start].text) > 1)):
        return True
    if own and (complete or link == "en"):
        return True
    place = is_place(" ".join(word.text for word in row[start:end]))
    return place and (linked or link in {"en", "a", "y", "e"})
