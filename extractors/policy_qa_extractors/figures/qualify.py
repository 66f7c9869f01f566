"""Qualifiers: the words that say how exact a quantity is, before, behind and in the noun it belongs to."""

from __future__ import annotations

import re

from policy_qa.domain.records import Qualifier
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.tables import Tables

LEFT = 44
NESTED = 2
"""How many qualifiers stand before each other at most ("up to about 40 %"); the outer one holds."""
NOUN_LEFT = 60
SIGNS = ">=", "<=", ">", "<", "≥", "≤", "~", "∼", "≈"
OPENING = "(\"“‘'[—–,;:"
BEHIND = re.compile(r" ?\+(?!\w)|,? ([^\W\d_]+(?: [^\W\d_]+){0,2})")
GOES_ON = re.compile(r" [^\W_]")
UNIT_BEHIND = re.compile(r" ([^\W\d_]+(?: [^\W\d_]+){0,2})")
ADDED = re.compile(r" (?:another|an additional|a further|an extra|additional|otros|otras|the)$")
NOUN_BEHIND = re.compile(r" [^\W\d_]+ (or more|or less|or fewer|o más|o menos|and more)\b", re.IGNORECASE)
TIMES = frozenset({"s", "min", "h", "d", "wk", "mo", "a", "10.a", "100.a"})
LASTING = re.compile(
    r"\b(?:for|of|with|has|have|had|after|takes|took|lasted|is|was|at|aged|ages?|just|well|spent|years|last|and)$"
)
PEOPLE = re.compile(
    r"\b(?:children|women|people|aged?|kids|those|girls|boys|persons|adults|youth|men|individuals|workers|just|well|families|businesses|is|are|was|were|at|to)$"
)
AMOUNT_END = re.compile(r"(?:[\d%]|\b(?:millones|mil|soles|dólares|ciento|porcentuales|años|días|meses)),?$")
TOLD = ("ó", "aron", "ieron", "jo", "jeron")
SMALL = 10
COMPARED = re.compile(r"([^\W_]+) (?:more|fewer|less|más|menos) (?:than|que)$")
"""How many more than something: "twelve fewer than the 92" says nothing of how exact the 92 is."""


