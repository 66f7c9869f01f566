"""Numbers as readers see them."""

from __future__ import annotations


def grouped(number: float) -> str:
    """A number with a thin space between its groups of three, as in 44 318; up to 4 decimals."""
    printed = f"{number:,}" if isinstance(number, int) else f"{number:,.4f}".rstrip("0").rstrip(".")
    return printed.replace(",", "\u202f")


def percent(share: float) -> str:
    """A share from 0 to 1 as whole percent, without the sign."""
    return f"{round(100 * share)}"


def trimmed(number: float) -> str:
    """A number that may be whole, without a needless ".0"."""
    return grouped(int(number)) if number == int(number) else grouped(round(number, 2))
