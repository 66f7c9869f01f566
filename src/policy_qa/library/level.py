"""Keeping the index level with the store: it catches up by itself, after a crash or another process's writing too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock

from policy_qa.index import Entry, Index
from policy_qa.library.home import Home
from policy_qa.store import Store

LOT = 2_000
"""So many documents are put into the index in one commit; a catch-up that was cut short goes on behind the last."""


class LevelIndex:
    """The index of a home, opened late and brought up to the store's generation before each use."""

    def __init__(self, home: Home, store: Store) -> None:
        self._home = home
        self._store = store
        self._lock = Lock()
        self._index: Index | None = None

    def get(self) -> Index:
        """The index, showing all that the store holds."""
        index = self._index
        if index is not None and index.generation == self._store.generation:
            return index
        with self._lock:
            return self._caught_up()

    def damage(self) -> str:
        """What is not as it was written in the index's files; empty where all is. To be asked before `get` mends it."""
        return Index.damage(self._home.index)

    def close(self) -> None:
        """Lets go of the files."""
        if self._index is not None:
            self._index.close()
            self._index = None

    def _caught_up(self) -> Index:
        index = self._opened()
        if index.generation == self._store.generation:
            return index
        with self._home.alone():
            written, removed, now = self._store.changed_since(index.generation)
            if index.generation > now:
                index = self._emptied()
                written, removed, now = self._store.changed_since(0)
            for begin in range(0, len(written), LOT):
                lot = written[begin : begin + LOT]
                last = begin + LOT >= len(written)
                index.replace(
                    self._entries(lot), removed, now if last else int(self._store.kept(lot[-1])["generation"])
                )
            if index.generation != now:
                index.replace((), removed, now)
        return index

    def _opened(self) -> Index:
        if self._index is None:
            self._index = Index.open(self._home.index)
        return self._index

    def _emptied(self) -> Index:
        """An empty index, where the one there is ahead of the store: the store was restored or made anew."""
        import shutil

        self.close()
        shutil.rmtree(self._home.index, ignore_errors=True)
        return self._opened()

    def _entries(self, documents: Sequence[str]) -> Iterator[Entry]:
        from policy_qa.library.taking import aside_of

        store = self._store
        for identity in documents:
            aside = aside_of(store.layout(identity))
            yield Entry(store.document(identity), store.text(identity), store.records(identity), aside)
