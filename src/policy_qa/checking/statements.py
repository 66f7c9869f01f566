"""Statements: a draft cut into checkable claims, each turned into the question whose answer it states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from policy_qa.domain.records import Date, Figure, Language, Record
from policy_qa_extractors.extraction import read
from policy_qa_extractors.rulebook import load

SPACES = re.compile(r"\s+")
FROM = re.compile(r"\b(?:from|de|desde|del)(?: l[oa]s| the)? $", re.IGNORECASE)
UNIT = re.compile(r"[^\W\d_]{2,}")
A_TOTAL = re.compile(r"^(?:(?:in|en) total,? |(?:a|un) total (?:of|de) )", re.IGNORECASE)
OF_OF = re.compile(r"\b(of|de) (?:of|de|del)\b", re.IGNORECASE)
LOOSE_ENDS = re.compile(r"\(\s*\)|\s+([,.;:])")


@dataclass(frozen=True, slots=True)
class Statement:
    """One checkable claim: a sentence of the draft, the figure or date that it states, and the question for it.

    `stated` is None for a claim of change without numbers ("has doubled"); offsets are the draft's. `stands_last` is
    false of a figure that the claim itself gives for a period, or as what was before ("from 12 to five"). `others` are
    the values of the other figures of the sentence.
    """

    text: str
    start: int
    end: int
    stated: Figure | Date | None
    question: str
    language: Language
    denied: bool
    stands_last: bool = True
    others: tuple[float, ...] = ()


def statements(draft: str, language: Language | None = None) -> Iterator[Statement]:
    """The checkable claims of a draft, in reading order; a sentence with several figures states several."""
    reading = read(draft, language)
    page, records = reading.page, reading.records()
    for first, last in zip(page.sentence_starts, page.sentence_ends, strict=True):
        if first >= last:
            continue
        start, end = page.view.source_start(first), page.view.source_end(last)
        inside = [record for record in records if start <= record.start < end]
        yield from _of_sentence(draft, start, end, inside, page.language)


def _of_sentence(draft: str, start: int, end: int, records: list[Record], language: Language) -> Iterator[Statement]:
    words, text = ask_words(language), draft[start:end]
    denied = bool(words.denials.search(text))
    figures = [r for r in records if isinstance(r, Figure) and r.value_max is None]
    for figure in figures:
        asked = words.interrogative(figure)
        question = _asked(draft, start, end, figure, asked, [f for f in figures if f is not figure], words.that)
        last = figure.period is None and not FROM.search(draft[start : figure.start])
        others = tuple(float(f.value) for f in figures if f is not figure)
        yield Statement(text, start, end, figure, words.undenied(question), language, denied, last, others)
    if figures:
        return
    if words.change.search(text):
        question = f"{words.how_change} {SPACES.sub(' ', words.change.sub('', text))}"
        yield Statement(text, start, end, None, question, language, denied)
        return
    for date in (r for r in records if isinstance(r, Date)):
        if words.events.search(text) and not date.inferred:
            question = _asked(draft, start, end, date, "", [])
            yield Statement(text, start, end, date, f"{words.when} {question}", language, denied)
            return


def _asked(draft: str, start: int, end: int, stated: Record, asked: str, others: list[Figure], that: str = "") -> str:
    """The question for what is stated: its sentence with the figure asked for, other figures left out.

    Of several figures what each counts comes first: "58 services operate, handling 3419 cases" asks for 3419 as
    "how many cases with services operate, handling".
    """
    several = others and isinstance(stated, Figure) and stated.label in ("CARDINAL", "PERCENT")
    counted = stated.measured_entity if several and isinstance(stated, Figure) else None
    pieces, position = [], start
    for record in sorted([stated, *others], key=lambda r: r.start):
        pieces.append(draft[position : record.start])
        pieces.append(asked if record is stated and not counted else "")
        position = max(record.end, position)
    pieces.append(draft[position:end])
    words = SPACES.sub(" ", LOOSE_ENDS.sub(r"\1", "".join(pieces))).strip(" .!?")
    words = A_TOTAL.sub("", OF_OF.sub(r"\1", words))
    if counted:
        rest = words.replace(counted, "", 1) if counted in words else words
        words = f"{asked} {counted} {that} {rest}"
    return SPACES.sub(" ", words).strip() + "?"


@dataclass(frozen=True, slots=True)
class AskWords:
    """The words by which a statement becomes a question in one language; see rules/*/claims.toml."""

    how_many: str
    how_much: str
    percentage: str
    how_change: str
    when: str
    that: str
    change: re.Pattern[str]
    events: re.Pattern[str]
    denials: re.Pattern[str]
    plans: re.Pattern[str]
    past: re.Pattern[str]

    def undenied(self, question: str) -> str:
        """A question without the words that deny: "did not connect" asks as "did connect"."""
        return SPACES.sub(" ", self.denials.sub(" ", question))

    def interrogative(self, figure: Figure) -> str:
        """What asks for a figure of this kind."""
        if figure.label == "MONEY":
            return self.how_much
        share = figure.label == "CARDINAL" and (0 < figure.value < 1 or figure.per is not None)
        if figure.unit == "%" or share:
            return f"{self.percentage} "
        return f"{self.how_many} {_unit(figure)}".rstrip()


def _unit(figure: Figure) -> str:
    """The unit of a measured figure, as printed: the "days" of "41 days"."""
    return " ".join(UNIT.findall(figure.text)[-1:]) if figure.label == "QUANTITY" else ""


@cache
def ask_words(language: Language) -> AskWords:
    """The words of a language."""
    tables = load(f"{language}/claims.toml").tables
    asks = tables["asks"]
    change, events, denials, plans, past = (
        re.compile(rf"\b(?:{'|'.join(tables[name]['words'])})\b", re.IGNORECASE)
        for name in ("change", "events", "denials", "plans", "past")
    )
    return AskWords(**asks, change=change, events=events, denials=denials, plans=plans, past=past)
