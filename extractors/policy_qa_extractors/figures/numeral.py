"""Numbers in words, digits and both: "fifteen", "1.3 million", "two and a half million", "diez (10)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from policy_qa_extractors.figures.digits import Digits, Reader
from policy_qa_extractors.figures.tables import GLYPHS, NumberWord, Tables

MOST_WORDS = 24
JOIN = re.compile(r" - | and | y | i |-and-|[ \u00a0-]|(?<=a)i(?=[a-z])|, ")
ARTICLE = re.compile(r"an? ", re.IGNORECASE)
HALVES = re.compile(r"(half a |half |medi[oa] )|(a quarter of a |a quarter |quarter )", re.IGNORECASE)
SLASH = re.compile(r"[0-9]{1,2}/[0-9]{1,3}(?![\w/-])")
SUFFIX = re.compile(r"[ \u00a0]?(mln|trn|MM|mm|mn|bn|tn|[kKmMbBtT])(?![\w²³]|-[a-z])")
GLYPH = re.compile(f" ?([{''.join(GLYPHS)}])")
LOW_PARTS = frozenset({2, 3, 4, 5, 6, 8, 10})


@dataclass(slots=True)
class Numeral:
    """A number as read: view offsets, value, printed step, the scale it ends with, and how it is written."""

    start: int
    end: int
    value: Decimal
    step: Decimal | None
    scale: Decimal = Decimal(1)
    digits: bool = True
    share: bool = False


class Sum:
    """A number in the making: parts that are closed by a scale, and the group that is still open."""

    def __init__(self) -> None:
        self.parts: list[Decimal] = []
        self.group: Decimal | None = None
        self.last = ""
        self.scale = Decimal(1)
        self.step = Decimal(1)

    def copy(self) -> Sum:
        other = Sum()
        other.parts, other.group, other.last = list(self.parts), self.group, self.last
        other.scale, other.step = self.scale, self.step
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
        self.last = word.kind
        return True

    def _follows(self, word: NumberWord, join: str, english: bool) -> bool:
        if self.last == "":
            return True
        link = join.strip()
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


class Numerals:
    """Reads the number at an anchor of one text."""

    def __init__(self, text: str, words: Tables) -> None:
        self.text = text
        self.words = words
        self.reader = Reader(text, words.language)
        self.english = words.language == "en"

    def at(self, start: int) -> Numeral | None:
        """The number that starts at `start`, or None where none can be read there."""
        char = self.text[start]
        if char in GLYPHS:
            top, low = GLYPHS[char]
            return Numeral(start, start + 1, Decimal(top) / low, None, share=True)
        if "0" <= char <= "9":
            return self._digits(start)
        return self._words(start)

    def _digits(self, start: int) -> Numeral:
        if slash := SLASH.match(self.text, start):
            upper, _, lower = slash[0].partition("/")
            if int(lower) in LOW_PARTS and 0 < int(upper) < int(lower) and self._share_of(slash.end()):
                return Numeral(start, slash.end(), Decimal(upper) / Decimal(lower), None, share=True)
        number = self.reader.read(start)
        read = Numeral(start, number.end, number.value, number.step)
        if mixed := GLYPH.match(self.text, number.end):
            top, low = GLYPHS[mixed[1]]
            return Numeral(start, mixed.end(), number.value + Decimal(top) / low, None)
        sum_ = Sum()
        sum_.group, sum_.last, sum_.step = number.value, "digits", number.step
        return self._go_on(read, sum_, number)

    def _share_of(self, end: int) -> bool:
        return self.text.startswith((" of ", " de ", " del ", " point", " mile", " cup"), end)

    def _words(self, start: int) -> Numeral | None:
        position, sum_ = start, Sum()
        if half := HALVES.match(self.text, start):
            sum_.group = Decimal("0.5") if half[1] else Decimal("0.25")
            sum_.last, sum_.step = "digits", sum_.group
            position = half.end()
            word = self.words.word.match(self.text, position)
            if word and sum_.take(self.words.words[word[0].lower()], "", self.english):
                return self._go_on(Numeral(start, word.end(), sum_.value, sum_.step, sum_.scale, False), sum_, None)
            return self._share(start)
        if article := ARTICLE.match(self.text, start):
            position = article.end()
            sum_.group, sum_.last = Decimal(1), "unit"
            word = self.words.word.match(self.text, position)
            if word is None or not sum_.take(self.words.words[word[0].lower()], "", self.english):
                return self._share(start)
            return self._go_on(Numeral(start, word.end(), sum_.value, sum_.step, sum_.scale, False), sum_, None)
        word = self.words.word.match(self.text, position)
        if word is None:
            return self._share(start)
        entry = self.words.words[word[0].lower()]
        if entry.kind == "scale":
            sum_.group, sum_.last = Decimal(1), "unit"
        if not sum_.take(entry, "", self.english):
            return None
        return self._go_on(Numeral(start, word.end(), sum_.value, sum_.step, sum_.scale, False), sum_, None)

    def _go_on(self, read: Numeral, sum_: Sum, digits: Digits | None) -> Numeral:
        """The number with the words that go on behind it: scales, lower groups, halves, fractions."""
        safe, safe_end = sum_.copy(), read.end
        for _ in range(MOST_WORDS):
            if self._half(read, sum_):
                safe, safe_end = sum_.copy(), read.end
                continue
            step = self._next(read.end)
            if step is None:
                break
            join, entry, end = step
            before = sum_.copy()
            if not sum_.take(entry, join, self.english):
                if entry.kind == "scale" and join.strip() in ("", "-") and before.last != "scale" and safe.parts:
                    sum_, read.end = safe, safe_end
                break
            if sum_.last == "scale":
                safe, safe_end = sum_.copy(), end
            read.end = end
        read.value, read.scale = sum_.value, sum_.scale
        read.step = sum_.step
        return self._fraction(read, digits is not None and sum_.last == "digits")

    def _next(self, end: int) -> tuple[str, NumberWord, int] | None:
        """The number word behind `end` with what joins it."""
        join = JOIN.match(self.text, end)
        if join is None or join[0] == ", ":
            return None
        word = self.words.word.match(self.text, join.end())
        return None if word is None else (join[0], self.words.words[word[0].lower()], word.end())

    def _half(self, read: Numeral, sum_: Sum) -> bool:
        for phrase in self.words.joints["half"]:
            stop = read.end + len(phrase)
            if self.text[read.end : stop].lower() == phrase and not self.text[stop : stop + 1].isalpha():
                scale = sum_.scale if sum_.last == "scale" else Decimal(1)
                sum_.group = (sum_.group or Decimal(0)) + scale / 2
                sum_.last = "digits"
                sum_.step = scale / 2
                read.end = stop
                return True
        return False

    def _fraction(self, read: Numeral, digits: bool) -> Numeral:
        """ "two" and "thirds" are two thirds."""
        part = self.words.fraction.match(self.text, read.end)
        if part is None or read.value <= 0:
            return read
        name = part[1].lower()
        low = self.words.fractions[name]
        plural = name.split()[0].endswith("s") or name == "halves"
        if low <= read.value or plural != (read.value > 1) or (digits and not plural):
            return read
        return Numeral(read.start, part.end(), read.value / low, None, digits=False, share=True)

    def _share(self, start: int) -> Numeral | None:
        """A share that no number stands before: "half", "a third", "mitad", "tercera parte"."""
        begin = start
        if article := ARTICLE.match(self.text, start):
            begin = article.end()
        for name, low in (*self.words.fractions.items(), ("mitad", 2)):
            stop = begin + len(name)
            if self.text[begin:stop].lower() == name and not self.text[stop : stop + 1].isalpha():
                return Numeral(start, stop, 1 / Decimal(low), None, digits=False, share=True)
        return None
