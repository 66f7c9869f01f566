"""`serve`: the HTTP API and the web page under uvicorn."""

from __future__ import annotations

import os
import sys

from policy_qa.errors import BadInput
from policy_qa.library import Home

FACTORY = "policy_qa_api.app:from_environment"


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
    except OSError as problem:
        listener.close()
        raise BadInput(
            f"can't listen on {host} port {port}: {problem.strerror or problem}", todo="say another --host or --port"
        ) from problem
    config = uvicorn.Config(FACTORY, factory=True, log_level="warning", server_header=False, access_log=False)
    shown = f"[{host}]" if ":" in host else host
    sys.stderr.write(f"policy-qa serves http://{shown}:{listener.getsockname()[1]} (Ctrl-C stops)\n")
    uvicorn.Server(config).run(sockets=[listener])
    return 0
