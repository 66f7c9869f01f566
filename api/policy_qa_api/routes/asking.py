"""`/api/ask` and `/api/search`."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from policy_qa.domain.answers import AskResult, SearchResult
from policy_qa.domain.records import Kind
from policy_qa.errors import BadInput
from policy_qa_api.desk import PROBLEMS, Desk, Documents, PageNumber, PageSize
from policy_qa_api.fresh import forget_tag
from policy_qa_api.respond import as_json

Sort: TypeAlias = Literal["relevance", "value", "-value", "period", "-period"]
Facet: TypeAlias = Literal["kind", "label", "document", "year", "unit", "entity"]
NOT_BLANK = {"minLength": 1, "pattern": r"\S"}

router = APIRouter(prefix="/api", tags=["asking"])


@router.get("/ask", response_model=AskResult, responses=PROBLEMS, summary="Answer a question, with its citation")
def ask(
    request: Request,
    desk: Desk,
    q: Annotated[
        str,
        Query(
            description="The question, in English or Spanish.",
            examples=["how many rural care services"],
            json_schema_extra=NOT_BLANK,
        ),
    ],
    document: Documents = None,
    k: Annotated[int, Query(ge=1, le=100, description="How many passages to give.")] = 5,
    explain: Annotated[bool, Query(description="Say how the answer was chosen.")] = False,
) -> Response:
    """The outcome of a question; 200 whether or not there is an answer (`outcome` says)."""
    if not q.strip():
        raise BadInput("the question is empty", where="q", todo="ask for a number, a date, a name or a law")
    result = desk.ask(q, documents=tuple(document or ()), k=k, explain=explain)
    if result.outcome == "incomplete":
        forget_tag(request)
    return as_json(result)


@router.get("/search", response_model=SearchResult, responses=PROBLEMS, summary="Search passages and records")
def search(
    request: Request,
    desk: Desk,
    q: Annotated[
        str,
        Query(
            description="Words and fields: `violence unit:% year:2023`.",
            examples=["violence unit:%"],
            json_schema_extra=NOT_BLANK,
        ),
    ],
    kind: Annotated[Literal["passage"] | Kind | None, Query(description="`passage` or a kind of record.")] = None,
    document: Documents = None,
    page: PageNumber = 1,
    size: PageSize = 20,
    sort: Annotated[Literal["relevance", "value", "-value", "period", "-period"], Query()] = "relevance",
    facet: Annotated[
        list[Literal["kind", "label", "document", "year", "unit", "entity"]] | None, Query(description="What to count.")
    ] = None,
) -> Response:
    """A page of hits, the best first."""
    if not q.strip():
        raise BadInput("the query is empty", where="q", todo="give a word to look for")
    documents = tuple(document or ())
    found = desk.search(q, kind=kind, documents=documents, page=page, size=size, sort=sort, facets=facet or ())
    if not found.complete:
        forget_tag(request)
    return as_json(found)
