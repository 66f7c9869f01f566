"""The other side of the crew: does what the parent orders, one order after the other, until its pipe ends."""

from __future__ import annotations

import os
import pickle
import struct
import sys
from collections.abc import Callable
from typing import TypeVar

from policy_qa.errors import PolicyQAError, TooLarge, Unreadable

LENGTH = struct.Struct(">Q")

Given = TypeVar("Given")
Result = TypeVar("Result")


def work() -> None:
    """Reads orders from stdin and answers on stdout, each a length of eight bytes and a pickle."""
    _leave_signals_to_the_parent()
    orders, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while len(head := orders.read(LENGTH.size)) == LENGTH.size:
        function, given, name = pickle.loads(orders.read(LENGTH.unpack(head)[0]))  # noqa: S301 - our parent wrote it
        answer = pickle.dumps(done(function, given, name), pickle.HIGHEST_PROTOCOL)
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def done(function: Callable[[Given], Result], given: Given, name: str) -> Result | PolicyQAError:
    """What the function makes of what is given, or the error it met: nothing that one file does stops the others."""
    try:
        return function(given)
    except PolicyQAError as problem:
        return problem
    except MemoryError:
        return TooLarge("reading it takes more memory than there is", where=name, todo="split the report")
    except RecursionError:
        return TooLarge("it is nested too deeply", where=name, todo="save it as plain text")
    except Exception as problem:
        what = f"a fault of policy-qa itself ({type(problem).__name__}: {problem})"
        return Unreadable(" ".join(what.split()), where=name, todo="report it with the file")


def _leave_signals_to_the_parent() -> None:
    """Ctrl-C reaches the whole group; the parent ends its children itself."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
