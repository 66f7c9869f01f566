"""Numbers in words, digits and both: "fifteen", "1.3 million", "two and a half million", "diez (10)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from policy_qa_extractors.figures.digits import Digits, Reader
from policy_qa_extractors.figures.fractions import GAP, PROPER, Part, parts
from policy_qa_extractors.figures.sums import Sum
from policy_qa_extractors.figures.tables import GLYPHS, NumberWord, Tables

MOST_WORDS = 24
THOUSAND = Decimal(1000)
JOIN = re.compile(r" - | and | y | i |-and-|[ \u00a0-]|(?<=a)i(?=[a-z])|, ", re.IGNORECASE)
ARTICLE = re.compile(r"an? ", re.IGNORECASE)
HALVES = re.compile(r"(half a |half |medi[oa] )|(a quarter of a |a quarter |quarter )", re.IGNORECASE)
SLASH = re.compile(r"[0-9]{1,2}/[0-9]{1,3}(?![\w/-])")
MIXED = re.compile(r" ([0-9]{1,2})/([0-9]{1,2})(?![\w/-])")
OVER = re.compile(r" (?:over|sobre) |/")
SUFFIX = re.compile(r"[ \u00a0]?(mln|trn|MM|mm|mn|bn|tn|[kKmMbBtT])(?![\w²³]|-[a-z])")
GLYPH = re.compile(f" ?([{''.join(GLYPHS)}])")
AND_DIGITS = re.compile(r" and ([0-9]{1,2})(?![0-9.,]*[0-9%]| (?:hundred|thousand|million))")
LOWER_DIGITS = re.compile(r" ([0-9]{1,3}) ")
BELOW_THOUSAND = re.compile(r" ([0-9]{2,3})(?![0-9.,/:-]*[0-9%]| ?%| (?:mil|mill[óo]n|millones)\b)")
OF_SCALE = re.compile(r" (?:of an? |de un |de )")
WITH = re.compile(r" (?:and (?:an? )?|con )|-and-")
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


class Numerals:
    """Reads the number at an anchor of one text."""

    def __init__(self, text: str, words: Tables) -> None:
        self.text = text
        self.words = words
        self.reader = Reader(text, words.language)
        self.english = words.language == "en"
        self.parts = parts(words.language)

    def at(self, start: int) -> Numeral | None:
        """The number that starts at `start`, or None where none can be read there."""
        char = self.text[start]
        if char in GLYPHS:
            top, low = GLYPHS[char]
            return Numeral(start, start + 1, Decimal(top) / low, None, share=True)
        if "0" <= char <= "9":
            return self._digits(start)
        return self._words(start)

    def alone(self, start: int, stop: int) -> Numeral | None:
        """The number that start–stop is and nothing else; there "one", "a fifth", ".08", "1 over 3" are numbers."""
        if self.text[start] in ".," and "0" <= self.text[start + 1 : start + 2] <= "9":
            return self.pointed(start)
        first = self.at(start)
        if first is None or first.end == stop:
            return first
        over = OVER.match(self.text, first.end)
        second = self.at(over.end()) if over and over.end() < stop else None
        if second is None or second.end != stop or not second.value:
            return None
        return Numeral(start, stop, first.value / second.value, None, share=True)

    def pointed(self, start: int) -> Numeral:
        """The number that starts with its decimal mark: ".05"."""
        number = self.reader.read(start + 1)
        width = number.end - start - 1
        return Numeral(start, number.end, number.value.scaleb(-width), Decimal(1).scaleb(-width))

    def _digits(self, start: int) -> Numeral:
        if slash := SLASH.match(self.text, start):
            upper, _, lower = slash[0].partition("/")
            if int(lower) in LOW_PARTS and 0 < int(upper) < int(lower) and self._share_of(slash.end()):
                return Numeral(start, slash.end(), Decimal(upper) / Decimal(lower), None, share=True)
        number = self.reader.read(start)
        read = Numeral(start, number.end, number.value, number.step)
        if (
            (mixed := MIXED.match(self.text, number.end))
            and 0 < int(mixed[1]) < int(mixed[2])
            and int(mixed[2]) in LOW_PARTS
        ):
            return Numeral(start, mixed.end(), number.value + Decimal(mixed[1]) / Decimal(mixed[2]), None)
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
            if self._half(read, sum_) or self._lower_digits(read, sum_) or self._below_thousand(read, sum_):
                safe, safe_end = sum_.copy(), read.end
                continue
            if self._and_digits(read, sum_) or (step := self._next(read.end)) is None:
                break
            join, entry, end = step
            if not sum_.take(entry, join, self.english):
                if entry.kind == "scale" and join.strip() in ("", "-") and sum_.last != "scale" and safe.parts:
                    sum_, read.end = safe, safe_end
                break
            if sum_.last == "scale":
                safe, safe_end = sum_.copy(), end
            read.end = end
        read.value, read.scale, read.step = sum_.value, sum_.scale, sum_.step
        return self._longest(read, sum_, safe, digits is not None and sum_.last == "digits")

    def _longest(self, read: Numeral, sum_: Sum, safe: Sum, plain: bool) -> Numeral:
        """The number with the fraction or the decimals behind it; `plain` is one in digits without a scale."""
        if plain:
            return self._fraction(read, sum_, safe)
        whole = read
        for longer in (self._fraction(read, sum_, safe), self._and_part(read, sum_), self._point(read)):
            if longer.end > whole.end:
                whole = longer
        return whole

    def _and_digits(self, read: Numeral, sum_: Sum) -> bool:
        """ "3 hundred and 21"."""
        more = AND_DIGITS.match(self.text, read.end) if sum_.last == "hundreds" and self.english else None
        if more is None:
            return False
        sum_.group = sum_.value + int(more[1])
        sum_.last, read.end = "digits", more.end()
        return True

    def _lower_digits(self, read: Numeral, sum_: Sum) -> bool:
        """ "1 millón 200 mil": digits with a smaller scale behind a scale."""
        more = LOWER_DIGITS.match(self.text, read.end) if sum_.last == "scale" else None
        word = self.words.word.match(self.text, more.end()) if more else None
        entry = self.words.words[word[0].lower()] if word else None
        if more is None or word is None or entry is None or entry.kind != "scale" or not 100 < entry.value < sum_.scale:
            return False
        sum_.parts.append(int(more[1]) * entry.value)
        sum_.scale = sum_.step = entry.value
        read.end = word.end()
        return True

    def _below_thousand(self, read: Numeral, sum_: Sum) -> bool:
        """ "82 mil 456": the last digits behind the thousands, in Spanish."""
        if self.english or sum_.last != "scale" or sum_.scale != THOUSAND or not read.digits:
            return False
        if (more := BELOW_THOUSAND.match(self.text, read.end)) is None or not self.text[read.start].isdigit():
            return False
        sum_.parts.append(Decimal(more[1]))
        sum_.last, sum_.scale, sum_.step, read.end = "digits", Decimal(1), Decimal(1), more.end()
        return True

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
                lower = self.words.word.match(self.text, stop + 1) if sum_.last == "scale" else None
                entry = self.words.words[lower[0].lower()] if lower else None
                if lower is not None and entry is not None and entry.kind == "scale" and entry.value < scale:
                    scale, stop = entry.value, lower.end()
                sum_.group = (sum_.group or Decimal(0)) + scale / 2
                sum_.last = "digits"
                sum_.step = scale / 2
                read.end = stop
                return True
        return False

    def _fraction(self, read: Numeral, sum_: Sum, safe: Sum) -> Numeral:
        """ "two" and "thirds" are two thirds; "six million and two thirds" adds them to its scale."""
        gap = GAP.match(self.text, read.end)
        if gap is None:
            return read
        part = self.parts.at(self.text, gap.end())
        if part is None or read.value <= 0:
            return read
        top, whole = read.value, Decimal(0)
        if safe.value and sum_.joined and read.value - safe.value < part.value:
            top = read.value - safe.value
            whole = safe.value / safe.scale if safe.scale >= 1000 else safe.value
        elif gap[0] == "-" and sum_.last == "tens" and sum_.tail < top and part.value < 10:
            part = replace(part, value=part.value + sum_.tail)
            top -= sum_.tail
        if not self._proper(part, top, sum_.last == "digits"):
            return read
        value = whole + top / part.value
        if whole and safe.scale >= 1000:
            value *= safe.scale
        return self._of_scale(Numeral(read.start, part.end, value, None, digits=False, share=not whole))

    def _proper(self, part: Part, top: Decimal, digits: bool) -> bool:
        """Whether number and name of the part agree: "two thirds", "one third"; halves and quarters stay below one."""
        if part.plural != (top > 1) or (digits and not part.plural):
            return False
        return top < part.value or part.value not in PROPER or not self.english

    def _of_scale(self, read: Numeral) -> Numeral:
        """ "two thirds of a million" is that many."""
        found = OF_SCALE.match(self.text, read.end)
        if found is None:
            return read
        word = self.words.word.match(self.text, found.end())
        entry = self.words.words.get(word[0].lower()) if word else None
        if word is None or entry is None or entry.kind != "scale" or entry.value < 1000:
            return read
        return Numeral(read.start, word.end(), read.value * entry.value, None, entry.value, digits=False)

    def _and_part(self, read: Numeral, sum_: Sum) -> Numeral:
        """ "three and a fifth", "veinte con tres quintos": a whole number and a fraction."""
        found = WITH.match(self.text, read.end)
        if found is None or (sum_.last in ("scale", "") and not self.english):
            return read
        top = self.words.word.match(self.text, found.end())
        if found[0].rstrip().endswith((" a", " an")):
            count, place = Decimal(1), found.end()
        elif top is not None and self.words.words[top[0].lower()].kind in ("unit", "teen"):
            count, place = self.words.words[top[0].lower()].value, top.end() + 1
        else:
            return read
        part = self.parts.at(self.text, place)
        if part is None or count >= part.value or part.plural != (count > 1):
            return read
        scale = sum_.scale if sum_.last == "scale" and sum_.scale >= 1000 else Decimal(1)
        return Numeral(read.start, part.end, read.value + count / part.value * scale, None, digits=read.digits)

    def _point(self, read: Numeral) -> Numeral:
        """ "nine point nought four", "cuarenta y siete coma veintiocho"."""
        for phrase in self.words.joints["point"]:
            if not self.text.startswith(phrase, read.end):
                continue
            end, decimals = self._decimals(read.end + len(phrase))
            if decimals:
                value = read.value + Decimal(f"0.{decimals}")
                return Numeral(read.start, end, value, Decimal(1).scaleb(-len(decimals)), digits=False)
        return read

    def _decimals(self, start: int) -> tuple[int, str]:
        """Digits said behind the point: zeros and single digits one by one, else one number."""
        digits, end, position = "", start, start
        for _ in range(9):
            word = self.words.word.match(self.text, position)
            entry = self.words.words[word[0].lower()] if word else None
            if word is None or entry is None or entry.kind != "unit":
                break
            digits, end, position = digits + str(entry.value), word.end(), word.end() + 1
        number = (
            self._words(end + 1 if digits else start) if len(digits) < 2 and (not digits or not int(digits)) else None
        )
        number = number or (self._words(start) if len(digits) == 1 else None)
        if number is not None and not number.share and number.value == int(number.value) and number.end > end:
            zeros = digits if digits and not int(digits) else ""
            return number.end, zeros + str(int(number.value))
        return end, digits

    def _share(self, start: int) -> Numeral | None:
        """A share that no number stands before: "half", "a third", "mitad", "tercera parte"."""
        begin = start
        if article := ARTICLE.match(self.text, start):
            begin = article.end()
        if self.text[begin : begin + 6].lower() in ("mitad ", "mitad"):
            return Numeral(start, begin + 5, Decimal("0.5"), None, digits=False, share=True)
        part = self.parts.at(self.text, begin)
        if part is None or part.plural:
            return None
        return self._of_scale(Numeral(start, part.end, 1 / part.value, None, digits=False, share=True))
