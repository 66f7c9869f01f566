"""`/review`: one record at a time beside its lit sentence, and a person's word on it."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from policy_qa.domain.records import KINDS, Kind, Record
from policy_qa.domain.reviews import Decision, FieldValue
from policy_qa.library import Library, RecordFilter
from policy_qa_api import describe
from policy_qa_api.desk import Desk
from policy_qa_api.fresh import forget_tag
from policy_qa_api.links import record_address
from policy_qa_api.lit import Mark, lit_spans
from policy_qa_api.rendering import page

router = APIRouter(include_in_schema=False)

NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,9})?", re.ASCII)
PLACES = frozenset({"id", "document", "kind", "start", "end", "text", "rule", "language", "sentence", "section"})


@router.get("/review")
def review_page(
    request: Request,
    desk: Desk,
    kind: Kind = "figure",
    by: Annotated[str, Query(max_length=100)] = "",
    after: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """The first record of a kind that nobody has reviewed, behind the one just seen; and how far one has come."""
    forget_tag(request)
    records = desk.all_records(RecordFilter(kinds=(kind,)))
    seen = {review.record for review in desk.reviews() if review.anchored}
    record = _next(records, seen, after)
    return page(
        request,
        "review.html",
        kind=kind,
        kinds=KINDS,
        by=by,
        record=record,
        sentence=_sentence(desk, record) if record else (),
        fields=[(n, v) for n, v in record.model_dump(mode="json").items() if n not in PLACES] if record else (),
        done=sum(one.id in seen for one in records),
        total=len(records),
        stats=desk.review_stats(),
        describe=describe,
        address=record_address,
    )


@router.post("/review")
def keep_review(
    desk: Desk,
    record: Annotated[str, Form(max_length=100)],
    decision: Annotated[Decision, Form()],
    by: Annotated[str, Form(max_length=100)] = "",
    why: Annotated[str, Form(max_length=2000)] = "",
    field: Annotated[str, Form(max_length=100)] = "",
    value: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Keeps the word and goes on to the next record."""
    correction: dict[str, FieldValue] | None = {field: typed(value)} if decision == "correct" else None
    kept = desk.review(record, decision, by=by, why=why, correction=correction)
    return RedirectResponse(f"/review?{urlencode({'kind': kept.kind, 'by': by, 'after': record})}", status_code=303)


def typed(printed: str) -> FieldValue:
    """A value as a form sends it: a number where it is printed as one, none where it is blank, else words."""
    if not printed.strip():
        return None
    if NUMBER.fullmatch(printed.strip()):
        return float(printed) if "." in printed else int(printed)
    return printed


def _next(records: list[Record], seen: set[str], after: str) -> Record | None:
    place = next((n + 1 for n, record in enumerate(records) if record.id == after), 0)
    return next((record for record in (*records[place:], *records[:place]) if record.id not in seen), None)


def _sentence(desk: Library, record: Record) -> object:
    start, end = record.sentence.start, record.sentence.end
    return lit_spans(desk.text(record.document)[start:end], [Mark(record.start - start, record.end - start)])
