"""The door: opens the index, keeps it level, answers searches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from math import log
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from types import TracebackType

from policy_qa.domain.answers import PassageHit
from policy_qa.domain.collecting import uncollected
from policy_qa.errors import BadInput, IndexTrouble, QueryError
from policy_qa.index import folder
from policy_qa.index.fields import KINDS, LIMITS, near
from policy_qa.index.folder import Damaged
from policy_qa.index.loosening import loosened
from policy_qa.index.matching import Matching, OutOfTime
from policy_qa.index.parsing import parse
from policy_qa.index.query import Query
from policy_qa.index.ranking import COUNTED, SORTS, best, facets_of, holding_all, narrowed, within
from policy_qa.index.rows import Entry, rows
from policy_qa.index.schema import POOLS, VERSION, schema
from policy_qa.index.snapshot import Docs, Hit, Scores, Snapshot
from policy_qa.index.words import fold, query_terms, telling, tokens

TIME_LIMIT = 2.0
"""Seconds a search may take unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits.

    Not `complete` when the time ran out; `relaxed` when nothing held every word and these hold some. Counts in
    `facets` are lower bounds where `facets_are_lower_bounds` says so.
    """

    items: tuple[Hit, ...]
    total: int
    total_is_lower_bound: bool = False
    complete: bool = True
    relaxed: bool = False
    suggestion: str | None = None
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    facets_are_lower_bounds: bool = False


class Index:
    """The searchable projection of a store; made by `open`, safe to share between threads."""

    def __init__(self, path: Path, snapshot: Snapshot) -> None:
        self._path = path
        self._snapshot = snapshot
        self._stamp = _stamp(path)
        self._lock = RLock()

    @classmethod
    def open(cls, path: Path) -> Index:
        """Opens the index in a folder; where there is none to trust, makes an empty one of generation 0."""
        return cls(path, _open(path))

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the files."""
        self._snapshot.close()

    @property
    def generation(self) -> int:
        """The generation of the store that the index shows."""
        return self._current().manifest.generation

    @property
    def documents_count(self) -> int:
        """How many passages and records are indexed."""
        return self._current().count

    def records_count(self, document: str) -> int:
        """How many records of a document are indexed."""
        with self._lock:
            snapshot = self._current()
            return len(snapshot.docs("document", document) - snapshot.docs("kind", "passage"))

    def replace(self, entries: Iterable[Entry], removed: Iterable[str], generation: int) -> None:
        """Indexes the entries anew and takes the removed documents out: all of it or nothing.

        Searches go on meanwhile and see it when it is done. Raises IndexTrouble where another process is writing, or
        the disk refuses.
        """
        from policy_qa.index.commit import Commit

        with folder.locked(self._path), uncollected():
            snapshot = self._current()
            commit = Commit(self._path, snapshot.manifest, schema())
            try:
                for document in removed:
                    commit.delete(self._numbers(snapshot, document))
                for entry in entries:
                    commit.delete(self._numbers(snapshot, entry.document.id))
                    for row in rows(entry):
                        commit.add(row)
                commit.finish(generation)
            except OSError as error:
                commit.abandon()
                raise IndexTrouble(f"the index can't be written: {error}", where=str(self._path)) from error
            except BaseException:
                commit.abandon()
                raise
            self._current()

    def _numbers(self, snapshot: Snapshot, document: str) -> Docs:
        with self._lock:
            return snapshot.docs("document", document)

    @staticmethod
    def damage(path: Path) -> str:
        """What is wrong with the files in a folder, which are not mended; empty where they are as written, or none."""
        for attempt in range(3):
            try:
                folder.verify(path, folder.read_manifest(path, VERSION))
            except Damaged as error:
                told = str(error)
                if not (path / folder.MANIFEST).exists():
                    break
                sleep(0.02 * attempt)  # a writer may have replaced the files between manifest and check
            else:
                break
            if attempt == 2:
                return told
        return ""

    def verify(self) -> None:
        """Raises IndexTrouble where a file of the index is not as it was written."""
        try:
            folder.verify(self._path, folder.read_manifest(self._path, VERSION))
        except Damaged as error:
            raise IndexTrouble(str(error), where=str(self._path), todo="it will be built anew when opened") from error

    def search(
        self,
        query: str | Query,
        *,
        kind: str | None = None,
        documents: Sequence[str] = (),
        page: int = 1,
        size: int = 20,
        sort: str = "relevance",
        facets: Sequence[str] = (),
        time_limit: float = TIME_LIMIT,
    ) -> Hits:
        """A page of hits for a query of `docs/search.md`.

        Raises QueryError, which points at the character, and BadInput for a page, size or sort that can't be.
        """
        if page < 1 or size < 1 or page * size > 10_000:
            raise BadInput(f"page {page} of {size} hits can't be shown", todo="pages reach to the 10,000th hit")
        if kind is not None and kind not in KINDS:
            raise BadInput(f"there is no kind {kind!r}", todo=near(kind, KINDS))
        if sort not in SORTS:
            raise BadInput(f"can't sort by {sort!r}", todo=f"sort by one of {', '.join(SORTS)}")
        asked = parse(query) if isinstance(query, str) else query
        with self._lock, uncollected():
            snapshot = self._current()
            pools = ("words",) if kind == "passage" else ("frame",) if kind else POOLS
            finding = Matching(snapshot, pools, monotonic() + time_limit)
            relaxed = False
            try:
                found = narrowed(snapshot, finding.find(asked), kind, documents)
                if not found and (looser := loosened(asked)):
                    found = narrowed(snapshot, finding.find(looser), kind, documents)
                    relaxed = bool(found)
            except OutOfTime:
                return Hits((), 0, total_is_lower_bound=True, complete=False)
            scores = found if isinstance(found, dict) else dict.fromkeys(found, 0.0)
            items = best(snapshot, scores, page * size, sort)[(page - 1) * size :]
            suggestion = _suggestion(snapshot, asked) if relaxed or not found else None
            counts = facets_of(snapshot, scores, facets)
            more = len(scores) > COUNTED
            return Hits(tuple(items), len(scores), False, True, relaxed, suggestion, counts, bool(facets) and more)

    def passages(
        self, words: str, *, documents: Sequence[str] = (), k: int = 10, time_limit: float = TIME_LIMIT
    ) -> list[PassageHit]:
        """The k passages that fit a bag of words best; any string will do, and many give none."""
        found = self._bag(words, "words", k, time_limit, {"document": documents})
        return [PassageHit(document=h.document, start=h.start, end=h.end, score=h.score) for h in found]

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
        narrow = {"document": documents, "kind": kinds, "label": [label.lower() for label in labels]}
        return self._bag(words, "frame", k, time_limit, narrow)

    def _bag(self, text: str, pool: str, k: int, time_limit: float, narrow: dict[str, Sequence[str]]) -> list[Hit]:
        words = {word.keys: word for word in telling(tokens(fold(text[:4000]), ""))}
        deadline = monotonic() + time_limit
        with self._lock:
            snapshot = self._current()
            finding = Matching(snapshot, (pool,))
            lists: list[Scores] = []
            for word in list(words.values())[: LIMITS["terms"]]:
                if monotonic() > deadline:
                    break
                lists.append(finding.word(word))
            allowed = within(snapshot, narrow)
            scores: Scores = {}
            for some in lists:
                for number, score in some.items():
                    scores[number] = scores.get(number, 0.0) + score
            if allowed is not None:
                scores = {number: scores[number] for number in allowed.intersection(scores)}
            full = holding_all(lists, scores)
            found = best(snapshot, full, k, "relevance")
            if len(found) < k and len(full) < len(scores):
                rest = {number: score for number, score in scores.items() if number not in full}
                found += best(snapshot, rest, k - len(found), "relevance")
            return found

    def document_frequency(self, word: str) -> int:
        """In how many passages a word stands, in any of its forms; titles and headings don't count."""
        with self._lock:
            snapshot = self._current()
            terms = {term for token in tokens(fold(word), "") for term in query_terms(token)}
            return max((snapshot.said_in("words", term) for term in terms), default=0)

    def idf(self, word: str) -> float:
        """How telling a word is: ln(1 + (N - n + 0.5) / (n + 0.5)), n of N passages holding it."""
        n = self.document_frequency(word)
        with self._lock:
            total = max(self._current().frequency("kind", "passage"), n)
        return log(1 + (total - n + 0.5) / (n + 0.5))

    def vocabulary_close(self, word: str, k: int = 3) -> list[str]:
        """Up to k words of the index, as printed, most alike to a word that may be mistyped."""
        from policy_qa.index.spelling import close_words

        with self._lock:
            return close_words(self._current(), fold(word), k)

    def highlights(self, query: str | Query, quote: str) -> list[tuple[int, int]]:
        """Where the words of a query stand in a quote: spans in code points, in order, disjoint."""
        from policy_qa.index.highlighting import highlights

        try:
            return highlights(parse(query) if isinstance(query, str) else query, quote)
        except QueryError:
            return []

    def _current(self) -> Snapshot:
        """The newest commit, another process's too."""
        with self._lock:
            if _stamp(self._path) != self._stamp:
                self._reopen()
            return self._snapshot

    def _reopen(self) -> None:
        old = self._snapshot
        self._stamp = _stamp(self._path)
        self._snapshot = _open(self._path, old)
        old.close(self._snapshot)


