"""Steps: the row of a change, its two values against the direction, the difference and the multiple that are said."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from policy_qa.checking.intervals import FAR, Interval, decimal, exact, of, shown
from policy_qa.checking.rows import cite, judged, places
from policy_qa.domain.checks import Check, CheckVerdict
from policy_qa.domain.records import Figure
from policy_qa.domain.sources import Document

LOOSE, NEARLY = Decimal("0.125"), Decimal("0.25")
"""How far a multiple in words may be off, as a share of it: "doubled" is 1.75 to 2.25 times, "nearly" from 1.5."""


class Multiple(NamedTuple):
    """How many times as much the words make it; `loosened` is "", "over" or "nearly"."""

    factor: float
    words: str
    loosened: str

    @property
    def bounds(self) -> Interval:
        """The ratios that the words may stand for."""
        exactly = Decimal(str(self.factor))
        if self.loosened == "over":
            return Interval(exactly * Decimal("0.995"), FAR) if exactly > 1 else Interval(Decimal(0), exactly)
        if self.loosened == "nearly":
            return Interval(exactly * (1 - NEARLY), exactly * (1 + LOOSE))
        return Interval(exactly * (1 - LOOSE), exactly * (1 + LOOSE))


def change(
    document: Document,
    text: str,
    before: Figure,
    after: Figure,
    said: int,
    growth: Figure | None,
    multiple: Multiple | None,
) -> Check:
    """Two values of one measure against what is said of them.

    `said` is the direction (+1, -1, 0 where none is), `growth` the percentage or amount, `multiple` how many times.
    """
    first, second = of(before), of(after)
    rises = decimal(after.value) - decimal(before.value)
    holds = said == 0 or (second.high > first.low if said > 0 else second.low < first.high)
    verb = "rises" if rises > 0 else "falls" if rises < 0 else "stays the same"
    message = f"from {before.text} to {after.text} it {verb}"
    used, computed, exactly = [before, after], shown(rises), True
    if not holds:
        message += f"; the report says it {'rises' if said > 0 else 'falls'}"
    elif growth is not None and first.low > 0:
        used.append(growth)
        bounds, computed = _grown(before, after, growth)
        holds = bounds.meets(of(growth))
        unit = "%" if growth.label == "PERCENT" and before.label != "PERCENT" else ""
        message += (
            f" by {shown(Decimal(str(computed)), places(growth))} {unit}".rstrip() + f"; the report says {growth.text}"
        )
    elif multiple is not None and first.low > 0:
        ratio = second / first
        holds, exactly = ratio.meets(multiple.bounds), ratio.meets(exact(multiple.factor))
        message += f", {shown(decimal(after.value) / decimal(before.value))} times; the report says {multiple.words!r}"
    verdict: CheckVerdict = judged(holds, used)
    return Check(
        type="change",
        document=document.id,
        link="sentence",
        verdict="consistent_coarser" if holds and not exactly else verdict,
        holds=holds,
        message=message,
        before=before.value,
        after=after.value,
        direction="increase" if (said or rises) >= 0 else "decrease",
        reported=growth.value if growth is not None and len(used) == 3 else None,
        computed=computed,
        records=tuple(dict.fromkeys(f.id for f in used)),
        citations=tuple(cite(document, text, f) for f in used),
    )


def _grown(before: Figure, after: Figure, growth: Figure) -> tuple[Interval, float]:
    """By how much it grew or shrank, in the terms of what is said: hundredths of what was before, or the difference."""
    first, second = of(before), of(after)
    rises = abs(decimal(after.value) - decimal(before.value))
    if growth.label == "PERCENT" and before.label != "PERCENT":
        return _absolute(((second - first) / first).scaled(100)), shown(rises * 100 / decimal(before.value))
    return _absolute(second - first), shown(rises)


def _absolute(interval: Interval) -> Interval:
    if interval.low >= 0:
        return interval
    if interval.high <= 0:
        return Interval(-interval.high, -interval.low)
    return Interval(Decimal(0), max(-interval.low, interval.high))
