"""Records as tables: one row a record, every row with the sentence that it was cut from."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from policy_qa.domain.records import Date, Entity, Figure, LegalReference, Record
from policy_qa.errors import BadInput

COLUMNS: tuple[str, ...] = (
    *dict.fromkeys(
        name
        for kind in (Figure, Date, Entity, LegalReference)
        for name in ("kind", *kind.model_fields)
        if name not in {"sentence", "section"}
    ),
    "section",
    "quote",
)
"""The columns, the same for records of all kinds; `section` joins headings by " › ", `quote` is the sentence."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Quote = Callable[[Record], str]


def row(record: Record, quote: Quote) -> dict[str, object]:
    """A record by column."""
    fields: dict[str, object] = record.model_dump(mode="json")
    fields["section"] = " › ".join(record.section)
    fields["quote"] = quote(record)
    return {name: fields.get(name) for name in COLUMNS}


def csv_lines(records: Iterable[Record], quote: Quote) -> Iterator[str]:
    """A header and a line a record (RFC 4180); words that a spreadsheet would run as a formula get a leading "'"."""
    yield _line(COLUMNS)
    for record in records:
        yield _line([_cell(value) for value in row(record, quote).values()])


def jsonl_lines(records: Iterable[Record]) -> Iterator[str]:
    """A line a record, as they are."""
    for record in records:
        yield record.model_dump_json() + "\n"


def parquet(records: Iterable[Record], quote: Quote, place: Path) -> None:
    """Writes records as one Parquet file; values are doubles, all else text. Raises BadInput without pyarrow."""
    try:
        import pyarrow
        from pyarrow.parquet import write_table
    except ImportError as missing:
        raise BadInput("Parquet needs pyarrow", todo="install it: pip install 'policy-qa[parquet]'") from missing
    rows = [row(record, quote) for record in records]
    types = {"start": pyarrow.int64(), "end": pyarrow.int64(), "year": pyarrow.int64(), "inferred": pyarrow.bool_()}
    kinds = {**types, "value_max": pyarrow.float64(), "precision": pyarrow.float64(), "number_value": pyarrow.float64()}
    for one in rows:
        value = one.pop("value")
        one["value"] = None if value is None else str(value)
        one["number_value"] = float(value) if isinstance(value, int | float) else None
    schema = pyarrow.schema([(name, kinds.get(name, pyarrow.string())) for name in (*COLUMNS, "number_value")])
    write_table(pyarrow.Table.from_pylist(rows, schema=schema), place)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return str(value)


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
