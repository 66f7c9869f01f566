"""`/api/documents`: listing, adding, reading and removing reports."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, UploadFile
from pydantic import BaseModel, ValidationError
from starlette.responses import Response

from policy_qa.domain.answers import Listing, RecordList
from policy_qa.domain.records import Kind, Language
from policy_qa.domain.sources import Document, Metadata
from policy_qa.errors import BadInput, Unreadable
from policy_qa.library import Library, RecordFilter
from policy_qa.library.intake import Outcome
from policy_qa_api.desk import PROBLEMS, Desk, DocumentId, PageNumber, PageSize
from policy_qa_api.respond import as_json

router = APIRouter(prefix="/api", tags=["documents"])

Said = Annotated[str | None, Form(max_length=1000)]


class DocumentList(Listing):
    """A page of documents."""

    items: tuple[Document, ...]


class DocumentText(BaseModel):
    """The frozen text of a document; `sha256` is that of its source."""

    id: str
    sha256: str
    text: str


@router.get("/documents", response_model=DocumentList, responses=PROBLEMS, summary="List documents")
def documents(desk: Desk, page: PageNumber = 1, size: PageSize = 20) -> Response:
    """A page of the documents, by id."""
    found = desk.documents()
    return as_json(
        DocumentList(items=tuple(found[(page - 1) * size : page * size]), page=page, size=size, total=len(found))
    )


@router.post("/documents", status_code=201, response_model=Document, responses=PROBLEMS, summary="Add a document")
def add(
    desk: Desk,
    file: Annotated[UploadFile, File(description="The report; its name gives the id.")],
    title: Said = None,
    publisher: Said = None,
    published: Annotated[date | None, Form()] = None,
    url: Said = None,
    language: Annotated[Language | None, Form()] = None,
    replace: Annotated[bool, Form(description="Make it the next version of the document of that id.")] = False,
    encoding: Annotated[
        str | None, Form(max_length=40, description="How the bytes of a text were written: utf-8, latin-1, …")
    ] = None,
) -> Response:
    """201 with the document, or 200 where the same bytes are already there."""
    said = said_of(title=title, publisher=publisher, published=published, url=url, language=language)
    outcome = take_in(desk, file, said, replace=replace, encoding=(encoding or "").strip() or None)
    if outcome.document is None:
        raise Unreadable("nothing was taken in", where=outcome.name)
    status = 200 if outcome.fate == "already_there" else 201
    return as_json(outcome.document, status, {"location": f"/api/documents/{outcome.document.id}"})


def said_of(**fields: str | date | None) -> Metadata:
    """What the sender says of a report; blank fields count as unsaid. Raises BadInput."""
    said = {name: (value.strip() or None) if isinstance(value, str) else value for name, value in fields.items()}
    for name, value in said.items():
        if isinstance(value, str) and not value.isprintable():
            raise BadInput("holds control characters", where=name, todo="send one line of plain text")
    try:
        return Metadata.model_validate(said)
    except ValidationError as problem:
        raise BadInput(problem.errors()[0]["msg"]) from problem


def take_in(desk: Library, file: UploadFile, said: Metadata, *, replace: bool, encoding: str | None = None) -> Outcome:
    """Adds an uploaded file under its own name, without folders; raises what the library raises."""
    name = (file.filename or "").encode("utf-8", "replace").decode().replace("\0", "")
    return desk.add(name, file.file.read(), said, replace=replace, encoding=encoding)


@router.get("/documents/{document}", response_model=Document, responses=PROBLEMS, summary="One document")
def one_document(desk: Desk, document: DocumentId) -> Response:
    """What is known of a document."""
    return as_json(desk.document(document))


@router.delete("/documents/{document}", status_code=204, responses=PROBLEMS, summary="Remove a document")
def remove(desk: Desk, document: DocumentId) -> Response:
    """Takes a document out, with its records."""
    desk.remove(document)
    return Response(status_code=204)


@router.get("/documents/{document}/text", response_model=DocumentText, responses=PROBLEMS, summary="The frozen text")
def text(desk: Desk, document: DocumentId) -> Response:
    """The text that all offsets count in."""
    return as_json(DocumentText(id=document, sha256=desk.document(document).sha256, text=desk.text(document)))


@router.get("/documents/{document}/records", response_model=RecordList, responses=PROBLEMS, summary="Its records")
def records(
    desk: Desk,
    document: DocumentId,
    kind: Annotated[list[Kind] | None, Query()] = None,
    page: PageNumber = 1,
    size: PageSize = 1000,
) -> Response:
    """A page of the records of one document, in reading order."""
    desk.document(document)
    return as_json(desk.records(RecordFilter(kinds=tuple(kind or ()), documents=(document,)), page=page, size=size))
