"""Claims: each statement of a draft held against the records of the sources, with FEVER's verdicts.

A statement is a frame with its value filled in: the records that its other words fit are its evidence. What the
evidence says otherwise refutes it; what the evidence leaves open is not enough information.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from policy_qa.answering import ask
from policy_qa.answering.confidence import FLOOR
from policy_qa.answering.evidence import evidence
from policy_qa.answering.matching import Match
from policy_qa.answering.periods import overlap, own_span, span
from policy_qa.answering.verdict import same_measure
from policy_qa.checking.bench import Bench
from policy_qa.checking.comparing import Agreement, agreement, change_agrees
from policy_qa.checking.elsewhere import placed
from policy_qa.checking.statements import Statement, statements
from policy_qa.checking.weighing import (
    close,
    known_again,
    may_be,
    newest,
    of_the_group,
    says_it,
    stating,
    still_open,
    turned,
)
from policy_qa.domain.answers import AnswerValue
from policy_qa.domain.claims import Claim, ClaimReason, ClaimReport, ClaimVerdict
from policy_qa.domain.records import Date, Figure, Record
from policy_qa.domain.sources import Citation

SILENT_PERIOD = 0.6
OTHER_GROUP, NEAREST, NEARLY_BEST = 0.65, 0.75, 0.9
SLOTS: dict[str, ClaimReason] = {
    "period": "other_period",
    "population": "other_population",
    "status": "other_status",
    "place": "other_place",
}


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
    matches = placed(evidence(statement.question, bench.sources, bench.documents), statement)
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
    together = partial(bench.together, values=statement.others)
    very = stating(stated, fitting, together, last=statement.stands_last) or of_the_group(stated, matches)
    best = very or newest(stated, fitting)
    figure = best.record
    if not isinstance(figure, Figure):
        return _open(statement, "the sources give no figure for it", bench)
    rated = agreement(stated, figure)
    if rated is Agreement.OPEN:
        return _open(statement, f"the source says {figure.text}, which leaves it open", bench, figure)
    if rated in (Agreement.SAME, Agreement.ROUNDED):
        return _agreed(statement, stated, best, bench, rounded=rated is Agreement.ROUNDED)
    same = [m for m in matches if says_it(stated, m)]
    older = [m for m in same if stated.period is None and m.against is None and same_measure(m.record, figure)]
    if older and statement.stands_last and own_span(older[0].record) is not None:
        message = f"{_said(older[0].record)} has been overtaken: the source now says {_said(figure)}"
        return _made(statement, "refuted", message, bench, figure, older[0].record, reason="outdated")
    return _other(statement, stated, figure, same, matches, bench)


def _other(
    statement: Statement, stated: Figure, figure: Figure, same: Sequence[Match], matches: Sequence[Match], bench: Bench
) -> Claim:
    """The source says another value; where it says the claim's of the very group, that leaves it open."""
    likely = (m for m in matches if m.against is None and may_be(stated, m))
    if (group := next(likely, None)) is not None:
        message = f"the source says {_said(group.record)}, which may be it"
        return _open(statement, message, bench, group.record, figure)
    reason: ClaimReason = next((SLOTS[m.against] for m in same if m.against in SLOTS and close(m)), "other_value")
    message = f"the source says {_said(figure)}, not {stated.text}"
    also = [m.record for m in same if m.against in SLOTS and close(m)][:1]
    if also:
        message += f"; {also[0].text} is said of {_said(also[0])}"
    return _made(statement, "refuted", message, bench, figure, *also, reason=reason)


def _agreed(statement: Statement, stated: Figure, best: Match, bench: Bench, *, rounded: bool) -> Claim:
    figure = best.record
    if not isinstance(figure, Figure):
        return _open(statement, "the sources give no figure for it", bench)
    if stated.period is not None and best.period < SILENT_PERIOD:
        return _open(statement, f"the source says {_said(figure)}, but not for {stated.period}", bench, figure)
    if bench.contradicted(figure):
        message = f"the source says {figure.text}, but its own numbers contradict it"
        return _made(statement, "refuted", message, bench, figure, reason="source_inconsistent")
    if turned(stated, figure):
        return _turned(statement, figure, bench)
    if (open_ := still_open(best, statement)) is not None:
        return _open(statement, f"the source says {figure.text}, but {open_}", bench, figure)
    if statement.stands_last and (after := _overtaken(figure, bench)):
        message = f"{figure.text} was before: {after}"
        return _made(statement, "refuted", message, bench, figure, reason="outdated")
    message = f"the source says {_said(figure)}"
    return _made(statement, "supported", message, bench, figure, reason="rounding" if rounded else None)


