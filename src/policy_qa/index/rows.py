"""What a document and its records become in the index: a row for each passage and each record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from policy_qa.domain.records import Date, Entity, Figure, LegalReference, Record
from policy_qa.domain.sources import Document
from policy_qa.index.laws import law_keys
from policy_qa.index.passages import cut
from policy_qa.index.periods import days_of
from policy_qa.index.schema import BODY, HEADING, TITLE, Row
from policy_qa.index.words import Token, fold, tokens

NONE = "none"
"""The key of a slot that the text leaves silent: `unit:none`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document with its text and records, ready to be indexed."""

    document: Document
    text: str
    records: Sequence[Record]


def rows(entry: Entry) -> Iterator[Row]:
    """The rows of an entry: its passages, then its records."""
    document = entry.document
    title = tokens(fold(document.title), document.language)
    shared: Row = {
        "document": (document.id,),
        "title": title,
        "publisher": tokens(fold(document.publisher or ""), document.language),
    }
    yield from _passages(entry, shared, title)
    sentences: dict[tuple[int, int], list[Token]] = {}
    for record in entry.records:
        span = (record.sentence.start, record.sentence.end)
        if span not in sentences:
            sentences[span] = tokens(fold(entry.text[slice(*span)]), record.language)
        yield shared | _record(record, sentences[span], title)


def _passages(entry: Entry, shared: Row, title: list[Token]) -> Iterator[Row]:
    document, sections = entry.document, sorted((r.start, r.section) for r in entry.records)
    upcoming = 0
    section: tuple[str, ...] = ()
    for start, end in cut(entry.text):
        while upcoming < len(sections) and sections[upcoming][0] < end:
            section = sections[upcoming][1]
            upcoming += 1
        heading = tokens(fold(" ".join(section)), document.language)
        body = tokens(fold(entry.text[start:end]), document.language)
        yield shared | {
            "kind": ("passage",),
            "language": (document.language,),
            "section": heading,
            "words": ((body, BODY), (heading, HEADING), (title, TITLE)),
            "surface": [token.surface for token in body],
            "hit": _hit("passage", document.id, start, end),
        }


def _record(record: Record, sentence: list[Token], title: list[Token]) -> Row:
    heading = tokens(fold(" ".join(record.section)), record.language)
    own = tokens(fold(" . ".join(_frame(record))), record.language)
    days = _days(record)
    return {
        "kind": (record.kind,),
        "label": (record.label.lower(),),
        "language": (record.language,),
        "section": heading,
        "frame": ((own, 1.0), (sentence, 0.5), (heading, 0.25), (title, 0.15)),
        "surface": [token.surface for token in (*own, *sentence)],
        "begins": days and float(days[0]),
        "ends": days and float(days[1]),
        "hit": _hit(record.kind, record.document, record.start, record.end, record, days),
        **_typed(record),
    }


def _hit(
    kind: str, document: str, start: int, end: int, record: Record | None = None, days: tuple[int, int] | None = None
) -> bytes:
    """What a hit tells without the store: its place, and the values that facets count."""
    told: list[object] = [kind, document, start, end]
    if record:
        what = record.measured_entity if isinstance(record, Figure) else getattr(record, "name", None)
        years = [date.fromordinal(day).year for day in days] if days else None
        told += [record.id, record.label, getattr(record, "unit", None), years, what]
    return json.dumps(told, separators=(",", ":")).encode()


def _days(record: Record) -> tuple[int, int] | None:
    if isinstance(record, Figure):
        return days_of(record.period or "")
    if isinstance(record, Date):
        return days_of(record.value)
    if isinstance(record, LegalReference) and record.year:
        return days_of(f"{record.year:04}")
    return None


def _frame(record: Record) -> list[str]:
    """A record's own words."""
    told: tuple[str | None, ...] = ()
    if isinstance(record, Figure):
        told = (record.measured_entity, record.measured_property, record.population, record.status, record.actor,
                record.place, record.per)  # fmt: skip
    elif isinstance(record, Entity):
        told = (record.name, record.acronym)
    elif isinstance(record, LegalReference):
        told = (record.citation, record.provision)
    return [record.text, *(words for words in told if words)]


def _typed(record: Record) -> Row:
    if isinstance(record, Figure):
        return {
            "value": float(record.value),
            "value_max": None if record.value_max is None else float(record.value_max),
            "unit": (fold(record.unit or NONE),),
            "qualifier": (record.qualifier or NONE,),
            "entity": tokens(fold(record.measured_entity or ""), record.language),
        }
    if isinstance(record, Entity):
        return {"entity": tokens(fold(f"{record.name} {record.acronym or ''}"), record.language)}
    if isinstance(record, LegalReference):
        return {
            "law": law_keys(record.instrument, record.number, record.year, record.issuer),
            "issuer": tokens(fold(record.issuer or ""), record.language),
        }
    return {}
