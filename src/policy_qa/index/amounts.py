"""Numbers and years as typed into a query."""

from __future__ import annotations

import re
from typing import NamedTuple

from policy_qa.index.words import SCALES, fold, tokens

_CURRENCIES = {"$": "usd", "€": "eur", "£": "gbp", "s/": "pen"}
_SHAPE = re.compile(r"(?P<minus>[-−])?(?P<sign>\$|€|£|s/\.?)?\s?(?P<body>\d.*)\Z", re.DOTALL)
_PLAIN = re.compile(r"\d+(?:\.\d+)?%?\Z")
_YEAR = re.compile(r"\d{4}\Z")


class Amount(NamedTuple):
    """The values that a printed number may stand for, and the unit printed with it."""

    values: tuple[float, ...]
    unit: str | None


def read_number(text: str) -> Amount | None:
    """A number in any printed form: "1,003", "1.3 million", "5%", "$ 300"; None where it is none.

    "1.003" stands for 1.003 and for 1003: both decimal marks are in use.
    """
    shape = _SHAPE.match(fold(text.strip()))
    if not shape:
        return None
    found = tokens(shape["body"], "")
    keys = found[0].keys if found else ()
    if not keys or not all(_PLAIN.match(key) for key in keys):
        return None
    if len(found) > 1 and " ".join(word.surface for word in found[1:]) not in SCALES:
        return None
    percent = keys[0].endswith("%")
    values = tuple((-1 if shape["minus"] else 1) * float(key.rstrip("%")) for key in keys)
    return Amount(values, "%" if percent else _CURRENCIES.get((shape["sign"] or "").rstrip(".")))


def read_years(text: str) -> int | None:
    """A year of four digits, else None."""
    return int(text) if _YEAR.match(text) and text.isascii() else None
