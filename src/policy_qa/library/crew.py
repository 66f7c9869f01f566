"""The crew: processes that do the same thing to many documents, side by side.

Each is a child that reads its orders from a pipe: when the parent dies, even by kill -9, the pipe ends and so does the
child. The orders are pickles, because both ends are this program; risky files are read in a further process behind
that (`policy_qa.loaders.worker`), which answers in JSON.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Generic, TypeVar

from policy_qa.errors import PolicyQAError, Unreadable
from policy_qa.library.working import LENGTH, done

PROGRAM = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from policy_qa.library.working import work
work()
"""

WINDOW_TASKS = 64
WINDOW_BYTES = 16_000_000
"""So many tasks, of so many bytes together, are under way or wait to be taken over: this bounds the memory."""

Given = TypeVar("Given")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Task(Generic[Given]):
    """Something to do: `name` for errors, what is `given`, about how many bytes it is."""

    name: str
    given: Given
    size: int = 0


def default_jobs() -> int:
    """How many processes read at a time where nobody says: the processors, two at most."""
    count = getattr(os, "process_cpu_count", os.cpu_count)()
    return min(2, count or 1)


def each(
    function: Callable[[Given], Result], tasks: Iterable[Task[Given]], jobs: int
) -> Iterator[tuple[Task[Given], Result | PolicyQAError]]:
    """What a function of a module makes of each task, in the order of the tasks; an error in place of a result.

    With one job it is done here, else in so many processes. An error of one task never stops the rest.
    """
    if jobs < 2:
        for task in tasks:
            yield task, done(function, task.given, task.name)
        return
    crew = Crew(jobs)
    try:
        yield from crew.each(function, tasks)
    finally:
        crew.close()


class Crew:
    """So many children, started when they are first needed."""

    def __init__(self, jobs: int) -> None:
        self._idle: SimpleQueue[Child] = SimpleQueue()
        self._all = [Child() for _ in range(jobs)]
        for child in self._all:
            self._idle.put(child)
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="crew")

    def each(
        self, function: Callable[[Given], Result], tasks: Iterable[Task[Given]]
    ) -> Iterator[tuple[Task[Given], Result | PolicyQAError]]:
        """As the function above."""
        waiting: deque[tuple[Task[Given], Future[bytes]]] = deque()
        size = 0
        for task in tasks:
            while waiting and (len(waiting) >= WINDOW_TASKS or size + task.size > WINDOW_BYTES):
                size -= waiting[0][0].size
                yield _taken_over(*waiting.popleft())
            order = pickle.dumps((function, task.given, task.name), pickle.HIGHEST_PROTOCOL)
            waiting.append((task, self._threads.submit(self._ask, order)))
            size += task.size
            while waiting and waiting[0][1].done():
                size -= waiting[0][0].size
                yield _taken_over(*waiting.popleft())
        while waiting:
            yield _taken_over(*waiting.popleft())

    def close(self) -> None:
        """Ends the children, at once."""
        for child in self._all:
            child.stop()
        self._threads.shutdown(cancel_futures=True)
        for child in self._all:
            child.end()

    def _ask(self, order: bytes) -> bytes:
        child = self._idle.get()
        try:
            return child.ask(order)
        finally:
            self._idle.put(child)


class Child:
    """One process, made anew when it broke down."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def ask(self, order: bytes) -> bytes:
        """The answer to an order; raises EOFError where the process broke down over it."""
        process = self._running()
        try:
            answer = _exchanged(process, order)
        except OSError:
            answer = b""
        if not answer:
            self.end()
            raise EOFError
        return answer

    def stop(self) -> None:
        """Ends the process, and lets no other take its place."""
        self._stopped = True
        if self._process is not None:
            self._process.kill()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._stopped:
            raise EOFError
        if self._process is None:
            arguments = json.dumps([path for path in sys.path if path])
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", "-c", PROGRAM, arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if os.environ.get("POLICY_QA_DEBUG") else subprocess.DEVNULL,
            )
        return self._process

    def end(self) -> None:
        """Ends the process and gives back what it held."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
            process.wait()


def _exchanged(process: subprocess.Popen[bytes], order: bytes) -> bytes:
    """What the process answers; nothing where it broke down."""
    orders, answers = process.stdin, process.stdout
    if orders is None or answers is None:
        return b""
    orders.write(LENGTH.pack(len(order)) + order)
    orders.flush()
    head = answers.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return b""
    (length,) = LENGTH.unpack(head)
    answer = answers.read(length)
    return answer if len(answer) == length else b""


def _taken_over(task: Task[Given], future: Future[bytes]) -> tuple[Task[Given], Result | PolicyQAError]:
    """The result that a child sent, unpacked only now, so that what waits is small."""
    try:
        result: Result | PolicyQAError = pickle.loads(future.result())  # noqa: S301 - our own child wrote it
    except EOFError:
        return task, Unreadable("its reader broke down over it", where=task.name, todo="add it alone to see why")
    except OSError as problem:
        return task, Unreadable(f"no process can be started to read it in: {problem.strerror}", where=task.name)
    return task, result
