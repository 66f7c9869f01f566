"""Intervals of decimal numbers: what a printed number may stand for, and arithmetic that keeps the bounds.

A number printed with step s stands for [r - s/2, r + s/2]; a count printed in full is exact. Arithmetic is that of
R. E. Moore, Interval Analysis (1966), over `Decimal` with 28 digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from policy_qa.domain.records import Figure, Number

FAR = Decimal(10) ** 30
SMALL = 20
"""Up to this whole a ratio is a rounded way of speaking: "one in three" may be 35 %."""
LOOSE, LOOSER = Decimal("2.5"), Decimal(6)
"""How far such a ratio may be off, in points of a hundred; the second where the text says "about"."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval) -> Interval:
        """The quotients; raises ZeroDivisionError where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor may be zero")
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return self.low <= other.high and other.low <= self.high

    def widened(self, by: Decimal) -> Interval:
        """So much more at either end."""
        return Interval(self.low - by, self.high + by)

    def scaled(self, factor: int) -> Interval:
        """Every number times a positive factor."""
        return Interval(self.low * factor, self.high * factor)


def decimal(number: Number) -> Decimal:
    """The number as it would be printed, not as it is stored in binary."""
    return Decimal(str(number))


def exact(number: Number | Decimal) -> Interval:
    """The one number."""
    value = number if isinstance(number, Decimal) else decimal(number)
    return Interval(value, value)


def rounded(value: Number, step: Number) -> Interval:
    """What a number printed with this step may stand for."""
    half = decimal(step) / 2
    return Interval(decimal(value) - half, decimal(value) + half)


def marked_rounded(figure: Figure) -> bool:
    """Whether the text itself marks a figure as rounded: "about 40 %", "1.3 million"."""
    return figure.qualifier == "approximately" or (figure.precision is not None and figure.precision > 1)


def of(figure: Figure) -> Interval:
    """What a printed figure may stand for, its step and qualifier taken into account.

    "about" doubles the step; "over", "at least" and the like leave one end open (to 10^30).
    """
    step = figure.precision if figure.precision is not None else 1
    whole_count = figure.label == "CARDINAL" and step == 1 and figure.qualifier != "approximately"
    printed = exact(figure.value) if whole_count else rounded(figure.value, step)
    if figure.value_max is not None:
        printed = Interval(printed.low, rounded(figure.value_max, step).high)
    if figure.qualifier == "approximately":
        half = max(decimal(step), abs(decimal(figure.value)) / 20)
        return Interval(printed.low - half, printed.high + half)
    if figure.qualifier in ("over", "at_least"):
        return Interval(printed.low, FAR)
    if figure.qualifier in ("under", "at_most"):
        return Interval(-FAR, printed.high)
    return printed


@dataclass(frozen=True, slots=True)
class Ratio:
    """So much of so much, as a text says it: part 9 and whole 10, or part 0.5 and whole 1."""

    figure: Figure
    part: Number
    whole: Number

    @property
    def hundredths(self) -> Interval:
        """What it may stand for, in hundredths."""
        exactly = decimal(self.part) * 100 / decimal(self.whole)
        loose = self.figure.qualifier == "approximately"
        spare = (LOOSER if loose else LOOSE) if self.whole <= SMALL else Decimal("0.005") + (LOOSE if loose else 0)
        low, high = exactly - spare, exactly + spare
        if self.figure.qualifier in ("over", "at_least"):
            return Interval(exactly, Decimal(100))
        if self.figure.qualifier in ("under", "at_most"):
            return Interval(Decimal(0), exactly)
        return Interval(low, high)


def shown(value: Decimal, places: int = 2) -> Number:
    """The value rounded half to even to some places, as a JSON number: an int where it is whole."""
    short = value.quantize(Decimal(1).scaleb(-places)) if abs(value) < FAR else value
    return int(short) if short == short.to_integral_value() else float(short)
