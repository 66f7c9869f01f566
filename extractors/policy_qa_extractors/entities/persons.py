"""Persons: a name behind a title, a given name with a surname, a name with an office behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from policy_qa.domain.records import LANGUAGES, Language
from policy_qa_extractors.entities.anchors import rules
from policy_qa_extractors.entities.chains import OWNER, Chain, Word
from policy_qa_extractors.entities.gazetteer import is_place, known
from policy_qa_extractors.entities.growth import bare
from policy_qa_extractors.entities.mentions import Mention
from policy_qa_extractors.entities.words import table, words
from policy_qa_extractors.lexicon import UNKNOWN, for_language
from policy_qa_extractors.page import Page
from policy_qa_extractors.rulebook import Rule, load

MOST = 6
TITLE_END = 3
STREET = re.compile(r"(?:Av\.|Avenida|Jr\.|Jirón|Calle|Psje\.|Plaza|Parque|Urb\.|Colegio|I\.E\.) $")
DOTTED = re.compile(r"(\w{2,5})\. $")
LOWER_TITLE = re.compile(r"(?<!\w)([a-zñ]{4,16}) $")
INITIAL = re.compile(r"[A-ZÀ-ÖØ-Þ]\.$")


class Part(NamedTuple):
    """A stretch of a chain's words that may be a person's name, ends exclusive."""

    start: int
    end: int
    rule: str


@cache
def _given() -> frozenset[str]:
    return frozenset(load("any/people.toml").tables["given"].split("\n")) - {""}


@cache
def _given_words() -> frozenset[str]:
    """Given names that are words besides."""
    return frozenset(load("any/people.toml").tables["given_words"].split("\n")) - {""}


def _is_given(page: Page, row: Sequence[Word], place: int) -> bool:
    """Whether a word is a given name; one that is a word besides needs a surname behind it that is none."""
    text = row[place].text
    if text in _given():
        return True
    return text in _given_words() and not row[place + 1].small and is_unknown(page.language, bare(row[place + 1].text))


@cache
def _title_ends() -> frozenset[str]:
    """How titles end: most words before a name do not, which costs less to see than what the whole word is."""
    return frozenset(title[-TITLE_END:].lower() for title in table("titles"))


def mentions(page: Page, rows: Sequence[Chain]) -> Iterator[Mention]:
    """The persons of the chains, and the institutions that stand behind their office."""
    for chain in rows:
        parts = list(_behind_titles(page, chain)) or list(_by_given_names(page, chain))
        for part in parts:
            yield _mention(page, chain, part)
        yield from _with_office(page, chain)


def _mention(page: Page, chain: Chain, part: Part) -> Mention:
    row = chain.words[part.start : part.end]
    end = row[-1].start + len(bare(page.view.text[row[-1].start : row[-1].end]))
    name = " ".join(word.text for word in row) if chain.shouted else page.view.text[row[0].start : end]
    return Mention(row[0].start, end, "PERSON", part.rule, name)


def unknown_name(page: Page, text: str) -> bool:
    """Whether words look like a person's name: none of them a head, a title or a known name, one of them in no list."""
    parts = text.split()
    words = [Word(part, 0, 0, part in table("particles")) for part in parts]
    names = [word for word in words if not word.small]
    return all(_plain(word) and not is_place(word.text) for word in names) and any(
        is_unknown(page.language, word.text) for word in names
    )


def is_unknown(language: Language, text: str) -> bool:
    """Whether no list of words of the language holds the word, whatever its case."""
    return bool(for_language(language).kinds(text.casefold()) & UNKNOWN)


def _plain(word: Word) -> bool:
    """Whether a capitalised word may be part of a person's name."""
    text = bare(word.text)
    if word.small or any(text in table(name) for name in ("openers", "untitled", "titles", "roles")):
        return False
    if (len(text) > 1 and text.isupper()) or any(character.isdigit() for character in text):
        return False
    return text not in known() and not any(text in words(language).heads for language in LANGUAGES)


def _name_end(row: Sequence[Word], at: int) -> int:
    """The end of the person's name that starts at `at`, ends exclusive; `at` where there is none."""
    end = at
    while end < len(row) and end - at < MOST and _plain(row[end]):
        end += 1
        if OWNER.search(row[end - 1].text):
            return end
        after = end
        while after < len(row) and row[after].small and row[after].text in table("particles"):
            after += 1
        if end < after < len(row) and after - end <= 2 and end - at >= 1 and _plain(row[after]):
            end = after
    while end > at and (row[end - 1].small or INITIAL.search(row[end - 1].text)):
        end -= 1
    return end