def _overtaken(figure: Figure, bench: Bench) -> str | None:
    """What the report says a value became, in the same sentence: "fell from 12 to five" of the twelve."""
    return next((row.message for row in bench.changes(figure) if row.records[0] == figure.id), None)


def _turned(statement: Statement, figure: Figure, bench: Bench) -> Claim:
    way = "a rise" if figure.direction == "up" else "a fall"
    return _made(statement, "refuted", f"the source tells of {way}", bench, figure, reason="other_value")


def _against_others(statement: Statement, stated: Figure, matches: Sequence[Match], bench: Bench) -> Claim:
    """No evidence fits in every slot: the same value said of another period, population or status refutes."""
    for m in matches:
        figure = m.record
        if m.against not in SLOTS or not isinstance(figure, Figure) or not says_it(stated, m):
            continue
        if m.against == "period" and own_span(figure) is None:
            continue
        group = m.against == "population" or turned(stated, figure)
        if not (close(m) or known_again(m) or (group and m.coverage >= OTHER_GROUP and m.head >= OTHER_GROUP)):
            continue
        if turned(stated, figure):
            return _turned(statement, figure, bench)
        message = f"the source says it of another {m.against}: {_said(figure)}"
        return _made(statement, "refuted", message, bench, figure, reason=SLOTS[m.against])
    nearest = next((m.record for m in matches if m.coverage >= NEAREST), None)
    return _open(statement, "no figure of the sources fits it", bench, *((nearest,) if nearest else ()))


def _date(statement: Statement, stated: Date, fitting: Sequence[Match], bench: Bench) -> Claim:
    """A date decides by the best evidence; evidence nearly as good that says the very date bears it out."""
    near = [m for m in fitting if isinstance(m.record, Date) and m.score >= NEARLY_BEST * fitting[0].score]
    dates = [m.record for m in near if isinstance(m.record, Date)]
    if not dates or span(stated.value) is None:
        return _open(statement, "no date of the sources fits it", bench)
    if span(dates[0].value) is None:
        return _open(statement, f"the source says {dates[0].text}", bench, dates[0])
    if (agreeing := next((date for date in dates if _agree(stated, date)), None)) is not None:
        return _made(statement, "supported", f"the source says {agreeing.text}", bench, agreeing)
    return _made(statement, "refuted", f"the source says {dates[0].text}", bench, dates[0], reason="other_period")


def _agree(stated: Date, source: Date) -> bool:
    mine, theirs = span(stated.value), span(source.value)
    if source.value.startswith(stated.value) or stated.value.startswith(source.value):
        return True
    return mine is not None and theirs is not None and "/" in source.value and overlap(mine, theirs)


def _change(statement: Statement, bench: Bench) -> Claim:
    """A change without numbers: the two figures of a comparison decide, or of a change that a report states."""
    result = ask(statement.question, bench.sources, documents=bench.documents)
    if len(result.operands) == 2:
        before, after = sorted(result.operands, key=lambda o: span(o.period) or (0, 0))
        return _changed(
            statement, (before.value, after.value), (before.text, after.text), (before.citation, after.citation)
        )
    matches = evidence(statement.question, bench.sources, bench.documents)
    for m in (m for m in matches if m.score >= FLOOR or (m.against == "status" and close(m))):
        for row in bench.changes(m.record):
            if row.holds and row.before is not None and row.after is not None:
                return _changed(
                    statement, (row.before, row.after), (str(row.before), str(row.after)), row.citations[:2]
                )
    return _open(statement, "no two figures of the sources tell of the change", bench)


def _changed(
    statement: Statement, values: tuple[AnswerValue, AnswerValue], said: tuple[str, str], cited: tuple[Citation, ...]
) -> Claim:
    holds = change_agrees(statement, *values)
    message = f"the source says {said[0]} and then {said[1]}"
    verdict: ClaimVerdict = (
        "not_enough_info" if holds is None else "supported" if holds != statement.denied else "refuted"
    )
    return _claim(statement, verdict, message, cited, "other_value" if verdict == "refuted" else None)


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
