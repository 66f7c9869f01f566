"""Reviews in the store: one a record; they outlive re-reading, re-anchored by their quote or flagged."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from policy_qa.domain.records import Record
from policy_qa.domain.reviews import Review
from policy_qa.store import tables
from policy_qa.store.sealing import sha256_of


def put(connection: Connection, review: Review) -> None:
    """Keeps a review in the place of an earlier one of the same record."""
    connection.execute(delete(tables.reviews).where(tables.reviews.c.record == review.record))
    row = {"record": review.record, "document": review.document, "anchored": int(review.anchored)}
    body = review.model_dump_json()
    connection.execute(insert(tables.reviews).values(**row, sha256=sha256_of(body), body=body))


def listed(connection: Connection, document: str | None) -> list[Review]:
    """The reviews of a document, or of all, by document and place."""
    wanted = select(tables.reviews.c.body)
    if document is not None:
        wanted = wanted.where(tables.reviews.c.document == document)
    found = [Review.model_validate_json(body) for body in connection.execute(wanted).scalars()]
    return sorted(found, key=lambda review: (review.document, review.start, review.end, review.kind))


def anchor(connection: Connection, document: str, records: Sequence[Record]) -> None:
    """Ties a document's reviews to its records as they are read now.

    A record of the same id keeps its review; else the nearest of the same kind and quote that has none takes it;
    where there is none the review is kept and flagged.
    """
    by_id = {record.id: record for record in records}
    kept = listed(connection, document)
    taken = {review.record for review in kept if review.record in by_id}
    quotes: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        quotes.setdefault((record.kind, record.text), []).append(record)
    for review in kept:
        if review.record in by_id:
            moved = review.model_copy(update={"anchored": True})
        else:
            free = [r for r in quotes.get((review.kind, review.quote), ()) if r.id not in taken]
            nearest = min(free, key=lambda r: (abs(r.start - review.start), r.start), default=None)
            moved = review.model_copy(update={"anchored": False} if nearest is None else _place(nearest))
            taken.add(moved.record)
            connection.execute(delete(tables.reviews).where(tables.reviews.c.record == review.record))
        put(connection, moved)


def _place(record: Record) -> dict[str, object]:
    return {"record": record.id, "start": record.start, "end": record.end, "rule": record.rule, "anchored": True}
