"""Reviews in the store: one a record; they outlive re-reading, re-anchored by their quote or flagged."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from policy_qa.domain.checks import check_id
from policy_qa.domain.records import Record
from policy_qa.domain.reviews import FINDING, Quoted, Review
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

    A record of the same id and words keeps its review; else the nearest of the same kind and quote that has none
    takes it; where there is none the review is kept and flagged. A finding keeps its review as long as all its records
    are found.
    """
    here = _Records(records)
    kept = [review for review in listed(connection, document) if review.kind != FINDING]
    here.taken = {review.record for review in kept if here.same(review.record, review.quote)}
    for review in kept:
        if here.same(review.record, review.quote):
            moved = review.model_copy(update={"anchored": True})
        else:
            nearest = here.nearest(review.kind, review.quote, review.start)
            moved = review.model_copy(update={"anchored": False} if nearest is None else _place(nearest))
            here.taken.add(moved.record)
        _move(connection, review, moved)
    for review in _of_findings(connection, document):
        here.taken = set()
        _move(connection, review, _found_again(review, document, here))


class _Records:
    """The records of a document, to be found by id or by what they quote."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.by_id = {record.id: record for record in records}
        self.quotes: dict[tuple[str, str], list[Record]] = {}
        for record in records:
            self.quotes.setdefault((record.kind, record.text), []).append(record)
        self.taken: set[str] = set()

    def same(self, record: str, quote: str) -> Record | None:
        """The record of an id, where it still quotes the same words."""
        found = self.by_id.get(record)
        return found if found is not None and found.text == quote else None

    def nearest(self, kind: str, quote: str, start: int) -> Record | None:
        free = [r for r in self.quotes.get((kind, quote), ()) if r.id not in self.taken]
        return min(free, key=lambda r: (abs(r.start - start), r.start), default=None)


def _of_findings(connection: Connection, document: str) -> list[Review]:
    """The reviews of findings that are made of a document's records, those across documents included."""
    wanted = select(tables.reviews.c.body).where(tables.reviews.c.body.like(f'%"kind":"{FINDING}"%'))
    found = (Review.model_validate_json(body) for body in connection.execute(wanted).scalars())
    return [review for review in found if any(number.document == document for number in review.numbers)]


def _found_again(review: Review, document: str, here: _Records) -> Review:
    """A finding's review with its records as they are read now; flagged where one of them is gone."""
    numbers: list[Quoted] = []
    for number in review.numbers:
        if number.document != document:
            numbers.append(number)
            continue
        same = here.same(number.record, number.quote)
        record = same or here.nearest(number.kind, number.quote, number.start)
        if record is None:
            return review.model_copy(update={"anchored": False})
        here.taken.add(record.id)
        numbers.append(number.model_copy(update={"record": record.id, "start": record.start}))
    own = [number for number in numbers if number.document == review.document]
    place = {
        "record": check_id(review.rule.removeprefix("check."), (number.record for number in numbers)),
        "start": min(number.start for number in own),
        "end": max(number.start + len(number.quote) for number in own),
    }
    return review.model_copy(update={**place, "numbers": tuple(numbers), "anchored": True})


def _move(connection: Connection, old: Review, moved: Review) -> None:
    if old.record != moved.record:
        connection.execute(delete(tables.reviews).where(tables.reviews.c.record == old.record))
    put(connection, moved)


def _place(record: Record) -> dict[str, object]:
    return {"record": record.id, "start": record.start, "end": record.end, "rule": record.rule, "anchored": True}
