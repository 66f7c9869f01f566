"""Sums: how the words of a number add up and multiply, in English and in Spanish."""

from __future__ import annotations

from decimal import Decimal

from policy_qa_extractors.figures.tables import NumberWord


class Sum:
    """A number in the making: parts that are closed by a scale, and the group that is still open."""

    def __init__(self) -> None:
        self.parts: list[Decimal] = []
        self.group: Decimal | None = None
        self.last = ""
        self.scale = Decimal(1)
        self.step = Decimal(1)
        self.tail = Decimal(0)
        self.joined = False

    def copy(self) -> Sum:
        other = Sum()
        other.parts, other.group, other.last = list(self.parts), self.group, self.last
        other.scale, other.step = self.scale, self.step
        other.tail, other.joined = self.tail, self.joined
        return other

    @property
    def value(self) -> Decimal:
        return sum(self.parts, Decimal(0)) + (self.group or 0)

    def take(self, word: NumberWord, join: str, english: bool) -> bool:
        """Whether the word goes on with the number; takes it if so."""
        if word.kind == "scale":
            return self._multiply(word.value, join)
        if not self._follows(word, join, english):
            return False
        self.group = (self.group or Decimal(0)) + word.value
        self.step = Decimal(1)
        self.scale = Decimal(1)
        self.last, self.tail = word.kind, word.value
        self.joined = self.joined or join.strip().lower() == "and"
        return True

    def _follows(self, word: NumberWord, join: str, english: bool) -> bool:
        if self.last == "":
            return True
        link = join.strip().lower()
        if self.last == "tens":
            wanted = ("-", "", "y", "i")
            return word.kind == "unit" and word.value > 0 and link in wanted and (not english or link != "y")
        if self.last in ("hundreds", "scale"):
            if self.last == "scale" and word.value >= self.scale:
                return False
            return link == "" or (english and link == "and" and self.scale <= 1000)
        return False

    def _multiply(self, value: Decimal, join: str) -> bool:
        if join.strip() not in ("", "-"):
            return False
        if value == 12 and self.scale > 1 and self.group is None:
            return False
        lower = [part for part in self.parts if part < value]
        if not lower and self.group is None:
            return False
        if self.last == "scale" and self.group is None and self.scale >= value:
            return False
        factor = sum(lower, Decimal(0)) + (self.group or 0)
        if factor >= value and value <= 1000 and value != 12:
            return False
        self.parts = [part for part in self.parts if part >= value]
        closed = factor * value
        if value == 100:
            self.group, self.last = closed, "hundreds"
        else:
            self.parts.append(closed)
            self.group, self.last = None, "scale"
        self.step = self.step * value if self.step < 1 or self.last else value
        self.scale = value
        return True
