"""Definitions: which acronym a document explains, by which name, and where."""

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
from policy_qa_extractors.entities.gazetteer import is_place, known
from policy_qa_extractors.entities.mentions import Mention
from policy_qa_extractors.entities.words import headed, kind_of
from policy_qa_extractors.page import Page
from policy_qa_extractors.rulebook import load

BETWEEN = re.compile(r"(?:[’']s)?(?: (?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?)? ?[\"”’»]?,? ?")
DASHED = re.compile(r" ?[-–—]? ?(?P<short>[A-Z][A-Z0-9]{2,11})\b(?! [A-ZÀ-ÖØ-Þ])")
LINK = re.compile(r" (?:de|del|de la|of|of the|in|en) $")
FURTHEST = 14
OTHERS = frozenset({"GPE", "LOC", "PERSON"})


class Acronym(NamedTuple):
    """What an acronym stands for in one document; `start` is where it is explained.

    `printed` is the form that mentions have, `short` the acronym they carry ("Minsa" may carry MINSA).
    Of a common noun ("violencia de pareja (VP)") `proper` is False; `long` is where a name stands that
    no mention covers.
    """

    printed: str
    short: str
    name: str
    label: str
    start: int
    proper: bool
    long: tuple[int, int] | None = None


class Mentions:
    """The mentions of a page by where they start and where they end."""

    def __init__(self, rows: Sequence[Mention]) -> None:
        self.rows = rows
        self.by_start = {mention.start: mention for mention in rows}
        self.by_end = {mention.end: mention for mention in rows}

    def before(self, view: str, at: int) -> Mention | None:
        """The mention that ends right before `at`; years may stand between."""
        for gap in range(FURTHEST):
            mention = self.by_end.get(at - gap)
            if mention and BETWEEN.fullmatch(view, at - gap, at):
                return mention
        return None


def definitions(page: Page, rows: Sequence[Mention]) -> dict[str, Acronym]:
    """The acronyms that the document explains, by the form they are printed in; the first explanation counts."""
    found: dict[str, Acronym] = {}
    for acronym in _all(page, Mentions(rows)):
        found.setdefault(acronym.printed, acronym)
        upper = acronym.printed.upper()
        if _titled(acronym.printed) and upper in page.view.text:
            found[acronym.printed] = acronym._replace(short=upper)
            found.setdefault(upper, acronym._replace(printed=upper, short=upper, long=None))
    return found


def _all(page: Page, mentions: Mentions) -> Iterator[Acronym]:
    view = page.view.text
    for bracket in brackets(view):
        yield from _behind(page, bracket["short"].strip(), bracket.start(), bracket.start("short"), mentions)
    for words in introduced(view):
        yield from _behind(page, words["short"], _opened(view, words.start()), words.start("short"), mentions)
    for mention in mentions.rows:
        dashed = DASHED.match(view, mention.end)
        if dashed:
            yield from _dashed(view, mention, dashed)
    for bracket in enclosed(view):
        yield from _behind(page, bracket["short"], bracket.end(), bracket.start("short"), mentions)
    for bracket in reversed_forms(view):
        yield from _before(view, bracket, mentions)


def _opened(view: str, at: int) -> int:
    """The place before the comma or bracket that stands before `at`."""
    while at and view[at - 1] in " ,(":
        at -= 1
    return at


def _behind(page: Page, short: str, at: int, start: int, mentions: Mentions) -> Iterator[Acronym]:
    """What `short` stands for whose long form ends at `at`."""
    view = page.view.text
    if short in _no_acronyms():
        return
    mention = mentions.before(view, at) if len(short) > 1 else None
    stop = _trimmed(view, at)
    spelled = long_form(view, short, page.sentence_at(max(at - 1, 0))[0], stop)
    if mention and mention.label in OTHERS and spelled and spelled[0] < mention.start:
        mention = _of(view, short, mention, mentions)
    elif mention and spelled and spelled[1] and spelled[0] < mention.start:
        mention = None
    if mention:
        yield from _named(short, start, mention, spelled)
    elif spelled and not _titled(short):
        yield from _spelled(short, start, view[spelled[0] : stop], spelled[0], stop, spelled[1])


