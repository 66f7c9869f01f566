"""The door: opens the index, keeps it level, answers searches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from heapq import nlargest
from math import inf, log
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from types import TracebackType

from policy_qa.domain.answers import PassageHit
from policy_qa.errors import BadInput, IndexTrouble, QueryError
from policy_qa.index import folder
from policy_qa.index.commit import Commit
from policy_qa.index.fields import LIMITS
from policy_qa.index.folder import Damaged
from policy_qa.index.highlighting import highlights
from policy_qa.index.matching import Found, Matching, OutOfTime
from policy_qa.index.parsing import parse
from policy_qa.index.query import And, Field, Not, Or, Phrase, Query, Word
from policy_qa.index.rows import Entry, rows
from policy_qa.index.schema import POOLS, VERSION, schema
from policy_qa.index.snapshot import Docs, Hit, Scores, Snapshot
from policy_qa.index.spelling import close_words, suggest
from policy_qa.index.words import Token, fold, query_terms, telling, tokens

TIME_LIMIT = 2.0
"""Seconds a search may take unless told otherwise."""

FACETS = ("kind", "label", "document", "year", "unit", "entity")
COUNTED = 5_000
"""Facets count this many of the best hits; beyond it the counts are lower bounds."""

SORTS = ("relevance", "value", "-value", "period", "-period")
_TIES = 200


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

        Raises IndexTrouble where another process is writing, or the disk refuses.
        """
        with self._lock, folder.locked(self._path):
            snapshot = self._current()
            commit = Commit(self._path, snapshot.manifest, schema())
            try:
                for document in removed:
                    commit.delete(snapshot.docs("document", document))
                for entry in entries:
                    commit.delete(snapshot.docs("document", entry.document.id))
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
        if sort not in SORTS:
            raise BadInput(f"can't sort by {sort!r}", todo=f"sort by one of {', '.join(SORTS)}")
        asked = parse(query) if isinstance(query, str) else query
        with self._lock:
            snapshot = self._current()
            pools = ("words",) if kind == "passage" else ("frame",) if kind else POOLS
            finding = Matching(snapshot, pools, monotonic() + time_limit)
            relaxed = False
            try:
                found = _narrowed(snapshot, finding.find(asked), kind, documents)
                if not found and (looser := _loosened(asked)):
                    found = _narrowed(snapshot, finding.find(looser), kind, documents)
                    relaxed = bool(found)
            except OutOfTime:
                return Hits((), 0, total_is_lower_bound=True, complete=False)
            scores = found if isinstance(found, dict) else dict.fromkeys(found, 0.0)
            items = _best(snapshot, scores, page * size, sort)[(page - 1) * size :]
            suggestion = suggest(snapshot, asked) if relaxed or not found else None
            counts = _facets(snapshot, scores, facets)
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
            within = _within(snapshot, narrow)
            scores: Scores = {}
            for some in lists:
                for number, score in some.items():
                    scores[number] = scores.get(number, 0.0) + score
            if within is not None:
                scores = {number: scores[number] for number in within.intersection(scores)}
            full = _holding_all(lists, scores)
            found = _best(snapshot, full, k, "relevance")
            if len(found) < k and len(full) < len(scores):
                rest = {number: score for number, score in scores.items() if number not in full}
                found += _best(snapshot, rest, k - len(found), "relevance")
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
        with self._lock:
            return close_words(self._current(), fold(word), k)

    def highlights(self, query: str | Query, quote: str) -> list[tuple[int, int]]:
        """Where the words of a query stand in a quote: spans in code points, in order, disjoint."""
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
            return Snapshot(path, folder.make_empty(path, VERSION), schema())


def _read(path: Path, before: Snapshot | None) -> Snapshot:
    manifest = folder.read_manifest(path, VERSION)
    folder.verify(path, manifest, before.manifest.files if before else None)
    try:
        return Snapshot(path, manifest, schema(), before)
    except Exception as error:
        raise Damaged(f"the files can't be read: {error}") from error


