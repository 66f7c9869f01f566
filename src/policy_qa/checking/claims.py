"""Claims: each statement of a draft held against the records of the sources, with FEVER's verdicts.

A statement is a frame with its value filled in: the records that its other words fit are its evidence. What the
evidence says otherwise refutes it; what the evidence leaves open is not enough information.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from policy_qa.answering import Sources, ask
from policy_qa.answering.confidence import FLOOR
from policy_qa.answering.evidence import evidence
from policy_qa.answering.matching import Match
from policy_qa.answering.periods import overlap, own_span, span
from policy_qa.answering.verdict import same_measure
from policy_qa.checking.comparing import Agreement, agreement, change_agrees
from policy_qa.checking.statements import Statement, statements
from policy_qa.domain.claims import Claim, ClaimReason, ClaimReport, ClaimVerdict
from policy_qa.domain.records import Date, Figure, Record
from policy_qa.domain.sources import Citation, quoted

SURE_COVERAGE, SURE_HEAD = 0.75, 0.8
RARE_VALUE, RARE_COVERAGE = 100, 0.45
"""A value from here on is rare enough to be known again where fewer of the words fit."""
SILENT_PERIOD = 0.6
NEARLY = 0.8
SLOTS: dict[str, ClaimReason] = {
    "period": "other_period",
    "population": "other_population",
    "status": "other_status",
    "place": "other_place",
}


@dataclass(frozen=True, slots=True)
class Bench:
    """What claims are judged on: the sources, the documents to look in, and which records a check found wrong."""

    sources: Sources
    documents: tuple[str, ...] = ()
    contradicted: Callable[[str], frozenset[str]] = field(default=lambda _: frozenset())

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


def judge(draft: str, bench: Bench) -> ClaimReport:
    """The verdict on each checkable claim of a draft; one claim of `not_enough_info` where there is none."""
    claims = tuple(_judged(statement, bench) for statement in statements(draft))
    if not claims and draft.strip():
        message = "states no figure, date or change that can be checked"
        whole = Claim(claim=draft.strip()[:600], start=0, end=len(draft), verdict="not_enough_info", message=message)
        claims = (whole,)
    return ClaimReport(claims=claims)


def _judged(statement: Statement, bench: Bench) -> Claim:
    if statement.stated is None:
        return _change(statement, bench)
    matches = evidence(statement.question, bench.sources, bench.documents)
    fitting = [m for m in matches if m.against is None and m.score >= FLOOR]
    if isinstance(statement.stated, Date):
        return _date(statement, statement.stated, fitting, bench)
    if fitting:
        return _against_best(statement, statement.stated, fitting, matches, bench)
    return _against_others(statement, statement.stated, matches, bench)


def _against_best(
    statement: Statement, stated: Figure, fitting: Sequence[Match], matches: Sequence[Match], bench: Bench
) -> Claim:
    """The evidence fits in every slot; its value decides."""
    best = _stating(stated, fitting) or _newest(stated, fitting)
    figure = best.record
    if not isinstance(figure, Figure):
        return _open(statement, "the sources give no figure for it", bench)
    rated = agreement(stated, figure)
    if rated is Agreement.OPEN:
        return _open(statement, f"the source says {figure.text}, which leaves it open", bench, figure)
    if rated in (Agreement.SAME, Agreement.ROUNDED):
        return _agreed(statement, stated, best, bench, rounded=rated is Agreement.ROUNDED)
    same = [m for m in matches if isinstance(m.record, Figure) and agreement(stated, m.record) is Agreement.SAME]
    older = [m for m in same if stated.period is None and m.against is None and same_measure(m.record, figure)]
    if older and own_span(older[0].record) is not None:
        message = f"{_said(older[0].record)} has been overtaken: the source now says {_said(figure)}"
        return _made(statement, "refuted", message, bench, figure, older[0].record, reason="outdated")
    reason: ClaimReason = next((SLOTS[m.against] for m in same if m.against in SLOTS and _close(m)), "other_value")
    message = f"the source says {_said(figure)}, not {stated.text}"
    also = [m.record for m in same if m.against in SLOTS and _close(m)][:1]
    if also:
        message += f"; {also[0].text} is said of {_said(also[0])}"
    return _made(statement, "refuted", message, bench, figure, *also, reason=reason)


def _agreed(statement: Statement, stated: Figure, best: Match, bench: Bench, *, rounded: bool) -> Claim:
    figure = best.record
    if stated.period is not None and best.period < SILENT_PERIOD:
        return _open(statement, f"the source says {_said(figure)}, but not for {stated.period}", bench, figure)
    if figure.id in bench.contradicted(figure.document):
        message = f"the source says {figure.text}, but its own numbers contradict it"
        return _made(statement, "refuted", message, bench, figure, reason="source_inconsistent")
    message = f"the source says {_said(figure)}"
    return _made(statement, "supported", message, bench, figure, reason="rounding" if rounded else None)


def _against_others(statement: Statement, stated: Figure, matches: Sequence[Match], bench: Bench) -> Claim:
    """No evidence fits in every slot: the same value said of another period, population or status refutes."""
    for m in matches:
        if m.against not in SLOTS or not (_close(m) or _known_again(m)) or not isinstance(m.record, Figure):
            continue
        if agreement(stated, m.record) is Agreement.SAME:
            message = f"the source says it of another {m.against}: {_said(m.record)}"
            return _made(statement, "refuted", message, bench, m.record, reason=SLOTS[m.against])
    nearest = next((m.record for m in matches if m.coverage >= SURE_COVERAGE), None)
    return _open(statement, "no figure of the sources fits it", bench, *((nearest,) if nearest else ()))


def _stating(stated: Figure, fitting: Sequence[Match]) -> Match | None:
    """A match nearly as good as the best that counts the same noun and states the very value, for a named period."""
    if stated.period is None:
        return None
    near = [m for m in fitting if m.score >= NEARLY * fitting[0].score and m.head >= SURE_HEAD]
    return next(
        (m for m in near if isinstance(m.record, Figure) and agreement(stated, m.record) is Agreement.SAME), None
    )


def _newest(stated: Figure, fitting: Sequence[Match]) -> Match:
    """The best match; of equals over time the newest, where the claim names no period."""
    best = fitting[0]
    if stated.period is not None:
        return best
    series = [m for m in fitting if m.score >= 0.9 * best.score and same_measure(m.record, best.record)]
    return max([*series, best], key=lambda m: ((own_span(m.record) or (0, 0))[1], m.score))


def _close(m: Match) -> bool:
    return m.coverage >= SURE_COVERAGE and m.head >= SURE_HEAD


def _known_again(m: Match) -> bool:
    return isinstance(m.record, Figure) and m.record.value >= RARE_VALUE and m.coverage >= RARE_COVERAGE


def _date(statement: Statement, stated: Date, fitting: Sequence[Match], bench: Bench) -> Claim:
    dates = [m.record for m in fitting if isinstance(m.record, Date)]
    mine = span(stated.value)
    if not dates or mine is None:
        return _open(statement, "no date of the sources fits it", bench)
    theirs = span(dates[0].value)
    if theirs is None:
        return _open(statement, f"the source says {dates[0].text}", bench, dates[0])
    agrees = (
        dates[0].value.startswith(stated.value)
        or stated.value.startswith(dates[0].value)
        or ("/" in dates[0].value and overlap(mine, theirs))
    )
    message = f"the source says {dates[0].text}"
    if agrees:
        return _made(statement, "supported", message, bench, dates[0])
    return _made(statement, "refuted", message, bench, dates[0], reason="other_period")


def _change(statement: Statement, bench: Bench) -> Claim:
    """A change without numbers: the two figures of a comparison decide."""
    result = ask(statement.question, bench.sources, documents=bench.documents)
    if len(result.operands) != 2:
        return _open(statement, "no two figures of the sources tell of the change", bench)
    before, after = sorted(result.operands, key=lambda o: span(o.period) or (0, 0))
    holds = change_agrees(statement, before.value, after.value)
    evidence_ = (before.citation, after.citation)
    message = f"the source says {before.text} and then {after.text}"
    verdict: ClaimVerdict = (
        "not_enough_info" if holds is None else "supported" if holds != statement.denied else "refuted"
    )
    reason: ClaimReason | None = "other_value" if verdict == "refuted" else None
    return _claim(statement, verdict, message, evidence_, reason)


def _open(statement: Statement, message: str, bench: Bench, *records: Record) -> Claim:
    return _claim(statement, "not_enough_info", message, tuple(bench.cite(r) for r in records), None)


def _made(
    statement: Statement,
    verdict: ClaimVerdict,
    message: str,
    bench: Bench,
    *records: Record,
    reason: ClaimReason | None = None,
) -> Claim:
    """The claim with its verdict; a denial turns what the evidence supports into what it refutes."""
    if statement.denied:
        verdict, reason = ("refuted", "other_value") if verdict == "supported" else ("not_enough_info", None)
    return _claim(statement, verdict, message, tuple(bench.cite(r) for r in records), reason)


def _claim(
    statement: Statement,
    verdict: ClaimVerdict,
    message: str,
    evidence_: tuple[Citation, ...],
    reason: ClaimReason | None,
) -> Claim:
    stated = statement.stated
    return Claim(
        claim=statement.text,
        start=statement.start,
        end=statement.end,
        figure_start=stated.start if stated else None,
        figure_end=stated.end if stated else None,
        verdict=verdict,
        reason=reason,
        message=message,
        evidence=evidence_,
    )


def _said(record: Record) -> str:
    if not isinstance(record, Figure):
        return record.text
    return " ".join(filter(None, (record.text, record.measured_entity, record.period and f"({record.period})")))
