"""Reading and writing the store. A document is added, replaced or removed in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any, NamedTuple, Self

from sqlalchemy import Connection, Engine, Select, and_, delete, func, insert, select, true, update
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from policy_qa.domain.records import RECORD, Record
from policy_qa.domain.reviews import Review
from policy_qa.domain.sources import Document
from policy_qa.errors import DocumentConflict, StoreError, UnknownDocument, UnknownRecord
from policy_qa.store import reviews, tables
from policy_qa.store.engine import open_engine
from policy_qa.store.rows import row_of
from policy_qa.store.sealing import seal, seals
from policy_qa.store.stretches import ORDER, Stretch, records_between, short_texts

BATCH = 1000


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which records are wanted; an empty filter wants all. `contains` is looked for in what the record says.

    `sort` is reading order where it is empty, else value, -value, period or -period; what has none comes last.
    """

    kinds: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    year: int | None = None
    contains: str | None = None
    sort: str = ""


class Source(NamedTuple):
    """What tells a document's source from another: size in bytes, sha256, and its file's name."""

    size: int
    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A document with all that the store keeps of it. `layout` is the loader's map as JSON."""

    document: Document
    source: bytes
    text: str
    layout: str
    records: tuple[Record, ...]
    rules: str


class Store:
    """Documents and their records in one database. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, place: Path | str) -> Self:
        """The store in a SQLite file (made if missing) or at a database URL.

        Raises StoreError where it can't be opened or was made by another version.
        """
        if isinstance(place, Path):
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
            except OSError as problem:
                raise StoreError(f"can't make the folder: {problem.strerror}", where=str(place.parent)) from problem
        store = cls(open_engine(place))
        try:
            store._prepare()
        except DatabaseError as problem:
            store.close()
            raise StoreError(
                f"can't be opened: {problem.orig}", where=str(place), todo="check its rights, or restore a backup"
            ) from problem
        return store

    def close(self) -> None:
        """Gives back all connections."""
        self._engine.dispose()

    @property
    def generation(self) -> int:
        """The number of changes of documents so far."""
        with self._reading() as connection:
            return _generation(connection)

    def documents(self) -> list[Document]:
        """All documents, by id."""
        with self._reading() as connection:
            rows = connection.execute(select(*DOCUMENT_COLUMNS).order_by(tables.documents.c.id))
            return [_document(row) for row in rows.mappings()]

    def document(self, document: str) -> Document:
        """One document; raises UnknownDocument."""
        return _document(self._row(document, *DOCUMENT_COLUMNS))

    def find(self, document: str) -> Document | None:
        """One document, or None where there is none of that id."""
        wanted = select(*DOCUMENT_COLUMNS).where(tables.documents.c.id == document)
        with self._reading() as connection:
            row = connection.execute(wanted).mappings().first()
        return _document(row) if row else None

    def text(self, document: str) -> str:
        """The frozen text of a document; raises UnknownDocument."""
        return str(self._row(document, tables.documents.c.text)["text"])

    def quote(self, document: str, start: int, end: int) -> str:
        """text[start:end] of a document, read without the rest; raises UnknownDocument."""
        part = func.substr(tables.documents.c.text, start + 1, end - start).label("part")
        return str(self._row(document, part)["part"])

    def source(self, document: str) -> bytes:
        """The bytes of a document as published; raises UnknownDocument."""
        digest = self._row(document, tables.documents.c.sha256)["sha256"]
        with self._reading() as connection:
            row = connection.execute(select(tables.sources.c.bytes).where(tables.sources.c.sha256 == digest)).first()
        if row is None:
            raise StoreError("its source is gone", where=document, todo="run verify, then restore a backup")
        return bytes(row.bytes)

    def layout(self, document: str) -> str:
        """The map text → page or element, as JSON; raises UnknownDocument."""
        return str(self._row(document, tables.documents.c.layout)["layout"])

    def kept(self, document: str) -> dict[str, Any]:
        """How a document was kept: rules, generation, and its seals; raises UnknownDocument."""
        columns = tables.documents.c
        sealed = (columns.text_sha256, columns.layout_sha256, columns.records_sha256, columns.seal)
        return self._row(document, columns.rules, columns.generation, *sealed)

    def damage(self, document: str) -> list[tuple[str, str]]:
        """What of a document is not as it was kept: place and what is wrong; raises UnknownDocument, StoreError."""
        from policy_qa.store import auditing

        found = self.document(document)
        with self._reading() as connection:
            return list(auditing.document_damage(connection, found))

    def damage_beside(self) -> list[tuple[str, str]]:
        """What else is damaged: the database's own structure, reviews, rows that belong to nothing."""
        from policy_qa.store import auditing

        with self._reading() as connection:
            return list(auditing.damage_beside(connection))

    def size(self) -> tuple[int, int]:
        """How many documents and how many records there are."""
        counts = select(func.count(), func.coalesce(func.sum(tables.documents.c.records), 0))
        with self._reading() as connection:
            documents, records = connection.execute(counts.select_from(tables.documents)).one()
        return int(documents), int(records)

    def sources(self) -> dict[str, Source]:
        """Size, sha256 and file name of each document's source, by id."""
        columns = tables.documents.c
        wanted = select(columns.id, columns.size, columns.sha256, columns.name)
        with self._reading() as connection:
            return {r.id: Source(r.size, r.sha256, r.name) for r in connection.execute(wanted)}

    def with_sha256(self, digest: str) -> list[str]:
        """The ids of the documents whose source has that hash."""
        wanted = select(tables.documents.c.id).where(tables.documents.c.sha256 == digest)
        with self._reading() as connection:
            return sorted(connection.execute(wanted).scalars())

    def changed_since(self, generation: int) -> tuple[list[str], list[str], int]:
        """Ids of documents written, in order, and of documents removed after a generation, and the generation now."""
        written = (
            select(tables.documents.c.id)
            .where(tables.documents.c.generation > generation)
            .order_by(tables.documents.c.generation)
        )
        removed = select(tables.removals.c.document).where(tables.removals.c.generation > generation)
        with self._reading() as connection:
            now = _generation(connection)
            return list(connection.execute(written).scalars()), sorted(connection.execute(removed).scalars()), now

    def record(self, record: str) -> Record:
        """One record by its id; raises UnknownRecord."""
        with self._reading() as connection:
            body = connection.execute(select(tables.records.c.body).where(tables.records.c.id == record)).scalar()
        if body is None:
            raise UnknownRecord(f"no record has the id {record[:40]!r}", todo="list records to see their ids")
        return RECORD.validate_json(body)

    def records_by_id(self, ids: Sequence[str]) -> dict[str, Record]:
        """Those of the records that exist, by id."""
        found: dict[str, Record] = {}
        with self._reading() as connection:
            for begin in range(0, len(ids), BATCH):
                wanted = select(tables.records.c.id, tables.records.c.body).where(
                    tables.records.c.id.in_(ids[begin : begin + BATCH])
                )
                found.update((row.id, RECORD.validate_json(row.body)) for row in connection.execute(wanted))
        return found

    def records(self, document: str | None = None, kinds: Sequence[str] | None = None) -> list[Record]:
        """Records in reading order, document by document."""
        wanted = RecordFilter(kinds=tuple(kinds or ()), documents=(document,) if document is not None else ())
        return self.records_where(wanted, limit=None)[0]

    def records_in(self, document: str, start: int, end: int) -> list[Record]:
        """The records of a document that lie between two offsets of its text, in reading order."""
        columns = tables.records.c
        where = and_(columns.document == document, columns.start >= start, columns.end <= end)
        with self._reading() as connection:
            rows = connection.execute(select(columns.body).where(where).order_by(*ORDER)).scalars()
            return [RECORD.validate_json(body) for body in rows]

    def records_in_each(self, stretches: Sequence[Stretch]) -> list[list[Record]]:
        """What `records_in` gives for each of some stretches, read together."""
        with self._reading() as connection:
            return records_between(connection, stretches)

    def documents_read(self, ids: Sequence[str], longest: int) -> dict[str, tuple[Document, str | None]]:
        """Some documents by id, with their texts where these have at most so many code points."""
        with self._reading() as connection:
            rows = [dict(row) for row in short_texts(connection, tuple(DOCUMENT_COLUMNS), ids, longest)]
        texts = {row["id"]: row.pop("text") for row in rows}
        return {row["id"]: (_document(row), texts[row["id"]]) for row in rows}

    def records_where(
        self, wanted: RecordFilter, *, limit: int | None = 20, offset: int = 0
    ) -> tuple[list[Record], int]:
        """A page of the records that a filter wants, and how many there are in all."""
        conditions = _conditions(wanted)
        query: Select[Any] = select(tables.records.c.body).where(*conditions).order_by(*_order(wanted.sort))
        if limit is not None:
            query = query.limit(limit).offset(offset)
        with self._reading() as connection:
            found = [RECORD.validate_json(body) for body in connection.execute(query).scalars()]
            if limit is None:
                return found, len(found)
            total = connection.execute(select(func.count()).select_from(tables.records).where(*conditions)).scalar_one()
        return found, int(total)

    def add(
        self,
        document: Document,
        source: bytes,
        text: str,
        records: Sequence[Record],
        *,
        rules: str,
        layout: str = "[]",
        replace: bool = False,
    ) -> None:
        """Keeps a document whole, in one transaction.

        Raises DocumentConflict where its id is taken and `replace` is not said, StoreError where it can't be written.
        """
        kept = Kept(document, source, text, layout, tuple(records), rules)
        with self._writing() as connection:
            taken = connection.execute(
                select(tables.documents.c.name).where(tables.documents.c.id == document.id)
            ).scalar()
            if taken is not None and not replace:
                raise DocumentConflict(
                    f"the id {document.id!r} is taken by {taken!r}",
                    where=document.name,
                    todo="rename the file, or say --replace to make it the next version",
                )
            _put(connection, kept)

    def restore(self, documents: Iterable[Kept], kept_reviews: Iterable[Review]) -> None:
        """Puts these documents and reviews in the place of all there are, in one transaction."""
        with self._writing() as connection:
            gone = set(connection.execute(select(tables.documents.c.id)).scalars())
            connection.execute(delete(tables.reviews))
            for kept in documents:
                _put(connection, kept)
                gone.discard(kept.document.id)
            for identity in sorted(gone):
                _remove(connection, identity)
            for review in kept_reviews:
                reviews.put(connection, review)

    def read_with(self, document: str, rules: str) -> None:
        """Notes that a document read with other rules gives the same records; raises UnknownDocument."""
        sealed = seal(self.document(document), rules, self.kept(document))
        with self._writing() as connection:
            row = update(tables.documents).where(tables.documents.c.id == document)
            connection.execute(row.values(rules=rules, seal=sealed))

    def review(self, review: Review) -> None:
        """Keeps a review, in the place of an earlier one of the same record."""
        with self._writing() as connection:
            reviews.put(connection, review)

    def reviews(self, document: str | None = None) -> list[Review]:
        """The reviews of a document, or of all, by document and place."""
        with self._reading() as connection:
            return reviews.listed(connection, document)

    def remove(self, document: str) -> None:
        """Takes a document out with all that was made from it; raises UnknownDocument."""
        with self._writing() as connection:
            _remove(connection, document)

    def _row(self, document: str, *columns: Any) -> dict[str, Any]:
        with self._reading() as connection:
            row = connection.execute(select(*columns).where(tables.documents.c.id == document)).mappings().first()
        if row is None:
            raise _unknown(document)
        return dict(row)

    def _prepare(self) -> None:
        """Makes the tables where there are none; a store of another schema is refused."""
        try:
            with self._engine.begin() as connection:
                schema = connection.execute(select(tables.meta.c.value).where(tables.meta.c.name == "schema")).scalar()
        except OperationalError:
            schema = None
        if schema is None:
            tables.metadata.create_all(self._engine)
            with self._writing() as connection:
                if connection.execute(select(tables.meta.c.name)).first() is None:
                    rows = [{"name": "schema", "value": tables.SCHEMA}, {"name": "generation", "value": 0}]
                    connection.execute(insert(tables.meta), rows)
        elif schema != tables.SCHEMA:
            raise StoreError(
                f"was made by another version (schema {schema}, this one reads {tables.SCHEMA})",
                todo="make a new home and add the documents again",
            )

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except DatabaseError as problem:
            raise StoreError(f"can't be read: {problem.orig}", todo="run verify, or restore a backup") from problem
        except ValueError as problem:
            told = str(problem).splitlines()[0]
            raise StoreError(f"holds what can't be read: {told}", todo="run verify, or restore a backup") from problem

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
                yield connection
        except IntegrityError as problem:
            raise StoreError(f"refused what was written: {problem.orig}") from problem
        except DatabaseError as problem:
            raise StoreError(f"can't be written: {problem.orig}", todo="check free space and rights") from problem


