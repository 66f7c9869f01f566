"""A note of the files that a long `add` is taking in, so that `sync` goes on with them after a kill or a power cut.

It is a list of paths beside the store, there only while such an `add` runs; one that ends in order, or is stopped by
its user, takes it away.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from policy_qa.domain.sources import Metadata
from policy_qa.library.home import Home
from policy_qa.library.intake import Wish

NOTE, LOCK = "adding.json", "adding.lock"


@contextmanager
def noted(home: Home, paths: Sequence[Path], wish: Wish) -> Iterator[None]:
    """Keeps the note while files are taken in; of two at a time, the first is noted."""
    from filelock import FileLock, Timeout

    note = home.path / NOTE
    try:
        with FileLock(home.path / LOCK, timeout=0):
            told = {"paths": [str(path.absolute()) for path in paths], "said": wish.said.model_dump(mode="json")}
            text = json.dumps({**told, "encoding": wish.encoding, "replace": wish.replace})
            new = note.with_suffix(".new")
            new.write_text(text, encoding="utf-8", errors="surrogateescape")
            new.replace(note)
            try:
                yield
            finally:
                with suppress(OSError):
                    note.unlink()
    except Timeout:
        yield


def left(home: Home) -> tuple[list[Path], Wish] | None:
    """The files of an `add` that was cut short, and how they were to be added; None where there was none."""
    from filelock import FileLock, Timeout

    note = home.path / NOTE
    if not note.exists():
        return None
    try:
        with FileLock(home.path / LOCK, timeout=0):
            told = json.loads(note.read_text(encoding="utf-8", errors="surrogateescape"))
            said = Metadata.model_validate(told["said"])
            return [Path(path) for path in told["paths"]], Wish(said, told["encoding"], bool(told["replace"]))
    except (OSError, ValueError, KeyError, TypeError, Timeout):
        return None
