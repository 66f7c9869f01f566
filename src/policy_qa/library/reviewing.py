"""Reviewing: a person's word on a record or a finding, the precision of rules by such words, and gold made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from policy_qa.domain.checks import Check, Word
from policy_qa.domain.records import RECORD, Record
from policy_qa.domain.reviews import FINDING, Decision, FieldValue, Quoted, Review, RuleStats
from policy_qa.errors import BadInput

NAME_LIMIT, WHY_LIMIT = 100, 2000
FIXED = frozenset({"id", "document", "kind", "start", "end", "text", "rule", "language", "sentence", "section"})


def made(record: Record, decision: Decision, by: str, why: str, correction: dict[str, FieldValue] | None) -> Review:
    """A review of a record, now. Raises BadInput where it has no name, or a correction that the record can't take."""
    _signed(by, why)
    if (decision == "correct") != bool(correction):
        raise BadInput("only a correction corrects", where="correction", todo="give the right values with `correct`")
    corrected(record, correction or {})
    return Review(
        record=record.id,
        document=record.document,
        kind=record.kind,
        rule=record.rule,
        start=record.start,
        end=record.end,
        quote=record.text,
        decision=decision,
        by=by.strip(),
        why=why.strip(),
        correction=correction,
        at=datetime.now(UTC),
    )


def made_of_finding(check: Check, numbers: Sequence[Record], decision: Decision, by: str, why: str) -> Review:
    """A review of a check's finding, now; `numbers` are its records. Raises BadInput where it can't be kept."""
    _signed(by, why)
    if decision == "correct":
        raise BadInput("a finding can't be corrected", where="decision", todo="say accept or reject")
    here = [record for record in numbers if record.document == check.document]
    return Review(
        record=check.id,
        document=check.document,
        kind=FINDING,
        rule=f"check.{check.type}",
        start=min(record.start for record in here),
        end=max(record.end for record in here),
        quote=check.message,
        decision=decision,
        by=by.strip(),
        why=why.strip(),
        at=datetime.now(UTC),
        numbers=tuple(
            Quoted(record=r.id, document=r.document, kind=r.kind, start=r.start, quote=r.text) for r in numbers
        ),
    )


def with_words(found: Iterable[Check], reviews: Iterable[Review]) -> list[Check]:
    """The findings, each with what a person said of it."""
    words = {review.record: review for review in reviews if review.kind == FINDING and review.anchored}
    return [_with_word(check, words.get(check.id)) for check in found]


def _with_word(check: Check, review: Review | None) -> Check:
    if review is None or review.decision == "correct":
        return check
    said = Word(decision=review.decision, by=review.by, why=review.why, at=review.at)
    return check.model_copy(update={"review": said})


def _signed(by: str, why: str) -> None:
    if not by.strip() or len(by) > NAME_LIMIT or len(why) > WHY_LIMIT:
        raise BadInput("a review needs a name", where="by", todo=f"say who reviews, in at most {NAME_LIMIT} characters")


def corrected(record: Record, correction: dict[str, FieldValue]) -> Record:
    """The record with some fields as a reviewer says; raises BadInput for a field that it has not or that is fixed."""
    fields = set(type(record).model_fields)
    for name in correction:
        if name not in fields or name in FIXED:
            can = ", ".join(sorted(fields - FIXED))
            raise BadInput(
                f"a {record.kind} has no field {name!r} to correct", where="correction", todo=f"one of {can}"
            )
    try:
        return RECORD.validate_python({**record.model_dump(), **correction})
    except ValueError as problem:
        raise BadInput(f"not a value for it: {problem}", where="correction") from problem


def stats(reviews: Iterable[Review]) -> list[RuleStats]:
    """The precision of each rule in the reviews, the worst first."""
    counts: dict[str, Counter[str]] = {}
    for review in reviews:
        counts.setdefault(review.rule, Counter())[review.decision] += 1
    rows = [
        RuleStats(
            rule=rule,
            accepted=count["accept"],
            corrected=count["correct"],
            rejected=count["reject"],
            precision=round(count["accept"] / count.total(), 4),
        )
        for rule, count in counts.items()
    ]
    return sorted(rows, key=lambda row: (row.precision, row.rule))


def gold(reviews: Iterable[Review], records: dict[str, Record]) -> Iterator[dict[str, object]]:
    """Rows of gold, in the form of tests/gold: accepted and corrected records, and rejected ones as `not_figure`."""
    for review in reviews:
        record = records.get(review.record)
        if review.kind == FINDING:
            continue
        if review.decision == "reject":
            place = {"document": review.document, "start": review.start, "end": review.end, "text": review.quote}
            yield {**place, "kind": f"not_{review.kind}", "why": review.why}
        elif record is not None and review.anchored:
            kept = corrected(record, review.correction or {}).model_dump(mode="json")
            yield {name: value for name, value in kept.items() if name not in LEFT_OUT}


LEFT_OUT = frozenset({"id", "rule", "language", "sentence", "section", "precision", "value_max"})
