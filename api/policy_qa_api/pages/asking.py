"""`/`: the question box and the answer in its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from policy_qa.domain.answers import AskResult
from policy_qa.errors import PolicyQAError
from policy_qa.library import Library
from policy_qa_api import problems
from policy_qa_api.desk import Desk, Documents
from policy_qa_api.examples import Examples
from policy_qa_api.fresh import forget_tag
from policy_qa_api.links import place_in_document
from policy_qa_api.lit import lit_quote
from policy_qa_api.problems import Problem
from policy_qa_api.rendering import page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much the library holds."""

    documents: int
    records: int


@router.get("/")
def ask_page(
    request: Request, desk: Desk, q: Annotated[str | None, Query()] = None, document: Documents = None
) -> Response:
    """The question box; with `?q=` the answer under it, cited, or the reason why there is none."""
    question = (q or "").strip()
    result, problem = _answer(desk, question, tuple(document or ())) if question else (None, None)
    if result and result.outcome == "incomplete":
        forget_tag(request)
    kept = desk.documents()
    examples: Examples = request.app.state.examples
    return page(
        request,
        "ask.html",
        status=problem.status if problem else 200,
        q=question,
        result=result,
        problem=problem,
        holdings=Holdings(len(kept), sum(d.records for d in kept)),
        within=[d for d in kept if d.id in (document or ())],
        examples=() if result and result.answer else examples.of(desk),
        lit_quote=lit_quote,
        place=place_in_document,
        sureness=sureness,
        section=_section(desk, result) if result else (),
    )


def _section(desk: Library, result: AskResult) -> tuple[str, ...]:
    """The headings above the answer, but for the report's title; of a cell in a table also the label of its row."""
    if result.answer is None or result.answer.record is None:
        return ()
    above = desk.record(result.answer.record).section
    title = result.answer.citation.title
    return tuple(dict.fromkeys(heading for heading in above if heading != title))


def sureness(confidence: float) -> str:
    """The words for a confidence from 0 to 1."""
    if confidence >= 0.8:
        return "ask.very_sure"
    return "ask.fairly_sure" if confidence >= 0.6 else "ask.unsure"


def _answer(desk: Library, question: str, documents: tuple[str, ...]) -> tuple[AskResult | None, Problem | None]:
    try:
        return desk.ask(question, documents=documents, explain=True), None
    except PolicyQAError as error:
        return None, problems.of_error(error)
