"""Auditing: the rows of the store held against the hashes that were kept with them."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from policy_qa.domain.records import RECORD
from policy_qa.domain.sources import Document
from policy_qa.store import tables
from policy_qa.store.rows import row_of
from policy_qa.store.sealing import records_sha256, seal, sha256_of


def document_damage(connection: Connection, document: Document) -> Iterator[tuple[str, str]]:
    """Place and what is wrong there, for one document."""
    row = connection.execute(select(tables.documents).where(tables.documents.c.id == document.id)).mappings().one()
    kept = select(tables.sources.c.bytes).where(tables.sources.c.sha256 == document.sha256)
    source = connection.execute(kept).scalar()
    if source is None:
        yield "source", "the source's bytes are gone"
    elif sha256(source).hexdigest() != document.sha256:
        yield "source", "the source's bytes are not those that were taken in"
    if sha256_of(row["text"]) != row["text_sha256"]:
        yield "text", "the text is not the one that was read"
    if sha256_of(row["layout"]) != row["layout_sha256"]:
        yield "layout", "the map of the file's parts is not the one that was kept"
    if seal(document, row["rules"], {name: row[name] for name in row if name.endswith("_sha256")}) != row["seal"]:
        yield "document", "what is known of the document (title, publisher, hashes …) is not what was kept"
    yield from _record_damage(connection, document, row)


def _record_damage(connection: Connection, document: Document, row: RowMapping) -> Iterator[tuple[str, str]]:
    rows = connection.execute(select(tables.records).where(tables.records.c.document == document.id)).mappings().all()
    if len(rows) != document.records:
        yield "records", f"{len(rows)} records, {document.records} were kept"
    if records_sha256(found["body"] for found in rows) != row["records_sha256"]:
        yield "records", "the records are not those that were kept"
    for found in rows:
        yield from _one_record(dict(found), row["text"])


def _one_record(row: dict[str, Any], text: str) -> Iterator[tuple[str, str]]:
    place = f"record {row['id']}"
    try:
        record = RECORD.validate_json(row["body"])
    except ValueError:
        yield place, "the record can't be read"
        return
    if row_of(record) != row:
        yield place, "the record is filed under other words than it says"
    if text[record.start : record.end] != record.text:
        yield f"{record.start}-{record.end}", f"record {record.id} quotes other words than stand there"


def damage_beside(connection: Connection) -> Iterator[tuple[str, str]]:
    """Place and what is wrong there, for all that belongs to no one document."""
    if connection.dialect.name == "sqlite":
        for told in connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars():
            if told != "ok":
                yield "store", str(told)
        for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield "store", f"a row of {table} belongs to nothing"
    columns = tables.reviews.c
    for row in connection.execute(select(columns.record, columns.body, columns.sha256)):
        if sha256_of(row.body) != row.sha256:
            yield f"review of {row.record}", "the review is not the one that was kept"
