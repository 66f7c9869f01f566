"""Rows: a relation of figures, recomputed, with its verdict and the words that say it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from policy_qa.checking.intervals import Interval, Ratio, decimal, exact, marked_rounded, of, shown
from policy_qa.domain.checks import Check, CheckVerdict, Link
from policy_qa.domain.records import Figure, Number, Record
from policy_qa.domain.sources import Citation, Document, quoted

MOST_FITS = 12


def cite(document: Document, text: str, record: Record) -> Citation:
    """The sentence of a record, the record marked in it."""
    start, end = quoted(record.sentence, record.start, record.end)
    return Citation(
        document=document.id,
        title=document.title,
        start=start,
        end=end,
        quote=text[start:end],
        answer_start=record.start,
        answer_end=record.end,
        sha256=document.sha256,
    )


def judged(holds: bool, figures: Sequence[Figure]) -> CheckVerdict:
    """The verdict where arithmetic can tell; coarser where the text itself marks a number as rounded."""
    if not holds:
        return "inconsistent"
    return "consistent_coarser" if any(marked_rounded(f) for f in figures) else "consistent"


def is_share(part: Figure, whole: Figure, reported: Figure) -> bool:
    """Whether a percentage is the share of a part in a whole."""
    return of(whole).low > 0 and (of(part) / of(whole)).scaled(100).meets(of(reported))


def share(
    document: Document, text: str, part: Figure, whole: Figure, reported: Figure, link: Link, *, mismatch: bool = False
) -> Check | None:
    """part / whole against a reported percentage; None where the whole is zero."""
    try:
        bounds = (of(part) / of(whole)).scaled(100)
    except ZeroDivisionError:
        return None
    printed = of(reported)
    holds = bounds.meets(printed)
    computed = shown(decimal(part.value) * 100 / decimal(whole.value))
    near = shown(Decimal(str(computed)), places(reported))
    fits = _fitting(whole, printed)
    message = f"{part.text} of {whole.text} is {near} %; the report says {reported.text}"
    if not holds and fits:
        message += f"; {reported.text} of {whole.text} would be {_either(fits)}"
    if mismatch:
        message += f"; but {whole.measured_entity} are counted in the whole and {part.measured_entity} in the part"
    return Check(
        type="share",
        document=document.id,
        link=link,
        verdict="unit_mismatch" if mismatch else judged(holds, (part, whole, reported)),
        holds=holds,
        message=message,
        part=part.value,
        whole=whole.value,
        reported=reported.value,
        computed=computed,
        low=shown(bounds.low),
        high=shown(bounds.high),
        fits=fits,
        records=(part.id, whole.id, reported.id),
        citations=tuple(cite(document, text, f) for f in (part, whole, reported)),
    )


def ratio(document: Document, text: str, said: Ratio, reported: Figure) -> Check:
    """A ratio or fraction in words against the percentage that is said to be it."""
    stands_for, figure = said.hundredths, said.figure
    holds = stands_for.meets(of(reported))
    exactly = decimal(said.part) * 100 / decimal(said.whole)
    computed = shown(exactly)
    near = shown(Decimal(str(computed)), places(reported))
    off = not exact(exactly).meets(of(reported))
    verdict: CheckVerdict = "consistent_coarser" if holds and off else judged(holds, (figure, reported))
    return Check(
        type="share",
        document=document.id,
        link="sentence",
        verdict=verdict,
        holds=holds,
        message=f"{figure.text} is {near} %; the report says {reported.text}",
        part=said.part,
        whole=said.whole,
        reported=reported.value,
        computed=computed,
        low=shown(stands_for.low),
        high=shown(stands_for.high),
        records=(figure.id, reported.id),
        citations=(cite(document, text, figure), cite(document, text, reported)),
    )


def portion(document: Document, text: str, said: Ratio, whole: Figure, told: Figure) -> Check | None:
    """A ratio or fraction of a counted whole against the count that is said to be it; None where the whole is zero."""
    if of(whole).low <= 0:
        return None
    hundredths, figure = said.hundredths, said.figure
    holds = hundredths.meets((of(told) / of(whole)).scaled(100))
    computed = shown(decimal(told.value) * 100 / decimal(whole.value))
    return Check(
        type="share",
        document=document.id,
        link="sentence",
        verdict="consistent_coarser" if holds else "inconsistent",
        holds=holds,
        message=f"{told.text} of {whole.text} is {computed} %; the report says {figure.text}",
        part=told.value,
        whole=whole.value,
        reported=shown(decimal(said.part) * 100 / decimal(said.whole)),
        computed=computed,
        low=shown(hundredths.low),
        high=shown(hundredths.high),
        records=(told.id, whole.id, figure.id),
        citations=tuple(cite(document, text, f) for f in (told, whole, figure)),
    )


def total(
    document: Document, text: str, parts: Sequence[Figure], whole: Figure, link: Link, *, mismatch: bool = False
) -> Check:
    """The sum of the parts against the stated whole."""
    bounds = exact(0)
    for part in parts:
        bounds = bounds + of(part)
    holds = bounds.meets(of(whole))
    computed = shown(sum((decimal(p.value) for p in parts), Decimal(0)))
    listed = " + ".join(p.text for p in parts)
    message = f"{listed} is {computed:,}; the report says {whole.text}"
    if mismatch:
        message += f"; but {whole.measured_entity} are counted in the whole and {parts[0].measured_entity} in the parts"
    return Check(
        type="sum",
        document=document.id,
        link=link,
        verdict="unit_mismatch" if mismatch else judged(holds, (*parts, whole)),
        holds=holds,
        message=message,
        parts=tuple(p.value for p in parts),
        whole=whole.value,
        computed=computed,
        low=shown(bounds.low),
        high=shown(bounds.high),
        records=tuple(f.id for f in (*parts, whole)),
        citations=tuple(cite(document, text, f) for f in (*parts, whole)),
    )


def hundred(document: Document, text: str, parts: Sequence[Figure]) -> Check:
    """Percentages that are said to be all there are, against 100."""
    bounds = exact(0)
    for part in parts:
        bounds = bounds + of(part)
    holds = bounds.meets(exact(100))
    computed = shown(sum((decimal(p.value) for p in parts), Decimal(0)))
    return Check(
        type="sum",
        document=document.id,
        link="sentence",
        verdict=judged(holds, parts),
        holds=holds,
        message=f"{' + '.join(p.text for p in parts)} is {computed} %; together they should be 100 %",
        parts=tuple(p.value for p in parts),
        whole=100,
        computed=computed,
        low=shown(bounds.low),
        high=shown(bounds.high),
        records=tuple(f.id for f in parts),
        citations=tuple(cite(document, text, f) for f in parts),
    )


def subset(document: Document, text: str, part: Figure, whole: Figure, link: Link) -> Check:
    """A part can't be more than its whole."""
    holds = of(part).low <= of(whole).high
    relation = "is not more than" if holds else "is more than"
    return Check(
        type="subset",
        document=document.id,
        link=link,
        verdict=judged(holds, (part, whole)),
        holds=holds,
        message=f"{part.text}, said to be of {whole.text}, {relation} that",
        part=part.value,
        whole=whole.value,
        records=(part.id, whole.id),
        citations=(cite(document, text, part), cite(document, text, whole)),
    )


def places(figure: Figure) -> int:
    """One digit more than the report prints, so that the difference shows."""
    step = decimal(figure.precision if figure.precision is not None else 1)
    return max(0, -int(step.as_tuple().exponent)) + 1 if step < 1 else 1


def _fitting(whole: Figure, printed: Interval) -> tuple[Number, ...] | None:
    """The whole numbers whose share of the whole is as printed; None where there are none or too many to name."""
    size = decimal(whole.value)
    if size != size.to_integral_value():
        return None
    low = (printed.low * size / 100).to_integral_value(ROUND_CEILING)
    high = (printed.high * size / 100).to_integral_value(ROUND_FLOOR)
    if high < low or high - low >= MOST_FITS:
        return None
    return tuple(range(int(low), int(high) + 1))


def _either(values: Sequence[Number]) -> str:
    texts = [str(v) for v in values]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}"
