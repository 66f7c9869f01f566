"""Places of the world: cities and regions that count by their name, or by the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from policy_qa.domain.records import Language
from policy_qa_extractors.entities.chains import OWNER, Chain, Word
from policy_qa_extractors.entities.gazetteer import Known, is_place, known
from policy_qa_extractors.entities.growth import bare
from policy_qa_extractors.entities.mentions import Mention
from policy_qa_extractors.entities.words import english, table, words
from policy_qa_extractors.lexicon import (
    ADJECTIVE,
    ADVERB,
    DETERMINER,
    FINITE,
    FUNCTION,
    NOUN,
    PAST,
    PREPOSITION,
    UNKNOWN,
    for_language,
)
from policy_qa_extractors.page import Page
from policy_qa_extractors.rulebook import load

RULE = "entity.place"
LOCATIVE = re.compile(
    r"(?<!\w)(?:in|near|outside|across|throughout|around|into|en|cerca de|hacia|desde) "
    r"(?:(?:northern|southern|eastern|western|central|rural|downtown|el norte de|el sur de) )?\Z",
    re.IGNORECASE,
)
LOCATIVE_ENDS = tuple(
    f"{end} " for end in ("in", "en", "ar", "de", "ss", "ut", "nd", "to", "ia", "rn", "al", "wn", "te", "ur")
)
WITHIN = re.compile(r",? \(?((?:[A-ZÀ-Þ][\w.’-]+ ?){1,3})")
REACH = 32
WORDS = 5
"""How many words the name of a place has at most."""
NEXT = re.compile(r" ([a-zà-ÿ]+|\d)")
LOCATIVE_OPENERS = frozenset({"in", "near", "outside", "across", "throughout", "en", "desde"})
LISTING = frozenset({",", "and", "or", "y", "e", "o"})
MOST = 5
DATED = re.compile(r",(?: [a-záéíóúñ]+)? \d{1,2} |, [A-Z][a-z]{2,8}\.? \d")
DATED_IN_FULL = re.compile(r", (?:\d{1,2} de [a-z]{4,10} del? (?:19|20)\d\d|\d{1,2}/\d{1,2}/(?:19|20)\d\d)(?!\w)")
DATELINE = re.compile(r",| ?[—–]| \\([A-Z]{2,10}\\) ?[—–-]")


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    tables = load("any/places.toml").tables
    sure, by_context = (frozenset(tables[name].split("\n")) - {""} for name in ("sure", "by_context"))
    return sure - known().keys(), by_context - known().keys()


@cache
def first_words() -> frozenset[str]:
    """The words that names of cities and regions begin with."""
    return frozenset(name.partition(" ")[0] for names in _lists() for name in names)


def is_listed(name: str) -> bool:
    """Whether a list of cities and regions has the name."""
    sure, by_context = _lists()
    return name in sure or name in by_context


def dateline(page: Page, start: int, end: int) -> str | None:
    """The place in capitals that opens a dispatch: "COLUMBUS, Ohio —"; None where there is none."""
    view = page.view.text
    if not DATELINE.match(view, end) or page.blocks[page.block_at(start)].view_start != start:
        return None
    name = view[start:end].title()
    return name if len(name) > 3 and (name in _lists()[0] or name in _lists()[1] or is_place(name)) else None


def place(page: Page, chain: Chain, name: str, start: int, end: int) -> Known | None:
    """The place that `name` is where it stands; None where the words around say something else."""
    view = page.view.text
    if _goes_on(chain, end):
        return None
    if name not in _lists()[0] and not _placed(page, start, end):
        return None
    if view[start:end].isupper() and len(name) < 4:
        return None
    return Known("GPE", RULE, name, name)


def unlisted(page: Page, rows: Iterable[Chain]) -> Iterator[Mention]:
    """Places that no list holds, behind "in": "in Lethem, Mabaruma and Bartica"; nor does a list of words."""
    for chain in rows:
        before = page.view.text[max(0, chain.start - REACH) : chain.start]
        opened = chain.words[0].text.casefold() in LOCATIVE_OPENERS
        first = int(opened) if opened or _opens_places(before) or _lists_places(chain) else _behind_in(chain)
        if chain.shouted or first < 0:
            continue
        for run in _runs(chain.words[first:]):
            text = " ".join(word.text for word in run)
            named = known().get(text)
            if (named and named.label == "GPE") or text in _lists()[0]:
                continue
            if text in _lists()[1] and _ends(page, run[-1].end):
                yield Mention(run[0].start, run[-1].end, "GPE", RULE, text)
                continue
            rest = run[1:] if run and run[0].text in table("place_openers") else run
            if run and run[-1].text in _areas():
                continue
            if (
                not 0 < len(rest) <= 2
                or not all(_is_new(page.language, word.text) for word in rest)
                or not _ends(page, run[-1].end)
            ):
                break
            yield Mention(run[0].start, run[-1].end, "GPE", f"{RULE}.in", page.view.text[run[0].start : run[-1].end])


def _behind_in(chain: Chain) -> int:
    """The place behind the last "in" of a chain: "the Bishop Hospital in Lethem"; -1 where there is none."""
    places = (place + 1 for place, word in enumerate(chain.words) if word.small and word.text in {"in", "en"})
    return max(places, default=-1)


def _opens_places(before: str) -> bool:
    """Whether the words before a chain say that it begins with a place."""
    return before.endswith(LOCATIVE_ENDS) and LOCATIVE.search(before) is not None


def _lists_places(chain: Chain) -> bool:
    """Whether a chain is a list of three names or more, one of them a place."""
    if sum(word.small for word in chain.words) < 2:
        return False
    runs = [" ".join(word.text for word in run) for run in _runs(chain.words)]
    return len(runs) > 2 and any(run in _lists()[0] or is_place(run) for run in runs)


@cache
def _areas() -> frozenset[str]:
    """The words that end the name of a county, a city or a province."""
    return frozenset(head for head, kinds in words("en").heads.items() if kinds[0].label == "GPE")


def _runs(row: Sequence[Word]) -> Iterator[list[Word]]:
    """The runs of capitalised words of a list; what stands behind another link is none of it."""
    run: list[Word] = []
    for word in row:
        if not word.small:
            run.append(word)
        elif word.text not in LISTING:
            yield run
            return
        elif run:
            yield run
            run = []
    yield run


@cache
def _not_places() -> frozenset[str]:
    return frozenset(load("any/places.toml").tables["not_places"].split("\n"))


def _is_new(language: Language, text: str) -> bool:
    """Whether no list knows a word that is written as a name is."""
    if len(text) < 4 or not text[1:].islower() or text in _not_places() or text in table("openers") or text in known():
        return False
    return bool(for_language(language).kinds(text.casefold()) & UNKNOWN)


def _ends(page: Page, end: int) -> bool:
    """Whether a name ends here: at a mark, or before a word that is no noun it could qualify."""
    word = NEXT.match(page.view.text, end)
    return word is None or (not word[1].isdigit() and _qualifies_nothing(page, word[1]))


def _qualifies_nothing(page: Page, word: str) -> bool:
    kinds = for_language(page.language).kinds(word)
    verb = FINITE if page.language == "es" or not kinds & NOUN else PAST
    return bool(kinds & (FUNCTION | ADVERB | verb))


def owned(page: Page, rows: Iterable[Chain]) -> Iterator[Mention]:
    """Institutions that a country's name closes: "Public Health Wales", "Statistics Canada"; not in headings."""
    if page.language != "en":
        return
    for chain in rows:
        headed = page.blocks[page.block_at(chain.start)].kind in {"heading", "front_matter"}
        for run in _owned(chain) if len(chain.words) > 1 and not chain.shouted and not headed else ():
            opening = page.sentence_at(run[0].start)[0] == run[0].start
            if not opening or len(run) > 2 or _noun_only(run[0].text):
                start, end = run[0].start, run[-1].start + len(bare(run[-1].text))
                yield Mention(start, end, "ORG", "entity.en.of-place", page.view.text[start:end])


