"""Laws of interval arithmetic."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_qa.checking.intervals import Interval, exact, rounded

numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=3)
intervals = st.tuples(numbers, numbers).map(lambda ends: Interval(min(ends), max(ends)))


@given(intervals, intervals, st.data())
def test_arithmetic_keeps_every_number_inside(a: Interval, b: Interval, data: st.DataObject) -> None:
    x = data.draw(st.sampled_from([a.low, a.high, (a.low + a.high) / 2]))
    y = data.draw(st.sampled_from([b.low, b.high, (b.low + b.high) / 2]))
    for result, value in ((a + b, x + y), (a - b, x - y), (a * b, x * y)):
        assert result.low <= value <= result.high
    if not b.low <= 0 <= b.high:
        quotient = a / b
        slack = Decimal(10) ** -18
        assert quotient.low - slack <= x / y <= quotient.high + slack


@given(intervals, intervals)
def test_meeting_is_mutual_and_reflexive(a: Interval, b: Interval) -> None:
    assert a.meets(b) == b.meets(a)
    assert a.meets(a)


@given(intervals)
def test_a_divisor_that_may_be_zero_is_refused(a: Interval) -> None:
    with pytest.raises(ZeroDivisionError):
        _ = a / Interval(Decimal(-1), Decimal(1))


@pytest.mark.parametrize(
    ("value", "step", "low", "high"),
    [(40, 1, "39.5", "40.5"), (67.6, 0.1, "67.55", "67.65"), (1300000, 100000, "1250000", "1350000")],
)
def test_a_printed_number_stands_for_its_step(value: float, step: float, low: str, high: str) -> None:
    assert rounded(value, step) == Interval(Decimal(low), Decimal(high))


def test_exact_is_exact() -> None:
    assert exact(0.1) + exact(0.2) == exact(0.3)
