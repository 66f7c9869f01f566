"""A search query as a tree of frozen values, and its printed form.

`parse(str(query)) == query` for every query that `parse` gives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from policy_qa.index.words import Token, fold, tokens

_PLACE = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a number or a code in any printed form; only a number with its scale holds white space."""

    text: str
    at: int = _PLACE

    def words(self) -> list[Token]:
        """The words to look for, one after the other."""
        found = tokens(fold(self.text), "")
        return found[:1] if " " in self.text else found

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one after the other."""

    text: str
    at: int = _PLACE

    def words(self) -> list[Token]:
        """The words to look for, one after the other."""
        return tokens(fold(self.text), "")

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words, as printed, that begin so."""

    text: str
    at: int = _PLACE

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words, as printed, with the same first letter and at most one other added, left out, changed or swapped."""

    text: str
    at: int = _PLACE

    def __str__(self) -> str:
        return f"{self.text}~"


@dataclass(frozen=True, slots=True)
class Range:
    """From low to high; a side that is empty is open, a strict side is itself left out."""

    low: str = ""
    high: str = ""
    low_strict: bool = False
    high_strict: bool = False
    at: int = _PLACE

    def __str__(self) -> str:
        if self.low_strict or self.high_strict or not (self.low and self.high):
            side = f"{'>' if self.low_strict else '>='}{self.low}" if self.low else ""
            other = f"{'<' if self.high_strict else '<='}{self.high}" if self.high else ""
            return side or other
        return f":[{self.low} TO {self.high}]"


Operand: TypeAlias = Word | Phrase | Prefix | Fuzzy | Range


@dataclass(frozen=True, slots=True)
class Field:
    """What a field must hold."""

    name: str
    operand: Operand
    at: int = _PLACE

    def __str__(self) -> str:
        return f"{self.name}{self.operand}" if isinstance(self.operand, Range) else f"{self.name}:{self.operand}"


@dataclass(frozen=True, slots=True)
class Not:
    """All but these."""

    part: Query

    def __str__(self) -> str:
        return f"NOT {_inside(self.part)}"


@dataclass(frozen=True, slots=True)
class And:
    """What fits every part."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " ".join(_inside(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """What fits any part."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " OR ".join(_inside(part) for part in self.parts)


Query: TypeAlias = Word | Phrase | Prefix | Fuzzy | Field | Not | And | Or


def _inside(part: Query) -> str:
    return f"({part})" if isinstance(part, And | Or) else str(part)