def _of(view: str, short: str, place: Mention, mentions: Mentions) -> Mention | None:
    """The name before a place ("Instituto de Aguas de Chile (IDA)"), where the acronym fits it without the place."""
    link = LINK.search(view, max(0, place.start - 8), place.start)
    named = mentions.by_end.get(link.start()) if link else None
    fits = named and long_form(view, short, named.start, named.end)
    return named if named and fits and fits[0] == named.start else None


def _named(short: str, start: int, mention: Mention, spelled: tuple[int, bool] | None) -> Iterator[Acronym]:
    """An acronym right behind a name."""
    singular = _singular(short)
    entry = known().get(mention.name)
    in_use = entry is not None and (entry.acronym or "").casefold() == short.casefold()
    if _titled(short) and not in_use and not (spelled and spelled[0] >= mention.start):
        return
    if not spelled and not in_use and (mention.label in OTHERS or singular.upper() != singular):
        return
    yield Acronym(singular, singular, mention.name, mention.label, start, True)


def _spelled(short: str, start: int, name: str, first: int, stop: int, strict: bool) -> Iterator[Acronym]:
    """An acronym whose long form is found by its letters; `strict` where each of them begins a word."""
    if len(name) <= len(short) or short.casefold() in name.casefold().split():
        return
    if (entry := known().get(name)) and len(short) > 1:
        yield Acronym(short, short, name, entry.label, start, True, (first, stop))
    elif len(short) > 1 and _proper(name, strict):
        singular = _singular(short)
        yield Acronym(singular, singular, name, _kind(name), start, True, (first, stop))
    else:
        yield Acronym(short, short, name, kind_of(name), start, False)


def _dashed(view: str, mention: Mention, dashed: re.Match[str]) -> Iterator[Acronym]:
    """What an acronym stands for that is set behind a name with a dash or nothing between."""
    short = dashed["short"]
    shouted = view[mention.start : mention.end].isupper()
    if mention.label not in OTHERS and not shouted and long_form(view, short, mention.start, mention.end):
        yield Acronym(short, short, mention.name, mention.label, dashed.start("short"), True)


def _before(view: str, bracket: re.Match[str], mentions: Mentions) -> Iterator[Acronym]:
    """What an acronym stands for whose long form is in the bracket behind it."""
    short, at = bracket["short"], bracket.start("short")
    start, end = bracket.span("long")
    mention = mentions.by_start.get(start)
    spelled = long_form(view, short, start, end)
    if mention and mention.end == end and short.isupper() and mention.label not in OTHERS:
        yield Acronym(short, short, mention.name, mention.label, at, True)
    elif spelled and spelled[0] == start:
        yield from _spelled(short, at, bracket["long"], start, end, spelled[1])


def _singular(short: str) -> str:
    plural = short.endswith("s") and short[:-1].isupper() and sum(map(str.isalpha, short)) > 2
    return short[:-1] if plural else short


def _kind(name: str) -> str:
    """The label of a long form: by its head word, by the place it ends with, else PRODUCT."""
    return "ORG" if not headed(name) and is_place(WORD.findall(name)[-1]) else kind_of(name)


def _proper(name: str, strict: bool) -> bool:
    """Whether a long form is a name: capitalised but for small words, with a head or a place at its end, or long."""
    words = WORD.findall(name)
    content = [word for word in words if word.casefold() not in SKIPPED]
    enough = len(content) > 1 and (headed(name) or len(words) > 4 or (strict and is_place(words[-1])))
    return enough and all(word[0].isupper() for word in content)


def _titled(short: str) -> bool:
    """Whether a short form is written like a word ("Minsa"): then it must stand right behind the name it fits."""
    return len(short) > 4 and short.isalpha() and short[1:].islower()


def _trimmed(view: str, end: int) -> int:
    """The end of the words before `end`, without closing marks and a possessive ending."""
    while end and view[end - 1] in ' ,\n"”’»':
        end -= 1
    return end - 2 if view[max(0, end - 2) : end] in {"’s", "'s"} else end


@cache
def _no_acronyms() -> frozenset[str]:
    return frozenset(load("any/entities.toml").tables["no_acronyms"])
