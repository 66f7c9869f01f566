"""Currencies printed as one letter: "K177.9 billion", "R1.2bn", "Q5 millones".

A letter before digits is most often a code ("Q4", "R2"). It is money where the text prints it before millions at least
once; whose money it is, the country named in the text says, else ISO 4217's "XXX" stands.
"""

from __future__ import annotations

import re

from policy_qa_extractors.figures.tables import Tables

AMOUNT = re.compile(
    r"([KRPLQNDG])\.? ?[0-9][0-9.,]{0,12} ?"
    r"(?:million|billion|trillion|millones|mil millones|mill[oó]n|bill[oó]n|billones|bn|mn|m)(?!\w)"
)
FREE = " \n\u00a0(*“\"'"


class Letters:
    """The letters that stand for money in one text, worked out when the first is met."""

    def __init__(self, text: str, words: Tables) -> None:
        self.text = text
        self.countries = words.letters
        self.found: dict[str, str] | None = None

    def unit(self, letter: str, dotted: bool = False) -> str | None:
        """The currency that a letter stands for in this text, or None; with a dot only where the country is named."""
        if letter not in self.countries:
            return None
        if self.found is None:
            text = self.text
            met = {m[1] for m in AMOUNT.finditer(text) if m.start() == 0 or text[m.start() - 1] in FREE}
            self.found = {letter: self.of(letter) or "XXX" for letter in sorted(met)}
        found = self.found.get(letter)
        return None if dotted and found == "XXX" else found

    def of(self, letter: str) -> str | None:
        """The currency that the country named in the text prints as this letter."""
        rows = self.countries.get(letter, {})
        return next((unit for country, unit in rows.items() if country in self.text), None)