def _owned(chain: Chain) -> Iterator[list[Word]]:
    """The runs of common nouns that a nation's name closes."""
    row = chain.words
    for last, owner in enumerate(row):
        if owner.small or bare(owner.text) not in _owners() or (last + 1 < len(row) and not row[last + 1].small):
            continue
        first = last
        while first and (not row[first - 1].small or row[first - 1].text in {"of", "for"}):
            first -= 1
        run = row[first : last + 1]
        nouns = all(word.small or _common_noun(word.text) for word in run[:-1])
        nouns = nouns and not any(OWNER.search(word.text) or word.text in table("roles") for word in run[:-1])
        if nouns and not run[0].small and 2 <= len(run) <= MOST:
            yield run


@cache
def _owners() -> frozenset[str]:
    countries = {form for form, entry in known().items() if entry.rule == "entity.country" and " " not in form}
    return frozenset(load("en/entities.toml").tables["nations"]) | countries


def _noun_only(text: str) -> bool:
    """Whether a word that opens a sentence is a noun there, or a verb at most: "Audit Wales said"."""
    return text.isupper() or not for_language("en").kinds(text.casefold()) & (
        ADJECTIVE | ADVERB | PREPOSITION | DETERMINER
    )


def _common_noun(text: str) -> bool:
    """Whether a capitalised word is a common noun or adjective that an institution's name may begin with."""
    if len(text) > 2 and text.isupper():
        return True
    if text in table("openers") or text in table("starters") or text in table("titles") or text in table("untitled"):
        return False
    kinds = for_language("en").kinds(text.casefold())
    return bool(kinds & NOUN) and not kinds & UNKNOWN and not is_place(text) and text not in english("not_owned")


def _goes_on(chain: Chain, end: int) -> bool:
    """Whether a capitalised word follows that the place may be the first part of a name with."""
    after = next((word for word in chain.words if word.start >= end), None)
    if after is None or after.small or after.start > end + 1:
        return False
    return not is_place(after.text) and not OWNER.search(chain.words[0].text)


def _placed(page: Page, start: int, end: int) -> bool:
    """Whether a place is meant: behind "in", or before the country or region it lies in."""
    view = page.view.text
    if LOCATIVE.search(view, max(0, start - REACH), start):
        return True
    within = WITHIN.match(view, end, end + REACH) if view[end : end + 1] == "," else None
    if page.blocks[page.block_at(start)].view_start == start and DATED.match(view, end):
        return True
    if view[end : end + 1] == "," and DATED_IN_FULL.match(view, end):
        return True
    return within is not None and is_place(within[1].rstrip(" ."))
