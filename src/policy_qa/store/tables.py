"""The tables. One row of `meta` holds the schema's number, one the generation: +1 with each change of documents."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA = 3

metadata = MetaData()

meta = Table("meta", metadata, Column("name", String(40), primary_key=True), Column("value", Integer, nullable=False))

sources = Table(
    "sources",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("sha256", String(64), ForeignKey("sources.sha256"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("publisher", Text),
    Column("published", Date),
    Column("url", Text),
    Column("language", String(8), nullable=False),
    Column("licence", Text),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("format", String(12), nullable=False),
    Column("encoding", String(40), nullable=False),
    Column("characters", Integer, nullable=False),
    Column("records", Integer, nullable=False),
    Column("added", DateTime(timezone=True)),
    Column("rules", String(64), nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("layout_sha256", String(64), nullable=False),
    Column("records_sha256", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("layout", Text, nullable=False),
    Column("generation", Integer, nullable=False, index=True),
)

removals = Table(
    "removals",
    metadata,
    Column("document", String(200), primary_key=True),
    Column("generation", Integer, nullable=False, index=True),
)

records = Table(
    "records",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("document", String(200), ForeignKey("documents.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("label", String(20), nullable=False),
    Column("unit", String(40)),
    Column("value", Float),
    Column("year_first", Integer),
    Column("year_last", Integer),
    Column("words", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("records_place", "document", "start"),
    Index("records_kind", "kind", "label"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("record", String(16), primary_key=True),
    Column("document", String(200), nullable=False, index=True),
    Column("anchored", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("body", Text, nullable=False),
)
