"""Money whose name several countries share: "pesos" and a bare "$" are those of the country that the text names most.

Where the text names none of them, or two equally often, the amount stays what it was: ISO 4217's "XXX", or US dollars.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.rulebook import load

NAMED = re.compile(r"\bpesos?$", re.IGNORECASE)
BARE = re.compile(r"(?<![\w$])\$[ \u00a0]?[0-9]")
OTHER = re.compile(r"\b(?:US ?\$|U\$S|USD|d[óo]lar|pesos?\b)", re.IGNORECASE)
"""What shows that a bare sign is no US dollar: another sign for that, or the name of the money."""


def settle(text: str, quantities: Sequence[Quantity], spanish: bool) -> None:
    """Gives amounts in pesos, and in Spanish those behind a bare "$", the currency of the text's country."""
    pesos = [q for q in quantities if q.unit == "XXX" and NAMED.search(text, q.core_start, q.core_end)]
    signs = [q for q in quantities if spanish and q.unit == "USD" and BARE.match(text, q.core_start)]
    if not pesos and not (signs and OTHER.search(text)):
        return
    if (unit := _country(text)) is not None:
        for quantity in [*pesos, *signs] if OTHER.search(text) else pesos:
            quantity.unit = unit


def _country(text: str) -> str | None:
    """The currency of the country that is named most often, or None."""
    named: dict[str, int] = {}
    for country, unit in load("any/money.toml").tables["pesos"].items():
        named[unit] = named.get(unit, 0) + text.count(country)
    ranked = sorted(named.items(), key=lambda row: -row[1])
    return ranked[0][0] if ranked[0][1] > ranked[1][1] else None