def _within(snapshot: Snapshot, narrow: dict[str, Sequence[str]]) -> Docs | None:
    within: Docs | None = None
    for name, values in narrow.items():
        if values:
            lists = [snapshot.docs(name, value) for value in values]
            docs = lists[0] if len(lists) == 1 else frozenset().union(*lists)
            within = docs if within is None else within & docs
    return within


def _narrowed(snapshot: Snapshot, found: Found, kind: str | None, documents: Sequence[str]) -> Found:
    within = _within(snapshot, {"kind": (kind,) if kind else (), "document": documents})
    if within is None:
        return found
    if isinstance(found, dict):
        return {number: found[number] for number in within.intersection(found)}
    return found & within


def _holding_all(lists: list[Scores], scores: Scores) -> Scores:
    if len(lists) < 2 or not all(lists):
        return scores if len(lists) == 1 else {}
    docs = set(scores)
    for some in sorted(lists, key=len):
        docs.intersection_update(some)
    return {number: scores[number] for number in docs}


def _loosened(query: Query) -> Query | None:
    """The same query with any of its words in place of all; fields and refusals stay."""
    if not isinstance(query, And):
        return None
    words = tuple(part for part in query.parts if not isinstance(part, Field | Not))
    if len(words) < 2 or not all(isinstance(part, Word | Phrase) for part in words):
        return None
    rest = tuple(part for part in query.parts if isinstance(part, Field | Not))
    telling_words = _telling(words)
    return And((Or(telling_words), *rest)) if rest else Or(telling_words)


def _telling(words: tuple[Query, ...]) -> tuple[Query, ...]:
    def says(part: Query) -> bool:
        found: list[Token] = tokens(fold(part.text), "") if isinstance(part, Word) else []
        return len(found) != 1 or telling([*found, _STOP])[0] is found[0]

    return tuple(part for part in words if says(part)) or words


_STOP = Token("zzz", ("zzz",), (), 0, 0)


def _best(snapshot: Snapshot, scores: Scores, k: int, sort: str) -> list[Hit]:
    """The first k hits; equal ones in the order of documents and places, so that every build gives the same list."""
    if sort != "relevance":
        return _sorted(snapshot, scores, k, sort)
    if len(scores) > k:
        least = nlargest(k, scores.values())[-1]
        above = [number for number, score in scores.items() if score > least]
        level = [number for number, score in scores.items() if score == least]
        chosen = above + sorted(level)[: k - len(above) + _TIES]
    else:
        chosen = list(scores)
    hits = [snapshot.hit(number, scores[number]) for number in chosen]
    return sorted(hits, key=lambda hit: (-round(hit.score, 9), hit.document, hit.start, hit.end, hit.kind))[:k]


def _sorted(snapshot: Snapshot, scores: Scores, k: int, sort: str) -> list[Hit]:
    numbers = snapshot.column("value" if sort.endswith("value") else "begins")
    sign = -1 if sort.startswith("-") else 1

    def key(number: int) -> tuple[float, float, int]:
        value = numbers[number]
        return (sign * value if value == value else inf, -scores[number], number)

    return [snapshot.hit(number, scores[number]) for number in sorted(scores, key=key)[:k]]


def _facets(snapshot: Snapshot, scores: Scores, names: Sequence[str]) -> dict[str, dict[str, int]]:
    for name in names:
        if name not in FACETS:
            raise BadInput(f"there is no facet {name!r}", todo=f"there are {', '.join(FACETS)}")
    if not names:
        return {}
    chosen = nlargest(COUNTED, scores, key=scores.__getitem__) if len(scores) > COUNTED else scores
    counters: dict[str, Counter[str]] = {name: Counter() for name in names}
    for number in chosen:
        hit = snapshot.hit(number, 0.0)
        for name, counter in counters.items():
            counter.update(_values(hit, name))
    return {name: dict(sorted(counter.items(), key=lambda c: (-c[1], c[0]))[:50]) for name, counter in counters.items()}


def _values(hit: Hit, facet: str) -> Iterable[str]:
    if facet == "year":
        first, last = hit.years or (1, 0)
        return (str(year) for year in range(first, last + 1)) if last - first < 100 else ()
    value = getattr(hit, facet)
    return (value,) if value else ()
