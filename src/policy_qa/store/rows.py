"""A record as a row: its body as JSON, and the columns by which it is found."""

from __future__ import annotations

from typing import Any

from policy_qa.domain.records import Date, Entity, Figure, LegalReference, Record
from policy_qa.store.years import years


def row_of(record: Record) -> dict[str, Any]:
    """The columns of a record."""
    first, last = years(record) or (None, None)
    return {
        "id": record.id,
        "document": record.document,
        "start": record.start,
        "end": record.end,
        "kind": record.kind,
        "label": record.label,
        "unit": record.unit if isinstance(record, Figure) else None,
        "value": float(record.value) if isinstance(record, Figure) else None,
        "year_first": first,
        "year_last": last,
        "words": " ".join(filter(None, _said(record))).casefold(),
        "body": record.model_dump_json(),
    }


def _said(record: Record) -> tuple[str | None, ...]:
    """The words by which a record can be asked for."""
    if isinstance(record, Figure):
        slots = (record.measured_entity, record.measured_property, record.population, record.status, record.place)
        return (record.text, *slots, record.actor)
    if isinstance(record, Entity):
        return (record.text, record.name, record.acronym)
    if isinstance(record, LegalReference):
        return (record.text, record.citation, record.issuer)
    return (record.text, record.value if isinstance(record, Date) else None)
