"""Reads risky files in a process of their own, whose memory, time and written files are capped.

The parent hands over the bytes and gets JSON back, so that nothing a hijacked reader says is run. A process is kept for
the next file, because starting one costs more than reading most files; one that broke down is never used again.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer

from policy_qa import errors
from policy_qa.domain.sources import Metadata
from policy_qa.errors import PolicyQAError, TooLarge, Unreadable
from policy_qa.loaders.front import SIZE_LIMIT, format_of, load
from policy_qa.loaders.loaded import Loaded, Region
from policy_qa.loaders.serving import HEAD, LENGTH

SECONDS = 60.0
"""The longest that one file may take, by the clock; its processor time is capped at about the same."""

MEMORY = 2_000_000_000
"""The most address space that a reader may take, in bytes, where the system can hold it to that."""

ANSWER_LIMIT = 1_000_000_000
FILES_LIMIT = 200
"""So many files are read by one process before a fresh one takes its place."""

IDLE_LIMIT = 4
OUT_OF_PROCESSOR_TIME = -24
"""The exit code after the signal SIGXCPU."""

SAFE = frozenset(("txt", "md"))
"""Formats that need no process of their own: they are only decoded."""

PROGRAM = """
import json, sys
path, memory = json.loads(sys.argv[1])
sys.path[:] = path
from policy_qa.loaders.serving import serve
serve(memory)
"""


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
    reader = _POOL.taken()
    try:
        found = _told(reader.ask(called, data, encoding, seconds), called)
    except BaseException:
        reader.stop()
        raise
    _POOL.give_back(reader)
    if isinstance(found, PolicyQAError):
        raise found
    return found


class Reader:
    """One process, and how many files it has read."""

    def __init__(self) -> None:
        arguments = json.dumps([[p for p in sys.path if p], MEMORY])
        self.files = 0
        self.late = False
        self.memory = MEMORY
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-c", PROGRAM, arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, name: str, data: bytes, encoding: str | None, seconds: float) -> bytes:
        """What the process answers about a file; raises TooLarge where it takes too long, Unreadable where it dies."""
        clock = Timer(seconds, self._out_of_time)
        clock.daemon = True
        clock.start()
        try:
            self.files += 1
            return self._exchange(json.dumps([name, encoding]).encode("ascii"), data, seconds)
        except (OSError, EOFError):
            self.process.kill()
            if self.process.wait() == OUT_OF_PROCESSOR_TIME or self.late:
                what = f"reading it takes longer than {seconds:g} seconds"
                raise TooLarge(what, where=name, todo="split the report") from None
            todo = "open it and save it again"
            raise Unreadable("its reader broke down over it", where=name, todo=todo) from None
        finally:
            clock.cancel()

    def stop(self) -> None:
        """Ends the process."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self.process.wait()

    def _exchange(self, asked: bytes, data: bytes, seconds: float) -> bytes:
        requests, answers = self.process.stdin, self.process.stdout
        if requests is None or answers is None:
            raise EOFError
        requests.write(HEAD.pack(len(asked), len(data), seconds) + asked)
        requests.write(data)
        requests.flush()
        head = answers.read(LENGTH.size)
        length = LENGTH.unpack(head)[0] if len(head) == LENGTH.size else -1
        answer = answers.read(length) if 0 <= length <= ANSWER_LIMIT else b""
        if len(answer) != length:
            raise EOFError
        return answer

    def _out_of_time(self) -> None:
        self.late = True
        self.process.kill()


class Pool:
    """The readers that wait for work; each process of ours has its own."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._idle: list[Reader] = []
        self._owner = os.getpid()
        self._inherited: list[Reader] = []

    def taken(self) -> Reader:
        """A reader that waits, else a new one."""
        with self._lock:
            if self._owner != os.getpid():
                # a fork: these readers answer the parent; they are kept only so that nothing ends them
                self._inherited, self._idle, self._owner = self._idle, [], os.getpid()
            while self._idle:
                reader = self._idle.pop()
                if reader.process.poll() is None and reader.memory == MEMORY:
                    return reader
                reader.stop()
        try:
            return Reader()
        except OSError as error:
            raise Unreadable(f"no process can be started to read it in: {error.strerror}") from None

    def give_back(self, reader: Reader) -> None:
        """Keeps a reader for the next file, unless it is worn or others wait already."""
        with self._lock:
            if reader.files < FILES_LIMIT and len(self._idle) < IDLE_LIMIT:
                self._idle.append(reader)
                return
        reader.stop()

    def close(self) -> None:
        """Ends the readers that wait."""
        if self._owner == os.getpid():
            with self._lock:
                while self._idle:
                    self._idle.pop().stop()


_POOL = Pool()
atexit.register(_POOL.close)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise Unreadable("not a regular file", where=str(path), todo="give a file")
        if path.stat().st_size > SIZE_LIMIT:
            raise TooLarge(f"over {SIZE_LIMIT:,} bytes", where=path.name, todo="split the report")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise Unreadable(f"can't be read: {error}", where=str(path)) from None


def _told(answer: bytes, name: str) -> Loaded | PolicyQAError:
    """The answer as a value, which may be the error that the process met; raises Unreadable for what is no answer."""
    try:
        said = json.loads(answer)
        if "error" in said:
            return _error(said["error"])(said["what"], where=said["where"], todo=said["todo"])
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


def _error(name: str) -> type[PolicyQAError]:
    kind = getattr(errors, name, Unreadable)
    return kind if isinstance(kind, type) and issubclass(kind, PolicyQAError) else Unreadable


__all__ = ["load_safely"]
