"""The figure finder: veto, read the quantity, frame it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from policy_qa_extractors.figures import ages
from policy_qa_extractors.figures.anchors import Anchors
from policy_qa_extractors.figures.frame import frame
from policy_qa_extractors.figures.grow import Grower
from policy_qa_extractors.figures.letters import Letters
from policy_qa_extractors.figures.numeral import Numeral, Numerals
from policy_qa_extractors.figures.pairs import Pairs
from policy_qa_extractors.figures.qualify import Qualifiers
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.shared import settle
from policy_qa_extractors.figures.tables import Tables, tables
from policy_qa_extractors.figures.veto import LONG, Vetoes, spans
from policy_qa_extractors.page import Claim, Found, Page

ALONE = 80
CROWD = 60
CROWD_GAP = 3
FLOOD = 400
"""No sentence says so many figures: what goes on behind them is a dump."""
DUMP = re.compile(
    r"[^\w\n]*+(?:[0-9]++[^\w\n]++)*+"
    r"(?:(?:[0-9]++)?+(?=\n|\Z)(?:\n[^\w\n]*+(?:[0-9]++[^\w\n]*+)*+(?=\n|\Z))*+)?+"
)
SIGN = re.compile(r"(?:[-−+] ?|minus |menos )")
POINT_BEFORE = frozenset(" \n\u00a0(<>=~≈∼$£€")


class Examined(NamedTuple):
    """The figures of a page, and the number tokens that are none, each with its reason."""

    found: list[Found]
    vetoed: list[Claim]


def find(page: Page, laws: Sequence[Found], dates: Sequence[Found], entities: Sequence[Found]) -> list[Found]:
    """The figures of a page, in order."""
    return examine(page, laws, dates, entities).found


def examine(page: Page, laws: Sequence[Found], dates: Sequence[Found], entities: Sequence[Found]) -> Examined:
    """The figures of a page, and each token with a digit or number word that is none."""
    scan = Scan(page, spans(laws, dates, entities))
    quantities = scan.quantities()
    pairs = Pairs(page, quantities)
    tied = pairs.tie()
    settle(page.view.text, tied, page.language)
    qualifiers = Qualifiers(page.view.text, scan.words)
    for quantity in tied:
        qualifiers.qualify(quantity)
    ages.tell(page.view.text, tied, page.language)
    vetoed = [*scan.vetoed, *(Claim(start, end, "figure") for start, end in pairs.owned)]
    framed = frame(page, tied, dates, entities)
    return Examined(framed.found, sorted([*vetoed, *framed.vetoed]))


class Scan:
    """One pass over the anchors of a page."""

    def __init__(self, page: Page, owned: list[tuple[int, int]]) -> None:
        self.page = page
        self.text = page.view.text
        self.words: Tables = tables(page.language)
        self.owned = owned
        self.numerals = Numerals(self.text, self.words)
        letters = Letters(self.text, self.words)
        self.grower = Grower(self.text, self.words, letters)
        self.vetoes = Vetoes(page, letters)
        self.vetoed: list[Claim] = []
        self.last_end = 0
        self.crowd = 0

    def quantities(self) -> list[Quantity]:
        """The quantities of the page, in order."""
        if (alone := self._alone()) is not None:
            return [alone]
        found: list[Quantity] = []
        anchors, position, place = Anchors(self.page, self.words), 0, 0
        while (hit := anchors.after(position)) is not None:
            start, rule = self._begins(hit.start(), hit.lastgroup == "own")
            while place < len(self.owned) and self.owned[place][1] <= start:
                place += 1
            if place < len(self.owned) and self.owned[place][0] < hit.end():
                position = max(self.owned[place][1], hit.end())
                continue
            if place and self.owned[place - 1][1] == start - 1 and self.text[start - 1] in "/," and hit["digit"]:
                position = self._hangs(start)
                continue
            quantity, position = self._at(start, hit.end(), rule)
            if place < len(self.owned) and quantity is not None and self.owned[place][0] < quantity.core_end:
                quantity = self._shared(quantity, *self.owned[place])
            if quantity is not None and len(found) >= FLOOD and (stop := self._flooded(found, quantity)):
                position = stop
            elif quantity is not None and not self._crowded(found, quantity):
                found.append(quantity)
            elif self.crowd > CROWD:
                position = self._dumped(position)
        return found

    def _hangs(self, start: int) -> int:
        """The end of digits that a stroke ties to another record: the year of "Decreto N° 320/20"."""
        end = self.numerals.reader.read(start).end
        self.vetoed.append(Claim(start, end, "code"))
        return end

    def _flooded(self, found: list[Quantity], quantity: Quantity) -> int:
        """Where the sentence of the quantity ends, if it has said so many figures that it is a dump; else 0."""
        first, last = self.page.sentence_at(quantity.start)
        if found[-FLOOD].start < first:
            return 0
        self.vetoed.append(Claim(quantity.start, max(last, quantity.end), "code"))
        self.last_end = max(last, quantity.end)
        return self.last_end

    def _dumped(self, start: int) -> int:
        """Where the next letter or line with a letter comes; all numbers before it are part of the dump."""
        dump = DUMP.match(self.text, start)
        if dump is None or not dump[0]:
            return start
        self.vetoed.append(Claim(start, dump.end(), "code"))
        self.last_end = dump.end()
        return dump.end()

    def _crowded(self, found: list[Quantity], quantity: Quantity) -> bool:
        """Whether the quantity stands in a long run of bare numbers without a word between them: a dump, no report."""
        near = quantity.start - self.last_end <= CROWD_GAP
        self.last_end = quantity.end
        self.crowd = self.crowd + 1 if near and found else 0
        if self.crowd > CROWD:
            self.vetoed.append(Claim(quantity.start, quantity.end, "code"))
        return self.crowd > CROWD

    def _alone(self) -> Quantity | None:
        """The quantity of a text that is a number and nothing else."""
        text = self.text
        if len(text) > ALONE or self.owned:
            return None
        start, stop = len(text) - len(text.lstrip()), len(text.rstrip())
        if sign := SIGN.match(text, start):
            start = sign.end()
        if (
            start >= stop
            or not (text[start].isalnum() or text[start] in ".,")
            or (self.vetoes.tables.shape.match(text, start))
        ):
            return None
        numeral = self.numerals.alone(start, stop)
        return None if numeral is None or numeral.end != stop else self.grower.grow(numeral, "")

    def _shared(self, quantity: Quantity, first: int, last: int) -> Quantity | None:
        """What is left of the quantity where another record owns first–last; money keeps the country in its name."""
        if first < quantity.number_end:
            return None
        return quantity if quantity.label == "MONEY" and last <= quantity.core_end else self._cut(quantity)

    def _cut(self, quantity: Quantity) -> Quantity:
        """The quantity without a unit that another record owns."""
        quantity.end = quantity.core_end = quantity.number_end
        quantity.label, quantity.unit = "CARDINAL", None
        return quantity

    def _begins(self, start: int, own: bool) -> tuple[int, str]:
        """Where the number starts, and the rule of the language that found it."""
        if not own:
            return start, ""
        for rule in self.words.starts:
            found = rule.pattern.match(self.text, start)
            if found is not None:
                last = rule.extra["at"] == "last"
                return (max(self.text.rfind(" ", start, found.end()) + 1, start) if last else start), rule.id
        return start, ""

    def _at(self, start: int, end: int, rule: str) -> tuple[Quantity | None, int]:
        """The quantity at an anchor, if any, and where the search goes on."""
        text = self.text
        if (long := LONG.match(text, start)) is not None:
            self.vetoed.append(Claim(start, long.end(), "code"))
            return None, long.end()
        pointed = (
            text[start - 1 : start] in (".", ",")
            and text[start].isdigit()
            and (start < 2 or text[start - 2] in POINT_BEFORE)
        )
        numeral = (
            self.numerals.pointed(start - 1) if pointed and text[start - 2 : start] != ", " else self.numerals.at(start)
        )
        if numeral is None:
            return None, end
        veto = self.vetoes.reason(start - pointed, numeral.end)
        if veto is not None:
            stop = max(veto[1], end)
            self.vetoed.append(Claim(start, stop, veto[0]))
            return None, stop
        self._again(numeral)
        quantity = self.grower.grow(numeral, rule)
        return quantity, max(quantity.end, end)

    def _again(self, numeral: Numeral) -> None:
        """Takes in the bracket that says the same number again."""
        bracket = self.grower.repeated(numeral)
        if bracket is None:
            return
        char = self.text[bracket[0]]
        if char.isdigit() == numeral.digits:
            return
        other = self.numerals.at(bracket[0])
        if other is not None and other.end == bracket[1] and other.value == numeral.value:
            numeral.end = bracket[1] + 1
            numeral.digits = True
