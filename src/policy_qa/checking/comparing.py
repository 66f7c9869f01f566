"""Comparing a stated value with what a source says: equal, equal when rounded, open, or another."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum

from policy_qa.checking.intervals import Interval, decimal, exact, marked_rounded, rounded
from policy_qa.checking.ratios import leading_number
from policy_qa.checking.scene import is_ratio
from policy_qa.checking.statements import Statement
from policy_qa.domain.answers import AnswerValue
from policy_qa.domain.records import Figure
from policy_qa_extractors.rulebook import load

LOOSE = Decimal("0.05")
"""How far "about" may reach, as a share of the value."""


class Agreement(Enum):
    """How a stated value stands to the source's."""

    SAME = "same"
    ROUNDED = "rounded"
    OPEN = "open"
    OTHER = "other"


def agreement(stated: Figure, source: Figure) -> Agreement:
    """How a stated figure agrees with a source's; units must be equal, but shares and percentages are one."""
    if not _same_unit(stated, source):
        return Agreement.OTHER
    mine, theirs = _share(stated), _share(source)
    if stated.qualifier in ("over", "at_least", "under", "at_most"):
        return _bound(stated, mine, source, theirs)
    if mine == theirs:
        return Agreement.OPEN if source.qualifier in ("over", "under") else Agreement.SAME
    if source.qualifier in ("over", "at_least"):
        return Agreement.OPEN if mine > theirs else Agreement.OTHER
    if source.qualifier in ("under", "at_most"):
        return Agreement.OPEN if mine < theirs else Agreement.OTHER
    if _reach(stated, mine).meets(exact(theirs)) or (
        marked_rounded(source) and rounded(source.value, source.precision or 1).meets(exact(mine))
    ):
        return Agreement.ROUNDED
    return Agreement.OTHER


def _bound(stated: Figure, mine: Decimal, source: Figure, theirs: Decimal) -> Agreement:
    """ "more than 50" is borne out by 57, and by "over 50" itself."""
    if stated.qualifier == source.qualifier and mine == theirs:
        return Agreement.SAME
    upward = stated.qualifier in ("over", "at_least")
    if source.qualifier in ("under", "at_most") if upward else source.qualifier in ("over", "at_least"):
        return Agreement.OPEN
    strict = stated.qualifier in ("over", "under")
    beyond = theirs > mine if upward else theirs < mine
    return Agreement.SAME if beyond or (theirs == mine and not strict) else Agreement.OTHER


def _reach(stated: Figure, value: Decimal) -> Interval:
    """What a stated number may stand for: its printed step; "about" reaches a twentieth of the value each way."""
    step = decimal(stated.precision if stated.precision is not None else 1)
    whole = stated.label == "CARDINAL" and step == 1 and value == value.to_integral_value()
    half = Decimal(0) if whole and stated.qualifier != "approximately" else step / 2
    if stated.qualifier == "approximately":
        half = max(half, abs(value) * LOOSE)
    return Interval(value - half, value + half)


def _share(figure: Figure) -> Decimal:
    """The value; of a fraction or "one in four" the percentage that it is."""
    value = decimal(figure.value)
    if figure.per is not None and is_ratio(figure) and (whole := leading_number(figure.per, figure.language)):
        return value * 100 / decimal(whole)
    if figure.label == "CARDINAL" and 0 < value < 1:
        return (value * 100).quantize(Decimal("0.01"))
    return value


def _same_unit(stated: Figure, source: Figure) -> bool:
    units = {"%" if _is_share(f) else f.unit for f in (stated, source)}
    return len(units) == 1


def _is_share(figure: Figure) -> bool:
    return figure.label == "CARDINAL" and (0 < figure.value < 1 or is_ratio(figure))


def change_agrees(statement: Statement, before: AnswerValue, after: AnswerValue) -> bool | None:
    """Whether two values bear out the change that a statement states in words; None where they can't tell."""
    if not isinstance(before, int | float) or not isinstance(after, int | float) or before <= 0:
        return None
    ratio = after / before
    table = load(f"{statement.language}/claims.toml").tables["change"]["least"]
    text = statement.text.casefold()
    for words, bound in table.items():
        if words in text:
            return bool(ratio <= bound) if bound < 1 else bool(ratio >= bound)
    direction = load(f"{statement.language}/checks.toml").tables["direction"]
    up = any(re.search(rf"\b{word}\b", text) for word in direction["up"])
    down = any(re.search(rf"\b{word}\b", text) for word in direction["down"])
    if up == down:
        return None
    return ratio > 1 if up else ratio < 1
