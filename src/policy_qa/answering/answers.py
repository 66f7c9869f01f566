"""Answers and their citations: the quote is cut from the text around the record, never typed."""

from __future__ import annotations

import re

from policy_qa.answering.scene import Scene, Scenes
from policy_qa.domain.answers import Answer, AnswerValue, Operand
from policy_qa.domain.records import Date, Entity, Figure, LegalReference, Record
from policy_qa.domain.sources import QUOTE_LIMIT, Citation, quoted
from policy_qa.domain.values import Span

SHOWN = 200
YEAR = re.compile(r"\d{4}")


def value_of(record: Record) -> AnswerValue:
    """The value of a record: a number, an EDTF string, a name, a citation."""
    if isinstance(record, Figure):
        return record.value
    if isinstance(record, Date):
        return record.value
    return record.name if isinstance(record, Entity) else record.citation


def answer_to(record: Record, scene: Scene, scenes: Scenes) -> Answer:
    """The answer that a record gives."""
    figure = record if isinstance(record, Figure) else None
    return Answer(
        text=_text(record),
        value=value_of(record),
        unit=figure.unit if figure else None,
        label=record.label,
        record=record.id,
        period=figure.period if figure else None,
        measured_entity=figure.measured_entity if figure else None,
        citation=cite(record.start, record.end, scene, scenes),
    )


def year_of(record: Date, scene: Scene, scenes: Scenes) -> Answer:
    """The answer to "in what year": the year of a date, marked alone where it is printed."""
    answer = answer_to(record, scene, scenes)
    year = YEAR.match(record.value)
    if year is None or "/" in record.value:
        return answer
    at = record.text.find(year[0])
    citation = cite(record.start + at, record.start + at + 4, scene, scenes) if at >= 0 else answer.citation
    return answer.model_copy(update={"text": year[0], "value": year[0], "citation": citation})


def operand_of(record: Record, scene: Scene, scenes: Scenes) -> Operand:
    """A record as one of the figures that an answer was made from."""
    answer = answer_to(record, scene, scenes)
    return Operand(**answer.model_dump(exclude={"label", "citation"}), citation=answer.citation)


def _text(record: Record) -> str:
    text = record.text
    if isinstance(record, LegalReference):
        text = record.citation
    if isinstance(record, Entity):
        text = record.name
    return " ".join(text.split())[:SHOWN]


def cite(start: int, end: int, scene: Scene, scenes: Scenes) -> Citation:
    """The citation of text[start:end]: its sentence where that is short enough, else what stands around it."""
    sentence = Span(start=scene.start, end=scene.end)
    first, last = quoted(sentence, start, min(end, start + QUOTE_LIMIT))
    quote = scenes.text(scene.document.id, first, last)
    lead = len(quote) - len(quote.lstrip())
    trail = len(quote) - len(quote.rstrip())
    first, last = min(first + lead, start), max(last - trail, min(end, last))
    return Citation(
        document=scene.document.id,
        title=scene.document.title,
        start=first,
        end=last,
        quote=scenes.text(scene.document.id, first, last),
        answer_start=start,
        answer_end=min(end, last),
        sha256=scene.document.sha256,
    )
