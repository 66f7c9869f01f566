"""Fractions in words: "two thirds", "three twenty-firsts", "tres veinteavos", "dos millonésimas"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from policy_qa.domain.records import Language
from policy_qa_extractors.figures import trie
from policy_qa_extractors.rulebook import load

GAP = re.compile(r" - |[ -]")
PROPER = frozenset({2, 4})


@dataclass(frozen=True, slots=True)
class Part:
    """The lower part of a fraction: its value, where it ends, whether it is plural, and whether its first word is a
    number word of its own that a hyphen ties to it ("thirty-fifths")."""

    value: Decimal
    end: int
    plural: bool


class Parts:
    """Reads the names of fractions' lower parts in one language."""

    def __init__(self, language: Language) -> None:
        numbers = load(f"{language}/numbers.toml").tables
        self.names: dict[str, int] = numbers["fractions"]
        self.plurals = frozenset(numbers["plural_fractions"]["words"])
        self.tens: dict[str, int] = numbers["tens"]
        self.ends: dict[str, int] = numbers.get("fraction_ends", {})
        self.stems: dict[str, int] = {
            k: v for key in ("units", "teens", "tens", "hundreds") for k, v in numbers[key].items()
        }
        name = re.compile(f"({trie.pattern([*self.names, *self.plurals])})(?!\\w)", re.IGNORECASE)
        self.name = name
        self.compound = re.compile(
            f"({trie.pattern(self.tens)})[ -]({trie.pattern(numbers.get('ordinals', {'': 0}))})(s?)(?!\\w)",
            re.IGNORECASE,
        )
        self.ordinals: dict[str, int] = numbers.get("ordinals", {})
        self.long = (
            re.compile(rf"([^\W\d_]{{0,30}}?)({trie.pattern(self.ends)})(?!\w)", re.IGNORECASE) if self.ends else None
        )

    def at(self, text: str, start: int) -> Part | None:
        """The lower part that starts at `start`."""
        if found := self.name.match(text, start):
            name = found[1].lower()
            value = self.names.get(name)
            plural = name in self.plurals
            value = self.names[name.removesuffix("s")] if value is None else value
            return Part(Decimal(value), found.end(), plural)
        if self.ordinals and (found := self.compound.match(text, start)):
            value = self.tens[found[1].lower()] + self.ordinals[found[2].lower()]
            return Part(Decimal(value), found.end(), bool(found[3]))
        if self.long is not None and (found := self.long.match(text, start)):
            return self._long(found)
        return None

    def _long(self, found: re.Match[str]) -> Part | None:
        scale = self.ends[found[2].lower()]
        word = found[1].lower()
        stem = self._stem(word) or self._stem(f"{word}a") if word else (0 if scale == 1 else 1)
        if not stem:
            return None
        return Part(Decimal(stem) * scale, found.end(), found[2].lower().endswith("s"))

    def _stem(self, word: str) -> int:
        """The value of number words written as one: "treintaicinco"; 0 where they are none."""
        total, rest = 0, word
        for _ in range(4):
            if not rest:
                return total
            best = max((stem for stem in self.stems if rest.startswith(stem)), key=len, default="")
            if not best:
                return 0
            total, rest = total + self.stems[best], rest[len(best) :].removeprefix("i")
        return 0 if rest else total


@cache
def parts(language: Language) -> Parts:
    """The fractions of a language, loaded once."""
    return Parts(language)
