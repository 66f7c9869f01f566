"""What a record says, in a few words for a list or a table."""

from __future__ import annotations

from policy_qa.domain.records import Date, Entity, Figure, Record
from policy_qa_api.numbers import grouped


def value(record: Record) -> str:
    """The value: a number with its unit, a date as EDTF, a canonical name, a normalised citation."""
    if isinstance(record, Figure):
        return _number(record)
    if isinstance(record, Date):
        return record.value
    if isinstance(record, Entity):
        return f"{record.name} ({record.acronym})" if record.acronym else record.name
    return record.citation


def about(record: Record) -> str:
    """What it is about: what a figure counts, with its slots; the label of a name; the kind of law."""
    if isinstance(record, Figure):
        slots = (record.measured_property, record.measured_entity, record.population, record.status, record.place)
        said = [slot for slot in dict.fromkeys(slots) if slot]
        if record.per:
            said.append(f"per {record.per}")
        return " · ".join(said)
    if isinstance(record, Date):
        return f"← {record.anchor}" if record.inferred and record.anchor else ""
    if isinstance(record, Entity):
        return record.label
    return record.instrument.replace("_", " ")


def period(record: Record) -> str:
    """The period of a figure, else nothing."""
    return (record.period or "") if isinstance(record, Figure) else ""


def _number(figure: Figure) -> str:
    number = grouped(figure.value)
    if figure.value_max is not None:
        number = f"{number}–{grouped(figure.value_max)}"
    return f"{number} {figure.unit}" if figure.unit else number
