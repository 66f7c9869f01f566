"""Reading stretches of many documents in one query: what a question looks at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, case, or_, select

from policy_qa.domain.records import RECORD, Record
from policy_qa.store import tables

Stretch = tuple[str, int, int]
"""A document's id and two offsets of its text."""
AT_ONCE = 32
ORDER = (tables.records.c.document, tables.records.c.start, tables.records.c.end.desc(), tables.records.c.kind)
"""Reading order."""


def records_between(connection: Connection, stretches: Sequence[Stretch]) -> list[list[Record]]:
    """The records that lie in each stretch, in reading order."""
    found: list[list[Record]] = [[] for _ in stretches]
    for begin in range(0, len(stretches), AT_ONCE):
        lot = stretches[begin : begin + AT_ONCE]
        named = {f"{name}{n}": value for n, row in enumerate(lot) for name, value in zip("dse", row, strict=True)}
        for row in connection.execute(_between(len(lot)), named):
            record = RECORD.validate_json(row.body)
            for n, (document, start, end) in enumerate(lot):
                if record.document == document and start <= record.start and record.end <= end:
                    found[begin + n].append(record)
    return found


@cache
def _between(count: int) -> Select[Any]:
    columns = tables.records.c
    within = (
        and_(
            columns.document == bindparam(f"d{n}"),
            columns.start >= bindparam(f"s{n}"),
            columns.end <= bindparam(f"e{n}"),
        )
        for n in range(count)
    )
    return select(columns.body).where(or_(*within)).order_by(*ORDER)


@cache
def _short_texts(columns: tuple[Any, ...]) -> Select[Any]:
    documents = tables.documents.c
    text = case((documents.characters <= bindparam("longest"), documents.text)).label("text")
    return select(*columns, text).where(documents.id.in_(bindparam("ids", expanding=True)))


def short_texts(connection: Connection, columns: tuple[Any, ...], ids: Sequence[str], longest: int) -> list[Any]:
    """The rows of some documents, with their texts where these are not longer than so many code points."""
    return list(connection.execute(_short_texts(columns), {"ids": list(ids), "longest": longest}).mappings())
