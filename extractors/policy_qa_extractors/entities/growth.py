"""Growth: how far a name reaches from its head: link by link, until something else begins."""

from __future__ import annotations

import re
from typing import NamedTuple

from policy_qa_extractors.entities.chains import OWNER, Word, opens
from policy_qa_extractors.entities.gazetteer import is_country, is_place
from policy_qa_extractors.entities.words import Words, english, spanish, table

ENGLISH_LINKS = frozenset({"of", "for", "on", "to", "against", "among"})
ENGLISH_INNER = frozenset({"of", "for", "on", "against", "among"})
SPANISH_LINKS = frozenset({"de", "del", "para", "contra", "sobre", "hacia", "a", "al", "en", "por", "y", "e", ","})
ARTICLES = frozenset({"the", "el", "la", "los", "las"})
INFINITIVE = re.compile(r"[aei]r$")
AND = frozenset({"and", "&", "y", "e"})
LONGEST = 24
ELEMENT = 4


class Grown(NamedTuple):
    """A name as far as it has grown: its first word, its head, its last word, and the links it has taken."""

    first: int
    head: int
    last: int
    links: frozenset[str]

    @property
    def linked(self) -> bool:
        return bool(self.links)


def bare(word: str) -> str:
    """A word without its possessive ending."""
    return OWNER.sub("", word) if "’" in word or "'" in word else word


def owner(word: str) -> bool:
    """Whether a word owns what follows without being part of its name: "Peru's", not "Women's"."""
    return ("’" in word or "'" in word) and bool(OWNER.search(word)) and bare(word) not in english("groups")


def is_acronym(word: str) -> bool:
    """Whether a word is in capitals throughout."""
    return len(word) > 1 and bare(word).isupper()


def grow(row: list[Word], grown: Grown, style: Words, in_spanish: bool) -> int:
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
        if not 0 < end - start <= ELEMENT or is_new(row, start, end, style):
            return False
        if row[start - 1].text in AND:
            return True
        if end + 1 < len(row) and row[end].text in AND:
            return not opens(row[end + 1]) and not is_new(row, end + 1, _run(row, end + 1, None), style)
        at = end
    return False


def is_new(row: list[Word], start: int, end: int, style: Words) -> bool:
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
    if row[grown.head].text in english("firms") or row[start].text in english("calendar"):
        return True
    if link in AND:
        return (
            not grown.linked
            or "the" in links
            or is_acronym(row[start].text)
            or is_place(row[start].text)
            or (end - start > 1 and is_country(bare(row[end - 1].text)))
            or row[start].text in table("titles")
            or _own_head(row, start, end, style, weak=False)
        )
    if link == "the":
        return not ("to" in grown.links and not grown.links & {"the"})
    if link not in (ENGLISH_INNER if grown.linked and "to" not in grown.links else ENGLISH_LINKS):
        return True
    complete = grown.linked or (grown.head > grown.first and link == "of")
    firm = bare(row[end - 1].text) in english("firms") and is_place(row[start].text)
    if complete and not firm and _own_head(row, start, end, style, weak=True):
        return True
    return grown.linked and is_place(" ".join(word.text for word in row[start:end]))


def spanish_first(row: list[Word], grown: Grown, style: Words) -> Grown:
    """A Spanish name with the adjectives behind its head, or with the acronym that is all its name ("Fondo CRECER")."""
    end = _run(row, grown.head, style)
    phrase = " ".join(word.text for word in row[grown.head : end])
    bare_head = end == grown.head + 1 or phrase in table("common")
    head = row[grown.head].text
    if (
        bare_head
        and end < len(row)
        and is_acronym(row[end].text)
        and (head in spanish("before_acronyms") or not _is(style, head, "ORG"))
    ):
        return grown._replace(last=end)
    return grown._replace(last=_without_country(row, end - 1))


def _without_country(row: list[Word], last: int) -> int:
    """The place before `last` where a country is merely set behind the name ("Poder Judicial Perú")."""
    if not last or row[last - 1].small or row[last - 1].text in spanish("nation") or not is_country(row[last].text):
        return last
    return last - 1


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
