"""One commit of the index, opened for reading: posting lists, columns and words, with what was read kept at hand."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import compress
from math import log, nan
from pathlib import Path
from typing import TypeVar

from whoosh.columns import ColumnReader
from whoosh.fields import Schema
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.util.numeric import byte_to_length

from policy_qa.index.codec import Postings
from policy_qa.index.folder import Folder, Manifest

K1, B = 1.2, 0.75
"""BM25's usual constants (Robertson and Zaragoza, 2009)."""

KEPT = 1_000_000
"""How many scores, numbers or words are kept at hand, about 100 MB; what was not used for longest goes first."""

PLACES = 2**32
"""More than any text has positions."""

Docs = frozenset[int]
Scores = dict[int, float]
_T = TypeVar("_T", Docs, Scores, "list[tuple[Postings, _Leaf]]", "tuple[str, ...]", "array[float]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage or record found: where it stands, how well it fits; `record` is the id of a record.

    The rest is what facets count: label, unit, years and what is counted or named.
    """

    document: str
    start: int
    end: int
    score: float
    kind: str
    record: str | None = None
    label: str | None = None
    unit: str | None = None
    years: tuple[int, int] | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class _Leaf:
    reader: SegmentReader
    hits: ColumnReader
    base: int
    deleted: Docs


class Snapshot:
    """A commit, read only. Document numbers count through all segments; deleted ones never show."""

    def __init__(self, path: Path, manifest: Manifest, schema: Schema, before: Snapshot | None = None) -> None:
        self.manifest = manifest
        storage = Folder(str(path))
        opened = before.segments() if before else {}
        self._leaves: list[_Leaf] = []
        base = 0
        for segment in manifest.segments:
            deleted = frozenset(segment.deleted_docs())
            if leaf := opened.get(segment.segment_id()):
                self._leaves.append(replace(leaf, base=base, deleted=deleted))
            else:
                reader = SegmentReader(storage, schema, segment)
                self._leaves.append(_Leaf(reader, reader.column_reader("hit", translate=False), base, deleted))
            base += segment.doc_count_all()
        self.size = base
        self.count = base - sum(len(leaf.deleted) for leaf in self._leaves)
        self._kept: OrderedDict[tuple[str, ...], tuple[int, object]] = OrderedDict()
        self._kept_size = 0

    def segments(self) -> dict[str, _Leaf]:
        """The open segments, by their names."""
        return {leaf.reader.segment().segment_id(): leaf for leaf in self._leaves}

    def close(self, after: Snapshot | None = None) -> None:
        """Lets go of the files, but for those that the snapshot after it still reads."""
        kept = after.segments() if after else {}
        for name, leaf in self.segments().items():
            if name not in kept:
                leaf.reader.close()
        self._leaves = []

    def keep(self, key: tuple[str, ...], make: Callable[[], _T]) -> _T:
        """What `make` gives, kept for the next time as long as there is room."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][1]  # type: ignore[return-value]
        made = make()
        size = 16 + (sum(len(postings.ids) for postings, _ in made) // 8 if isinstance(made, list) else len(made))
        self._kept[key] = (size, made)
        self._kept_size += size
        while self._kept_size > KEPT and len(self._kept) > 1:
            self._kept_size -= self._kept.popitem(last=False)[1][0]
        return made

    def everything(self) -> Docs:
        """All documents."""
        return self.keep(
            ("everything",),
            lambda: frozenset(range(self.size)).difference(*(self._deleted(leaf) for leaf in self._leaves)),
        )

    def frequency(self, field: str, term: str) -> int:
        """How many documents hold the term; deleted ones count until their segment is merged."""
        return sum(int(leaf.reader.doc_frequency(field, term.encode(errors="replace"))) for leaf in self._leaves)

    def said_in(self, field: str, term: str) -> int:
        """How many documents hold the term; of passages, those that hold it not just in title or headings."""
        lists = self.postings(field, term)
        return sum(postings.said if field == "words" else len(postings.ids) for postings, _ in lists)

    def postings(self, field: str, term: str) -> list[tuple[Postings, _Leaf]]:
        """The posting list of a term in each segment that has it."""
        return self.keep(("postings", field, term), lambda: self._postings(field, term))

    def _postings(self, field: str, term: str) -> list[tuple[Postings, _Leaf]]:
        found = []
        for leaf in self._leaves:
            try:
                matcher = leaf.reader.postings(field, term.encode(errors="replace"))
            except TermNotFound:
                continue
            found.append((getattr(matcher, "child", matcher), leaf))
        return found

    def docs(self, field: str, term: str) -> Docs:
        """The documents that hold a term."""
        return self.keep(("docs", field, term), lambda: self._docs(field, term))

    def _docs(self, field: str, term: str) -> Docs:
        found: set[int] = set()
        for postings, leaf in self.postings(field, term):
            found.update(postings.ids if not leaf.base else (i + leaf.base for i in postings.ids))
            found.difference_update(self._deleted(leaf))
        return frozenset(found)

    def scores(self, field: str, term: str) -> Scores:
        """BM25 of a term for every document that holds it; not to be changed."""
        return self.keep(("scores", field, term), lambda: self._scores(field, term))

    def _scores(self, field: str, term: str) -> Scores:
        idf, norms = self._weight(field, term), self._norms(field)
        found: Scores = {}
        for postings, leaf in self.postings(field, term):
            values = [idf * w / (w + norms[b]) for w, b in zip(postings.weights, postings.lengths)]
            ids: Iterable[int] = postings.ids if not leaf.base else [i + leaf.base for i in postings.ids]
            found.update(zip(ids, values))
            for number in self._deleted(leaf).intersection(found) if leaf.deleted else ():
                del found[number]
        return found

    def scores_among(self, field: str, term: str, among: AbstractSet[int]) -> Scores:
        """BM25 of a term for those of some documents that hold it."""
        idf, norms = self._weight(field, term), self._norms(field)
        found: Scores = {}
        for postings, leaf in self.postings(field, term):
            for i in _where(postings.ids, leaf.base, among):
                weight = postings.weights[i]
                found[postings.ids[i] + leaf.base] = idf * weight / (weight + norms[postings.lengths[i]])
        return found

    def _weight(self, field: str, term: str) -> float:
        n = self.said_in(field, term)
        return log(1 + (max(self._holders(field) - n, 0) + 0.5) / (n + 0.5)) * (K1 + 1)

    def positions(self, field: str, term: str, among: AbstractSet[int], shift: int) -> set[int]:
        """Where a term stands in some documents: the document's number times PLACES, plus the position less a shift."""
        found: set[int] = set()
        for postings, leaf in self.postings(field, term):
            flat, ends = postings.places()
            ids, base = postings.ids, leaf.base
            found.update(
                (ids[i] + base) * PLACES + place - shift
                for i in _where(ids, base, among)
                for place in flat[ends[i] : ends[i + 1]]
            )
        return found

    def words(self, field: str, prefix: str) -> tuple[str, ...]:
        """The terms of a field that begin with a prefix, sorted."""
        return self.keep(("words", field, prefix), lambda: self._words(field, prefix))

    def _words(self, field: str, prefix: str) -> tuple[str, ...]:
        found: set[bytes] = set()
        for leaf in self._leaves:
            found.update(leaf.reader.expand_prefix(field, prefix.encode(errors="replace")))
        return tuple(sorted(term.decode() for term in found))

    def column(self, name: str) -> array[float]:
        """The numbers of a column, by document; NaN where there is none."""
        return self.keep(("column", name), lambda: self._column(name))

    def _column(self, name: str) -> array[float]:
        found = array("d")
        for leaf in self._leaves:
            count = leaf.reader.doc_count_all()
            if leaf.reader.has_column(name):
                numbers = leaf.reader.column_reader(name, translate=False).load()
                found.extend(numbers[:count])
            else:
                found.extend([nan] * count)
        return found

    def between(self, column: str, low: float, high: float) -> Docs:
        """The documents whose number lies from low to high, both included."""

        def find() -> Docs:
            numbers = self.column(column)
            return frozenset(i for i, v in enumerate(numbers) if low <= v <= high) & self.everything()

        return self.keep(("between", column, repr(low), repr(high)), find)

    def hit(self, number: int, score: float) -> Hit:
        """What a document number stands for."""
        leaf = self._leaves[bisect_right(self._leaves, number, key=lambda leaf: leaf.base) - 1]
        kind, document, start, end, *more = json.loads(leaf.hits[number - leaf.base].decode())
        if not more:
            return Hit(document, start, end, score, kind)
        record, label, unit, years, entity = more
        return Hit(document, start, end, score, kind, record, label, unit, tuple(years) if years else None, entity)

    def _deleted(self, leaf: _Leaf) -> Docs:
        return leaf.deleted if not leaf.base else frozenset(i + leaf.base for i in leaf.deleted)

    def _holders(self, field: str) -> int:
        passages = self.frequency("kind", "passage")
        return passages if field == "words" else max(self.size - passages, 0)

    def _norms(self, field: str) -> array[float]:
        def make() -> array[float]:
            total = sum(int(leaf.reader.field_length(field)) for leaf in self._leaves)
            average = max(total / max(self._holders(field), 1), 1.0)
            return array("d", (K1 * (1 - B + B * byte_to_length(code) / average) for code in range(256)))

        return self.keep(("norms", field), make)


def _where(ids: array[int], base: int, among: AbstractSet[int]) -> list[int]:
    """At which places of a posting list some documents stand."""
    if len(among) * 16 > len(ids):
        here = {number - base for number in among} if base else among
        return list(compress(range(len(ids)), map(here.__contains__, ids)))
    found = []
    for number in sorted(among):
        i = bisect_left(ids, number - base) if number >= base else len(ids)
        if i < len(ids) and ids[i] == number - base:
            found.append(i)
    return found
