"""`/api/checks` and `/api/claims`: what reports say of their own numbers, and drafts held against reports."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from policy_qa.domain.answers import Listing
from policy_qa.domain.checks import Check, CheckType, CheckVerdict
from policy_qa.domain.claims import ClaimReport
from policy_qa_api.desk import PROBLEMS, Desk, Documents, PageNumber, PageSize
from policy_qa_api.fresh import forget_tag
from policy_qa_api.respond import as_json

router = APIRouter(prefix="/api", tags=["checking"])


class CheckList(Listing):
    """A page of checks."""

    items: tuple[Check, ...]


class Draft(BaseModel):
    """A sentence or a whole draft; `documents` limits what it is held against."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "Peru has 57 Rural Care Services."}]})

    text: Annotated[str, Field(min_length=1, max_length=200_000)]
    documents: Annotated[list[str], Field(max_length=100)] = []


@router.get("/checks", response_model=CheckList, responses=PROBLEMS, summary="Recompute what reports say of themselves")
def checks(
    request: Request,
    desk: Desk,
    document: Documents = None,
    type: Annotated[list[CheckType] | None, Query(description="Limits to these relations.")] = None,  # noqa: A002
    verdict: Annotated[list[CheckVerdict] | None, Query(description="Limits to these verdicts.")] = None,
    page: PageNumber = 1,
    size: PageSize = 100,
) -> Response:
    """A page of relations between numbers, recomputed, in the order of the reports, each with its review if any."""
    forget_tag(request)
    rows = desk.check(tuple(document or ()))
    found = [row for row in rows if (not type or row.type in type) and (not verdict or row.verdict in verdict)]
    shown = tuple(found[(page - 1) * size : page * size])
    return as_json(CheckList(items=shown, page=page, size=size, total=len(found)))


@router.post("/claims", response_model=ClaimReport, responses=PROBLEMS, summary="Hold a draft against the reports")
def claims(desk: Desk, draft: Draft) -> Response:
    """The verdict on each claim of the text, with the evidence."""
    return as_json(desk.claims(draft.text, documents=tuple(draft.documents)))
