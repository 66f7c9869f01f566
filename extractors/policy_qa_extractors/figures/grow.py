"""Growing: from a bare number to its scale letter, currency, unit and sign."""

from __future__ import annotations

import re
from decimal import Decimal

from policy_qa.domain.records import Number
from policy_qa_extractors.figures.letters import Letters
from policy_qa_extractors.figures.numeral import SUFFIX, Numeral
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.tables import Tables, Tail

WORDS = re.compile(
    r"(?:[ \u00a0-](?:(?:de|of) (?:los |the )?|an? (?=[a-z]))?)([^\W\d_][^\W_.,;]*(?:[ -][^\W\d_][^\W_,;]*){0,6})"
)
MILLION = 1_000_000
EITHER = re.compile(r"\b(?:plus or|más o) $", re.IGNORECASE)
LONGEST_EITHER = 9
PLURAL_BEHIND = re.compile(r" ((?:[a-z]+s|people|women|men|children)\b)")
COMPOUND = re.compile(
    r"/[a-zA-Zμµ]{1,4}[23²³]?(?![\w-])|[−-][1-9](?!\w|[.,]\d|-)"
    r"|(?:[ ·][A-Za-zμµ]{1,3}[−-] ?[1-9](?!\w|[.,]\d)){1,3}"
)
DECIMAL = re.compile(r"[0-9]\.[0-9]+$")
ONE_WORD = re.compile(r"[^ -]+")
REPEATED = re.compile(r" ?\((?:[^\W\d]{2,12}(?:[ -][^\W\d]{1,12}){0,6}|[0-9][0-9., \u00a0]{0,16})\)")
SPACES = " \u00a0"


def number(value: Decimal) -> Number:
    """A whole number as int, another as float."""
    whole = value.to_integral_value()
    return int(whole) if whole == value else float(value)


