"""Changes and comparisons: two figures of one measure, both cited; differences are computed in Decimal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from policy_qa.answering.answers import answer_to, operand_of
from policy_qa.answering.confidence import FLOOR
from policy_qa.answering.frame import Question, Term
from policy_qa.answering.matching import Match
from policy_qa.answering.periods import own_span
from policy_qa.answering.task import Task
from policy_qa.answering.thesaurus import contrasts, sides
from policy_qa.answering.verdict import becomes, decide, refused, same_measure, same_series
from policy_qa.domain.answers import AskResult, Operand
from policy_qa.domain.records import Figure, Record

EASED = 0.8
OF_THE_YEAR = 0.9


def compare(task: Task, records: Sequence[Record]) -> AskResult:
    """Both figures of a change or comparison; where they can't be found, the answer that one record gives, if any."""
    figures = [r for r in records if isinstance(r, Figure)]
    questions = variants(task.question)
    of_any_year = task.ranked(figures, replace(task.question, years=None, year_pair=None))
    if questions:
        found = _one_each(task, figures, of_any_year, questions)
        if found:
            return _compared(task, found)
    matches = task.of_years(of_any_year, task.question)
    if questions:
        if task.question.form == "difference":
            stated = decide(task, [m for m in matches if isinstance(m.record, Figure) and m.record.direction])
            if stated.answer is not None:
                return stated
        missing = " or ".join(q.period or q.focus for q in questions)
        return refused(task, matches, f"Both figures are needed, for {missing}. ")
    if task.question.form == "difference":
        return decide(task, [m for m in matches if isinstance(m.record, Figure) and m.record.direction])
    pair = _from_to(matches) or _series(matches)
    if pair:
        return _compared(task, pair)
    return decide(task, matches)


def variants(question: Question) -> tuple[Question, ...]:
    """The question once for each side of the comparison: two years, a year and the one before, or two groups."""
    if question.year_pair:
        return tuple(replace(question, years=(year, year), year_pair=None) for year in question.year_pair)
    if question.years and question.time == "year_before":
        year = question.years[1]
        return tuple(replace(question, years=(y, y)) for y in (year, year - 1))
    for group, both in question.sides["populations"].items():
        if len(both) == 2:
            return _by_side(question, group)
    return ()


def _by_side(question: Question, group: int) -> tuple[Question, ...]:
    """One question for each side of a contrast, in the order of the question's words."""
    known = contrasts("populations")
    order: list[int] = []
    for stem in question.stems:
        order += [side for g, side in known.get((stem,), ()) if g == group and side not in order]
    found = []
    for side in order:
        others = {s for s in order if s != side}
        kept = tuple(
            replace(t, role="head") if _on(t, group, {side}) else t for t in question.terms if not _on(t, group, others)
        )
        here = {group: {side}}
        found.append(replace(question, terms=kept, sides={**question.sides, "populations": here}, counted_sides=here))
    return tuple(found)


def _on(term: Term, group: int, wanted: set[int]) -> bool:
    """Whether a term stands on one of some sides of a group of contrasts."""
    return bool(sides(term.ways[0].phrase, "populations").get(group, set()) & wanted)


def _one_each(
    task: Task, figures: Sequence[Figure], of_any_year: Sequence[Match], questions: Sequence[Question]
) -> list[Match]:
    """For each question its best match, all of one measure; empty where one is missing."""
    if len({question.terms for question in questions}) > 1:
        return _side_by_side([_fitting(task.ranked(figures, question), question) for question in questions])
    rows = [_fitting(task.of_years(of_any_year, question), question) for question in questions]
    best: list[Match] = []
    for row in rows:
        others = [m for m in row if not best or (_goes_with(m, best[0]) and m.record.id != best[0].record.id)]
        if not others:
            return []
        best.append(min(others, key=lambda m: (bool(best) and m.scene.start != best[0].scene.start, -m.score)))
    return best


def _fitting(matches: Sequence[Match], question: Question) -> list[Match]:
    found = [m for m in matches if m.against is None and m.score >= EASED * FLOOR]
    return [m for m in found if not question.years or m.period >= OF_THE_YEAR]