def _behind_titles(page: Page, chain: Chain) -> Iterator[Part]:
    """The persons behind titles: one before the chain, or those in it."""
    if part := _behind_title(page, chain):
        yield part
        return
    row, done = chain.words, 0
    for place, word in enumerate(() if chain.shouted else row[:-1]):
        if place >= done and word.text in table("titles") and not row[place + 1].small:
            done = _name_end(row, place + 1)
            if done > place + 1:
                yield Part(place + 1, done, "entity.person.title")


def _behind_title(page: Page, chain: Chain) -> Part | None:
    """The person whose title stands before the chain: "Dr. ", "president "."""
    row = chain.words
    view, start = page.view.text, chain.start
    before = DOTTED.search(view, max(0, start - 8), start) if view.startswith(". ", start - 2) else None
    if before and before[1].capitalize() in table("dotted") and (end := _name_end(row, 0)):
        return Part(0, end, "entity.person.title")
    ends = view[max(0, start - TITLE_END - 1) : start - 1] in _title_ends()
    lower = LOWER_TITLE.search(view, max(0, start - 18), start) if ends else None
    if lower and lower[1].capitalize() in table("titles") and not chain.shouted and (end := _name_end(row, 0)):
        return Part(0, end, "entity.person.title")
    return None


def _by_given_names(page: Page, chain: Chain) -> Iterator[Part]:
    row = chain.words
    for place, word in enumerate(row[:-1]):
        if _is_given(page, row, place) and not (place and not row[place - 1].small and _plain(row[place - 1])):
            end = _name_end(row, place)
            whole = end == len(row) or row[end].small or OWNER.search(row[end - 1].text)
            if end - place > 1 and whole and not STREET.search(page.view.text, max(0, word.start - 10), word.start):
                if chain.shouted and (place or end < len(row) or end < 3):
                    continue
                yield Part(place, end, "entity.person.given")


def _with_office(page: Page, chain: Chain) -> Iterator[Mention]:
    row = chain.words
    view = page.view.text
    comma = _comma_office(row)
    ends = [chain.end] if comma < 1 else [row[comma - 1].end, chain.end]
    if any(_apposition(page.language).match(view, end) for end in ends):
        for rule in rules(page.language, "apposed"):
            yield from _apposed(page, chain, rule)
    if comma < 0 and (len(row) < 2 or view[chain.end : chain.end + 1] not in {" ", ",", "\n"}):
        return
    for rule in rules(page.language, "person"):
        yield from _office(page, chain, rule)


@cache
def _apposition(language: Language) -> re.Pattern[str]:
    """What any rule for appositions matches."""
    return re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in rules(language, "apposed")))


def _apposed(page: Page, chain: Chain, rule: Rule) -> Iterator[Mention]:
    """The name at a chain's end that an apposition explains: "Save Our Soils, an NGO", "Ana Ruiz, a nurse"."""
    row, view = chain.words, page.view.text
    stops = [place for place, word in enumerate(row) if word.text == ","]
    for stop in (*stops[:1], len(row)):
        if rule.pattern.match(view, row[stop - 1].end) is None:
            continue
        first = stop
        while first and not row[first - 1].small:
            first -= 1
        while first < stop and row[first].text in table("openers"):
            first += 1
        text = view[row[first].start : row[stop - 1].end] if first < stop else ""
        if not _explained(page, text, rule.extra["label"]):
            continue
        yield Mention(row[first].start, row[stop - 1].end, rule.extra["label"], rule.id, text)
        return


def _explained(page: Page, text: str, label: str) -> bool:
    """Whether words can be a name of that label: a person's and a place's must be in no list of words."""
    words = text.split()
    if label == "GPE":
        return 0 < len(words) < 3 and all(is_unknown(page.language, word) for word in words)
    return len(words) > 1 and not is_place(text) and (label != "PERSON" or unknown_name(page, text))


def _comma_office(row: list[Word]) -> int:
    return next((place for place, word in enumerate(row) if word.text == ","), -1)


def _office(page: Page, chain: Chain, rule: Rule) -> Iterator[Mention]:
    """The person before an office, and the institution behind it."""
    row = chain.words
    stops = [place for place, word in enumerate(row) if word.text == ","]
    for stop in (*stops[:1], len(row)):
        at = row[stop - 1].end
        found = rule.pattern.match(page.view.text, at)
        if found is None:
            continue
        first = stop
        while first and not row[first - 1].small:
            first -= 1
        if not 2 <= stop - first <= MOST or _name_end(row, first) != stop:
            continue
        if found[0].startswith("\n") and page.blocks[page.block_at(at)].view_start != row[first].start:
            continue
        if is_place(" ".join(word.text for word in row[first:stop])):
            continue
        yield _mention(page, chain, Part(first, stop, rule.id))
        if "org" in rule.pattern.groupindex and found["org"] and " " in found["org"]:
            yield Mention(found.start("org"), found.end("org"), "ORG", f"{rule.id}.institution", found["org"])
        return
