"""Mentions of names known beforehand: places, institutions, programmes; acronyms in use."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache

from policy_qa_extractors.entities import places
from policy_qa_extractors.entities.chains import OWNER, Chain, Word, opens
from policy_qa_extractors.entities.context import speaks
from policy_qa_extractors.entities.gazetteer import (
    Known,
    by_first_word,
    first_words,
    known,
    known_acronyms,
    peruvian,
)
from policy_qa_extractors.entities.growth import bare
from policy_qa_extractors.entities.mentions import Mention
from policy_qa_extractors.entities.words import table, words
from policy_qa_extractors.page import Page
from policy_qa_extractors.rulebook import load

PERU = ("Peru", "Perú", "PERÚ", "PERU")


@cache
def _forms() -> tuple[str, ...]:
    return tuple(f"{form} " for form in load("any/entities.toml").tables["forms"])


@cache
def _parts() -> tuple[str, ...]:
    return tuple(f"{part} " for part in load("any/entities.toml").tables["parts"])


@cache
def _enlarging() -> tuple[str, ...]:
    return tuple(load("any/entities.toml").tables["enlarging"])


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(load("any/entities.toml").tables["ambiguous_acronyms"])


@cache
def _spanish_words() -> frozenset[str]:
    return frozenset(load("any/entities.toml").tables["spanish_words"])


@cache
def _directions() -> frozenset[str]:
    return frozenset(load("any/entities.toml").tables["directions"])


def mentions(page: Page, rows: Sequence[Chain]) -> Iterator[Mention]:
    """Every mention of a known name, and of a known acronym that stands by itself; they may overlap."""
    local = any(name in page.view.text for name in PERU)
    for chain in rows:
        yield from _in_chain(page, chain, local)


def _in_chain(page: Page, chain: Chain, local: bool) -> Iterator[Mention]:
    index, cities = by_first_word(), places.first_words()
    view = page.view.text
    for place, word in enumerate(chain.words):
        if word.small or not (chain.shouted or _may_be_known(word.text, index, cities)):
            continue
        printed = view[word.start : word.end] if chain.shouted else word.text
        text = bare(printed)
        for name in index.get(printed) or index.get(text) or index.get(word.text) or ():
            end = _matches(view, name, word.start, chain.shouted)
            if end and (entry := _accepted(name, chain, place, local or page.language == "es")):
                yield _mention(page, entry, word.start, end)
                break
        else:
            yield from _in_world(page, chain, place, text)
        if not place and text.isupper() and (city := places.dateline(page, word.start, word.start + len(text))):
            yield Mention(word.start, word.start + len(text), "GPE", places.RULE, city)
            continue
        if len(text) > 1 and not chain.shouted and text.isupper():
            if page.language == "es" and text in _spanish_words():
                continue
            yield from _acronym(page, text, word, local, text)


def _may_be_known(text: str, index: Container[str], cities: Container[str]) -> bool:
    """Whether a word may begin a known name or be an acronym: most are told off by this alone."""
    return text in index or text in cities or text.isupper() or "’" in text or "'" in text


def _in_world(page: Page, chain: Chain, place: int, text: str) -> Iterator[Mention]:
    """A city or region of the world that starts at a word of the chain."""
    row = chain.words
    if text not in places.first_words() or (place and not _free(row[place - 1])):
        return
    for last in range(min(place + places.WORDS, len(row)) - 1, place - 1, -1):
        name = text if last == place else " ".join(word.text for word in row[place:last]) + f" {bare(row[last].text)}"
        if not places.is_listed(name):
            continue
        start, end = row[place].start, row[last].start + len(bare(row[last].text))
        if entry := places.place(page, chain, name, start, end):
            yield _mention(page, entry, start, end)
        return


def _matches(view: str, name: str, start: int, shouted: bool) -> int:
    """The end of the name where it stands at `start`, else 0."""
    end = start + len(name)
    if view[end : end + 1].isalnum() or view[end : end + 1] == "$":
        return 0
    piece = view[start:end]
    loose = shouted or name.count(" ") > 2
    return end if piece == name or (loose and piece.casefold() == name.casefold()) else 0


def _accepted(name: str, chain: Chain, place: int, local: bool) -> Known | None:
    entry = known()[name]
    if entry.rule.startswith("entity.peru") and not local:
        return None
    if entry.label in {"GPE", "LOC"} and ((place and not _free(chain.words[place - 1])) or _street(chain, name, place)):
        return None
    return entry


def _street(chain: Chain, name: str, place: int) -> bool:
    """Whether a street or a bridge bears the place's name: "1200 New Jersey Avenue"."""
    after = place + name.count(" ") + 1
    return after < len(chain.words) and chain.words[after].text in _streets()