def _side_by_side(rows: Sequence[Sequence[Match]]) -> list[Match]:
    """Figures of two groups that one sentence sets side by side, the best such pair; groups of different sentences are
    not compared, because nothing says that they are parts of one whole.
    """
    first, second = rows[0], rows[-1]
    pairs = [
        (a, b)
        for a in first
        for b in second
        if a.record.id != b.record.id
        and (a.record.document, a.scene.start) == (b.record.document, b.scene.start)
        and _unit(a) == _unit(b)
    ]
    return list(max(pairs, key=lambda pair: min(pair[0].score, pair[1].score), default=()))


def _goes_with(m: Match, first: Match) -> bool:
    same_sentence = (m.record.document, m.scene.start) == (first.record.document, first.scene.start)
    return same_measure(m.record, first.record) or (same_sentence and _unit(m) == _unit(first))


def _unit(m: Match) -> str | None:
    return m.record.unit if isinstance(m.record, Figure) else None


def _from_to(matches: Sequence[Match]) -> list[Match]:
    """The best match with the figure that its sentence joins to it: "grew from 3 to 5"."""
    best = next((m for m in matches if m.against is None and m.score >= EASED * FLOOR), None)
    if best is None:
        return []
    for m in matches:
        first, second = sorted((m, best), key=lambda x: x.record.start)
        if becomes(first, second):
            return [first, second]
    return []


def _series(matches: Sequence[Match]) -> list[Match]:
    """The best match and another of its series, the earlier first."""
    fitting = [m for m in matches if m.against is None and m.score >= EASED * FLOOR]
    for m in fitting[1:]:
        if same_series(m, fitting[0]):
            return sorted((fitting[0], m), key=lambda x: own_span(x.record) or (0, 0))
    return []


def _compared(task: Task, found: Sequence[Match]) -> AskResult:
    operands = tuple(operand_of(m.record, m.scene, task.scenes) for m in found)
    first, second = (Decimal(str(o.value)) for o in operands[:2])
    by_time = bool(found[0].record != found[1].record and task.question.form != "difference") or _timed(found)
    before, after = (first, second) if not by_time or _in_order(found) else (second, first)
    change = after - before if by_time else first - second
    share = percentage(change, before) if by_time else None
    derived = task.question.form == "difference"
    wants_percent = task.question.wants == "PERCENT" and operands[0].unit != "%"
    answer = answer_to(found[0].record, found[0].scene, task.scenes)
    shown = f"{_said(operands[0])}; {_said(operands[1])}; {_signed(change)}"
    if share is not None and operands[0].unit != "%":
        shown += f" ({_signed(share)} %)"
    value: int | float | tuple[int | float | str, ...] = tuple(_number(Decimal(str(o.value))) for o in operands)
    if derived:
        value = _number(abs(share if wants_percent and share is not None else change))
        shown = f"{value}{' %' if wants_percent else ''}: {shown}"
    update = {"text": shown[:240], "value": value, "record": None, "period": None}
    if wants_percent and derived:
        update["unit"] = "%"
    return task.blank.model_copy(
        update={
            "outcome": "answered",
            "derived": derived,
            "answer": answer.model_copy(update=update),
            "operands": operands,
            "confidence": round(min(1.0, *(m.score for m in found)), 4),
        }
    )


def _timed(found: Sequence[Match]) -> bool:
    return own_span(found[0].record) != own_span(found[1].record)


def _in_order(found: Sequence[Match]) -> bool:
    return (own_span(found[0].record) or (0, 0)) <= (own_span(found[1].record) or (0, 0))


def percentage(change: Decimal, before: Decimal) -> Decimal | None:
    """The change as a percentage of what was before, to a tenth; None where there was nothing before."""
    return None if before == 0 else (100 * change / before).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _said(operand: Operand) -> str:
    text = operand.text + (f" ({operand.period})" if operand.period else "")
    return text if operand.period or not operand.measured_entity else f"{text} {operand.measured_entity[:60]}"


def _signed(number: Decimal) -> str:
    return f"{number.normalize():+,f}"


def _number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


__all__ = ["compare", "percentage", "variants"]
