"""Years of older times, for questions after a date: "in 1066" where no date was recorded.

Records keep to the years that reports speak of; texts on history name others. Only a number behind a word of time or a
month counts, and none that counts the noun behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policy_qa.answering.scene import Scenes
from policy_qa.answering.thesaurus import grammar
from policy_qa.answering.words import fold
from policy_qa.domain.records import Date, Language, Record, record_id
from policy_qa.domain.values import Span
from policy_qa_extractors.lexicon import PLURAL, for_language

YEAR = re.compile(r"(?<![\w.,/-])(\d{3,4})(?![\w%]|[.,/-]\d)")
WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?,? \(?$")
WORD_BEHIND = re.compile(r" ([^\W\d_]+)")
SENTENCE_END = re.compile(r"[.!?][\"”)]* +(?=[A-ZÁÉÍÓÚÑ¿¡\"“])|\n")
BARE = "answering.bare-year"
LATEST = 2100
LONGEST = 600


def bare_years(document: str, start: int, end: int, held: Sequence[Record], scenes: Scenes) -> Iterator[Date]:
    """Dates of a passage that are not among its records; their rule is BARE."""
    text = scenes.text(document, start, end)
    language = scenes.document(document).language
    for found in YEAR.finditer(text):
        at, stop = start + found.start(), start + found.end()
        if any(r.start < stop and at < r.end for r in held if r.kind != "figure") or not _is_year(
            text, found, language
        ):
            continue
        first, last = _sentence(text, found.start(), found.end())
        yield Date(
            id=record_id(document, "date", at, stop),
            document=document,
            start=at,
            end=stop,
            text=found[0],
            label="DATE",
            rule=BARE,
            language=language,
            sentence=Span(start=start + first, end=start + last),
            value=found[0].zfill(4),
        )


def _is_year(text: str, found: re.Match[str], language: Language) -> bool:
    if int(found[0]) > LATEST:
        return False
    before = WORD_BEFORE.search(text, max(0, found.start() - 20), found.start())
    if before is None or fold(before[1]) not in grammar("before_year") | grammar("calendar"):
        return False
    behind = WORD_BEHIND.match(text, found.end())
    return behind is None or not for_language(language).kinds(behind[1]) & PLURAL


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a stretch of a passage, cut at plain full stops."""
    first, last = 0, len(text)
    for stop in SENTENCE_END.finditer(text):
        if stop.end() <= start:
            first = stop.end()
        elif stop.start() >= end:
            last = stop.start() + 1
            break
    return max(first, start - LONGEST), min(last, end + LONGEST)
