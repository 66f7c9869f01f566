"""Money whose name several countries share: pesos, rupees, a bare "$" are the currency of the country named most.

Where the text names none of them, or two equally often, the amount stays what it was: ISO 4217's "XXX", or the currency
that most reports mean by the sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from policy_qa.domain.records import Language
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.tables import tables
from policy_qa_extractors.rulebook import load

SHARED = frozenset({"XXX", "INR", "GBP", "USD"})
"""What the names and signs are read as before the text's country is known."""
PLAIN = frozenset({"de", "of", "m", "mn", "bn", "tn", "k"})
"""Words before the name that say nothing of whose money it is."""
LAST_WORDS = re.compile(r"(?:([^\W\d_]+)[ -])?([^\W\d_]+)$")
SIGN = re.compile(r"([^\w\s]|[^\W\d_]{1,3}\.?)[ \u00a0]?[0-9]")
BARE = re.compile(r"(?<![\w$])\$[ \u00a0]?[0-9]")
OTHER = re.compile(r"\b(?:US ?\$|U\$S|USD|d[óo]lar|pesos?\b)", re.IGNORECASE)
"""What shows in Spanish that a bare sign is no US dollar: another sign for that, or the name of the money."""
APART = re.compile(r"\b(?:US ?\$|U\.S\. ?\$|USD\b|(?:US|U\.S\.|American) dollars?)")
"""The same in English."""


@dataclass(frozen=True, slots=True)
class Family:
    """Names and signs of money, and whose it is by country; `apart` where only what is told apart is not the US's."""

    named: frozenset[str]
    signs: frozenset[str]
    of: dict[str, str]
    apart: bool


def settle(text: str, quantities: Sequence[Quantity], language: Language) -> None:
    """Gives amounts in pesos, rupees and the like, and those behind a bare "$", the currency of the text's country."""
    held = [quantity for quantity in quantities if quantity.unit in SHARED]
    for family in _families():
        meant = [quantity for quantity in held if _means(text, quantity, family, language)]
        if meant and (not family.apart or APART.search(text)) and (unit := _country(text, family.of)) is not None:
            for quantity in meant:
                quantity.unit = unit
    if language == "es":
        _signs(text, [quantity for quantity in held if quantity.unit == "USD"])


def _signs(text: str, quantities: Sequence[Quantity]) -> None:
    """In Spanish a bare "$" is that of pesos where the text shows that it is no US dollar."""
    signs = [quantity for quantity in quantities if BARE.match(text, quantity.core_start)]
    if signs and OTHER.search(text) and (unit := _country(text, _families()[0].of)) is not None:
        for quantity in signs:
            quantity.unit = unit


@cache
def _families() -> tuple[Family, ...]:
    """The families of any/money.toml; pesos come first."""
    rows: dict[str, dict[str, Any]] = load("any/money.toml").tables["shared"]
    return tuple(
        Family(frozenset(row["named"]), frozenset(row.get("signs", ())), row["of"], row.get("apart", False))
        for row in rows.values()
    )


def _means(text: str, quantity: Quantity, family: Family, language: Language) -> bool:
    """Whether an amount is printed by a name of the family that nothing tells more of, or in its sign."""
    if family.signs and (language == "en" or not family.apart):
        sign = SIGN.match(text, quantity.core_start)
        if sign and sign[1] in family.signs and not text[quantity.core_start - 1 : quantity.core_start].isalnum():
            return True
    words = LAST_WORDS.search(text[quantity.core_start : quantity.core_end])
    if words is None or words[2].lower() not in family.named:
        return False
    before = (words[1] or "").lower()
    return not before or before in PLAIN or before in tables(language).words


def _country(text: str, countries: dict[str, str]) -> str | None:
    """The currency of the country that is named most often, or None."""
    named: dict[str, int] = {"": 0}
    for country, unit in countries.items():
        named[unit] = named.get(unit, 0) + text.count(country)
    ranked = sorted(named.items(), key=lambda row: -row[1])
    return ranked[0][0] if ranked[0][1] > ranked[1][1] else None
