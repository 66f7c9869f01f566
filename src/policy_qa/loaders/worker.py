"""Reads one risky file in a process of its own, whose memory, time and written files are capped.

The parent hands over the bytes and gets JSON back, so that nothing a hijacked reader says is run.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from policy_qa import errors
from policy_qa.domain.sources import Metadata
from policy_qa.errors import PolicyQAError, TooLarge, Unreadable
from policy_qa.loaders.front import SIZE_LIMIT, format_of, load
from policy_qa.loaders.loaded import Loaded, Region

SECONDS = 60.0
"""The longest that one file may take, by the clock; its processor time is capped at the same."""

MEMORY = 2_000_000_000
"""The most address space that a reader may take, in bytes, where the system can hold it to that."""

SAFE = frozenset(("txt", "md"))
"""Formats that need no process of their own: they are only decoded."""


def load_safely(
    source: Path | bytes, name: str | None = None, *, encoding: str | None = None, seconds: float = SECONDS
) -> Loaded:
    """The same as `load`, with formats that can hide bombs (pdf, docx, odt, html) read in a process of its own.

    Raises what `load` raises; TooLarge where the reader ran out of time or memory, Unreadable where it died.
    """
    called = name if name is not None else source.name if isinstance(source, Path) else ""
    data = source if isinstance(source, bytes) else _bytes_of(source)
    if format_of(called) in SAFE or len(data) > SIZE_LIMIT:
        return load(called, data, encoding=encoding)
    return _told(_answer(called, data, encoding, seconds), called)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise TooLarge(f"over {SIZE_LIMIT:,} bytes", where=path.name, todo="split the report")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise Unreadable(f"can't be read: {error}", where=str(path)) from None


def _answer(name: str, data: bytes, encoding: str | None, seconds: float) -> bytes:
    """What the process answered."""
    command = [
        sys.executable,
        "-I",
        "-c",
        _PROGRAM,
        json.dumps([[p for p in sys.path if p], name, encoding, seconds, MEMORY]),
    ]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise TooLarge(
            f"reading it takes longer than {seconds:g} seconds", where=name, todo="split the report"
        ) from None
    except OSError as error:
        raise Unreadable(f"no process to read it in: {error}", where=name) from None
    if done.returncode != 0 or not done.stdout:
        raise _died(name, done.returncode, done.stderr)
    return done.stdout


def _died(name: str, code: int, said: bytes) -> PolicyQAError:
    if b"MemoryError" in said or code in {-9, 137}:
        return TooLarge("reading it takes more memory than it may have", where=name, todo="split the report")
    if code == -24:
        return TooLarge("reading it takes more time than it may have", where=name, todo="split the report")
    return Unreadable("its reader broke down over it", where=name, todo="open it and save it again")


def _told(answer: bytes, name: str) -> Loaded:
    """The answer as a value; raises the error that the process met."""
    try:
        said = json.loads(answer)
        if "error" in said:
            kind = getattr(errors, said["error"], Unreadable)
            raise kind(said["what"], where=said["where"], todo=said["todo"])
        return Loaded(
            text=said["text"],
            format=said["format"],
            encoding=said["encoding"],
            metadata=Metadata.model_validate(said["metadata"]),
            notes=tuple(said["notes"]),
            layout=tuple(Region(**region) for region in said["layout"]),
        )
    except (ValueError, KeyError, TypeError):
        raise Unreadable("its reader broke down over it", where=name, todo="open it and save it again") from None


_PROGRAM = """
import json, sys
path, *rest = json.loads(sys.argv[1])
sys.path[:] = path
from policy_qa.loaders.worker import serve
serve(*rest)
"""


def serve(name: str, encoding: str | None, seconds: float, memory: int) -> None:
    """Reads the file on stdin under caps, and answers on stdout."""
    _cap(seconds, memory)
    data = sys.stdin.buffer.read()
    try:
        found = load(name, data, encoding=encoding)
    except PolicyQAError as error:
        answer: dict[str, object] = {
            "error": type(error).__name__,
            "what": error.what,
            "where": error.where,
            "todo": error.todo,
        }
    except RecursionError:
        answer = {"error": "TooLarge", "what": "it is nested too deeply", "where": name, "todo": ""}
    else:
        answer = {**asdict(found), "metadata": found.metadata.model_dump(mode="json")}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _cap(seconds: float, memory: int) -> None:
    """Caps address space, processor time and written files, where the system knows such caps."""
    try:
        import resource
    except ImportError:
        return
    for what, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (limit, limit))
        except (ValueError, OSError):
            continue


__all__ = ["load_safely", "serve"]
