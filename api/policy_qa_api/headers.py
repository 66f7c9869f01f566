"""Headers that every response carries, errors too: what a browser may load, embed and tell others."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policy_qa_api.fresh import VARY

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """ASGI middleware that adds the headers, tags what `fresh` says may be kept, and answers HEAD as a bare GET."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and dresses the response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        inner = {**scope, "method": "GET"} if head else scope
        state = inner.setdefault("state", {})

        async def send_dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if message["status"] == 200 and state.get("etag"):
                    headers["etag"] = state["etag"]
                    headers["vary"] = VARY
                    headers.setdefault("cache-control", "private, no-cache")
                headers.setdefault("cache-control", keeping(scope))
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app(inner, receive, send_dressed)


def keeping(scope: Scope) -> str:
    """How long a response may be kept: our own files, whose address has their hash, for good; all else not at all."""
    if scope["path"].startswith(("/static/", "/swagger/")):
        return "public, max-age=31536000, immutable" if b"v=" in scope["query_string"] else "no-cache"
    return "no-store"
