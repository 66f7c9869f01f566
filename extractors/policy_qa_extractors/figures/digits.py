"""Numbers in digits: groups, decimal mark, printed step.

Which of `,` and `.` is the decimal mark is decided by the document: unambiguous numbers ("26.7", "1,234,567") vote.
Where none votes, both group thousands in Spanish (Peru prints both), and English reads `.` as decimal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal, TypeAlias

from policy_qa.domain.records import Language

Mark: TypeAlias = Literal[".", ",", ""]

PIECE = re.compile(r"([0-9]+)( [,.] |, |[.,'’\u00a0 ])?")
MARKED = re.compile(r"[0-9](?<![0-9][0-9])[0-9]*[.,][0-9.,]*[0-9]")
"""Begins at the first digit of a run alone, so that a run is read once however long it is."""
POINT = re.compile(r"[0-9]+(?:,[0-9]{3})*\.(?:[0-9]{1,2}|[0-9]{4,9})|[0-9]{1,3}(?:,[0-9]{3}){2,9}")
COMMA = re.compile(r"[0-9]+(?:\.[0-9]{3})*,(?:[0-9]{1,2}|[0-9]{4,9})|[0-9]{1,3}(?:\.[0-9]{3}){2,9}")
SIMPLE = re.compile(r"[0-9]{1,24}(?![0-9]|[.,'’\u00a0 ][0-9]|, [0-9]| [,.] ?[0-9])")
EXPONENT = re.compile(
    r"(?P<power>\^[-−]?[0-9]{1,2}(?!\w))|(?:[eE]|[ \u00a0]?[x×][ \u00a0]?10\^?)(?P<tens>[-−+]?[0-9]{1,2})(?![\w])"
)
LAKH = re.compile(r"[0-9]{1,2}(?:,[0-9]{2}){1,6},[0-9]{3}(?:\.[0-9]{1,9})?(?![0-9,])")
MILLIONS = re.compile(r"([0-9]{1,3}['’´](?:[0-9]{3}[,.]){1,2}[0-9]{3})(?:[.,]([0-9]{1,2}))?(?![0-9]|[.,'’][0-9])")
"""An apostrophe for the millions and a mark for the thousands, as Peru prints: "1'234,567.89"."""
TORN = re.compile(r"(?: ,([0-9]{2})|, ([0-9]{2})(?= \())(?![0-9])")
NUMBER_BEFORE = re.compile(r"(?<![.,][0-9])[0-9][^\n]?\Z")
"""A number right before a group parted by a space; one that ends with its own decimals is closed."""
LARGEST, CENTS = 300, 2
ONE = Decimal(1)
PERCENT = re.compile(r" ?(?:%|percent\b|per cent\b|por ciento\b)")
LISTED = re.compile(r"([0-9]+)(?:,| and| or| y| o)? $")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
NEXT_WORD = re.compile(r" (?!and\b|or\b|y\b|e\b|o\b)[^\W\d]{2,}")


@dataclass(frozen=True, slots=True)
class Digits:
    """A number in digits: view offsets, value, and the step as printed ("1.30" has 0.01)."""

    start: int
    end: int
    value: Decimal
    step: Decimal


class Reader:
    """Reads numbers in digits in one text."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language

    @cached_property
    def mark(self) -> Mark:
        """The decimal mark that the document's unambiguous numbers vote for; "" where they don't."""
        numbers = MARKED.findall(self.text)
        point = sum(POINT.fullmatch(number) is not None for number in numbers)
        comma = sum(COMMA.fullmatch(number) is not None for number in numbers)
        return "" if point == comma else "." if point > comma else ","

    def read(self, start: int) -> Digits:
        """The number that starts with the digit at `start`."""
        if simple := SIMPLE.match(self.text, start):
            return self._raised(Digits(start, simple.end(), Decimal(simple[0]), ONE))
        if mixed := MILLIONS.match(self.text, start):
            whole, decimals = re.sub(r"\D", "", mixed[1]), mixed[2] or ""
            value = Decimal(f"{whole}.{decimals}") if decimals else Decimal(whole)
            return Digits(start, mixed.end(), value, Decimal(1).scaleb(-len(decimals)))
        if lakh := LAKH.match(self.text, start):
            return Digits(start, lakh.end(), Decimal(lakh[0].replace(",", "")), ONE)
        return self._raised(self._read(start))

    def _raised(self, number: Digits) -> Digits:
        """The number with a power or an exponent behind it, where there is one: "6.2e3", "2^5", "4.3 × 10−8"."""
        found = EXPONENT.match(self.text, number.end)
        if found is None:
            return number
        power = int((found["power"] or found["tens"]).lstrip("^").replace("−", "-"))
        try:
            value = number.value**power if found["power"] else number.value.scaleb(power)
        except ArithmeticError:
            return number
        if abs(value.adjusted()) > LARGEST:
            return number
        return Digits(number.start, found.end(), value, number.step if found["power"] else number.step.scaleb(power))

    def _read(self, start: int) -> Digits:
        pieces = [(m[1], m[2] or "", m.end(1)) for m in self._pieces(start)]
        groups = self._groups(pieces, start)
        whole = "".join(text for text, _, _ in pieces[: groups + 1])
        _, mark, end = pieces[groups]
        if groups and pieces[0][1] in " \u00a0" and (torn := TORN.match(self.text, end)):
            return Digits(start, torn.end(), Decimal(f"{whole}.{torn[1] or torn[2]}"), Decimal("0.01"))
        rest = pieces[groups + 1][0] if groups + 1 < len(pieces) else ""
        if rest and self._decimal(mark.strip(), len(mark), groups, pieces, groups + 1):
            end = pieces[groups + 1][2]
            return Digits(start, end, Decimal(f"{whole}.{rest}"), Decimal(1).scaleb(-len(rest)))
        return Digits(start, end, Decimal(whole), ONE)

    def _pieces(self, start: int) -> list[re.Match[str]]:
        """Up to nine groups of digits and what parts them."""
        found: list[re.Match[str]] = []
        position = start
        while len(found) < 9 and (piece := PIECE.match(self.text, position)):
            found.append(piece)
            if piece[2] is None or not self.text[piece.end() : piece.end() + 1].isdigit():
                break
            position = piece.end()
        return found

    def _groups(self, pieces: list[tuple[str, str, int]], start: int) -> int:
        """How many groups of three belong to the number behind its first digits."""
        first, sign, _ = pieces[0]
        count = 0
        while (
            count + 1 < len(pieces)
            and pieces[count][1] == sign
            and len(pieces[count + 1][0]) == 3
            and (sign not in " \u00a0" or self.text[pieces[count + 1][2] : pieces[count + 1][2] + 1] not in "/-")
        ):
            count += 1
        if count + 1 < len(pieces) and pieces[count][1] == sign and sign in ",." and len(pieces[count + 1][0]) > 3:
            count = 0
        if not count or len(first) > 3 or (first[0] == "0" and not (len(first) == 1 and sign == "")):
            return 0
        return count if self._grouping(sign, count, pieces, start) else 0

    def _grouping(self, sign: str, count: int, pieces: list[tuple[str, str, int]], start: int) -> bool:
        """Whether `sign` groups thousands here."""
        if sign in ("'", "’"):
            return True
        if sign in (",", "."):
            other = count + 1 < len(pieces) and pieces[count][1] in ",." and pieces[count][1] != sign
            return count > 1 or other or self._thousands(sign)
        if sign in ("\u00a0", " "):
            return self._spaced(sign, count, pieces, start)
        return sign in (", ", " , ") and count == 1 and self._repaired(pieces, start)

    def _thousands(self, sign: str) -> bool:
        """Whether one group of three behind `sign` is thousands rather than decimals."""
        if self.mark:
            return sign != self.mark
        return sign == "," or self.language == "es"

    def _spaced(self, sign: str, count: int, pieces: list[tuple[str, str, int]], start: int) -> bool:
        if count < 2 and NUMBER_BEFORE.search(self.text[max(start - 4, 0) : start]):
            return False
        return sign == "\u00a0" or count > 1 or self.language == "es" or pieces[1][0] == "000"

    def _repaired(self, pieces: list[tuple[str, str, int]], start: int) -> bool:
        """Whether "322, 862 women" is one number: three digits, a noun right behind, and no list around."""
        end = pieces[1][2]
        before = self.text[max(start - 12, 0) : start]
        listed = LISTED.search(before)
        if listed is not None and not YEAR.fullmatch(listed[1]):
            return False
        return bool(NEXT_WORD.match(self.text, end)) and len(pieces) == 2

    def _decimal(self, sign: str, width: int, groups: int, pieces: list[tuple[str, str, int]], place: int) -> bool:
        """Whether the piece at `place` holds the decimals."""
        if sign not in (",", ".") or not sign or width not in (1, 3):
            return False
        if width == 3 and sign != ".":
            return False
        if place + 1 < len(pieces) and pieces[place][1] in (".", ","):
            return pieces[place][1] == "," and sign == "." and len(pieces[place + 1][0]) != 3
        if groups:
            return pieces[0][1] != sign or (len(pieces[place][0]) == CENTS and place + 1 == len(pieces))
        if sign == "." or self.language == "es":
            return True
        return self.mark == "," or bool(PERCENT.match(self.text, pieces[place][2]))
