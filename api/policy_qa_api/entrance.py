"""The entrance: lets in who may come in.

Without tokens everyone on this machine is the owner, and nobody else is served; with tokens each needs one.
"""

from __future__ import annotations

from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from policy_qa_api.guard import RefusalSender
from policy_qa_api.problems import Refusal
from policy_qa_api.rates import Rates
from policy_qa_api.tokens import Tokens, allows, needed_role, shown_token

OPEN = ("/healthz", "/readyz", "/static/", "/problems/")


class Entrance:
    """ASGI middleware: rates first, then tokens."""

    def __init__(self, app: ASGIApp, tokens: Tokens | None, rates: Rates, refuse: RefusalSender) -> None:
        self.app = app
        self.tokens = tokens
        self.rates = rates
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or refuses it with 401, 403 or 429."""
        if scope["type"] == "http":
            try:
                self._check(scope)
            except Refusal as refusal:
                await self.refuse(refusal, scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _check(self, scope: Scope) -> None:
        client = (scope.get("client") or ("127.0.0.1",))[0]
        if not is_loopback(client) and (seconds := self.rates.wait(client)):
            raise Refusal(
                "too-many-requests", f"too many requests; again in {seconds} s", headers={"retry-after": str(seconds)}
            )
        if scope["path"].startswith(OPEN):
            return
        if self.tokens is None:
            check_loopback(scope)
        else:
            check_token(self.tokens, scope)


def check_loopback(scope: Scope) -> None:
    """Without tokens only connections to a loopback address are served."""
    server = scope.get("server")
    if server is not None and not is_loopback(server[0]):
        raise Refusal(
            "no-tokens",
            "this server is reached from outside its machine and has no tokens",
            "set $POLICY_QA_TOKENS to a file of tokens, or bind 127.0.0.1",
        )


def check_token(tokens: Tokens, scope: Scope) -> None:
    """Refuses a request without a good token (401) or with one whose role is too low (403)."""
    token = shown_token(Headers(scope=scope).get("authorization", ""))
    role = tokens.role(token) if token else None
    if role is None:
        challenge = 'Basic realm="policy-qa", charset="UTF-8"'
        raise Refusal("unauthorized", "a token is needed", headers={"www-authenticate": challenge})
    needed = needed_role(scope["method"], scope["path"])
    if not allows(role, needed):
        raise Refusal("forbidden", f"this needs the role {needed}; the token has the role {role}")


def is_loopback(address: str | None) -> bool:
    """Whether an address is this machine's own; names of test clients and Unix sockets count as such."""
    try:
        return ip_address((address or "").partition("%")[0]).is_loopback
    except ValueError:
        return True
