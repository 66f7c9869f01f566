"""Where a library lives: its home folder with store and index, and the corpus folder it is read from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from policy_qa.errors import StoreError

LOCK_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that holds store and index. `corpus` is where the reports lie."""

    path: Path
    corpus: Path

    @classmethod
    def at(cls, home: Path | str | None = None, corpus: Path | str | None = None) -> Home:
        """The home given, else `$POLICY_QA_HOME`, else `.policy-qa` here; the corpus given, else
        `$POLICY_QA_CORPUS`, else `corpus` here."""
        return cls(
            Path(home or os.environ.get("POLICY_QA_HOME") or ".policy-qa"),
            Path(corpus or os.environ.get("POLICY_QA_CORPUS") or "corpus"),
        )

    @property
    def store(self) -> Path:
        """The store's file."""
        return self.path / "store.sqlite"

    @property
    def index(self) -> Path:
        """The index's folder."""
        return self.path / "index"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds the home's writing lock; raises StoreError where another process keeps it for two minutes."""
        from filelock import FileLock, Timeout

        try:
            with FileLock(self.path / "lock", timeout=LOCK_SECONDS):
                yield
        except Timeout as late:
            raise StoreError(
                "another process has been writing for over two minutes", where=str(self.path), todo="try again later"
            ) from late
