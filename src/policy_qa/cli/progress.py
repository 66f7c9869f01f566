"""A bar for long work: how much is done, how fast it goes, and how long it will take. Only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

PIPE_WIDTH = 160


def console(*, stderr: bool) -> Console:
    """The console of a stream; a pipe gets no colours and a fixed width."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(
        stderr=stderr, highlight=False, emoji=False, soft_wrap=False, width=None if stream.isatty() else PIPE_WIDTH
    )


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar of so many steps; what it gives is called with the bytes of each step that is done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
    shown = console(stderr=True)
    hidden = not shown.is_terminal or total < 2
    with Progress(*columns, TimeRemainingColumn(), console=shown, transient=True, disable=hidden) as bar:
        task = bar.add_task(what, total=total, rate="")
        done = 0

        def advance(size: int) -> None:
            nonlocal done
            done += size
            elapsed = bar.tasks[0].elapsed or 0.0
            steps = bar.tasks[0].completed + 1
            rate = f"{steps / elapsed:.1f}/s {done / elapsed / 1e6:.2f} MB/s" if elapsed > 1 else ""
            bar.update(task, advance=1, rate=rate)

        yield advance
