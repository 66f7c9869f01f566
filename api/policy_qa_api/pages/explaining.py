"""`/docs` and `/problems/{slug}`: the API and its problems, explained."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from policy_qa_api.problems import KINDS, Refusal
from policy_qa_api.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def api_page(request: Request) -> Response:
    """Swagger UI over this server's OpenAPI, all of it from this host."""
    return page(request, "docs.html")


@router.get("/problems/{slug}")
def problem_page(request: Request, slug: str) -> Response:
    """What a kind of problem means; the `type` of problem details points here."""
    if slug not in KINDS:
        raise Refusal("not-found", f"there is no problem called {slug[:40]!r}")
    return page(request, "kind.html", slug=slug, kind=KINDS[slug])