@cache
def _streets() -> frozenset[str]:
    return frozenset(load("any/entities.toml").tables["streets"])


def _free(before: Word) -> bool:
    """Whether a place may stand behind this word: "Alianza Lima" is no Lima."""
    text = before.text
    if before.small or text in table("openers") or text in _directions() or OWNER.search(text) or text in known():
        return True
    return any(text in words(language).heads for language in ("en", "es"))


def _mention(page: Page, entry: Known, start: int, end: int) -> Mention:
    if entry.label == "GPE":
        before = page.view.text[max(0, start - 40) : start]
        forms = _forms() if entry.rule == "entity.country" else _parts()
        start -= len(next((form for form in forms if before.endswith((form, form.upper()))), ""))
        if larger := next(
            (word for word in _enlarging() if before.endswith(f" {word} ") or before == f"{word} "), None
        ):
            start -= len(larger) + 1
            return Mention(start, end, entry.label, entry.rule, f"{larger} {entry.name(page.language)}")
    return Mention(start, end, entry.label, entry.rule, entry.name(page.language))


def _acronym(page: Page, text: str, word: Word, local: bool, printed: str) -> Iterator[Mention]:
    """A known acronym, known acronyms joined by hyphens ("ANA-MIDAGRI"), or one that speaks like an institution."""
    acronyms: Mapping[str, Known] = known_acronyms()
    end = word.start + len(printed)
    parts = text.split("-")
    entries = [acronyms.get(part) for part in parts]
    alone = len(parts) == 1 and text in _ambiguous()
    first = entries[0]
    if first and not alone and all(entry and (local or part not in peruvian()) for part, entry in zip(parts, entries)):
        yield Mention(word.start, end, first.label, "entity.table", printed)
    elif rule := speaks(page, word.start, end):
        yield Mention(word.start, end, "ORG", rule, printed)


def again(page: Page, rows: Sequence[Chain], found: Sequence[Mention]) -> Iterator[Mention]:
    """Further mentions of names that their surroundings gave away once; a surname stands for its person."""
    learnt = {form: mention for mention in found for form in _learnt(mention)}
    lengths = {word: sorted({len(name) for name in names}, reverse=True) for word, names in first_words(learnt).items()}
    view = page.view.text
    for chain in rows if learnt else ():
        for place, word in enumerate(chain.words):
            for end in [word.start + length for length in lengths.get(bare(word.text), ())]:
                name = view[word.start : end]
                if name in learnt and not view[end : end + 1].isalnum() and (" " in name or _alone(chain.words, place)):
                    yield learnt[name]._replace(start=word.start, end=end)
                    break


def _alone(row: Sequence[Word], place: int) -> bool:
    """Whether a word has no capitalised neighbour but a title: Mrs. White's name is no part of "White Paper"."""
    before = place == 0 or opens(row[place - 1]) or row[place - 1].text in table("titles")
    after = place + 1 == len(row) or row[place + 1].small or bool(OWNER.search(row[place].text))
    return before and after


def _learnt(mention: Mention) -> Iterator[str]:
    if (
        mention.rule.startswith("entity.quoted")
        or ".person" in mention.rule
        or mention.rule.endswith((".match", ".apposed"))
    ):
        if " " in mention.name:
            yield mention.name
        if mention.label == "PERSON":
            yield mention.name.rsplit(" ", 1)[-1]