def _suggestion(snapshot: Snapshot, query: Query) -> str | None:
    from policy_qa.index.spelling import suggest

    return suggest(snapshot, query)


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        told = (path / folder.MANIFEST).stat()
    except OSError:
        return (0, 0, 0)
    return (told.st_mtime_ns, told.st_ino, told.st_size)


def _open(path: Path, before: Snapshot | None = None) -> Snapshot:
    """The snapshot of a folder; where its files are not as written, it is emptied, unless a writer is at work."""
    for _ in range(3):
        with suppress(Damaged, OSError):
            return _read(path, before)
        if not (path / folder.MANIFEST).exists():
            break
        sleep(0.02)  # a writer may have replaced the files between manifest and check
    path.mkdir(parents=True, exist_ok=True)
    with folder.locked(path):
        try:
            return _read(path, before)
        except (Damaged, OSError):
            from policy_qa.index.distribution import check, installed

            check(installed())
            return Snapshot(path, folder.make_empty(path, VERSION), schema())


def _read(path: Path, before: Snapshot | None) -> Snapshot:
    manifest = folder.read_manifest(path, VERSION)
    folder.verify(path, manifest, before.manifest.files if before else None)
    try:
        return Snapshot(path, manifest, schema(), before)
    except Exception as error:
        raise Damaged(f"the files can't be read: {error}") from error
