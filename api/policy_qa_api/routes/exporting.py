"""`/api/export`: all records that a filter wants, as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Annotated, Literal, TypeAlias

from fastapi import APIRouter, Query
from starlette.responses import Response, StreamingResponse

from policy_qa import exporting
from policy_qa.domain.records import Record
from policy_qa.library import Library
from policy_qa_api.desk import PROBLEMS, Desk
from policy_qa_api.routes.records import LINKED, Wanted

router = APIRouter(prefix="/api", tags=["records"])

Pieces: TypeAlias = Iterable[str | bytes]
Writer = Callable[[Library, list[Record]], Pieces]


def _csv(desk: Library, found: list[Record]) -> Pieces:
    return exporting.csv_lines(found, desk.quote)


def _jsonl(_: Library, found: list[Record]) -> Pieces:
    return exporting.jsonl_lines(found)


def _jsonld(desk: Library, found: list[Record]) -> Pieces:
    return exporting.jsonld_lines(found, lru_cache(maxsize=64)(desk.document), lru_cache(maxsize=8)(desk.text))


def _data_package(desk: Library, found: list[Record]) -> Pieces:
    return (exporting.data_package(found, desk.documents(), desk.quote),)


FORMATS: dict[str, tuple[Writer, str, str]] = {
    "csv": (_csv, "text/csv; charset=utf-8; header=present", "records.csv"),
    "jsonl": (_jsonl, "application/jsonl", "records.jsonl"),
    "jsonld": (_jsonld, LINKED, "records.jsonld"),
    "datapackage": (_data_package, "application/zip", "records.zip"),
}
"""By format: what writes it, its media type, the file's name."""

FILES: dict[int | str, dict[str, object]] = {
    200: {
        "description": "The file",
        "content": {
            media.partition(";")[0]: {"schema": {"type": "object" if media == LINKED else "string"}}
            for _, media, _ in FORMATS.values()
        },
    }
}


@router.get(
    "/export", response_class=StreamingResponse, responses={**PROBLEMS, **FILES}, summary="Download records as a file"
)
def export(
    desk: Desk,
    wanted: Wanted,
    format: Annotated[  # noqa: A002
        Literal["csv", "jsonl", "jsonld", "datapackage"],
        Query(description="CSV (RFC 4180), JSON Lines, JSON-LD (Web Annotations) or a zipped Data Package."),
    ] = "jsonl",
) -> Response:
    """All records that the filters want, in their order, in UTF-8."""
    write, media_type, name = FORMATS[format]
    return StreamingResponse(
        write(desk, desk.all_records(wanted)),
        media_type=media_type,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
