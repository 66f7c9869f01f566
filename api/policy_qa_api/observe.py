"""The outermost layer: gives each request an id, and turns whatever nobody caught into a problem."""

from __future__ import annotations

import logging
import re
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policy_qa_api.problems import Refusal
from policy_qa_api.respond import refuse

LOG = logging.getLogger("policy_qa_api")
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Observer:
    """ASGI middleware; a request id sent by the client is kept where it is short and plain."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; an error that no route expected is logged and becomes a 500 problem."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = request_id(Headers(scope=scope))
        begun = False

        async def send_marked(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                MutableHeaders(scope=message)["x-request-id"] = request
            await send(message)

        try:
            await self.app(scope, receive, send_marked)
        except Exception:
            LOG.exception("request %s failed: %s %s", request, scope["method"], scope["path"])
            if begun:
                raise
            failure = Refusal("error", f"the server met an error of its own (request {request})")
            await refuse(failure, scope, receive, send_marked)


def request_id(headers: Headers) -> str:
    """The client's X-Request-ID where it is plain, else a new one."""
    sent = headers.get("x-request-id", "")
    return sent if REQUEST_ID.fullmatch(sent) else uuid4().hex
