"""Errors as RFC 9457 problem details: one shape for everything that can go wrong over HTTP.

A reader of pages gets the same problem as a page; whoever doesn't ask for HTML gets `application/problem+json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from pydantic import BaseModel, Field

from policy_qa.errors import PolicyQAError


class FieldProblem(BaseModel):
    """One thing wrong in one place of the request: `where` names it, such as `query.page`."""

    where: str
    what: str


class Problem(BaseModel):
    """Problem details (RFC 9457); `todo` says what to do, `errors` lists each wrong field."""

    type: str = Field(examples=["/problems/unknown-document"])
    title: str = Field(examples=["No such document"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["no document has the id 'peru-2024'"])
    instance: str | None = Field(default=None, examples=["/api/documents/peru-2024"])
    todo: str | None = None
    errors: list[FieldProblem] = []


class Kind(BaseModel):
    """A kind of problem: its status and what it means, in a few words and in a sentence."""

    status: int
    title: str
    meaning: str


KINDS: Mapping[str, Kind] = {
    slug: Kind(status=status, title=title, meaning=meaning)
    for slug, status, title, meaning in (
        ("error", 500, "Something went wrong", "The server could not do what was asked. The log has the request's id."),
        ("bad-input", 422, "Can't be used as it is", "A value in the request is missing, empty or out of bounds."),
        ("bad-query", 422, "The query can't be read", "The search query has an unknown field or a part left open."),
        ("bad-request", 400, "Malformed request", "The request is not what HTTP, UTF-8 or JSON allow."),
        ("unreadable", 422, "The file can't be read", "The file is empty, binary, or not in a known encoding."),
        ("unsupported-format", 415, "Format not supported", "No loader reads files of this kind."),
        ("too-large", 413, "Too large", "The request is over a stated limit of size, length or number."),
        ("too-long", 414, "Address too long", "The query string is over the limit."),
        ("unknown-document", 404, "No such document", "No document has that id."),
        ("unknown-record", 404, "No such record", "No record has that id."),
        ("not-found", 404, "No such page", "There is nothing at this address."),
        ("method-not-allowed", 405, "Method not allowed", "This address doesn't take that method; see Allow."),
        ("document-conflict", 409, "The id is taken", "Another document already has that id."),
        ("wrong-host", 400, "Unknown host", "The Host header names a host that this server doesn't answer to."),
        ("cross-site", 403, "Refused from another site", "A page of another site may not change anything here."),
        ("unauthorized", 401, "A token is needed", "Send a token: as Bearer, or as the password of Basic."),
        ("forbidden", 403, "Not allowed", "The token's role is too low for this."),
        ("no-tokens", 403, "Closed from outside", "Reached from outside its machine, the server asks for tokens."),
        ("too-many-requests", 429, "Too many requests", "Wait as long as Retry-After says."),
        ("store", 503, "The store is out of order", "The store can't be opened, read or written right now."),
        ("index", 503, "The index is out of order", "The search index can't be read right now; the store is whole."),
        ("not-ready", 503, "Not ready", "The server is up but can't answer yet."),
    )
}


class Refusal(Exception):
    """Raised at the edge to refuse a request with a problem of a given kind."""

    def __init__(
        self, slug: str, detail: str, todo: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.slug = slug
        self.detail = detail
        self.todo = todo
        self.headers = headers


def problem(slug: str, detail: str, *, instance: str | None = None, todo: str | None = None) -> Problem:
    """The problem of a kind; an unknown slug counts as `error`."""
    kind = KINDS.get(slug) or KINDS["error"]
    name = slug if slug in KINDS else "error"
    return Problem(
        type=f"/problems/{name}", title=kind.title, status=kind.status, detail=detail, instance=instance, todo=todo
    )


def of_error(error: PolicyQAError, instance: str | None = None) -> Problem:
    """The problem that an error of the house stands for."""
    detail = f"{error.where}: {error.what}" if error.where else error.what
    return problem(error.slug, detail, instance=instance, todo=error.todo or None)


def of_status(status: int, detail: str, instance: str | None = None) -> Problem:
    """The problem for a bare HTTP status, as frameworks raise them."""
    by_status = {404: "not-found", 405: "method-not-allowed", 413: "too-large", 414: "too-long", 400: "bad-request"}
    if status in by_status:
        return problem(by_status[status], detail, instance=instance)
    title = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Error"
    return Problem(type="about:blank", title=title, status=status, detail=detail, instance=instance)
