"""The bench: what claims are judged on, and what the checks of the reports say of a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from policy_qa.answering import Sources
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Figure, Record
from policy_qa.domain.sources import Citation, quoted

ARITHMETIC = ("share", "average", "sum")
CHANGE_WITH_GROWTH = 3


def _nothing(_: str) -> Sequence[Check]:
    return ()


@dataclass(frozen=True, slots=True)
class Bench:
    """What claims are judged on: the sources, the documents to look in, and the relations that each report states."""

    sources: Sources
    documents: tuple[str, ...] = ()
    relations: Callable[[str], Sequence[Check]] = field(default=_nothing)

    def contradicted(self, record: Record) -> bool:
        """Whether the arithmetic of its own report speaks against a record: a share, sum, average or growth."""
        return any(row.holds is False and record.id == _said(row) for row in self.relations(record.document))

    def changes(self, record: Record) -> list[Check]:
        """The changes of which a record is the value before or after."""
        rows = self.relations(record.document)
        return [row for row in rows if row.type == "change" and record.id in row.records[:2]]

    def together(self, one: Record, other: Record, values: Sequence[float]) -> bool:
        """Whether two records are the values of one change, or of one relation, the other's value among some."""
        if any({one.id, other.id} == set(row.records[:2]) for row in self.changes(one)):
            return True
        said = isinstance(other, Figure) and float(other.value) in values
        return said and any({one.id, other.id} <= set(row.records) for row in self.relations(one.document))

    def cite(self, record: Record) -> Citation:
        """The sentence of a record, the record marked in it."""
        document = self.sources.document(record.document)
        start, end = quoted(record.sentence, record.start, record.end)
        return Citation(
            document=document.id,
            title=document.title,
            start=start,
            end=end,
            quote=self.sources.quote(document.id, start, end),
            answer_start=record.start,
            answer_end=record.end,
            sha256=document.sha256,
        )


def _said(row: Check) -> str | None:
    """The record of a relation that its arithmetic gives: the share, the total, the average, the growth."""
    growth = row.type == "change" and len(row.records) == CHANGE_WITH_GROWTH
    return row.records[-1] if row.type in ARITHMETIC or growth else None
