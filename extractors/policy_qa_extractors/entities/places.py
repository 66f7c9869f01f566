"""Places of the world: cities and regions that count by their name, or by the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from policy_qa_extractors.entities.chains import OWNER, Chain
from policy_qa_extractors.entities.gazetteer import Known, first_words, is_country, is_place, known
from policy_qa_extractors.entities.growth import bare
from policy_qa_extractors.entities.mentions import Mention
from policy_qa_extractors.entities.words import english, table
from policy_qa_extractors.lexicon import NOUN, UNKNOWN, for_language
from policy_qa_extractors.page import Page
from policy_qa_extractors.rulebook import load

RULE = "entity.place"
LOCATIVE = re.compile(
    r"(?<!\w)(?:in|near|outside|across|throughout|around|into|en|cerca de|hacia|desde) "
    r"(?:(?:northern|southern|eastern|western|central|rural|downtown|el norte de|el sur de) )?\Z",
    re.IGNORECASE,
)
WITHIN = re.compile(r",? \(?((?:[A-ZÀ-Þ][\w.’-]+ ?){1,3})")
REACH = 32
MOST = 5
DATED = re.compile(r",(?: [a-záéíóúñ]+)? \d{1,2} |, [A-Z][a-z]{2,8}\.? \d")
DATELINE = re.compile(r",| ?[—–]| \\([A-Z]{2,10}\\) ?[—–-]")


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    tables = load("any/places.toml").tables
    sure, by_context = (frozenset(tables[name].split("\n")) - {""} for name in ("sure", "by_context"))
    return sure - known().keys(), by_context - known().keys()


@cache
def world() -> Mapping[str, tuple[str, ...]]:
    """Names of cities and regions by their first word, longest first."""
    sure, by_context = _lists()
    return first_words(sure | by_context)


def dateline(page: Page, start: int, end: int) -> str | None:
    """The place in capitals that opens a dispatch: "COLUMBUS, Ohio —"; None where there is none."""
    view = page.view.text
    if page.blocks[page.block_at(start)].view_start != start or not DATELINE.match(view, end):
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


def owned(page: Page, rows: Iterable[Chain]) -> Iterator[Mention]:
    """Institutions that a country's name closes: "Public Health Wales", "Statistics Canada"; not in headings."""
    if page.language != "en":
        return
    for chain in rows:
        row = chain.words
        if len(row) < 2 or chain.shouted or row[-1].small or not _is_owner(bare(row[-1].text)):
            continue
        first = len(row) - 1
        while first and (not row[first - 1].small or row[first - 1].text == "of"):
            first -= 1
        run = row[first:]
        if (
            run[0].small
            or not 2 <= len(run) <= MOST
            or not all(word.small or _common_noun(word.text) for word in run[:-1])
        ):
            continue
        block = page.blocks[page.block_at(chain.start)]
        opening = page.sentence_at(run[0].start)[0] == run[0].start
        if block.kind in {"heading", "front_matter"} or (opening and len(run) < 3):
            continue
        start, end = run[0].start, run[-1].start + len(bare(run[-1].text))
        yield Mention(start, end, "ORG", "entity.en.of-place", page.view.text[start:end])


@cache
def _owners() -> frozenset[str]:
    return frozenset(load("en/entities.toml").tables["nations"])


def _is_owner(text: str) -> bool:
    return is_country(text) or text in _owners()


def _common_noun(text: str) -> bool:
    """Whether a capitalised word is a common noun or adjective that an institution's name may begin with."""
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
    return within is not None and is_place(within[1].rstrip(" ."))
