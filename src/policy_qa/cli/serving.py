"""`serve`: the HTTP API and the web page under uvicorn."""

from __future__ import annotations

import os
import socket
import sys
from ipaddress import ip_address
from typing import TYPE_CHECKING

from policy_qa.errors import BadInput
from policy_qa.library import Home

if TYPE_CHECKING:
    from uvicorn import Config

FACTORY = "policy_qa_api.app:from_environment"
SETTINGS = "policy_qa_api.settings:read_settings"
ADDRESS_LIMIT = 1024 * 1024
"""How long a request's address and headers may be, in bytes, for the app to answer what is too long itself."""

BACKLOG = 2048
"""Connections that may wait: those made while the server starts are answered, not refused."""

WORKER_PATIENCE = 60
"""How many seconds a busy worker may be silent before it is started anew."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at an address; raises BadInput where it can't be had, or is open to others without tokens.

    The settings are read first, so that a bad one is said before anything else is done.
    """
    from uvicorn.importer import import_from_string

    guarded = import_from_string(SETTINGS)().tokens is not None
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        bound = str(listener.getsockname()[0]).partition("%")[0]
        if guarded or ip_address(bound).is_loopback:
            listener.listen(BACKLOG)
            return listener
    except OSError as problem:
        listener.close()
        raise BadInput(
            f"can't listen on {host} port {port}: {problem.strerror or problem}", todo="say another --host or --port"
        ) from problem
    listener.close()
    raise BadInput(
        f"{host} can be reached from other machines, and there are no tokens",
        where="--host",
        todo="name a file of tokens in $POLICY_QA_TOKENS (docs/security.md), or serve on 127.0.0.1",
    )


def run_server(home: Home, listener: socket.socket, workers: int) -> int:
    """Runs until it is told to stop, in one process or in several that share the socket and the store."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    os.environ["POLICY_QA_HOME"] = str(home.path)
    os.environ["POLICY_QA_CORPUS"] = str(home.corpus)
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    sys.stderr.write(f"policy-qa serves http://{shown}:{port} (Ctrl-C stops)\n")
    config = _config(workers)
    if workers == 1:
        uvicorn.Server(config).run(sockets=[listener])
    else:
        Multiprocess(config, sockets=[listener]).run()
    return 0


def _config(workers: int) -> Config:
    import uvicorn

    return uvicorn.Config(
        FACTORY,
        factory=True,
        http="h11",
        h11_max_incomplete_event_size=ADDRESS_LIMIT,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=10,
        timeout_worker_healthcheck=WORKER_PATIENCE,
        workers=workers,
    )
