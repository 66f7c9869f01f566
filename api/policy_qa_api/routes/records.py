"""`/api/records` and `/api/records/{id}`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BeforeValidator, Field
from starlette.responses import Response

from policy_qa.domain.answers import RecordList
from policy_qa.domain.records import AnyRecord, Kind
from policy_qa.library import RecordFilter
from policy_qa_api.desk import PROBLEMS, Desk, PageNumber, PageSize
from policy_qa_api.respond import as_json

router = APIRouter(prefix="/api", tags=["records"])


def _without_blanks(said: object) -> object:
    """An empty field of a form counts as unsaid."""
    if isinstance(said, list):
        return [one for one in said if one != ""]
    return None if said == "" else said


Year = Annotated[int, Field(ge=0, le=9999)]
Blanks = BeforeValidator(_without_blanks)
Several = Annotated[list[str] | None, Blanks, Query(max_length=100)]


def record_filter(
    kind: Annotated[list[Kind] | None, Blanks, Query(description="Kinds of record (repeat for several).")] = None,
    document: Several = None,
    label: Several = None,
    unit: Several = None,
    year: Annotated[Year | None, Blanks, Query(description="A year that the record's period touches.")] = None,
    contains: Annotated[str | None, Query(max_length=200, description="Words in what the record says.")] = None,
) -> RecordFilter:
    """The filter that the query string spells."""
    return RecordFilter(
        kinds=tuple(kind or ()),
        documents=tuple(document or ()),
        labels=tuple(label or ()),
        units=tuple(unit or ()),
        year=year,
        contains=contains or None,
    )


Wanted = Annotated[RecordFilter, Depends(record_filter)]


@router.get("/records", response_model=RecordList, responses=PROBLEMS, summary="List records")
def records(desk: Desk, wanted: Wanted, page: PageNumber = 1, size: PageSize = 20) -> Response:
    """A page of the records that the filters want, in reading order."""
    return as_json(desk.records(wanted, page=page, size=size))


@router.get("/records/{record}", response_model=AnyRecord, responses=PROBLEMS, summary="One record")
def one_record(desk: Desk, record: Annotated[str, Path(min_length=1, max_length=100)]) -> Response:
    """The record of that id."""
    return as_json(desk.record(record))