DOCUMENT_COLUMNS = [tables.documents.c[name] for name in Document.model_fields]


def _document(row: Any) -> Document:
    added = row["added"]
    if added is not None and added.tzinfo is None:
        added = added.replace(tzinfo=UTC)
    try:
        return Document(**{**row, "added": added})
    except ValueError as problem:
        todo = "run verify, or restore a backup"
        raise StoreError(f"the row of document {row['id']!r} is damaged", todo=todo) from problem


def _unknown(document: str) -> UnknownDocument:
    return UnknownDocument(f"no document has the id {document[:80]!r}", todo="list documents to see their ids")


def _generation(connection: Connection) -> int:
    return int(connection.execute(select(tables.meta.c.value).where(tables.meta.c.name == "generation")).scalar_one())


def _next_generation(connection: Connection) -> int:
    following = _generation(connection) + 1
    connection.execute(update(tables.meta).where(tables.meta.c.name == "generation").values(value=following))
    return following


def _put(connection: Connection, kept: Kept) -> None:
    """Writes a document with all that belongs to it, in the place of an earlier version."""
    document, records = kept.document, kept.records
    known = document.model_copy(update={"records": len(records)})
    row: dict[str, Any] = {
        **known.model_dump(),
        **seals(known, kept.rules, kept.text, kept.layout, records),
        "rules": kept.rules,
        "text": kept.text,
        "layout": kept.layout,
    }
    before = _forget(connection, document.id)
    wanted = select(tables.sources.c.sha256).where(tables.sources.c.sha256 == document.sha256)
    if not connection.execute(wanted).first():
        connection.execute(insert(tables.sources).values(sha256=document.sha256, bytes=kept.source))
    row["generation"] = _next_generation(connection)
    connection.execute(delete(tables.removals).where(tables.removals.c.document == document.id))
    connection.execute(insert(tables.documents).values(**row))
    for begin in range(0, len(records), BATCH):
        connection.execute(insert(tables.records), [row_of(r) for r in records[begin : begin + BATCH]])
    _sweep(connection, before)
    reviews.anchor(connection, document.id, records)


