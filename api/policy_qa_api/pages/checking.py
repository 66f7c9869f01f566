"""`/checks` and `/claims`: arithmetic drawn, drafts marked up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from policy_qa.domain.checks import Check
from policy_qa.domain.claims import ClaimReport
from policy_qa.domain.reviews import Decision
from policy_qa.domain.sources import Citation
from policy_qa.errors import PolicyQAError
from policy_qa.library import Library
from policy_qa_api import problems
from policy_qa_api.desk import Desk, PageNumber
from policy_qa_api.fresh import forget_tag
from policy_qa_api.links import place_in_document
from policy_qa_api.lit import Mark, Piece, lit_quote, lit_spans
from policy_qa_api.pages.listing import Pages, said
from policy_qa_api.problems import Problem
from policy_qa_api.rendering import page as render

router = APIRouter(include_in_schema=False)

DRAFT_LIMIT = 200_000
ROWS = 25
CONCERN = ("inconsistent", "unit_mismatch", "not_checkable", "consistent_coarser", "consistent")
"""Verdicts in the order in which a reader wants to see them."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One number drawn: `width` in percent of the longest; `name` is a key of the words."""

    name: str
    value: float
    width: float


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence with all numbers of one check lit, and where to read it."""

    words: Sequence[Piece]
    document: str
    start: int
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A check with its bars and its sentences."""

    check: Check
    bars: Sequence[Bar]
    unit: str
    quotations: Sequence[Quotation]


@router.get("/checks")
def checks_page(
    request: Request,
    desk: Desk,
    document: Annotated[str | None, Query(max_length=300)] = None,
    verdict: Annotated[str | None, Query(max_length=40)] = None,
    page: PageNumber = 1,
) -> Response:
    """A page of the relations found, those that don't hold first, those that a review rejects behind them."""
    forget_tag(request)
    rows = desk.check((document,) if document else ())
    wanted = [row for row in rows if verdict not in CONCERN or row.verdict == verdict]
    wanted.sort(key=lambda row: (not row.stands_against, row.holds is not False, CONCERN.index(row.verdict)))
    return render(
        request,
        "checks.html",
        rows=[drawn(row) for row in wanted[(page - 1) * ROWS : page * ROWS]],
        found=bool(rows),
        counts={one: sum(row.verdict == one for row in rows) for one in CONCERN},
        documents=desk.documents(),
        document=document,
        verdict=verdict,
        pages=Pages(request.url.path, said(request), page, -(-len(wanted) // ROWS)),
    )


@router.post("/checks/review")
def keep_word(
    desk: Desk,
    finding: Annotated[str, Form(max_length=100)],
    decision: Annotated[Decision, Form()],
    by: Annotated[str, Form(max_length=100)] = "",
    why: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Keeps a person's word on a finding and shows the findings of its report."""
    kept = desk.review_finding(finding, decision, by=by, why=why)
    return RedirectResponse(f"/checks?{urlencode({'document': kept.document})}", status_code=303)


def drawn(check: Check) -> Drawn:
    """A check with what there is to see of it."""
    return Drawn(check, list(bars(check)), "%" if check.type == "share" else "", list(quotations(check)))


def bars(check: Check) -> Iterator[Bar]:
    """The numbers to compare: printed and recomputed, before and after, part and whole, or each value."""
    numbers = {
        "share": (("reported", check.reported), ("computed", check.computed)),
        "sum": (("whole", check.whole), ("computed", check.computed)),
        "change": (("before", check.before), ("after", check.after)),
        "subset": (("whole", check.whole), ("part", check.part)),
        "restated": tuple(("said", value) for value in check.values or ()),
        "conflict": tuple(("said", value) for value in check.values or ()),
        "average": (("reported", check.reported), ("computed", check.computed)),
        "dated": (),
    }[check.type]
    known = [(name, float(value)) for name, value in numbers if value is not None]
    longest = max((abs(value) for _, value in known), default=0.0)
    for name, value in known:
        yield Bar(f"checks.{name}", value, round(100 * abs(value) / longest, 2) if longest else 0.0)


def quotations(check: Check) -> Iterator[Quotation]:
    """The sentences of a check, each once, with all its numbers lit."""
    by_place: dict[tuple[str, int, int], list[Citation]] = {}
    for citation in check.citations:
        by_place.setdefault((citation.document, citation.start, citation.end), []).append(citation)
    for citations in by_place.values():
        first = citations[0]
        marks = [
            Mark(c.answer_start - c.start, c.answer_end - c.start)
            for c in citations
            if c.answer_start is not None and c.answer_end is not None
        ]
        yield Quotation(
            lit_spans(first.quote, marks), first.document, first.start, first.title, place_in_document(first)
        )


@router.get("/claims")
def claims_page(request: Request) -> Response:
    """The form for a draft."""
    return _claims(request, "", None, None)


@router.post("/claims")
def check_draft(request: Request, desk: Desk, text: Annotated[str, Form(max_length=DRAFT_LIMIT)] = "") -> Response:
    """The draft marked up, with the verdict on each claim."""
    draft = text.replace("\r\n", "\n")
    report, problem = _checked(desk, draft) if draft.strip() else (None, None)
    return _claims(request, draft, report, problem)


def _checked(desk: Library, draft: str) -> tuple[ClaimReport | None, Problem | None]:
    try:
        return desk.claims(draft), None
    except PolicyQAError as error:
        return None, problems.of_error(error)


def _claims(request: Request, draft: str, report: ClaimReport | None, problem: Problem | None) -> Response:
    claims = report.claims if report else ()
    marks = [
        Mark(
            c.start if c.figure_start is None else c.figure_start,
            c.end if c.figure_end is None else c.figure_end,
            c.verdict,
        )
        for c in claims
    ]
    return render(
        request,
        "claims.html",
        status=problem.status if problem else 200,
        draft=draft,
        report=report,
        problem=problem,
        marked=lit_spans(draft, marks),
        said=[
            lit_spans(c.claim, [Mark(m.start - c.start, m.end - c.start)]) for c, m in zip(claims, marks, strict=True)
        ],
        limit=DRAFT_LIMIT,
        lit_quote=lit_quote,
        place=place_in_document,
    )
