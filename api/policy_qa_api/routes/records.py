"""`/api/records`, `/api/records/{id}` and `/api/entities`, as JSON or, where `Accept` asks for it, as JSON-LD."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Annotated, Literal, TypeAlias

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BeforeValidator, Field
from starlette.responses import Response

from policy_qa import exporting
from policy_qa.domain.answers import RecordList
from policy_qa.domain.records import AnyRecord, Kind
from policy_qa.library import RecordFilter
from policy_qa.library.naming import EntityList
from policy_qa_api.desk import PROBLEMS, Desk, PageNumber, PageSize
from policy_qa_api.respond import as_json, prefers

router = APIRouter(prefix="/api", tags=["records"])


def _without_blanks(said: object) -> object:
    """An empty field of a form counts as unsaid."""
    if isinstance(said, list):
        return [one for one in said if one != ""]
    return None if said == "" else said


Year = Annotated[int, Field(ge=0, le=9999)]
Sort: TypeAlias = Literal["value", "-value", "period", "-period"]
Blanks = BeforeValidator(_without_blanks)
Several = Annotated[list[str] | None, Blanks, Query(max_length=100)]


def record_filter(
    kind: Annotated[list[Kind] | None, Blanks, Query(description="Kinds of record (repeat for several).")] = None,
    document: Several = None,
    label: Several = None,
    unit: Several = None,
    year: Annotated[Year | None, Blanks, Query(description="A year that the record's period touches.")] = None,
    contains: Annotated[str | None, Query(max_length=200, description="Words in what the record says.")] = None,
    sort: Annotated[Sort | None, Blanks, Query(description="An order other than that of reading.")] = None,
) -> RecordFilter:
    """The filter that the query string spells."""
    return RecordFilter(
        kinds=tuple(kind or ()),
        documents=tuple(document or ()),
        labels=tuple(label or ()),
        units=tuple(unit or ()),
        year=year,
        contains=contains or None,
        sort=sort or "",
    )


Wanted = Annotated[RecordFilter, Depends(record_filter)]


LINKED = "application/ld+json"
AS_LINKED: dict[int | str, dict[str, object]] = {
    200: {"description": "Successful Response", "content": {LINKED: {"schema": {"type": "object"}}}}
}


@router.get("/records", response_model=RecordList, responses={**PROBLEMS, **AS_LINKED}, summary="List records")
def records(request: Request, desk: Desk, wanted: Wanted, page: PageNumber = 1, size: PageSize = 20) -> Response:
    """A page of the records that the filters want, in reading order or as `sort` says.

    As JSON-LD it is a collection of Web Annotations.
    """
    found = desk.records(wanted, page=page, size=size)
    if prefers(request, LINKED):
        text = lru_cache(maxsize=8)(desk.text)
        lines = exporting.jsonld_lines(found.items, lru_cache(maxsize=64)(desk.document), text)
        return Response("".join(lines), media_type=LINKED)
    return as_json(found)


@router.get("/entities", response_model=EntityList, responses=PROBLEMS, summary="List entities")
def entities(desk: Desk, wanted: Wanted, page: PageNumber = 1, size: PageSize = 20) -> Response:
    """A page of the entities that the documents name, the most often named first, with their counts and records.

    The filters are those of records; `kind` and `sort` change nothing here.
    """
    found = desk.entities(wanted)
    first = (page - 1) * size
    return as_json(EntityList(page=page, size=size, total=len(found), items=tuple(found[first : first + size])))


@router.get("/records/{record}", response_model=AnyRecord, responses={**PROBLEMS, **AS_LINKED}, summary="One record")
def one_record(request: Request, desk: Desk, record: Annotated[str, Path(min_length=1, max_length=100)]) -> Response:
    """The record of that id; as JSON-LD a Web Annotation on its source."""
    found = desk.record(record)
    if prefers(request, LINKED):
        offsets = exporting.ByteOffsets(desk.text(found.document))
        linked = exporting.annotation(found, desk.document(found.document), offsets)
        return Response(json.dumps(linked, ensure_ascii=False), media_type=LINKED)
    return as_json(found)
