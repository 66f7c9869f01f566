"""`/api/records/{id}/review`, `/api/checks/{id}/review`, `/api/reviews`: a person's word on a record or finding."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from policy_qa.domain.answers import Listing
from policy_qa.domain.reviews import Decision, FieldValue, Review
from policy_qa_api.desk import PROBLEMS, Desk, PageNumber, PageSize
from policy_qa_api.fresh import forget_tag
from policy_qa_api.respond import as_json

router = APIRouter(prefix="/api", tags=["reviewing"])

Words = Annotated[str, Field(max_length=2000)]


class Word(BaseModel):
    """What a reviewer says: `correction` has the right values of a record's fields, with the decision `correct`."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"decision": "accept", "by": "Ana"}]})

    decision: Decision
    by: Annotated[str, Field(min_length=1, max_length=100)]
    why: Words = ""
    correction: Annotated[dict[str, FieldValue], Field(max_length=30)] | None = None


class FindingWord(BaseModel):
    """What a reviewer says of a finding of `/api/checks`: that it is right, or a false alarm."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"decision": "reject", "by": "Ana", "why": "by weight"}]})

    decision: Literal["accept", "reject"]
    by: Annotated[str, Field(min_length=1, max_length=100)]
    why: Words = ""


class ReviewList(Listing):
    """A page of reviews."""

    items: tuple[Review, ...]


@router.put("/records/{record}/review", response_model=Review, responses=PROBLEMS, summary="Review a record")
def review(desk: Desk, record: Annotated[str, Path(min_length=1, max_length=100)], word: Word) -> Response:
    """The review as it is kept; a later one takes its place."""
    return as_json(desk.review(record, word.decision, by=word.by, why=word.why, correction=word.correction))


@router.put("/checks/{finding}/review", response_model=Review, responses=PROBLEMS, summary="Review a check's finding")
def review_finding(
    desk: Desk, finding: Annotated[str, Path(min_length=1, max_length=100)], word: FindingWord
) -> Response:
    """The review as it is kept; a later one takes its place. `/api/checks` shows it with the finding."""
    return as_json(desk.review_finding(finding, word.decision, by=word.by, why=word.why))


@router.get("/reviews", response_model=ReviewList, responses=PROBLEMS, summary="List reviews")
def reviews(
    request: Request,
    desk: Desk,
    document: Annotated[str | None, Query(max_length=300, description="Limits to one document.")] = None,
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Response:
    """A page of the reviews, by document and place."""
    forget_tag(request)
    if document is not None:
        desk.document(document)
    found = desk.reviews(document)
    shown = tuple(found[(page - 1) * size : page * size])
    return as_json(ReviewList(items=shown, page=page, size=size, total=len(found)))
