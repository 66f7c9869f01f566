"""What answering reads: handed in as functions, so that it knows neither the store nor the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from policy_qa.domain.answers import PassageHit
from policy_qa.domain.records import Record
from policy_qa.domain.sources import Document

NO_WORD = "\ue000"
"""A word that no corpus has: its idf is the highest."""

Stretch = tuple[str, int, int]
"""A document's id and two offsets of its text."""


class Passages(Protocol):
    """Finds the passages nearest to some words, first the best."""

    def __call__(self, words: Sequence[str], /, *, documents: Sequence[str] = (), k: int = 5) -> Sequence[PassageHit]:
        """At most k passages, of these documents where some are named."""


class RecordsLike(Protocol):
    """Finds the records whose words are nearest to some words, first the best."""

    def __call__(
        self,
        words: Sequence[str],
        /,
        *,
        kinds: Sequence[str] = (),
        labels: Sequence[str] = (),
        documents: Sequence[str] = (),
        k: int = 20,
    ) -> Sequence[Record]:
        """At most k records of these kinds and labels."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The corpus as answering sees it.

    `document` gives a document by its id, `quote` text[start:end] of it, `records_in_each` the records of each of some
    stretches, `close` the corpus's own words that are spelt nearly alike, `idf` how rare a word is (0 where unknown).
    `size` says how many documents and records there are.
    """

    document: Callable[[str], Document]
    quote: Callable[[str, int, int], str]
    records_in_each: Callable[[Sequence[Stretch]], Sequence[Sequence[Record]]]
    passages: Passages
    records_like: RecordsLike
    idf: Callable[[str], float]
    close: Callable[[str], Sequence[str]]
    size: Callable[[], tuple[int, int]]
