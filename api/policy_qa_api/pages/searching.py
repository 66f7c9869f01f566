"""`/search`: hits document by document, each sentence once with what was found in it, and what narrows them further."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from policy_qa.domain.answers import SearchHit, SearchResult
from policy_qa.domain.grouping import Place, places
from policy_qa.domain.records import KINDS
from policy_qa.errors import PolicyQAError
from policy_qa.library import Library
from policy_qa_api import describe, problems
from policy_qa_api.desk import Desk, PageNumber
from policy_qa_api.fresh import forget_tag
from policy_qa_api.links import place_in_document, record_address
from policy_qa_api.lit import Mark, Piece, lit_spans
from policy_qa_api.pages.listing import Pages, said
from policy_qa_api.problems import Problem
from policy_qa_api.rendering import page as render

router = APIRouter(include_in_schema=False)

HITS = 20
FACETS = ("document", "year", "unit", "label")
NARROWINGS = 8
"""At most so many values of a facet are offered."""

SORTS = ("relevance", "value", "-value", "period", "-period")


@dataclass(frozen=True, slots=True)
class Shown:
    """The hits of one document, or, where another order than relevance was asked for, the next few in that order."""

    document: str
    title: str
    places: Sequence[Place]


@router.get("/search")
def search_page(
    request: Request,
    desk: Desk,
    q: Annotated[str | None, Query()] = None,
    kind: Annotated[str | None, Query(max_length=40)] = None,
    sort: Annotated[str | None, Query(max_length=20)] = None,
    page: PageNumber = 1,
) -> Response:
    """A page of hits, the best first."""
    query = (q or "").strip()
    found, problem = _searched(desk, query, kind or None, sort or "relevance", page) if query else (None, None)
    if found and not found.complete:
        forget_tag(request)
    return render(
        request,
        "search.html",
        status=problem.status if problem else 200,
        q=query,
        kind=kind,
        kinds=("passage", *KINDS),
        sort=sort or "relevance",
        sorts=SORTS,
        found=found,
        groups=_shown(found, sort) if found else (),
        narrow=lambda facet, value: _narrowed(request, query, facet, value),
        narrowings=NARROWINGS,
        problem=problem,
        pages=Pages(request.url.path, said(request), page, -(-found.total // HITS) if found else 1),
        place=place_in_document,
        lit_place=lit_place,
        describe=describe,
        address=record_address,
    )


def lit_place(place: Place) -> list[Piece]:
    """The quote of a place with what was found in it lit."""
    start = place.shown.start
    return lit_spans(
        place.shown.quote, [Mark(span.start - start, span.end - start, kind) for span, kind in place.spans]
    )


def _searched(
    desk: Library, query: str, kind: str | None, sort: str, page: int
) -> tuple[SearchResult | None, Problem | None]:
    try:
        return desk.search(query, kind=kind, page=page, size=HITS, sort=sort, facets=FACETS), None
    except PolicyQAError as error:
        return None, problems.of_error(error)


def _shown(found: SearchResult, sort: str | None) -> list[Shown]:
    if sort and sort != "relevance":
        return [Shown(hit.document, hit.title, places([hit])) for hit in found.items]
    of_group: list[tuple[SearchHit, ...]] = [tuple(found.items[n] for n in group.items) for group in found.groups]
    return [Shown(hits[0].document, hits[0].title, places(hits)) for hits in of_group]


def _narrowed(request: Request, query: str, facet: str, value: str) -> str:
    """The address of the same search among the hits with a value of a facet."""
    asked = f"({query})" if re.search(r"\bOR\b", query) else query
    told = value if re.fullmatch(r"[\w.%-]+", value) else f'"{value}"'
    others = [(key, one) for key, one in said(request) if key not in {"q", "page"}]
    return f"{request.url.path}?{urlencode([('q', f'{asked} {facet}:{told}'), *others])}"
