"""One question being answered: its frame, what may be read for it, and the result so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from policy_qa.answering.fits import is_part
from policy_qa.answering.frame import Question
from policy_qa.answering.matching import Match, match
from policy_qa.answering.periods import period_fit
from policy_qa.answering.scene import Scenes
from policy_qa.answering.sources import Sources
from policy_qa.domain.answers import AskResult
from policy_qa.domain.records import Figure, Record

OTHER_COUNTED = 0.3
SURE_HEAD = 0.8


@dataclass(frozen=True, slots=True)
class Task:
    """A question with its sources and the result that is to be filled."""

    question: Question
    sources: Sources
    scenes: Scenes
    documents: tuple[str, ...]
    blank: AskResult

    def ranked(self, records: Iterable[Record], question: Question | None = None) -> list[Match]:
        """The matches of the records, first the best; those that contradict the question come last."""
        rows = [match(question or self.question, record, self.scenes.of(record)) for record in records]
        return _in_order(told_apart(rows))

    def of_years(self, matches: Iterable[Match], question: Question) -> list[Match]:
        """Matches that were made without years, for those of a question."""
        rows = []
        for m in matches:
            period, said = period_fit(question, m.record, m.scene)
            rows.append(replace(m, period=period, against=said or m.against))
        return _in_order(rows)


def _in_order(rows: Iterable[Match]) -> list[Match]:
    return sorted(rows, key=lambda m: (m.against is not None, -m.score, m.record.document, m.record.start))


def told_apart(rows: list[Match]) -> list[Match]:
    """In a sentence where one figure surely counts the noun asked for, the others count something else."""
    rows = _parts_with_wholes(rows)
    sure = {(m.record.document, m.scene.start) for m in rows if m.head >= SURE_HEAD and isinstance(m.record, Figure)}
    return [
        replace(m, head=m.head * OTHER_COUNTED)
        if m.head < SURE_HEAD and (m.record.document, m.scene.start) in sure
        else m
        for m in rows
    ]


def _parts_with_wholes(rows: list[Match]) -> list[Match]:
    """A part counts what its whole counts: "28 of the city's 31 gates"."""
    wholes = [m for m in rows if m.head >= SURE_HEAD and isinstance(m.record, Figure)]
    found = []
    for m in rows:
        heads = [w.head for w in wholes if _same_sentence(m, w) and is_part(m.record, w.record, m.scene)]
        found.append(replace(m, head=max(m.head, *heads)) if heads and isinstance(m.record, Figure) else m)
    return found


def _same_sentence(a: Match, b: Match) -> bool:
    return a.record.document == b.record.document and a.scene.start == b.scene.start
