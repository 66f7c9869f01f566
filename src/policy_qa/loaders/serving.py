"""The other side of `worker`: reads files one after the other in a process of its own, under caps of its own.

A request is three numbers of eight bytes (the lengths of name and encoding as JSON, and of the data; the seconds it may
take), then both; an answer is its length in eight bytes, then JSON.
"""

from __future__ import annotations

import json
import struct
import sys
from dataclasses import asdict

from policy_qa.errors import PolicyQAError
from policy_qa.loaders.front import load

HEAD = struct.Struct(">QQd")
LENGTH = struct.Struct(">Q")
Answer = dict[str, object]


def serve(memory: int) -> None:
    """Answers requests on stdin until it ends. `memory` is the most address space in bytes."""
    _cap(memory)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while len(head := requests.read(HEAD.size)) == HEAD.size:
        asked, size, seconds = HEAD.unpack(head)
        name, encoding = json.loads(requests.read(asked))
        _cap_time(seconds)
        answer = json.dumps(_answer(name, requests.read(size), encoding)).encode("ascii")
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _answer(name: str, data: bytes, encoding: str | None) -> Answer:
    try:
        found = load(name, data, encoding=encoding)
        return {**asdict(found), "metadata": found.metadata.model_dump(mode="json")}
    except PolicyQAError as error:
        return {"error": type(error).__name__, "what": error.what, "where": error.where, "todo": error.todo}
    except MemoryError:
        return _failed("TooLarge", "reading it takes more memory than it may have", name, "split the report")
    except RecursionError:
        return _failed("TooLarge", "it is nested too deeply", name, "save it as plain text")
    except Exception:  # a file that no loader foresaw is refused, and the next one read
        return _failed("Unreadable", "its reader broke down over it", name, "open it and save it again")


def _failed(error: str, what: str, where: str, todo: str) -> Answer:
    return {"error": error, "what": what, "where": where, "todo": todo}


def _cap(memory: int) -> None:
    """Caps address space and written files, where the system knows such caps."""
    try:
        import resource
    except ImportError:
        return
    for what, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (limit, limit))
        except (ValueError, OSError):
            continue


def _cap_time(seconds: float) -> None:
    """Caps the processor time of the next file; the parent's clock stops a process that only waits."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
