"""What answering reads, handed out by store and index; documents once read stay at hand while nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from policy_qa.answering.sources import Sources, Stretch
from policy_qa.domain.answers import PassageHit
from policy_qa.domain.records import Record
from policy_qa.domain.sources import Document
from policy_qa.index import Index
from policy_qa.library.remembered import Remembered
from policy_qa.store import Store

SHORT = 40_000
"""Texts of so many code points are read whole and kept; of longer ones only what is asked for is read."""
KEPT, KEPT_WORDS = 512, 16_384
Opened = tuple[Document, str | None]


class Shelf:
    """The documents that questions look into, the last few kept by generation. Safe to share between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._opened: Remembered[Opened] = Remembered(KEPT)
        self._rarity: Remembered[Callable[[str], float]] = Remembered(1)

    def sources(self, index: Index) -> Sources:
        """The corpus as answering sees it, at the generation that the index shows."""
        store, generation = self._store, index.generation
        rarity = self._rarity.get(generation, lambda: lru_cache(maxsize=KEPT_WORDS)(index.idf))

        def opened(document: str) -> Opened:
            def read() -> Opened:
                found = store.documents_read([document], SHORT)
                return found[document] if document in found else (store.document(document), None)

            return self._opened.get((generation, document), read)

        def open_all(documents: Sequence[str]) -> None:
            missing = [d for d in dict.fromkeys(documents) if not self._opened.has((generation, d))]
            for document, read in store.documents_read(missing, SHORT).items() if missing else ():
                self._opened.put((generation, document), read)

        def quote(document: str, start: int, end: int) -> str:
            text = opened(document)[1]
            return store.quote(document, start, end) if text is None else text[max(start, 0) : end]

        def records_in_each(stretches: Sequence[Stretch]) -> Sequence[Sequence[Record]]:
            open_all([document for document, _, _ in stretches])
            return store.records_in_each(stretches)

        def passages(words: Sequence[str], *, documents: Sequence[str] = (), k: int = 5) -> Sequence[PassageHit]:
            return index.passages(" ".join(words), documents=documents, k=k)

        def records_like(
            words: Sequence[str],
            *,
            kinds: Sequence[str] = (),
            labels: Sequence[str] = (),
            documents: Sequence[str] = (),
            k: int = 20,
        ) -> Sequence[Record]:
            hits = index.records_like(" ".join(words), kinds=kinds, labels=labels, documents=documents, k=k)
            ids = [h.record for h in hits if h.record]
            found = store.records_by_id(ids)
            return [found[i] for i in ids if i in found]

        return Sources(
            document=lambda document: opened(document)[0],
            quote=quote,
            records_in_each=records_in_each,
            passages=passages,
            records_like=records_like,
            idf=rarity,
            close=index.vocabulary_close,
            size=store.size,
        )
