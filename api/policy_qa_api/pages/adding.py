"""`/add`: reports taken in, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import Response

from policy_qa.domain.sources import Document
from policy_qa.errors import PolicyQAError
from policy_qa.library import Library
from policy_qa_api.desk import Desk
from policy_qa_api.links import document_address
from policy_qa_api.rendering import page
from policy_qa_api.routes.documents import said_of, take_in

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one file: where it is kept now, or why it was refused."""

    name: str
    fate: str
    document: Document | None = None
    reason: str | None = None


@router.get("/add")
def add_page(request: Request) -> Response:
    """The form."""
    return page(request, "add.html", fates=(), address=document_address)


@router.post("/add")
def add_files(
    request: Request,
    desk: Desk,
    file: Annotated[list[UploadFile] | None, File(max_length=100)] = None,
    replace: Annotated[bool, Form()] = False,
) -> Response:
    """Takes the files in one by one; a file that is refused doesn't stop the others."""
    fates = [_fate(desk, one, replace=replace) for one in file or () if one.filename]
    status = 422 if fates and all(fate.document is None for fate in fates) else 200
    return page(request, "add.html", status=status, fates=fates, address=document_address)


def _fate(desk: Library, file: UploadFile, *, replace: bool) -> Fate:
    name = (file.filename or "")[:200]
    try:
        outcome = take_in(desk, file, said_of(), replace=replace)
    except PolicyQAError as error:
        return Fate(name, "refused", reason=str(error))
    return Fate(name, outcome.fate, outcome.document)