def _remove(connection: Connection, document: str) -> None:
    before = _forget(connection, document)
    if before is None:
        raise _unknown(document)
    generation = _next_generation(connection)
    connection.execute(delete(tables.removals).where(tables.removals.c.document == document))
    connection.execute(insert(tables.removals).values(document=document, generation=generation))
    _sweep(connection, before)


def _forget(connection: Connection, document: str) -> str | None:
    """Drops a document and its records; gives the hash of its source, or None where there was no such document."""
    columns = tables.documents.c
    digest = connection.execute(select(columns.sha256).where(columns.id == document)).scalar()
    connection.execute(delete(tables.records).where(tables.records.c.document == document))
    connection.execute(delete(tables.documents).where(columns.id == document))
    return digest


def _sweep(connection: Connection, digest: str | None) -> None:
    """Drops a source that no document has any more."""
    users = select(func.count()).select_from(tables.documents).where(tables.documents.c.sha256 == digest)
    if digest is not None and connection.execute(users).scalar_one() == 0:
        connection.execute(delete(tables.sources).where(tables.sources.c.sha256 == digest))


def _order(sort: str) -> tuple[Any, ...]:
    """What to order by; raises KeyError for an order that there is not."""
    if not sort:
        return ORDER
    columns = tables.records.c
    column = {"value": columns.value, "period": columns.year_first}[sort.removeprefix("-")]
    return (column.is_(None), column.desc() if sort.startswith("-") else column.asc(), *ORDER)


def _conditions(wanted: RecordFilter) -> list[Any]:
    columns = tables.records.c
    several = (
        (columns.kind, wanted.kinds),
        (columns.document, wanted.documents),
        (columns.label, wanted.labels),
        (columns.unit, wanted.units),
    )
    conditions: list[Any] = [column.in_(values) for column, values in several if values]
    if wanted.year is not None:
        conditions.append(and_(columns.year_first <= wanted.year, columns.year_last >= wanted.year))
    if wanted.contains:
        conditions.extend(columns.words.contains(word, autoescape=True) for word in wanted.contains.casefold().split())
    return conditions or [true()]