class Qualifiers:
    """Finds the qualifiers of one text."""

    def __init__(self, text: str, words: Tables) -> None:
        self.text = text
        self.words = words
        self.longest = max(len(phrase.split()) for phrase in words.before)
        self.lasts = {phrase.rpartition(" ")[2] for phrase in words.before}

    def qualify(self, quantity: Quantity) -> None:
        """Widens the quantity's span by the qualifiers that touch it, and sets its qualifier."""
        for _ in range(NESTED):
            if (found := self._before(quantity)) is None:
                break
            quantity.qualifier, quantity.start = found
        if (behind := self._behind(quantity)) is not None and quantity.qualifier is None:
            quantity.qualifier, quantity.end = behind
            self._unit_behind(quantity)
        if quantity.qualifier is None:
            quantity.qualifier = self._noun(quantity)

    def _before(self, quantity: Quantity) -> tuple[Qualifier, int] | None:
        start = quantity.start
        near = self.text[max(start - 3, 0) : start]
        if (bare := near.rstrip()).endswith(SIGNS):
            sign = next(sign for sign in SIGNS if bare.endswith(sign))
            return self.words.before[sign], start - len(near) + near.rindex(sign)
        if not near.endswith((" ", "\u00a0")):
            return None
        floor = max(start - LEFT, 0)
        line = self.text.rfind("\n", floor, start)
        left = self.text[max(floor, line + 1) : start - 1].lower()
        if left.rpartition(" ")[2] in self.words.articles and self.words.held.match(self.text, quantity.end):
            return None
        if (found := self._phrase(left, quantity)) is not None:
            return found[0], start - 1 - found[1]
        if (more := ADDED.search(left)) and (found := self._phrase(left[: more.start()], quantity)) is not None:
            return found[0], start
        head, _, last = left.rpartition(" ")
        if last in self.words.skip and (found := self._phrase(head, quantity)) is not None:
            return found[0], start - 2 - len(last) - found[1]
        return None

    def _phrase(self, left: str, quantity: Quantity) -> tuple[Qualifier, int] | None:
        """The longest qualifier that `left` ends with, and its length."""
        place, best = len(left), None
        if left[left.rfind(" ") + 1 :].lstrip(OPENING) not in self.lasts:
            return None
        for _ in range(self.longest):
            place = left.rfind(" ", 0, place)
            phrase = left[place + 1 :].lstrip(OPENING)
            if phrase in self.words.before:
                best = phrase
            if place < 0:
                break
        if best is None or not self._meant(best, left[: len(left) - len(best)].rstrip(), quantity):
            return None
        return self.words.before[best], len(best)

    def _meant(self, phrase: str, before: str, quantity: Quantity) -> bool:
        """Whether a preposition is a qualifier here: "over two years" is mostly how long, "under two laws" where."""
        if quantity.role == "share":
            return True
        if more := COMPARED.search(f"{before} {phrase}"):
            return not self.words.word.fullmatch(more[1]) and not more[1].isdigit()
        if phrase.startswith("hasta") and (AMOUNT_END.search(before) or self._changed(before)):
            return False
        if phrase == "up to" and before.rpartition(" ")[2] in self.words.moved:
            return False
        if phrase == "over":
            if quantity.unit in TIMES:
                return bool(LASTING.search(before)) or self.text.startswith((" of ", " ago", " old"), quantity.end)
            return quantity.label != "CARDINAL" or quantity.value >= SMALL or self.text[quantity.core_start].isdigit()
        if phrase == "under":
            plain = quantity.label == "CARDINAL" and quantity.value < SMALL
            return not plain or bool(PEOPLE.search(before))
        if phrase in ("minimum", "maximum", "mínimo", "máximo"):
            return not before.endswith(("the", "el", "su", "its"))
        return True

    def _changed(self, before: str) -> bool:
        """Whether the words end with a verb of change: "subió hasta 45 %" says to what."""
        last = before.rpartition(" ")[2]
        return last.endswith(TOLD) and self.words.change.match(last) is not None

    def _behind(self, quantity: Quantity) -> tuple[Qualifier, int] | None:
        found = BEHIND.match(self.text, quantity.end)
        if found is None:
            return None
        if found[1] is None:
            return "at_least", found.end()
        phrase = found[1].lower()
        while phrase:
            closed = found[0][0] != "," or not GOES_ON.match(self.text, found.start(1) + len(phrase))
            if phrase in self.words.after and closed:
                return self.words.after[phrase], found.start(1) + len(phrase)
            phrase = phrase.rpartition(" ")[0]
        return None

    def _unit_behind(self, quantity: Quantity) -> None:
        """ "60 y más años de edad": the unit stands behind the qualifier."""
        found = UNIT_BEHIND.match(self.text, quantity.end) if quantity.label == "CARDINAL" else None
        words = found[1].lower() if found else ""
        while words:
            tail = self.words.tails.get(words)
            if tail is not None and tail.label == "QUANTITY":
                quantity.label, quantity.unit, quantity.rule = tail.label, tail.unit, "figure.unit"
                quantity.end = quantity.core_end = quantity.number_end = quantity.end + 1 + len(words)
                return
            words = words.rpartition(" ")[0]

    def _noun(self, quantity: Quantity) -> Qualifier | None:
        if noun := NOUN_BEHIND.match(self.text, quantity.end):
            return self.words.after.get(noun[1].lower())
        floor = max(quantity.start - NOUN_LEFT, 0)
        left = self.text[max(floor, self.text.rfind("\n", floor, quantity.start) + 1) : max(quantity.start - 1, 0)]
        if not left.endswith(NOUN_ENDS):
            return None
        for rule in self.words.noun_qualifiers:
            if rule.pattern.search(left):
                name: Qualifier = rule.extra["qualifier"]
                return name
        return None


NOUN_ENDS = (
    " of",
    " at",
    " is",
    " was",
    " of a",
    " of an",
    " of the",
    " de",
    " del",
    " al",
    " en",
    " los",
    " las",
    " el",
    " la",
    " hasta",
)
