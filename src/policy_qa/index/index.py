"""Opens, fills and searches the index: the one door to Whoosh."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from time import monotonic
from types import TracebackType

from whoosh import query
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.scoring import BM25F
from whoosh.searching import Searcher
from whoosh.writing import SegmentWriter

from policy_qa.domain.answers import PassageHit
from policy_qa.errors import IndexTrouble
from policy_qa.index.schema import VERSION, Entry, rows, schema
from policy_qa.index.words import fold, query_terms, telling, tokens

TIME_LIMIT = 2.0
"""Seconds a search may take unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage or record found: where it stands, how well it fits; `record` is the id of a record."""

    document: str
    start: int
    end: int
    score: float
    kind: str
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits. `total` is a lower bound where said so; not `complete` when the time ran out."""

    items: tuple[Hit, ...]
    total: int
    total_is_lower_bound: bool = False
    complete: bool = True
    suggestion: str | None = None


class Index:
    """The searchable projection of a store; see `open`."""

    def __init__(self, path: Path, generation: int) -> None:
        self._path = path
        self._generation = generation
        self._whoosh = FileIndex(FileStorage(str(path), supports_mmap=True), schema=schema())
        self._searcher: Searcher = self._whoosh.searcher(weighting=BM25F())

    @classmethod
    def open(cls, path: Path) -> Index:
        """Opens the index in a folder; where there is none to trust, makes an empty one of generation 0."""
        generation = _generation_of(path)
        if generation is None:
            _make_empty(path)
            generation = 0
        return cls(path, generation)

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the files."""
        self._searcher.close()

    @property
    def generation(self) -> int:
        """The generation of the store that the index shows."""
        return self._generation

    @property
    def documents_count(self) -> int:
        """How many passages and records are indexed."""
        return int(self._searcher.doc_count())

    def records_count(self, document: str) -> int:
        """How many records of a document are indexed."""
        wanted = query.And([query.Term("document", document), query.Not(query.Term("kind", "passage"))])
        return sum(1 for _ in self._searcher.docs_for_query(wanted))

    def replace(self, entries: Iterable[Entry], removed: Iterable[str], generation: int) -> None:
        """Indexes the entries anew and takes the removed documents out: all of it or nothing."""
        writer = SegmentWriter(self._whoosh, timeout=30.0, limitmb=256)
        try:
            for document in removed:
                writer.delete_by_term("document", document)
            for entry in entries:
                writer.delete_by_term("document", entry.document.id)
                for row in rows(entry):
                    writer.add_document(**row)
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        _stamp(self._path, generation)
        self._generation = generation
        self._searcher.close()
        self._searcher = self._whoosh.searcher(weighting=BM25F())

    def search(
        self,
        words: str,
        *,
        kind: str | None = None,
        documents: Sequence[str] = (),
        page: int = 1,
        size: int = 20,
        time_limit: float = TIME_LIMIT,
    ) -> Hits:
        """A page of hits for a query."""
        fields = ("words",) if kind == "passage" else ("frame",) if kind else ("words", "frame")
        found = self._best(words, fields, documents, page * size, time_limit, kinds=(kind,) if kind else ())
        return Hits(tuple(self._hits(found[(page - 1) * size :])), len(found), len(found) == page * size)

    def passages(
        self, words: str, *, documents: Sequence[str] = (), k: int = 10, time_limit: float = TIME_LIMIT
    ) -> list[PassageHit]:
        """The k passages that fit a bag of words best; any string will do, and many give none."""
        found = self._best(words, ("words",), documents, k, time_limit)
        return [PassageHit(document=h.document, start=h.start, end=h.end, score=h.score) for h in self._hits(found)]

    def records_like(
        self,
        words: str,
        *,
        kinds: Sequence[str] = (),
        labels: Sequence[str] = (),
        documents: Sequence[str] = (),
        k: int = 200,
        time_limit: float = TIME_LIMIT,
    ) -> list[Hit]:
        """The k records whose own words, sentence and headings fit a bag of words best."""
        found = self._best(words, ("frame",), documents, k, time_limit, kinds=kinds, labels=labels, every=False)
        return list(self._hits(found))

    def document_frequency(self, word: str) -> int:
        """In how many passages a word stands, in any of its forms."""
        reader = self._searcher.reader()
        terms = {term for token in tokens(fold(word), "en") for term in _alternatives(token.surface, token.terms)}
        return max((int(reader.doc_frequency("words", term.encode())) for term in terms), default=0)

    def idf(self, word: str) -> float:
        """How telling a word is: ln(1 + (N - n + 0.5) / (n + 0.5)), n of N passages holding it."""
        n = self.document_frequency(word)
        total = max(int(self._searcher.reader().doc_frequency("kind", b"passage")), n)
        return log(1 + (total - n + 0.5) / (n + 0.5))

    def vocabulary_close(self, word: str, k: int = 3) -> list[str]:
        """Up to k words of the index, as printed, most alike to a word that may be mistyped."""
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        wanted = fold(word)
        limit = 1 if len(wanted) < 8 else 2
        known = [
            text
            for term in self._searcher.reader().lexicon("surface")
            if abs(len(text := term.decode()) - len(wanted)) <= limit
        ]
        close = process.extract(wanted, known, scorer=DamerauLevenshtein.distance, score_cutoff=limit, limit=None)
        reader = self._searcher.reader()
        ranked = sorted(close, key=lambda c: (c[1], -reader.doc_frequency("surface", c[0].encode()), c[0]))
        return [text for text, _, _ in ranked[:k]]

    def _best(
        self,
        words: str,
        fields: Sequence[str],
        documents: Sequence[str],
        k: int,
        time_limit: float,
        *,
        kinds: Sequence[str] = (),
        labels: Sequence[str] = (),
        every: bool = True,
    ) -> list[tuple[float, int]]:
        groups = self._word_queries(words, fields)
        if not groups or k < 1:
            return []
        narrow = self._filter({"document": documents, "kind": kinds, "label": [label.lower() for label in labels]})
        deadline = monotonic() + time_limit
        found: list[tuple[float, int]] = []
        if every and len(groups) > 1:
            found = self._top(query.And(groups), k, narrow, deadline)
        if len(found) < k:
            have = {number for _, number in found}
            rest = self._top(query.Or(groups), k, narrow, deadline)
            found += [pair for pair in rest if pair[1] not in have]
        return found[:k]

    def _word_queries(self, words: str, fields: Sequence[str]) -> list[query.Query]:
        reader = self._searcher.reader()
        groups: dict[str, query.Query] = {}
        for token in telling(tokens(fold(words[:2000]), "en"))[:64]:
            alternatives = _alternatives(token.surface, token.terms)
            terms = [
                query.Term(field, term)
                for term in alternatives
                for field in fields
                if reader.doc_frequency(field, term.encode())
            ]
            if terms:
                groups[token.surface] = terms[0] if len(terms) == 1 else query.Or(terms)
        return list(groups.values())

    def _filter(self, wanted: dict[str, Sequence[str]]) -> query.Query | None:
        parts = [query.Or([query.Term(field, value) for value in values]) for field, values in wanted.items() if values]
        return query.And(parts) if parts else None

    def _top(self, wanted: query.Query, k: int, narrow: query.Query | None, deadline: float) -> list[tuple[float, int]]:
        if monotonic() > deadline:
            return []
        results = self._searcher.search(wanted, limit=k, filter=narrow)
        return sorted(results.top_n, key=lambda pair: (-pair[0], pair[1]))

    def _hits(self, found: Iterable[tuple[float, int]]) -> Iterable[Hit]:
        for score, number in found:
            kind, document, start, end, record = self._searcher.stored_fields(number)["hit"]
            yield Hit(document, start, end, score, kind, record)


def _alternatives(surface: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    return query_terms(surface) if surface.isalpha() else terms[:1]


def _generation_of(path: Path) -> int | None:
    try:
        stamp = json.loads((path / "stamp.json").read_text(encoding="utf-8"))
        if stamp["version"] != VERSION or not FileIndex(FileStorage(str(path)), schema=schema()):
            return None
        return int(stamp["generation"])
    except Exception:
        return None


def _make_empty(path: Path) -> None:
    try:
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
        FileIndex.create(FileStorage(str(path)), schema())
        _stamp(path, 0)
    except OSError as error:
        raise IndexTrouble(f"the index can't be made: {error}", where=str(path)) from error


def _stamp(path: Path, generation: int) -> None:
    temporary = path / "stamp.json.new"
    with temporary.open("w", encoding="utf-8") as file:
        json.dump({"version": VERSION, "generation": generation}, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path / "stamp.json")
