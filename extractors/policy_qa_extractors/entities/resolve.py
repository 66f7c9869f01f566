"""Resolution: which acronym stands for which name, and every mention of either under the full name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from policy_qa_extractors.entities.acronyms import (
    SKIPPED,
    WORD,
    brackets,
    enclosed,
    introduced,
    long_form,
    reversed_forms,
)
from policy_qa_extractors.entities.grouping import key
from policy_qa_extractors.entities.mentions import Mention
from policy_qa_extractors.entities.words import headed, kind_of
from policy_qa_extractors.page import Page
from policy_qa_extractors.rulebook import load

BETWEEN = re.compile(r"(?:[’']s)?(?: (?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?)? ?[\"”’»]?,? ?")
DASHED = re.compile(r" ?[-–—]? ?(?P<short>[A-Z][A-Z0-9]{2,11})\b(?! [A-ZÀ-ÖØ-Þ])")
FURTHEST = 14
OTHERS = frozenset({"GPE", "LOC", "PERSON"})


class Acronym(NamedTuple):
    """What an acronym stands for in one document.

    Of a common noun ("violencia de pareja (VP)") `proper` is False; `long` is where a name stands that
    no mention covers.
    """

    short: str
    name: str
    label: str
    start: int
    proper: bool
    long: tuple[int, int] | None = None


def definitions(page: Page, mentions: Sequence[Mention]) -> list[Acronym]:
    """The acronyms that the document defines in brackets, or by "hereinafter"; the first definition counts."""
    view = page.view.text
    by_end = {mention.end: mention for mention in mentions}
    by_start = {mention.start: mention for mention in mentions}
    found: dict[str, Acronym] = {}
    for bracket in (*brackets(view), *introduced(view)):
        acronym = _defined(page, bracket["short"].strip(), bracket.start(), bracket.start("short"), by_end)
        if acronym:
            found.setdefault(acronym.short, acronym)
    for mention in mentions:
        dashed = DASHED.match(view, mention.end)
        if dashed and (acronym := _dashed(view, mention, dashed)):
            found.setdefault(acronym.short, acronym)
    for bracket in enclosed(view):
        acronym = _defined(page, bracket["short"], bracket.end(), bracket.start("short"), by_end)
        if acronym:
            found.setdefault(acronym.short, acronym)
    for bracket in reversed_forms(view):
        acronym = _reversed(view, bracket, by_start)
        if acronym:
            found.setdefault(acronym.short, acronym)
    return list(found.values())


def _dashed(view: str, mention: Mention, dashed: re.Match[str]) -> Acronym | None:
    """What an acronym stands for that is set behind a name with a dash or nothing between."""
    spelled = long_form(view, dashed["short"], mention.start, mention.end)
    if mention.label in OTHERS or not spelled or view[mention.start : mention.end].isupper():
        return None
    return Acronym(dashed["short"], mention.name, mention.label, dashed.start("short"), True)


def _reversed(view: str, bracket: re.Match[str], by_start: dict[int, Mention]) -> Acronym | None:
    """What an acronym stands for whose long form is in the bracket behind it."""
    short, start, end = bracket["short"], bracket.start("long"), bracket.end("long")
    mention = by_start.get(start)
    spelled = long_form(view, short, start, end)
    if mention and mention.end == end and short.isupper() and mention.label not in OTHERS:
        return Acronym(short, mention.name, mention.label, bracket.start("short"), True)
    if not spelled or spelled[0] != start or short.casefold() in bracket["long"].casefold():
        return None
    return Acronym(short, bracket["long"], kind_of(bracket["long"]), bracket.start("short"), _proper(bracket["long"]))


def _defined(page: Page, short: str, at: int, start: int, by_end: dict[int, Mention]) -> Acronym | None:
    """What `short`, in the bracket that opens at `at`, stands for."""
    view = page.view.text
    singular = short[:-1] if len(short) > 2 and short.endswith("s") and short[:-1].isupper() else short
    mention = _before(view, at, by_end) if len(short) > 1 else None
    if short in _no_acronyms():
        return None
    stop = _trimmed(view, at)
    spelled = long_form(view, short, page.sentence_at(max(at - 1, 0))[0], stop)
    if _titled(short) and not (mention and spelled and spelled[0] == mention.start):
        return None
    other = mention is not None and mention.label in OTHERS
    if mention and not (spelled and (spelled[1] or other) and spelled[0] < mention.start):
        if not spelled and (other or singular.upper() != singular or len(singular) < 2):
            return None
        return Acronym(singular, mention.name, mention.label, start, True)
    name = view[spelled[0] : stop] if spelled else ""
    if len(name) <= len(short) or short.casefold() in name.casefold().split():
        return None
    proper = len(short) > 1 and _proper(name)
    long = (spelled[0], stop) if spelled and proper else None
    return Acronym(singular if proper else short, name, kind_of(name), start, proper, long)


def _proper(name: str) -> bool:
    """Whether a long form is a name: all but its small words capitalised, and it has a head or is long."""
    words = WORD.findall(name)
    content = [word for word in words if word.casefold() not in SKIPPED]
    enough = len(content) > 1 and (headed(name) or len(words) > 4)
    return enough and all(word[0].isupper() for word in content)


def _titled(short: str) -> bool:
    """Whether a short form is written like a word ("Minsa"): then it must stand right behind the name it fits."""
    return len(short) > 4 and short.isalpha() and short[1:].islower()


@cache
def _no_acronyms() -> frozenset[str]:
    return frozenset(load("any/entities.toml").tables["no_acronyms"])


def _trimmed(view: str, end: int) -> int:
    """The end of the words before `end`, without closing marks and a possessive ending."""
    while end and view[end - 1] in ' ,\n"”’»':
        end -= 1
    return end - 2 if view[max(0, end - 2) : end] in {"’s", "'s"} else end


def _before(view: str, start: int, by_end: dict[int, Mention]) -> Mention | None:
    """The mention that ends right before a bracket; years may stand between."""
    for gap in range(FURTHEST):
        mention = by_end.get(start - gap)
        if mention and BETWEEN.fullmatch(view, start - gap, start):
            return mention
    return None


def named(page: Page, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """All mentions under their full names, with the mentions by acronym that the document explains."""
    acronyms = {acronym.short: acronym for acronym in definitions(page, mentions)}
    shorts = {key(acronym.name): short for short, acronym in acronyms.items()}
    for mention in mentions:
        if page.quote(mention.start, mention.end) not in acronyms:
            short = shorts.get(key(mention.name))
            yield mention._replace(acronym=short) if short else mention
    yield from _defining(acronyms)
    yield from _shorts(page, {short: acronym for short, acronym in acronyms.items() if acronym.proper})


def _defining(acronyms: dict[str, Acronym]) -> Iterator[Mention]:
    """Long forms that no mention covers; of a common noun's acronym only the definition is a mention."""
    for short, acronym in acronyms.items():
        if acronym.long:
            start, end = acronym.long
            yield Mention(start, end, acronym.label, "entity.acronym.long", acronym.name, short)
        if not acronym.proper:
            end = acronym.start + len(short)
            yield Mention(acronym.start, end, acronym.label, "entity.acronym.common", acronym.name, short)


def _shorts(page: Page, acronyms: dict[str, Acronym]) -> Iterator[Mention]:
    """Every mention by acronym, before and behind its definition."""
    if not acronyms:
        return
    view = page.view.text
    pattern = re.compile(
        "|".join(re.escape(short) for short in sorted(acronyms, key=lambda short: (-len(short), short)))
    )
    for found in pattern.finditer(view):
        if not view[found.start() - 1 : found.start()].isalnum() and _closed(view, found.end()):
            acronym = acronyms[found[0]]
            yield Mention(found.start(), found.end(), acronym.label, "entity.acronym", acronym.name, acronym.short)


def _closed(view: str, end: int) -> bool:
    after = view[end : end + 2]
    return not after[:1].isalnum() or (after[:1] == "s" and not after[1:].isalnum())
