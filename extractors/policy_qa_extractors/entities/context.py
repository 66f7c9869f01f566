"""Names that their surroundings give away: in quotation marks beside a noun, or between two teams."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from policy_qa.domain.records import LANGUAGES
from policy_qa_extractors.entities.anchors import matches, rules
from policy_qa_extractors.entities.gazetteer import is_place
from policy_qa_extractors.entities.mentions import Mention
from policy_qa_extractors.entities.persons import is_unknown, unknown_name
from policy_qa_extractors.page import Page
from policy_qa_extractors.rulebook import Rule, load

QUOTED = re.compile(r"(?P<open>[“«\"'‘])(?P<name>[A-ZÀ-ÖØ-Þ¡¿][^“”«»‘\"\n]{2,160}?)(?P<close>[”»\"'’])(?!\w)")
CLOSING = {"“": "”", "«": "»", '"': '"', "'": "'", "‘": "’"}
BEFORE = re.compile(r"((?:[\w-]+ ){0,2}[\w-]+)[:,]? ?$")
AFTER = re.compile(r"[,.]? ([a-záéíóúñ]+)\b")
BESIDE = re.compile(r",? ?(?:and |y |e )?")
AGE_GROUP = re.compile(r" (?:SUB|Sub|U|Under)[- ]?\d{1,2}\b")
MOST_WORDS = 20


@cache
def _nouns() -> dict[str, str]:
    """Nouns that say what a quoted name names, with its label."""
    return {
        noun: label
        for language in LANGUAGES
        for label, nouns in load(f"{language}/entities.toml").tables["quoted"].items()
        for noun in nouns
    }


@cache
def _common() -> frozenset[str]:
    return frozenset(load("any/entities.toml").tables["common_acronyms"])


def mentions(page: Page, sure: Sequence[Mention]) -> Iterator[Mention]:
    """The names that their surroundings give away; `sure` are those found without them."""
    yield from _quoted(page, {mention.start: mention for mention in sure})
    for rule in rules(page.language, "names"):
        for found in matches(rule, page.view.text):
            for group in rule.pattern.groupindex:
                if found[group] and not is_place(found[group]) and _fits(page, rule, found, group):
                    yield Mention(found.start(group), found.end(group), rule.extra["label"], rule.id, found[group])


def _fits(page: Page, rule: Rule, found: re.Match[str], group: str) -> bool:
    """Whether a name that must hold a word of no list holds one; a single word of a place must be one."""
    if "unknown" not in rule.extra:
        return True
    if rule.extra["label"] == "PERSON":
        return unknown_name(page, found[group])
    return all(is_unknown(page.language, word) for word in found[group].split())


def speaks(page: Page, start: int, end: int) -> str | None:
    """The rule by which an acronym that the text never explains is an institution; None where none says so."""
    view = page.view.text
    if view[start:end] in _common():
        return None
    for rule in rules(page.language, "speaker"):
        found = rule.pattern.match(view, start)
        if found and found.end() == end:
            return rule.id
    return None


def widened(page: Page, mention: Mention) -> Mention:
    """A team with its age group in the span, not in the name: "Alianza Lima SUB 12" is Alianza Lima."""
    group = AGE_GROUP.match(page.view.text, mention.end) if mention.label == "ORG" else None
    return mention._replace(end=group.end()) if group else mention


def _quoted(page: Page, by_start: dict[int, Mention]) -> Iterator[Mention]:
    view = page.view.text
    last, noun = -1, None
    for quote in QUOTED.finditer(view):
        start = quote.start("name")
        text = quote["name"].rstrip(" ,.;")
        if CLOSING[quote["open"]] != quote["close"] or view[max(0, start - 2) : start - 1].isalnum():
            continue
        if last < 0 or not BESIDE.fullmatch(view, last, quote.start()):
            noun = None
        noun = _noun(view, quote) or noun
        own = by_start.get(start)
        label = own.label if own and own.end == own.start + len(text) else noun
        last = quote.end()
        if label and len(text.split()) <= MOST_WORDS and text.count(" ") + text[0].isupper():
            yield Mention(start, start + len(text), label, "entity.quoted", text)


def _noun(view: str, quote: re.Match[str]) -> str | None:
    """What a quoted name names, by the noun before the quotation marks or the one behind."""
    nouns = _nouns()
    before = BEFORE.search(view, max(0, quote.start() - 40), quote.start())
    words = before[1].casefold().split() if before else []
    for word in reversed(words):
        if word in nouns:
            return nouns[word]
    after = AFTER.match(view, quote.end())
    return nouns.get(after[1]) if after else None
