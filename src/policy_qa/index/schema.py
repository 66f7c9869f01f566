"""What one index document holds: the fields, and the rows that a document and its records become.

`words` (of passages) and `frame` (of records) pool several texts with weights before scoring: that is BM25F as
Robertson, Zaragoza and Taylor define it (CIKM 2004), at the price of one posting list a word.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from whoosh import fields, formats

from policy_qa.domain.records import Date, Entity, Figure, LegalReference, Record
from policy_qa.domain.sources import Document
from policy_qa.index.passages import cut
from policy_qa.index.words import Token, fold, tokens

VERSION = 1
"""Raised with every change of fields or analysis; an index of another version is built anew."""

GAP = 16
"""Positions left free between pooled texts, so that no phrase runs across them."""

Row: TypeAlias = dict[str, object]
Part: TypeAlias = tuple[list[Token], float]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document with its text and records, ready to be indexed."""

    document: Document
    text: str
    records: Sequence[Record]


class Places(formats.Format):  # type: ignore[misc]
    """Positions of a word as plain 32-bit numbers: nothing to unpickle, quick to read."""

    def decode_positions(self, value: bytes) -> array[int]:
        """The positions, ascending."""
        return array("I", value)

    def decode_frequency(self, value: bytes) -> int:
        """How often the word stands there."""
        return len(value) // 4

    def decode_weight(self, value: bytes) -> float:
        """The same as a float; the true weight stands in the posting list."""
        return float(len(value) // 4)


class Pool(fields.FieldType):  # type: ignore[misc]
    """A scored field fed with weighted tokens of several texts."""

    def __init__(self) -> None:
        super().__init__(format=Places(), analyzer=None, scorable=True)

    def index(self, value: Iterable[Part], **_options: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """One posting a term: (term, frequency, weight, positions)."""
        positions: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        weights: defaultdict[str, float] = defaultdict(float)
        at = 0
        for found, weight in value:
            for token in found:
                for term in token.terms:
                    positions[term].append(at)
                    weights[term] += weight
                at += 1
            at += GAP
        for term, places in positions.items():
            yield term.encode(), len(places), weights[term], places.tobytes()


class Keys(fields.FieldType):  # type: ignore[misc]
    """An unscored field of exact terms."""

    def __init__(self) -> None:
        super().__init__(format=formats.Existence(), analyzer=None)

    def index(self, value: Iterable[str], **_options: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """One posting a term."""
        return ((term.encode(), 1, 1.0, b"") for term in dict.fromkeys(value))


POOLS = ("words", "frame")
KEYS = ("kind", "label", "document", "title", "section", "entity", "law", "issuer", "unit", "qualifier", "year",
        "publisher", "language", "surface")  # fmt: skip


def schema() -> fields.Schema:
    """The fields of the index."""
    made = fields.Schema()
    for name in POOLS:
        made.add(name, Pool())
    for name in KEYS:
        made.add(name, Keys())
    made.add("value", fields.NUMERIC(float, shift_step=0))
    made.add("hit", fields.STORED())
    return made


def rows(entry: Entry) -> Iterator[Row]:
    """The index documents of an entry: its passages, then its records."""
    document = entry.document
    title = tokens(fold(document.title), document.language)
    shared: Row = {
        "document": (document.id,),
        "title": _terms(title),
        "publisher": _terms(tokens(fold(document.publisher or ""), document.language)),
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
            "section": _terms(heading),
            "words": ((body, 1.0), (heading, 0.5), (title, 0.3)),
            "surface": [token.surface for token in body],
            "hit": ("passage", document.id, start, end, None),
        }


def _record(record: Record, sentence: list[Token], title: list[Token]) -> Row:
    heading = tokens(fold(" ".join(record.section)), record.language)
    own = tokens(fold(" . ".join(_frame(record))), record.language)
    return {
        "kind": (record.kind,),
        "label": (record.label.lower(),),
        "language": (record.language,),
        "section": _terms(heading),
        "frame": ((own, 1.0), (sentence, 0.5), (heading, 0.25), (title, 0.15)),
        "surface": [token.surface for token in (*own, *sentence)],
        "hit": (record.kind, record.document, record.start, record.end, record.id),
        **_typed(record),
    }


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
            "unit": (fold(record.unit or "none"),),
            "qualifier": (record.qualifier or "none",),
            "entity": _terms(tokens(fold(record.measured_entity or ""), record.language)),
        }
    if isinstance(record, Entity):
        return {"entity": _terms(tokens(fold(f"{record.name} {record.acronym or ''}"), record.language))}
    if isinstance(record, LegalReference):
        return {
            "law": (record.instrument, (record.number or "").lstrip("0")),
            "issuer": _terms(tokens(fold(record.issuer or ""), record.language)),
            "year": (str(record.year),) if record.year else (),
        }
    assert isinstance(record, Date)  # noqa: S101
    return {}


def _terms(found: Iterable[Token]) -> list[str]:
    return [term for token in found for term in token.terms]
