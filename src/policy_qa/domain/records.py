"""Records: one typed thing found in a text, with the words that say it and where they stand.

All offsets count Unicode code points of the document's frozen text, half-open.
Labels are OntoNotes 5's; `measured_entity` and `measured_property` are MeasEval's (SemEval-2021 task 8);
dates are EDTF (ISO 8601-2:2019); units are `%`, ISO 4217 codes for money, else UCUM codes.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import Field, TypeAdapter

from policy_qa.domain.values import Span, Value

Kind: TypeAlias = Literal["figure", "date", "entity", "legal_reference"]
Number: TypeAlias = int | float
Qualifier: TypeAlias = Literal["over", "under", "at_least", "at_most", "approximately"]
Direction: TypeAlias = Literal["up", "down"]
Language: TypeAlias = Literal["en", "es"]

KINDS: tuple[Kind, ...] = get_args(Kind)
LANGUAGES: tuple[Language, ...] = get_args(Language)


def record_id(document: str, kind: Kind, start: int, end: int) -> str:
    """Sixteen hexadecimal digits that stay the same as long as document, kind and span do."""
    return sha256(f"{document}\x1f{kind}\x1f{start}\x1f{end}".encode()).hexdigest()[:16]


class RecordBase(Value):
    """What records of all kinds have in common."""

    id: str
    document: str
    start: int
    end: int
    text: str
    label: str
    rule: str
    language: Language
    sentence: Span
    section: tuple[str, ...] = ()


class Figure(RecordBase):
    """A number that counts or measures something.

    `value` is the number in full (1.3 million is 1300000), `value_max` the upper end of a range,
    `precision` the step as printed (1.3 million: 100000).
    """

    kind: Literal["figure"] = "figure"
    value: Number
    value_max: Number | None = None
    unit: str | None = None
    precision: Number | None = None
    qualifier: Qualifier | None = None
    measured_entity: str | None = None
    measured_property: str | None = None
    period: str | None = None
    population: str | None = None
    status: str | None = None
    actor: str | None = None
    direction: Direction | None = None
    per: str | None = None
    place: str | None = None


class Date(RecordBase):
    """A date, period or open range; `anchor` quotes what an inferred part was taken from."""

    kind: Literal["date"] = "date"
    value: str
    inferred: bool = False
    anchor: str | None = None


class Entity(RecordBase):
    """A named thing; `name` is its canonical name, in full also where only the acronym is printed."""

    kind: Literal["entity"] = "entity"
    name: str
    acronym: str | None = None


class LegalReference(RecordBase):
    """A law, decree, resolution or treaty that the text names.

    `number` keeps the printed digits ("013"); `citation` is the normalised form.
    `provision` names the article or section cited, `urn` is an RFC 9676 name where all its parts are printed.
    """

    kind: Literal["legal_reference"] = "legal_reference"
    instrument: str
    number: str | None = None
    year: int | None = None
    issuer: str | None = None
    citation: str
    provision: str | None = None
    urn: str | None = None


Record: TypeAlias = Figure | Date | Entity | LegalReference
AnyRecord: TypeAlias = Annotated[Record, Field(discriminator="kind")]

RECORD: TypeAdapter[Record] = TypeAdapter(AnyRecord)
"""Reads one record from JSON or plain values."""


def reading_order(record: Record) -> tuple[int, int, str]:
    """Sort key: by start, longest first, then by kind."""
    return (record.start, -record.end, record.kind)
