"""The library: the front desk that joins store, index, reading and answering."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from policy_qa.corpus import Corpus
from policy_qa.domain.answers import AskResult, RecordList, SearchHit, SearchResult
from policy_qa.domain.checks import Check
from policy_qa.domain.claims import ClaimReport
from policy_qa.domain.grouping import groups
from policy_qa.domain.records import Figure, Record
from policy_qa.domain.reviews import Decision, FieldValue, Review, RuleStats
from policy_qa.domain.series import Series
from policy_qa.domain.sources import QUOTE_LIMIT, Document, Metadata, quoted
from policy_qa.domain.values import Span
from policy_qa.errors import BadInput, IndexTrouble, UnknownRecord
from policy_qa.library.home import Home
from policy_qa.library.level import LevelIndex
from policy_qa.library.pages import Pages
from policy_qa.library.remembered import Remembered
from policy_qa.store import RecordFilter, Store

if TYPE_CHECKING:
    from policy_qa.answering import Sources
    from policy_qa.checking import Bench
    from policy_qa.index import Hit
    from policy_qa.library.intake import Intake, Outcome, Plan, Wish
    from policy_qa.library.rereading import Rereading
    from policy_qa.library.sources import Shelf
    from policy_qa.library.verifying import Finding
    from policy_qa_extractors.entities import Group
    from policy_qa_extractors.ledger import Entry

PAGE_LIMIT = 1000
"""The longest page of a list."""

MANY_BYTES = 200_000
"""Documents of more bytes together are read again in processes of their own."""

BATCH, BATCH_RECORDS = 2_000, 50_000
"""So many documents, or documents of so many records, are indexed together when many come in: parts of the index that
are smaller than that would have to be joined later."""


class Library:
    """A corpus with its store and index; made by `open`, safe to share between threads."""

    def __init__(self, home: Home, store: Store, *, fresh: bool, pipeline: str | None) -> None:
        self.home = home
        self._store = store
        self._index = LevelIndex(home, store)
        self._fresh = fresh
        self._pipeline = pipeline
        self._shelf: Shelf | None = None
        self._checks: Remembered[tuple[Check, ...]] = Remembered(most=8)

    @classmethod
    def open(
        cls, home: Path | str | None = None, corpus: Path | str | None = None, *, pipeline: str | None = None
    ) -> Self:
        """The library of a home folder (`Home.at` says which), made where there is none.

        Where it is new and there is a corpus folder, the first use reads it in. `pipeline` names a spaCy pipeline to
        read with in place of the blank one. Raises StoreError where the store can't be opened.
        """
        place = Home.at(home, corpus)
        store = Store.open(place.store)
        return cls(place, store, fresh=store.generation == 0, pipeline=pipeline)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of store and index."""
        self._index.close()
        self._store.close()

    @property
    def generation(self) -> int:
        """The number of changes of documents so far; what was read of one generation stays true in it."""
        return self._store.generation

    def ready(self, progress: Callable[[Outcome], None] | None = None) -> None:
        """Reads the corpus folder in where the library is new; then brings the index level."""
        if self._fresh:
            self._fresh = False
            if self.home.corpus.is_dir():
                for outcome in self.sync():
                    if progress is not None:
                        progress(outcome)
        self._index.get()

    def ask(self, question: str, *, documents: Sequence[str] = (), k: int = 5, explain: bool = False) -> AskResult:
        """The answer to a question with its citation, or the reason why there is none.

        `documents` limits where to look, `k` says how many passages to give. Raises UnknownDocument.
        """
        from policy_qa import answering

        self.ready()
        self._known(documents)
        result = answering.ask(question, self._sources(), documents=documents, k=k, explain=explain)
        if result.interpretation.wants != "CLAIM" or not question.strip():
            return result
        from policy_qa import checking

        return checking.answered(result, self._bench(documents))

    def search(
        self,
        query: str,
        *,
        kind: str | None = None,
        documents: Sequence[str] = (),
        page: int = 1,
        size: int = 20,
        sort: str = "relevance",
        facets: Sequence[str] = (),
    ) -> SearchResult:
        """A page of passages and records that fit a query of `docs/search.md`, the best first.

        `sort` is relevance, value, -value, period or -period; `facets` names what to count: kind, label, document,
        year, unit, entity. Raises QueryError, which points at the character, UnknownDocument, BadInput.
        """
        from policy_qa.index import parse

        _checked_page(page, size)
        self.ready()
        self._known(documents)
        index, asked = self._index.get(), parse(query)
        hits = index.search(asked, kind=kind, documents=documents, page=page, size=size, sort=sort, facets=facets)
        records = self._store.records_by_id([h.record for h in hits.items if h.record])
        shown = {h.document: self._store.document(h.document) for h in hits.items}
        found = (self._search_hit(hit, shown[hit.document], records.get(hit.record or "")) for hit in hits.items)
        items = tuple(_lit(hit, index.highlights(asked, hit.quote)) for hit in found)
        return SearchResult(
            page=page,
            size=size,
            total=hits.total,
            total_is_lower_bound=hits.total_is_lower_bound,
            items=items,
            groups=groups(items),
            suggestion=hits.suggestion,
            facets=hits.facets,
            facets_are_lower_bounds=hits.facets_are_lower_bounds,
            complete=hits.complete,
            relaxed=hits.relaxed,
        )

    def _search_hit(self, hit: Hit, document: Document, record: Record | None) -> SearchHit:
        """A hit as a citation: a passage, or the sentence of a record with the record marked in it."""
        start, end = hit.start, min(hit.end, hit.start + QUOTE_LIMIT)
        if record is not None:
            start, end = _stretch(record)
        return SearchHit(
            document=document.id,
            title=document.title,
            start=start,
            end=end,
            quote=self._store.quote(document.id, start, end),
            answer_start=record.start if record else None,
            answer_end=record.end if record else None,
            sha256=document.sha256,
            score=hit.score,
            kind=hit.kind,
            record=record,
        )

    def records(self, wanted: RecordFilter, *, page: int = 1, size: int = 20) -> RecordList:
        """A page of the records that a filter wants, in reading order. Raises UnknownDocument."""
        _checked_page(page, size)
        self.ready()
        self._known(wanted.documents)
        items, total = self._store.records_where(wanted, limit=size, offset=(page - 1) * size)
        return RecordList(page=page, size=size, total=total, items=tuple(items))

    def all_records(self, wanted: RecordFilter) -> list[Record]:
        """All records that a filter wants, in reading order. Raises UnknownDocument."""
        self.ready()
        self._known(wanted.documents)
        return self._store.records_where(wanted, limit=None)[0]

    def entities(self, wanted: RecordFilter) -> list[Group]:
        """What the entity records that a filter wants name, the most often named first. Raises UnknownDocument."""
        from policy_qa.library.naming import entities_of

        return entities_of(self.all_records(replace(wanted, kinds=("entity",))))

    def record(self, record: str) -> Record:
        """One record by its id; raises UnknownRecord."""
        return self._store.record(record)

    def documents(self) -> list[Document]:
        """All documents, by id."""
        return self._store.documents()

    def document(self, document: str) -> Document:
        """One document; raises UnknownDocument."""
        return self._store.document(document)

    def text(self, document: str) -> str:
        """The frozen text of a document; raises UnknownDocument."""
        return self._store.text(document)

    def pages(self, document: str) -> Pages:
        """The pages of a document that has some, such as a PDF; raises UnknownDocument."""
        return Pages(self._store.layout(document))

    def source(self, document: str) -> bytes:
        """The bytes of a document as published; raises UnknownDocument."""
        return self._store.source(document)

    def add(
        self,
        name: str,
        data: bytes,
        said: Metadata | None = None,
        *,
        replace: bool = False,
        encoding: str | None = None,
    ) -> Outcome:
        """Takes one report in: its file into the corpus folder, its text and records into the store, then the index.

        Raises Unreadable, UnsupportedFormat, TooLarge, DocumentConflict; then nothing is kept.
        """
        outcome = self._intake().add(name, data, said or Metadata(), replace=replace, encoding=encoding)
        self._fresh = False
        self._index.get()
        return outcome

    def add_files(
        self,
        paths: Iterable[Path],
        said: Metadata | None = None,
        *,
        replace: bool = False,
        encoding: str | None = None,
        jobs: int | None = None,
    ) -> Iterator[Outcome]:
        """Takes files in, in their order; a file that is refused gives an Outcome with its error, the rest goes on.

        Many files are read in `jobs` processes, by default two where there are two processors.
        """
        from policy_qa.library.intake import Wish

        yield from self._add_files(list(paths), Wish(said or Metadata(), encoding, replace), jobs)

    def _add_files(self, files: list[Path], wish: Wish, jobs: int | None) -> Iterator[Outcome]:
        from policy_qa.library.unfinished import noted

        crew = self._jobs(files, jobs)
        with noted(self.home, files, wish) if crew > 1 else nullcontext():
            yield from self._level(self._intake().add_files(files, wish, crew))

    def unfinished(self) -> int:
        """How many files an `add` had to take in that was killed; `sync` goes on with them."""
        from policy_qa.library.unfinished import left

        found = left(self.home)
        return len(found[0]) if found else 0

    def remove(self, document: str) -> Document:
        """Takes a document out of store, index and corpus folder; gives what it was. Raises UnknownDocument."""
        with self.home.alone():
            gone = self._store.document(document)
            self._store.remove(document)
            Corpus.open(self.home.corpus).remove(document, gone.name)
        self._index.get()
        return gone

    def plan(self) -> Plan:
        """What `sync` would do."""
        return self._intake().plan()

    def sync(self, plan: Plan | None = None, jobs: int | None = None) -> Iterator[Outcome]:
        """Brings store and index level with the corpus folder, file by file; a file that is refused is skipped.

        Goes on first with what an `add` left that was killed.
        """
        from policy_qa.library.unfinished import left

        if found := left(self.home):
            yield from (one for one in self._add_files(*found, jobs) if one.fate != "already_there")
        intake = self._intake()
        plan = plan or intake.plan()
        yield from self._level(intake.carry_out(plan, self._jobs((*plan.new, *plan.changed), jobs)))

    def reread(self, jobs: int | None = None) -> Iterator[Rereading]:
        """What reading every kept text again by today's rules would change; nothing is written."""
        from policy_qa.library import rereading

        yield from rereading.shown(self._intake(), self._crew_for(self.documents(), jobs))

    def re_extract(self, found: Sequence[Rereading], jobs: int | None = None) -> Iterator[Outcome]:
        """Keeps what `reread` showed; the texts stay as they are."""
        from policy_qa.library import rereading

        documents = [one.document for one in found if one.diff]
        yield from self._level(rereading.carried_out(self._intake(), found, self._crew_for(documents, jobs)))

    def _jobs(self, files: Sequence[Path], jobs: int | None) -> int:
        from policy_qa.library.intake import worth_a_crew

        return self._crew(jobs) if worth_a_crew(files) else 1

    def _crew_for(self, documents: Iterable[Document], jobs: int | None) -> int:
        return self._crew(jobs) if sum(document.size for document in documents) > MANY_BYTES else 1

    def _crew(self, jobs: int | None) -> int:
        from policy_qa.library.crew import default_jobs

        return jobs or default_jobs()

    def _level(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """Hands outcomes on; the index follows in batches, and at the end."""
        self._fresh = False
        documents = records = 0
        for outcome in outcomes:
            yield outcome
            if outcome.fate in {"added", "replaced"} and outcome.document is not None:
                documents, records = documents + 1, records + outcome.document.records
            if documents >= BATCH or records >= BATCH_RECORDS:
                documents = records = 0
                self._index.get()
        self._index.get()

    def pending(self) -> int:
        """How many files of the corpus folder are not taken in yet."""
        return self._intake().pending() if self.home.corpus.is_dir() else 0

    def left_out(self) -> list[str]:
        """Which files of the corpus folder are passed over and why, a line each."""
        return self._intake().left_out() if self.home.corpus.is_dir() else []

    def check(self, documents: Sequence[str] = ()) -> list[Check]:
        """What the reports say about their own numbers, recomputed; all reports where none is named."""
        self.ready()
        self._known(documents)
        from policy_qa.library import reviewing

        key = (self._store.generation, tuple(documents))
        found = self._checks.get(key, lambda: tuple(self._recomputed(documents)))
        return reviewing.with_words(found, self._store.reviews())

    def _recomputed(self, documents: Sequence[str]) -> list[Check]:
        from policy_qa import checking

        chosen = [self.document(d) for d in documents] if documents else self.documents()
        rows: list[Check] = []
        figures: list[Figure] = []
        text = lru_cache(maxsize=64)(self._store.text)
        for document in chosen:
            records = self._store.records(document.id)
            rows += checking.check(document, text(document.id), records)
            figures += [record for record in records if isinstance(record, Figure)]
        if len(chosen) > 1:
            rows += checking.across(figures, {d.id: d for d in chosen}.__getitem__, text)
        return rows

    def series(self, measure: str, documents: Sequence[str] = ()) -> Series:
        """The values that the reports give of a measure, by period. Raises BadInput, UnknownDocument."""
        from policy_qa import checking

        if not measure.strip():
            raise BadInput("no measure is named", todo='name one, such as "women with property titles"')
        self.ready()
        self._known(documents)
        return checking.series(measure, self._sources(), documents)

    def claims(self, draft: str, documents: Sequence[str] = ()) -> ClaimReport:
        """The verdict on each claim of a sentence or a whole draft. Raises BadInput, UnknownDocument."""
        from policy_qa import checking

        if not draft.strip():
            raise BadInput("there is no text to check", todo="give a sentence or a draft")
        self.ready()
        self._known(documents)

        return checking.judge(draft, self._bench(documents))

    def review(
        self,
        record: str,
        decision: Decision,
        *,
        by: str,
        why: str = "",
        correction: dict[str, FieldValue] | None = None,
    ) -> Review:
        """Keeps a person's word on a record. Raises UnknownRecord, BadInput."""
        from policy_qa.library import reviewing

        made = reviewing.made(self._store.record(record), decision, by, why, correction)
        with self.home.alone():
            self._store.review(made)
        return made

    def review_finding(self, finding: str, decision: Decision, *, by: str, why: str = "") -> Review:
        """Keeps a person's word on a finding of `check`. Raises UnknownRecord, BadInput."""
        from policy_qa.library import reviewing

        row = next((row for row in self.check() if row.id == finding), None)
        if row is None:
            raise UnknownRecord(f"no record or finding {finding!r}", todo="see `policy-qa check --format jsonl`")
        records = self._store.records_by_id(row.records)
        made = reviewing.made_of_finding(row, [records[one] for one in row.records], decision, by, why)
        with self.home.alone():
            self._store.review(made)
        return made

    def reviews(self, document: str | None = None) -> list[Review]:
        """The reviews of a document, or of all, by document and place."""
        return self._store.reviews(document)

    def review_stats(self) -> list[RuleStats]:
        """The precision of each rule in the reviews so far, the worst first."""
        from policy_qa.library import reviewing

        return reviewing.stats(self._store.reviews())

    def gold(self) -> list[dict[str, object]]:
        """The reviews as gold rows, in the form of tests/gold."""
        from policy_qa.library import reviewing

        kept = self._store.reviews()
        return list(reviewing.gold(kept, self._store.records_by_id([review.record for review in kept])))

    def quote(self, record: Record) -> str:
        """The sentence of a record, or the 600 code points of it around the record."""
        return self._store.quote(record.document, *_stretch(record))

    def _sources(self) -> Sources:
        """What answering reads."""
        from policy_qa.library.sources import Shelf

        if self._shelf is None:
            self._shelf = Shelf(self._store)
        return self._shelf.sources(self._index.get())

    def _bench(self, documents: Sequence[str]) -> Bench:
        """What claims are judged on."""
        from policy_qa.checking import Bench

        @cache
        def relations(document: str) -> list[Check]:
            return [row for row in self.check([document]) if row.holds is not False or row.stands_against]

        return Bench(self._sources(), tuple(documents), relations)

    def coverage(self, documents: Sequence[str] = ()) -> list[Entry]:
        """The ledger: every token with a digit, and what accounts for it; all reports where none is named."""
        from policy_qa.library.taking import aside_of, ledger_of

        self.ready()
        self._known(documents)
        chosen = [self.document(d) for d in documents] if documents else self.documents()
        texts = ((d, self._store.text(d.id), aside_of(self._store.layout(d.id))) for d in chosen)
        return [entry for d, text, aside in texts for entry in ledger_of(d, text, aside)]

    def verify(self, jobs: int | None = None) -> Iterator[Finding]:
        """Whatever is not as it was kept: sources, texts, rows, quotes, records, index, corpus folder.

        Findings whose `note` is true are no damage.
        """
        from policy_qa.library.verifying import Finding, verify_corpus, verify_documents, verify_index

        for place, what in self._store.damage_beside():
            yield Finding(document="", what=what, place=place)
        documents = self._store.documents()
        yield from verify_documents(self._store, self._crew_for(documents, jobs), self._pipeline)
        yield from verify_corpus(documents, Corpus.open(self.home.corpus))
        if damage := self._index.damage():
            yield Finding(document="", what=f"{damage}; it is made anew now", place="index")
        try:
            yield from verify_index(self._store, self._index.get())
        except IndexTrouble as problem:
            yield Finding(document="", what=str(problem), place="index")

    def backup(self, target: Path, *, replace: bool = False) -> int:
        """Writes sources, texts, records and reviews into one archive; gives how many documents. Raises BadInput."""
        from policy_qa.library import archiving

        self.ready()
        with self.home.alone():
            return archiving.write(self._store, self.home.corpus, target, replace=replace)

    def restore(self, archive: Path, *, replace: bool = False) -> int:
        """Puts a backup back, files in the corpus folder too, and makes the index anew; gives how many documents.

        Raises BadInput where there are documents and `replace` is not said, Unreadable for a bad archive.
        """
        from policy_qa.library import restoring

        with self.home.alone():
            count = restoring.restore(self._store, self.home.corpus, archive, replace=replace)
        self._fresh = False
        self._index.get()
        return count

    def manifest(self) -> str:
        """What the library holds, as one line of canonical JSON with a sha256 over it."""
        from policy_qa.library.manifest import manifest

        self.ready()
        return manifest(self._store)

    def _intake(self) -> Intake:
        from policy_qa.library.intake import Intake

        return Intake(self._store, Corpus.open(self.home.corpus), self.home.alone, self._pipeline)

    def _known(self, documents: Sequence[str]) -> None:
        for document in documents:
            self._store.document(document)


def _lit(hit: SearchHit, places: Iterable[tuple[int, int]]) -> SearchHit:
    """The hit with its words marked."""
    spans = tuple(Span(start=hit.start + start, end=hit.start + end) for start, end in places)
    return hit.model_copy(update={"highlights": spans})


def _stretch(record: Record) -> tuple[int, int]:
    return quoted(record.sentence, record.start, record.end)


def _checked_page(page: int, size: int) -> None:
    if page < 1 or not 1 <= size <= PAGE_LIMIT:
        raise BadInput(f"page {page} of size {size} can't be given", todo=f"page from 1, size 1 to {PAGE_LIMIT}")
