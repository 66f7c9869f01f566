"""The edge: runs a command, turns every error into one line on stderr and an exit code.

0 done · 1 the honest "no" · 2 bad usage, or nothing could be done.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from policy_qa.cli.app import app
from policy_qa.errors import PolicyQAError

BAD = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs `policy-qa` and exits."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a command; what it has to say stands on stdout and stderr."""
    try:
        result = app(args=list(arguments) if arguments is not None else None, standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except typer.Exit as exit_:
        return exit_.exit_code
    except typer.TyperException as problem:
        complain(problem.format_message().rstrip("."), "see policy-qa --help")
    except PolicyQAError as problem:
        complain(str(problem))
    except (typer.Abort, KeyboardInterrupt):
        complain("stopped; what was done so far is kept")
        return INTERRUPTED
    except (BrokenPipeError, SystemExit) as left:
        return _left(left)
    except OSError as problem:
        complain(f"{problem.filename or 'the system'}: {problem.strerror or problem}")
    except Exception as problem:
        if os.environ.get("POLICY_QA_DEBUG"):
            raise
        complain(
            f"a fault of policy-qa itself ({type(problem).__name__}: {problem})",
            "report it with the command that you ran; POLICY_QA_DEBUG=1 shows where it happened",
        )
    return BAD


def _left(why: BaseException) -> int:
    """0 where the reader of the output has enough of it ("| head"), which is no fault and no "no"."""
    if not isinstance(why, BrokenPipeError) and not isinstance(why.__context__, BrokenPipeError):
        raise why
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


def complain(what: str, todo: str = "") -> None:
    """One line on stderr."""
    from policy_qa.cli.marking import one_line

    sys.stderr.write(f"policy-qa: {one_line(f'{what}; {todo}' if todo else what)}\n")
