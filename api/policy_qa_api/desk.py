"""What routes share: the library, and the parameters that many of them take."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import Depends, Path, Query, Request

from policy_qa.domain.records import Kind
from policy_qa.library import Library
from policy_qa_api.problems import Problem


def library_of(request: Request) -> Library:
    """The library that the app opened when it started."""
    library: Library = request.app.state.library
    return library


Desk: TypeAlias = Annotated[Library, Depends(library_of)]
Documents: TypeAlias = Annotated[
    list[str] | None, Query(max_length=100, description="Limits to these documents (repeat for several).")
]
Kinds: TypeAlias = Annotated[list[Kind] | None, Query(description="Limits to these kinds of record.")]
PageNumber: TypeAlias = Annotated[int, Query(ge=1, le=100_000, description="Which page of the list, from 1.")]
PageSize: TypeAlias = Annotated[int, Query(ge=1, le=1000, description="How many items a page has.")]
DocumentId: TypeAlias = Annotated[str, Path(min_length=1, max_length=300, description="The id of a document.")]

PROBLEMS: dict[int | str, dict[str, object]] = {
    "4XX": {"model": Problem, "description": "A problem (RFC 9457)", "content": {"application/problem+json": {}}}
}
