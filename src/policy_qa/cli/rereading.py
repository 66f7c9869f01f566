"""`sync --re-extract`: what today's rules would change, and, after a yes, the change."""

from __future__ import annotations

import sys

import typer

from policy_qa.cli import show
from policy_qa.cli.progress import progress
from policy_qa.errors import BadInput
from policy_qa.library import Library
from policy_qa.library.diffing import lines
from policy_qa.library.rereading import Rereading

LINES = 20
"""So many changed records of a document are told; the rest are counted."""


def reread(desk: Library, *, yes: bool, jobs: int | None, as_json: bool) -> int:
    """Shows what would change, asks, and does it."""
    found = []
    total = len(desk.documents())
    with progress("reading again", total) as advance:
        for one in desk.reread(jobs):
            advance(one.document.size)
            if one.diff:
                _tell(one, as_json=as_json)
            if one.diff or one.stale:
                found.append(one)
    changing = sum(bool(one.diff) for one in found)
    if not changing:
        show.say(f"{total} documents read again: the same records")
    elif not yes:
        _ask(changing)
    for outcome in desk.re_extract(found, jobs):
        if not as_json or outcome.error is not None:
            show.outcome(outcome)
    return 0


def _tell(one: Rereading, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(f'{{"document": "{one.document.id}", "diff": {one.diff.model_dump_json()}}}\n')
        return
    show.out().print(f"{one.document.id}: {one.diff}", markup=False)
    told = list(lines(one.diff))
    for line in told[:LINES]:
        show.out().print(f"  {' '.join(line.split())}", markup=False)
    if len(told) > LINES:
        show.out().print(f"  and {len(told) - LINES} more")


def _ask(changing: int) -> None:
    what = "1 document" if changing == 1 else f"{changing} documents"
    if not sys.stdin.isatty():
        raise BadInput(f"the records of {what} would change", todo="say sync --re-extract --yes")
    typer.confirm(f"Keep the new records of {what}?", abort=True, err=True)