class Grower:
    """Grows the numbers of one text."""

    def __init__(self, text: str, words: Tables, letters: Letters) -> None:
        self.text = text
        self.words = words
        self.letters = letters
        self.sterling = "£" in text or "GBP" in text or "sterling" in text
        self.floor = 0
        """Where the last quantity ended: no sign before it belongs to the next one."""

    def grow(self, numeral: Numeral, rule: str) -> Quantity:
        """The quantity around a number: span and core without qualifier yet."""
        start, end, value, step = numeral.start, numeral.end, numeral.value, numeral.step
        head, head_start = self._head(start)
        if head_start < self.floor:
            head, head_start = "", start
        if numeral.digits:
            end, scale = self._suffix(end, bool(head))
            value, step = value * scale, None if step is None else step * scale
            if scale > 1:
                numeral.scale = scale
        tail, end = self._tail(end, numeral, head)
        if tail is not None and tail.label == "MONEY":
            end, factor = self._late_scale(end) or (end, Decimal(tail.factor))
            value, step = value * factor, None if step is None else step * factor
        start = head_start if head else start
        start, negative = self._minus(start, numeral)
        if negative:
            value = -value
        label, unit = ("MONEY", head) if head else (tail.label, tail.unit) if tail else ("CARDINAL", None)
        if head and tail and tail.label == "MONEY" and tail.unit not in ("USD", "XXX"):
            unit = tail.unit
        if not rule:
            rule = self._rule(label, numeral)
        if label == "MONEY" and (said := self._written_out(end)):
            end, rule = said
        self.floor = end
        return Quantity(
            start=start, end=end, core_start=start, core_end=end, value=number(value), label=label, rule=rule,
            unit=unit, precision=None if step is None else number(step), scale=number(numeral.scale),
            role="share" if numeral.share else "plain", number_end=numeral.end,
        )  # fmt: skip

    def _written_out(self, end: int) -> tuple[int, str] | None:
        """Where the bracket ends that says an amount again in words, and its rule."""
        if self.text[end : end + 2] != " (":
            return None
        for rule in self.words.written:
            if (said := rule.pattern.match(self.text, end)) is not None:
                return said.end(), rule.id
        return None

    def repeated(self, numeral: Numeral) -> tuple[int, int] | None:
        """The bracket that says the number again: "diez (10)", "10 (diez)"; its span inside the brackets."""
        found = REPEATED.match(self.text, numeral.end)
        return None if found is None else (found.start() + found[0].index("(") + 1, found.end() - 1)

    def _rule(self, label: str, numeral: Numeral) -> str:
        names = {"PERCENT": "figure.percent", "MONEY": "figure.money", "QUANTITY": "figure.unit"}
        return names.get(label) or ("figure.digits" if numeral.digits else "figure.words")

    def _head(self, start: int) -> tuple[str, int]:
        """The currency printed before the number, and where it starts."""
        stop = start
        if self.text[stop - 1 : stop] in ("-", "−"):
            stop -= 1
        while stop > 0 and self.text[stop - 1] in SPACES and start - stop < 2:
            stop -= 1
        if stop == 0 or self.text[stop - 1] not in self.words.head_ends:
            return "", start
        for width in range(min(6, stop), 0, -1):
            head = self.words.heads.get(self.text[stop - width : stop])
            if head is None:
                continue
            before = self.text[stop - width - 1 : stop - width] if stop > width else ""
            if not before.isalnum() or not self.text[stop - width].isalnum():
                return head, stop - width
        first = stop - 2 if self.text[stop - 1] == "." and stop > 1 else stop - 1
        alone = first == 0 or not self.text[first - 1].isalnum()
        unit = self.letters.unit(self.text[first], first < stop - 1) if alone and start - stop < 2 else None
        return (unit, first) if unit else ("", start)

    def _suffix(self, end: int, money: bool) -> tuple[int, Decimal]:
        """The scale letter behind the digits ("1.2bn"); single letters m and b only with a currency."""
        found = SUFFIX.match(self.text, end)
        if found is None:
            return end, Decimal(1)
        letters = found[1]
        glued = found.end() - end == len(letters)
        scale = self.words.suffixes.get(letters)
        if scale is not None and (glued or money or letters in ("k", "bn", "mn", "mln", "tn", "trn")):
            return found.end(), scale
        counted = PLURAL_BEHIND.match(self.text, found.end()) if glued and letters == "m" else None
        counts = counted is not None and counted[1] not in self.words.not_plural
        if money or counts or self.text[found.end() : found.end() + 1] in ("€", "$", "£"):
            scale = self.words.money_suffixes.get(letters)
            if scale is not None:
                return found.end(), scale
        return end, Decimal(1)

    def _late_scale(self, end: int) -> tuple[int, Decimal] | None:
        """ "75 USD million": the scale behind the currency."""
        if self.text[end : end + 1] != " ":
            return None
        word = self.words.word.match(self.text, end + 1)
        if word is None:
            return None
        entry = self.words.words[word[0].lower()]
        return (word.end(), entry.value) if entry.kind == "scale" and entry.value >= 1000 else None

    def _tail(self, end: int, numeral: Numeral, head: str) -> tuple[Tail | None, int]:
        """The percent sign, currency or unit behind the number, and where it ends."""
        gap = 1 if self.text[end : end + 1] in (" ", "\u00a0") else 0
        sign = self.words.signs.match(self.text, end + gap)
        if sign and sign[0] and numeral.digits and self._sign(sign[0], end + gap, gap):
            return self._compound(self.words.sign_tails[sign[0]], sign.end())
        if self.text[end : end + 1] not in (" ", "\u00a0", "-"):
            return None, end
        found = WORDS.match(self.text, end)
        if found is None:
            return None, end
        return self._phrase(found, end, numeral, head)

    def _compound(self, tail: Tail, end: int) -> tuple[Tail, int]:
        """A sign with what it is divided by or raised to: "km s−1", "W/m2"."""
        if tail.label != "QUANTITY" or (more := COMPOUND.match(self.text, end)) is None:
            return tail, end
        added = more[0].strip().replace("−", "-").replace("μ", "u").replace("µ", "u").replace("·", " ")
        joined = added if added[0] in "/-" else "." + ".".join(added.split())
        return Tail(tail.label, tail.unit + joined), more.end()

    def _sign(self, sign: str, start: int, gap: int) -> bool:
        stop = start + len(sign)
        after = self.text[stop : stop + 1]
        if sign[-1].isalpha() and (
            after.isalnum()
            or after in ("'", "’", "²", "³")
            or (after == "-" and self.text[stop + 1 : stop + 2].isdigit())
        ):
            return False
        if sign in "$€£¥" and self.text[stop : stop + 2].strip()[:1].isdigit():
            return False
        if sign in self.words.decimal:
            return gap == 0 and DECIMAL.search(self.text, max(start - 5, 0), start) is not None
        return gap == 1 or sign not in self.words.spaced

    def _phrase(self, found: re.Match[str], end: int, numeral: Numeral, head: str) -> tuple[Tail | None, int]:
        joined = self.text[end : found.start(1)].strip(" \u00a0-")
        ends = [m.end() for m in ONE_WORD.finditer(found[1])]
        phrase = found[1].lower()
        for last in reversed(ends):
            words = phrase[:last]
            tail = self._named(words, numeral, head)
            if tail is None and words[-1] == ".":
                tail = self._named(words.rstrip("."), numeral, head)
            stop = last if words in self.words.tails or not words.endswith(".") else last - 1
            if tail is None:
                continue
            if self._sterling(words, numeral, found.start(1) + stop):
                tail = self.words.scale_tails[words]
            if joined in ("a", "an") and (not numeral.share or tail.label != "QUANTITY"):
                return None, end
            if joined not in ("", "a", "an") and tail.label != "MONEY" and numeral.scale < 1000:
                return None, end
            if tail.label == "MONEY" and head and tail.unit in ("¢", "p"):
                return None, end
            return tail, found.start(1) + stop
        first = phrase[: ends[0]]
        if not joined and first in self.words.between and len(ends) > 1:
            second = phrase[ends[0] + 1 : ends[1]].rstrip(".")
            tail = self.words.tails.get(second)
            if tail is not None and tail.label == "QUANTITY":
                return tail, found.start(1) + ends[0] + 1 + len(second)
        return None, end

    def _sterling(self, words: str, numeral: Numeral, end: int) -> bool:
        """Whether millions of pounds are money: they are where nothing weighed is named behind them."""
        weighed = self.text.startswith(" of ", end)
        return words in self.words.scale_tails and numeral.scale >= MILLION and not weighed

    def _named(self, words: str, numeral: Numeral, head: str) -> Tail | None:
        tail = self.words.tails.get(words)
        if tail is not None:
            return tail
        if (numeral.scale >= 1000 or head) and self.sterling:
            return self.words.scale_tails.get(words)
        return self.words.plain_tails.get(words)

    def _minus(self, start: int, numeral: Numeral) -> tuple[int, bool]:
        """A sign or word that makes the number negative, and where the number starts then."""
        before = self.text[max(start - 3, 0) : start]
        if numeral.digits and (before[-1:] in ("-", "−", "–") or before[-2:] in ("- ", "− ")):
            glued = before[-1:] != " "
            place = start - (1 if glued else 2)
            previous = self.text[place - 1 : place]
            if (previous in ("", " ", "\n", "(", "~", "∼", "≈", "<", ">", "=") and glued) or previous in ("", "\n"):
                earlier = self.text[max(place - 2, 0) : place].strip()
                if not earlier[-1:].isdigit():
                    return place, True
        if before[-1:] == "±" and numeral.digits and not before[-2:-1].strip():
            return start - 1, False
        for phrase in self.words.joints["minus"]:
            if self.text[max(start - len(phrase), 0) : start].lower() == phrase:
                begin = start - len(phrase)
                either = EITHER.search(self.text, max(begin - LONGEST_EITHER, 0), begin)
                if either:
                    return either.start(), False
                if self.words.language == "en" or self.text[max(begin - 1, 0) : begin] in ("", "\n"):
                    return begin, True
        return start, False
