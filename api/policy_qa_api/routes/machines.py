"""`/healthz`, `/readyz` and `/metrics`: for whoever watches the server."""

from __future__ import annotations

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from policy_qa.errors import PolicyQAError
from policy_qa_api.desk import Desk
from policy_qa_api.metrics import Metrics
from policy_qa_api.problems import Problem, Refusal

router = APIRouter(tags=["operations"])


class Health(BaseModel):
    """That the process answers."""

    status: str = "ok"


class Readiness(Health):
    """That store and index answer, at which generation."""

    generation: int
    documents: int


@router.get("/healthz", summary="Does the process answer?")
def health() -> Health:
    """Always ok while the process runs."""
    return Health()


@router.get("/readyz", summary="Can questions be answered?", responses={503: {"model": Problem}})
def readiness(desk: Desk) -> Readiness:
    """Ok when store and index can be read; else 503 with the reason."""
    try:
        documents = len(desk.documents())
        generation = desk.generation
    except PolicyQAError as error:
        raise Refusal("not-ready", str(error)) from error
    return Readiness(generation=generation, documents=documents)


@router.get("/metrics", summary="Counts for Prometheus", response_class=Response)
def metrics(request: Request, desk: Desk) -> Response:
    """Requests, times and what the library holds, in Prometheus' text format."""
    counts: Metrics = request.app.state.metrics
    return Response(counts.text(desk), media_type=CONTENT_TYPE_LATEST)
