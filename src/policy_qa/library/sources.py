"""What answering reads, handed out by store and index."""

from __future__ import annotations

from collections.abc import Sequence

from policy_qa.answering.sources import Sources
from policy_qa.domain.answers import PassageHit
from policy_qa.domain.records import Record
from policy_qa.index import Index
from policy_qa.store import Store


def answering_sources(store: Store, index: Index) -> Sources:
    """The corpus as answering sees it."""

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
        document=store.document,
        quote=store.quote,
        records_in=store.records_in,
        passages=passages,
        records_like=records_like,
        idf=index.idf,
        close=index.vocabulary_close,
        size=store.size,
    )
