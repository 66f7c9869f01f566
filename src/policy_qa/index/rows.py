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
from policy_qa.index.said import Said, Wordings
from policy_qa.index.schema import BODY, HEADING, TITLE, Row
from policy_qa.index.words import fold

NONE = "none"
"""The key of a slot that the text leaves silent: `unit:none`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document with its text and records, ready to be indexed.

    `aside` are the stretches of the text that the report itself does not say, sorted and apart: no passages.
    """

    document: Document
    text: str
    records: Sequence[Record]
    aside: Sequence[tuple[int, int]] = ()


def rows(entry: Entry) -> Iterator[Row]:
    """The rows of an entry: its passages, then its records."""
    document, wordings = entry.document, Wordings()
    title = wordings.of(document.title, document.language)
    shared: Row = {
        "document": (document.id,),
        "title": title,
        "publisher": wordings.of(document.publisher or "", document.language),
    }
    yield from _passages(entry, shared, title, wordings)
    for record in entry.records:
        sentence = wordings.of(entry.text[record.sentence.start : record.sentence.end], record.language)
        yield shared | _record(record, sentence, title, wordings)


def said_passages(text: str, aside: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans of the passages of what is not set aside; see `passages.cut`."""
    begin = 0
    for start, end in (*aside, (len(text), len(text))):
        yield from ((begin + a, begin + b) for a, b in cut(text[begin:start]))
        begin = max(begin, end)


def _passages(entry: Entry, shared: Row, title: Said, wordings: Wordings) -> Iterator[Row]:
    document, sections = entry.document, sorted((r.start, r.section) for r in entry.records)
    upcoming = 0
    section: tuple[str, ...] = ()
    for start, end in said_passages(entry.text, entry.aside):
        while upcoming < len(sections) and sections[upcoming][0] < end:
            section = sections[upcoming][1]
            upcoming += 1
        heading = wordings.of(" ".join(section), document.language)
        body = wordings.of(entry.text[start:end], document.language)
        yield shared | {
            "kind": ("passage",),
            "language": (document.language,),
            "section": heading,
            "words": ((body, BODY), (heading, HEADING), (title, TITLE)),
            "surface": (body,),
            "hit": _hit("passage", document.id, start, end),
        }


def _record(record: Record, sentence: Said, title: Said, wordings: Wordings) -> Row:
    heading = wordings.of(" ".join(record.section), record.language)
    own = wordings.of_all(_frame(record), record.language)
    days = _days(record)
    return {
        "kind": (record.kind,),
        "label": (record.label.lower(),),
        "language": (record.language,),
        "section": heading,
        "frame": ((own, 1.0), (sentence, 0.5), (heading, 0.25), (title, 0.15)),
        "surface": (own, sentence),
        "begins": days and float(days[0]),
        "ends": days and float(days[1]),
        "hit": _hit(record.kind, record.document, record.start, record.end, record, days),
        **_typed(record, wordings),
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


def _typed(record: Record, wordings: Wordings) -> Row:
    if isinstance(record, Figure):
        return {
            "value": float(record.value),
            "value_max": None if record.value_max is None else float(record.value_max),
            "unit": (fold(record.unit or NONE),),
            "qualifier": (record.qualifier or NONE,),
            "entity": wordings.of(record.measured_entity or "", record.language),
        }
    if isinstance(record, Entity):
        return {"entity": wordings.of_all((record.name, record.acronym or ""), record.language)}
    if isinstance(record, LegalReference):
        return {
            "law": law_keys(record.instrument, record.number, record.year, record.issuer),
            "issuer": wordings.of(record.issuer or "", record.language),
        }
    return {}
