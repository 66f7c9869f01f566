"""Resolution: every mention under its full name, and the mentions by acronym that the document explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policy_qa_extractors.entities.definitions import Acronym, definitions
from policy_qa_extractors.entities.grouping import key
from policy_qa_extractors.entities.mentions import Mention
from policy_qa_extractors.page import Page

BRIEF = 4
AROUND = 10


def named(page: Page, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """All mentions under their full names, with the mentions by acronym that the document explains."""
    acronyms = definitions(page, mentions)
    shorts = {key(acronym.name): acronym.short for acronym in reversed(acronyms.values())}
    for mention in mentions:
        if page.quote(mention.start, mention.end) not in acronyms:
            short = shorts.get(key(mention.name))
            yield mention._replace(acronym=short) if short else mention
    yield from _defining(acronyms.values())
    yield from _shorts(page, {printed: acronym for printed, acronym in acronyms.items() if acronym.proper})


def _defining(acronyms: Iterable[Acronym]) -> Iterator[Mention]:
    """Long forms that no mention covers; of a common noun's acronym only the definition is a mention."""
    for acronym in acronyms:
        if acronym.long:
            start, end = acronym.long
            yield Mention(start, end, acronym.label, "entity.acronym.long", acronym.name, acronym.short)
        if not acronym.proper:
            end = acronym.start + len(acronym.printed)
            yield Mention(acronym.start, end, acronym.label, "entity.acronym.common", acronym.name, acronym.short)


def _shorts(page: Page, acronyms: Mapping[str, Acronym]) -> Iterator[Mention]:
    """Every mention by acronym, before and behind its definition."""
    view = page.view.text
    lengths = sorted({len(printed) for printed in acronyms}, reverse=True)
    for start in _places(view, acronyms):
        for end in (start + length for length in lengths):
            acronym = acronyms.get(view[start:end])
            if acronym and _closed(view, end) and not _shouted(view, start, end):
                yield Mention(start, end, acronym.label, "entity.acronym", acronym.name, acronym.short)
                break


def _places(view: str, printed: Iterable[str]) -> Iterator[int]:
    """Where a word begins like one of these; each branch starts with a letter, to which `re` leaps."""
    behind: dict[str, list[str]] = {}
    for text in printed:
        behind.setdefault(re.escape(text[0]), []).append(re.escape(text[1:]))
    if behind:
        starts = (rf"{first}(?<!\w{first})(?={'|'.join(rests)})" for first, rests in behind.items())
        yield from (found.start() for found in re.finditer("|".join(starts), view))


def _closed(view: str, end: int) -> bool:
    """Whether the word ends here, a plural s apart."""
    after = view[end : end + 2]
    return not after[:1].isalnum() or (after[:1] == "s" and not after[1:].isalnum())


def _shouted(view: str, start: int, end: int) -> bool:
    """Whether a short acronym stands among words in capitals, where it may be a word itself."""
    around = view[max(0, start - AROUND) : start], view[end : end + AROUND]
    return end - start <= BRIEF and all(
        text.isupper() and sum(letter.isalpha() for letter in text) >= BRIEF for text in around
    )
