"""`serve`: the HTTP API and the web page under uvicorn."""

from __future__ import annotations

import os
import sys

from policy_qa.errors import BadInput
from policy_qa.library import Home

FACTORY = "policy_qa_api.app:from_environment"
ADDRESS_LIMIT = 1024 * 1024
"""How long a request's address and headers may be, in bytes, for the app to answer what is too long itself."""


BACKLOG = 2048
"""Connections that may wait: those made while the server starts are answered, not refused."""


def run_server(home: Home, host: str, port: int) -> int:
    """Runs until it is told to stop; raises BadInput where the address can't be listened on."""
    import socket

    import uvicorn

    os.environ["POLICY_QA_HOME"] = str(home.path)
    os.environ["POLICY_QA_CORPUS"] = str(home.corpus)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as problem:
        listener.close()
        raise BadInput(
            f"can't listen on {host} port {port}: {problem.strerror or problem}", todo="say another --host or --port"
        ) from problem
    config = uvicorn.Config(
        FACTORY,
        factory=True,
        http="h11",
        h11_max_incomplete_event_size=ADDRESS_LIMIT,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=10,
    )
    shown = f"[{host}]" if ":" in host else host
    sys.stderr.write(f"policy-qa serves http://{shown}:{listener.getsockname()[1]} (Ctrl-C stops)\n")
    uvicorn.Server(config).run(sockets=[listener])
    return 0
