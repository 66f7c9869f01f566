"""`/api/export`: all records that a filter wants, as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response, StreamingResponse

from policy_qa.domain.records import Date, Entity, Figure, LegalReference, Record
from policy_qa_api.desk import PROBLEMS, Desk
from policy_qa_api.routes.records import Wanted

router = APIRouter(prefix="/api", tags=["records"])

COLUMNS = tuple(
    dict.fromkeys(
        name
        for kind in (Figure, Date, Entity, LegalReference)
        for name in ("kind", *kind.model_fields)
        if name not in {"sentence", "section"}
    )
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@router.get("/export", response_class=StreamingResponse, responses=PROBLEMS, summary="Download records")
def export(
    desk: Desk,
    wanted: Wanted,
    format: Annotated[Literal["csv", "jsonl"], Query()] = "jsonl",  # noqa: A002
) -> Response:
    """All records that the filters want, in reading order, as CSV (RFC 4180, UTF-8) or JSON Lines."""
    found = desk.all_records(wanted)
    if format == "csv":
        return _file(csv_lines(found), "text/csv; charset=utf-8; header=present", "records.csv")
    return _file((record.model_dump_json() + "\n" for record in found), "application/jsonl", "records.jsonl")


def csv_lines(records: Sequence[Record]) -> Iterator[str]:
    """A header and a row for each record; words that a spreadsheet would run as a formula get a leading "'"."""
    yield _row(COLUMNS)
    for record in records:
        fields = record.model_dump(mode="json")
        yield _row([_cell(fields.get(name)) for name in COLUMNS])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return str(value)


def _row(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _file(lines: Iterator[str], media_type: str, name: str) -> Response:
    return StreamingResponse(
        lines, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'}
    )
