"""The calendar years that a record speaks of, for filters."""

from __future__ import annotations

from policy_qa.domain.edtf import edtf_years
from policy_qa.domain.records import Date, Figure, LegalReference, Record


def years(record: Record) -> tuple[int, int] | None:
    """First and last year of a record's date or period, or None; an open end reaches to year 0 or 9999."""
    if isinstance(record, LegalReference):
        return (record.year, record.year) if record.year is not None else None
    edtf = record.value if isinstance(record, Date) else record.period if isinstance(record, Figure) else None
    return edtf_years(edtf) if edtf else None
