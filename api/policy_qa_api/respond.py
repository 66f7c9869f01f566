"""How values and problems leave the house: JSON for programs, a page for a reader of pages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from policy_qa.errors import PolicyQAError
from policy_qa_api import problems
from policy_qa_api.fresh import VARY, NotModified
from policy_qa_api.methods import Methods
from policy_qa_api.problems import FieldProblem, Problem, Refusal
from policy_qa_api.rendering import page

WEIGHT = re.compile(r"[01](?:\.\d{0,3})?", re.ASCII)


def as_json(value: BaseModel, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A value as it is, without a second validation."""
    return Response(value.model_dump_json(), status, headers, media_type="application/json")


def wants_page(request: Request) -> bool:
    """Whether the reader asks for HTML, outside the API."""
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


def prefers(request: Request, media_type: str) -> bool:
    """Whether `Accept` names a media type and gives it more weight than JSON (RFC 9110, section 12.5.1)."""
    weights: dict[str, float] = {}
    for part in request.headers.get("accept", "")[:4000].split(","):
        name, *parameters = (one.strip().lower() for one in part.split(";"))
        printed = next((one[2:] for one in parameters if one.startswith("q=")), "1")
        weights[name] = float(printed) if WEIGHT.fullmatch(printed) else 0.0
    return weights.get(media_type, 0.0) > 0 and weights[media_type] >= weights.get("application/json", 0.0)


def as_problem(request: Request, problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """A problem as a page or as `application/problem+json`."""
    if wants_page(request):
        return page(request, "problem.html", status=problem.status, headers=headers, problem=problem)
    body = problem.model_dump_json(exclude_none=True, exclude_defaults=True)
    return Response(body, problem.status, headers, media_type="application/problem+json")


async def refuse(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    """Sends a refusal from outside the routes."""
    request = Request(scope, receive)
    await as_problem(request, of_refusal(refusal, request), refusal.headers)(scope, receive, send)


def of_refusal(refusal: Refusal, request: Request) -> Problem:
    """The problem that a refusal stands for."""
    return problems.problem(refusal.slug, refusal.detail, instance=request.url.path, todo=refusal.todo)


def of_validation(error: RequestValidationError, request: Request) -> Problem:
    """The problem of a request whose values don't fit, each named by its place; the values are not repeated."""
    found = [FieldProblem(where=".".join(str(part) for part in e["loc"]), what=str(e["msg"])) for e in error.errors()]
    malformed = any(e["type"] == "json_invalid" for e in error.errors())
    detail = "; ".join(f"{f.where}: {f.what}" for f in found[:5])
    slug = "bad-request" if malformed else "bad-input"
    return problems.problem(slug, detail, instance=request.url.path).model_copy(update={"errors": found[:50]})


def install_handlers(app: FastAPI) -> None:
    """Makes every error of the routes a problem."""

    @app.exception_handler(PolicyQAError)
    def house_error(request: Request, error: PolicyQAError) -> Response:
        return as_problem(request, problems.of_error(error, request.url.path))

    @app.exception_handler(Refusal)
    def refusal(request: Request, error: Refusal) -> Response:
        return as_problem(request, of_refusal(error, request), error.headers)

    @app.exception_handler(RequestValidationError)
    def validation(request: Request, error: RequestValidationError) -> Response:
        return as_problem(request, of_validation(error, request))

    @app.exception_handler(HTTPException)
    def bare_status(request: Request, error: HTTPException) -> Response:
        found = problems.of_status(error.status_code, str(error.detail), request.url.path)
        methods: Methods = request.app.state.methods
        allowed = methods.of(request.url.path) if error.status_code == 405 else []
        return as_problem(request, found, {"allow": ", ".join(allowed)} if allowed else error.headers)

    @app.exception_handler(NotModified)
    def not_modified(_: Request, same: NotModified) -> Response:
        return Response(status_code=304, headers={"etag": same.tag, "vary": VARY, "cache-control": "private, no-cache"})
