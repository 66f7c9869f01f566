"""The gate: refuses what no route should see — foreign hosts, writes from other sites, odd and oversized requests.

The body is counted while it is read, so that a request without a Content-Length can't grow past the limit either.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import unquote_to_bytes, urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policy_qa_api.problems import Refusal
from policy_qa_api.settings import Settings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
UPLOADS = ("/api/documents", "/add")
RefusalSender = Callable[[Refusal, Scope, Receive, Send], Awaitable[None]]


class Guard:
    """ASGI middleware; `refuse` sends the problem of a Refusal."""

    def __init__(self, app: ASGIApp, settings: Settings, refuse: RefusalSender) -> None:
        self.app = app
        self.settings = settings
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or refuses it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = self.settings.upload_limit if scope["path"].startswith(UPLOADS) else self.settings.body_limit
        try:
            check_host(headers.get("host", ""), self.settings.hosts)
            check_origin(scope["method"], headers)
            check_address(scope["path"], scope["query_string"], self.settings.query_limit)
            check_length(headers.get("content-length"), limit)
        except Refusal as refusal:
            await self.refuse(refusal, scope, receive, send)
            return
        await self.app(scope, counted(receive, limit), send)


def check_host(host: str, names: frozenset[str]) -> None:
    """Refuses a Host that is neither loopback, a bare address nor one of the names.

    DNS rebinding needs a host name, so a bare address is always good.
    """
    name = host_name(host)
    if name in names or name == "localhost" or name.endswith(".localhost"):
        return
    try:
        ip_address(name)
    except ValueError:
        todo = "use 127.0.0.1 or localhost, or set $POLICY_QA_HOSTS"
        raise Refusal("wrong-host", f"this server doesn't answer to the host {name[:80]!r}", todo) from None


def host_name(host: str) -> str:
    """The name in a Host header, in lower case, without port and brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def check_origin(method: str, headers: Headers) -> None:
    """Refuses a write that a browser sends for a page of another site (Fetch Metadata, then Origin)."""
    if method in SAFE:
        return
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise Refusal("cross-site", "the request comes from a page of another site")
    origin = headers.get("origin")
    if origin is not None and origin.partition("://")[2].lower() != headers.get("host", "").lower():
        raise Refusal("cross-site", f"the request comes from {origin[:80]!r}")


def check_address(path: str, query: bytes, limit: int) -> None:
    """Refuses a query string over the limit, and bytes in it that are no text."""
    if len(query) > limit:
        raise Refusal("too-long", f"the query string has {len(query)} bytes; at most {limit} are read")
    if "\0" in path:
        raise Refusal("bad-request", "the path holds a NUL character")
    try:
        text = unquote_to_bytes(query).decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal("bad-request", "the query string is not UTF-8") from None
    if "\0" in text:
        raise Refusal("bad-request", "the query string holds a NUL character")


def check_length(printed: str | None, limit: int) -> None:
    """Refuses a body whose announced length is over the limit, before any of it is read."""
    if printed and printed.isascii() and printed.isdigit() and int(printed[:20]) > limit:
        raise Refusal("too-large", too_large(limit))


def too_large(limit: int) -> str:
    """What is said of a body over the limit."""
    return f"the request's body is over the limit of {limit:,} bytes"


def counted(receive: Receive, limit: int) -> Receive:
    """A `receive` that stops with 413 as soon as more than `limit` bytes of body have come in."""
    taken = 0

    async def receive_counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise HTTPException(413, too_large(limit))
        return message

    return receive_counted
