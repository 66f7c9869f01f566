"""`/documents` and `/documents/{id}`: the reports, and one report's frozen text with its records lit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from policy_qa.domain.records import KINDS, Record
from policy_qa.library import Library, RecordFilter
from policy_qa_api import describe
from policy_qa_api.desk import Desk, DocumentId
from policy_qa_api.links import document_address
from policy_qa_api.lit import Light, lit_text, part_at, parts
from policy_qa_api.rendering import page

router = APIRouter(include_in_schema=False)

PLACE = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)


@router.get("/documents")
def documents_page(request: Request, desk: Desk) -> Response:
    """All reports."""
    return page(request, "documents.html", documents=desk.documents())


@router.get("/documents/{document}")
def document_page(
    request: Request,
    desk: Desk,
    document: DocumentId,
    part: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    at: Annotated[str | None, Query(max_length=30)] = None,
    r: Annotated[str | None, Query(max_length=100)] = None,
) -> Response:
    """One part of a report: that of a record (`r`), of a passage (`at=START-END`), or the one named."""
    kept, text = desk.document(document), desk.text(document)
    borders = parts(text)
    place = _place(desk, document, at, r)
    shown = part_at(borders, place.start) if place else min(part or 1, len(borders)) - 1
    start, end = borders[shown]
    records = _records(desk, document)
    here = [record for record in records if record.start < end and record.end > start]
    lights = [Light(record.start, record.end, record) for record in here]
    return page(
        request,
        "document.html",
        document=kept,
        stretches=lit_text(
            text, [*lights, *([place] if place and not r else [])], start, end, desk.pages(document).starts
        ),
        kinds={kind: [record for record in here if record.kind == kind] for kind in KINDS},
        part=shown + 1,
        parts=len(borders),
        address=document_address(document),
        describe=describe,
    )


@router.post("/documents/{document}/remove")
def remove_document(desk: Desk, document: DocumentId) -> Response:
    """Takes a report out, then shows those that are left."""
    desk.remove(document)
    return RedirectResponse("/documents", status_code=303)


def _place(desk: Library, document: str, at: str | None, record: str | None) -> Light | None:
    """The passage that a link points at; none where it can't be read."""
    if record is not None:
        found = desk.record(record)
        return Light(found.start, found.end) if found.document == document else None
    spoken = PLACE.fullmatch(at or "")
    return Light(int(spoken[1]), int(spoken[2])) if spoken else None


def _records(desk: Library, document: str) -> Sequence[Record]:
    return desk.all_records(RecordFilter(documents=(document,)))
