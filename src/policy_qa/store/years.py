"""The calendar years that a record speaks of, for filters."""

from __future__ import annotations

import re

from policy_qa.domain.records import Date, Figure, LegalReference, Record

YEAR = re.compile(r"(?<![\d-])\d{4}(?!\d)|(?<![\d-])\d{3}X|(?<![\d-])\d{2}XX")
FAR = 9999


def years(record: Record) -> tuple[int, int] | None:
    """First and last year of a record's date or period, or None; an open end reaches to year 0 or 9999."""
    if isinstance(record, LegalReference):
        return (record.year, record.year) if record.year is not None else None
    edtf = record.value if isinstance(record, Date) else record.period if isinstance(record, Figure) else None
    return edtf_years(edtf) if edtf else None


def edtf_years(edtf: str) -> tuple[int, int] | None:
    """First and last year that an EDTF value names, or None ("XXXX-03-04")."""
    found = YEAR.findall(edtf)
    if not found:
        return None
    first, last = int(found[0].replace("X", "0")), int(found[-1].replace("X", "9"))
    if "/" in edtf:
        begin, _, end = edtf.partition("/")
        first = 0 if begin in {"", ".."} else first
        last = FAR if end in {"", ".."} else last
    return first, last
