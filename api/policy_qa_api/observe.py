"""The layer that watches: an id for each request, a line in the log, counts, and a problem for what nobody caught."""

from __future__ import annotations

import re
import sys
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policy_qa_api.metrics import Metrics
from policy_qa_api.problems import Refusal
from policy_qa_api.respond import refuse

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
QUIET = frozenset({"/healthz", "/readyz", "/metrics"})


def logger() -> FilteringBoundLogger:
    """Writes one JSON object a line to stderr. No global set-up: other users of structlog keep theirs."""
    log: FilteringBoundLogger = structlog.wrap_logger(
        _Stderr(),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ],
    )
    return log


class _Stderr:
    """Writes to whatever stderr is at that moment."""

    def info(self, line: str) -> None:
        sys.stderr.write(line + "\n")

    error = info


class Observer:
    """ASGI middleware; a request id sent by the client is kept where it is short and plain.

    The log has no query strings: what people ask is theirs.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics
        self.log = logger()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; an error that no route expected is logged and becomes a 500 problem."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = request_id(Headers(scope=scope))
        begun = perf_counter()
        status = 0

        async def send_marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = request
            await send(message)

        try:
            await self.app(scope, receive, send_marked)
        except Exception:
            self.log.exception("failed", request=request, method=scope["method"], path=scope["path"])
            if status:
                raise
            failure = Refusal("error", f"the server met an error of its own (request {request})")
            await refuse(failure, scope, receive, send_marked)
        finally:
            self._note(scope, request, status, perf_counter() - begun)

    def _note(self, scope: Scope, request: str, status: int, seconds: float) -> None:
        self.metrics.count(scope, status, seconds)
        if scope["path"] not in QUIET:
            ms = round(1000 * seconds, 1)
            self.log.info("served", request=request, method=scope["method"], path=scope["path"], status=status, ms=ms)


def request_id(headers: Headers) -> str:
    """The client's X-Request-ID where it is plain, else a new one."""
    sent = headers.get("x-request-id", "")
    return sent if REQUEST_ID.fullmatch(sent) else uuid4().hex
