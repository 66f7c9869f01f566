"""Pairs: quantities that hang together as range, change, rate, repetition or list with ellipsis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from policy_qa.domain.records import Language
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.rates import noun_behind
from policy_qa_extractors.figures.tables import tables
from policy_qa_extractors.page import Page
from policy_qa_extractors.rulebook import Rule, load

LEFT = 40
CHANGE_LEFT = 160
WIDE = 4
AND = re.compile(r"-?,? (?:and|or|y|e|o|u|and/or|y/o|ni (?:mayor|menor|más|menos|superior|inferior) (?:de|a)) |/")
COMMA = re.compile(r", ")
SAID_OF_ONE = frozenset({"figure.en-in-so-many"})
STRONG = frozenset({"out of every", "in every", "of every"})
APPOSED = frozenset({", or ", ", o "})
"""Between two numbers these say the first again otherwise: "29,400, or 70 per cent"."""
WHOLE = 100
APART = re.compile(
    r"[^.;\n]{0,60} (?:to|a|hasta|al) (?:about |around |over |nearly |almost |just |el |los |las |un |una )?"
)
FROM = re.compile(
    r"\b(?:[Ff]rom|[Dd]el?|[Dd]esde) (?:about |around |over |nearly |almost |just |more than |el |los |las |un |una )?$"
)
WEAK = frozenset({"in", "of", "de", "sobre", "entre"})
PLAIN_RULES = frozenset({"figure.digits", "figure.words"})
FROM_WORDS = frozenset({"de", "desde", "from"})
LONGEST_AND = len(" ni inferior de ")
MINOR = frozenset({"¢", "p"})
CLOSED = re.compile(r"[.,;)]?(?:\s|$)(?! ?[^\W\d])| more\b")
BASES = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000, 10_000, 100_000, 1_000_000})
RATE_GAP = 70
BASED = 16
EVERY = re.compile(r"(?:^|[\n.;:¿“(] ?)(?:Por|por|For|for) (?:cada|every|each) $")
PER = re.compile(r"(?:por(?: cada)?|per|for every|for each) ", re.IGNORECASE)
RATE_BASE = 1000
SHARES = frozenset({"de cada", "out of every", "in every"})
SHARES_OR_RATES = frozenset({"por cada", "for every"})
PEOPLE_END = ("s", "en", "ple")
AGED = frozenset({"a", "mo"})
APART_FROM_GAPS = frozenset({"per", "written"})


@cache
def _joints(language: Language) -> tuple[Rule, ...]:
    return load(f"{language}/joints.toml").rules


class Pairs:
    """Ties the quantities of one page together; `owned` are numbers that belong to another figure (the "per")."""

    def __init__(self, page: Page, quantities: Sequence[Quantity]) -> None:
        self.page = page
        self.text = page.view.text
        self.rules = _joints(page.language)
        self.change = tables(page.language).change
        self.rows = list(quantities)
        self.owned: list[tuple[int, int]] = []

    def tie(self) -> list[Quantity]:
        """The quantities, tied; ranges and rates take two to make one."""
        self._rates()
        self.rows = self._joined()
        self._ellipses()
        for row in self.rows:
            self._bracket(row)
        for first, second in pairwise(self.rows):
            if (first.role, second.role) == ("from", "to"):
                first.per = first.per or second.per
        return self.rows

    def _joined(self) -> list[Quantity]:
        done: list[Quantity] = []
        for row in self.rows:
            if done and row.start - done[-1].end <= LEFT * 2 and self._join(done[-1], row):
                continue
            done.append(row)
        return done

    def _join(self, first: Quantity, second: Quantity) -> bool:
        """Whether `second` goes up in `first`."""
        gap = self.text[first.end : second.start]
        if "\n" in gap or first.value_max is not None:
            return False
        if self._again(first, second, gap):
            return True
        for rule in self.rules:
            if rule.extra["makes"] not in APART_FROM_GAPS and rule.pattern.fullmatch(gap):
                joined = self._tied(first, second, rule, gap)
                if joined is not None:
                    return joined
        if APART.fullmatch(gap) and first.label == second.label and self._from(first) and self._changed(first):
            first.role, second.role = "from", "to"
        return False

    def _tied(self, first: Quantity, second: Quantity, rule: Rule, gap: str) -> bool | None:
        """Whether one goes up in the other by a rule that fits the gap; None asks the next rule."""
        makes, opens = rule.extra["makes"], rule.extra.get("opens")
        if makes == "tolerance":
            return self._tolerance(first, second, rule)
        if makes == "minor":
            return self._minor(first, second, rule) or None
        if makes == "ratio":
            return self._ratio(first, second, rule)
        if makes == "in":
            return self._in(first, second, rule, gap)
        opened = self._opened(opens, first) if opens else None
        if opens and opened is None:
            return None
        told = self._told(first, gap) if first.unit else self._told_by(first, second, gap)
        if makes == "range" and opened is None and told:
            second.role = "to"
            return False
        falls = self.page.language == "es" and first.value > second.value and first.label in ("CARDINAL", second.label)
        if makes == "span" and (falls or self._changed(first)) and not self._aged(second, opened):
            first.role, second.role = "from", "to"
            self._share_unit(first, second)
            return False
        return self._range(first, second, rule, gap, opened) or None

    def _aged(self, second: Quantity, opened: int | None) -> bool:
        """Whether "niños de 6 a 11 años" says how old: years, and no word of change right before."""
        if second.unit not in AGED or opened is None:
            return False
        before = self.text[max(opened - LEFT, 0) : opened].rstrip().rpartition(" ")[2]
        return before.isalpha() and not self.change.match(before) and before.endswith(PEOPLE_END)

    def _told(self, first: Quantity, gap: str) -> bool:
        """Whether "rose 3 % to 5 %" is told: by how much, and to what."""
        return gap.strip() in ("to", "a") and self._changed(first)

    def _told_by(self, first: Quantity, second: Quantity, gap: str) -> bool:
        """Whether "rose by 30 to 330" is told, the second so much more that it can be no range."""
        by = self.text[max(first.start - 4, 0) : first.start].lower().endswith((" by ", " en "))
        return by and first.unit is None and second.value >= WIDE * first.value and self._told(first, gap)

    def _from(self, first: Quantity) -> bool:
        return FROM.search(self.text, max(first.start - LEFT, 0), first.start) is not None

    def _opened(self, opens: str, first: Quantity) -> int | None:
        found = re.search(opens, self.text[max(first.core_start - LEFT, 0) : first.core_start])
        return None if found is None else max(first.core_start - LEFT, 0) + found.start()

    def _again(self, first: Quantity, second: Quantity, gap: str) -> bool:
        """ "veinte por ciento (20 %)" is one figure."""
        if gap != " (" or first.value != second.value or self.text[second.end : second.end + 1] != ")":
            return False
        if first.unit != second.unit or self.text[first.core_start].isdigit():
            return False
        first.end = first.core_end = second.end + 1
        return True

    def _changed(self, first: Quantity) -> bool:
        """Whether a verb or noun of change stands before the quantity in its clause."""
        begin, _ = self.page.sentence_at(first.start)
        begin = max(begin, first.start - CHANGE_LEFT)
        clause = max(self.text.rfind(mark, begin, first.start) for mark in (";", ":"))
        if clause >= 0 and self.text[clause : first.start].strip(": ") in FROM_WORDS:
            clause = self.text.rfind(";", begin, clause)
        return bool(self.change.search(self.text, max(begin, clause), first.start))

    def _range(self, first: Quantity, second: Quantity, rule: Rule, gap: str, opened: int | None) -> bool:
        money = first.label == "MONEY" and second.label == "CARDINAL"
        if not money and (first.label not in ("CARDINAL", second.label) or (first.unit and first.unit != second.unit)):
            return False
        if first.role == "share" or second.role == "share":
            return False
        low, high = first.value, second.value
        if first.scale == 1 and second.scale > 1 and low < 1000:
            low = low * second.scale
            first.precision = second.precision
        if low >= high and opened is None:
            return False
        if gap in ("-", "–", "—") and (second.value < 0 or self.text[second.core_start].isalpha()):
            return False
        first.value, first.value_max = low, high
        if not money:
            first.label, first.unit = second.label, second.unit
        first.precision = second.precision if first.precision is None else first.precision
        first.scale = second.scale
        first.end, first.core_end, first.number_end = second.end, second.core_end, second.number_end
        first.rule = rule.id
        if opened is not None:
            first.start = opened
        return True

    def _tolerance(self, first: Quantity, second: Quantity, rule: Rule) -> bool:
        """ "1.26 ± 0.2 %": the second number says how far the first may be off."""
        if first.label not in ("CARDINAL", second.label):
            return False
        first.label, first.unit, first.rule = second.label, second.unit, rule.id
        first.end, first.core_end, first.number_end = second.end, second.core_end, second.number_end
        return True

    def _minor(self, first: Quantity, second: Quantity, rule: Rule) -> bool:
        """ "15 dollars and 50 cents", "15 dollars 50": hundredths of the amount before them."""
        if first.label != "MONEY" or first.scale > 1 or not 0 < second.value < 100 or isinstance(first.value, float):
            return False
        bare = second.label == "CARDINAL" and second.scale == 1 and CLOSED.match(self.text, second.end)
        if first.unit in MINOR or not (second.unit in MINOR or (bare and not self.text[first.end - 1].isdigit())):
            return False
        first.value = round(first.value + second.value / 100, 4)
        first.precision = 0.01
        first.end, first.core_end, first.number_end, first.rule = second.end, second.core_end, second.core_end, rule.id
        return True

    def _in(self, first: Quantity, second: Quantity, rule: Rule, gap: str) -> bool:
        """ "one in three": the second number belongs to the first."""
        strong = gap.strip() in STRONG
        if first.label != "CARDINAL" or first.scale > 1 or (second.label != "CARDINAL" and not strong):
            return False
        if not 0 < first.value < second.value or first.role == "share" or second.value_max is not None:
            return False
        if rule.id in SAID_OF_ONE and first.value != 1:
            return False
        if gap.strip() in WEAK and not self._strong(first, second, gap.strip()):
            return False
        named = noun_behind(self.text, self.page.language, second)
        first.per = named if second.label == "CARDINAL" else self.text[second.core_start : second.core_end]
        first.role = "share"
        first.rule = rule.id if first.rule in PLAIN_RULES else first.rule
        first.end, first.core_end, first.number_end = second.end, second.end, second.end
        return True

    def _ratio(self, first: Quantity, second: Quantity, rule: Rule) -> bool:
        """ "3:1": the second number is what the first is per."""
        if first.label != "CARDINAL" or second.label != "CARDINAL" or first.role == "share":
            return False
        if not (self.text[first.end - 1].isdigit() and self.text[second.start].isdigit()):
            return False
        first.per, first.role, first.rule = self.text[second.start : second.end], "share", rule.id
        first.end, first.core_end, first.number_end = second.end, second.end, second.end
        return True

    def _strong(self, first: Quantity, second: Quantity, word: str) -> bool:
        """Whether a bare preposition makes a rate: "one in three", "2 of 10", hardly "20 in 3 districts"."""
        if second.value not in BASES or (first.value != 1 and second.value > 100):
            return False
        return word not in ("de", "of") or second.value == 10

    def _rates(self) -> None:
        """Numbers behind "per": they belong to the figure that the rate is of."""
        kept: list[Quantity] = []
        ahead: Quantity | None = None
        for place, row in enumerate(self.rows):
            if ahead is not None and row.label == "CARDINAL" and self._near(ahead, row):
                row.per, ahead = noun_behind(self.text, self.page.language, ahead), None
            before = kept[-1] if kept else None
            rate = self._rate(before, row) if before else None
            if rate is None and self._leads_rate(row, self.rows[place + 1 : place + 2]):
                ahead = row
                self.owned.append((row.start, row.end))
                continue
            if rate is None and self._based(row):
                self.owned.append((row.start, row.end))
                continue
            if before is None or rate is None:
                kept.append(row)
                continue
            before.per, before.rule = noun_behind(self.text, self.page.language, row), rate.id
            self.owned.append((row.start, row.end))
        self.rows = kept

    def _leads_rate(self, row: Quantity, after: Sequence[Quantity]) -> bool:
        """Whether the base of a rate stands before it: "Por cada 100 hombres hay 92 mujeres"."""
        if row.value not in BASES or not after or not self._near(row, after[0]):
            return False
        return EVERY.search(self.text, max(row.core_start - BASED, 0), row.core_start) is not None

    def _near(self, first: Quantity, second: Quantity) -> bool:
        gap = self.text[first.end : second.start]
        return len(gap) <= RATE_GAP and not any(mark in gap for mark in "\n;.:")

    def _based(self, row: Quantity) -> bool:
        """Whether the number only says by what a rate is counted, in brackets behind its name: "tasa (por 100 mil)"."""
        if row.label != "CARDINAL" or row.value < RATE_BASE or row.value not in BASES:
            return False
        opening = self.text.rfind("(", max(row.core_start - BASED, 0), row.core_start)
        return opening >= 0 and PER.fullmatch(self.text, opening + 1, row.core_start) is not None

    def _told_in(self, before: Quantity, row: Quantity) -> bool:
        """Whether the two say a share, "3 de cada 10"; a rate has a large base: "25,4 por cada 100 000"."""
        gap = self.text[before.end : row.start].strip()
        return gap in SHARES or (gap in SHARES_OR_RATES and row.value < RATE_BASE)

    def _rate(self, before: Quantity, row: Quantity) -> Rule | None:
        """The rule by which `row` is what the figure before it is counted by, or None."""
        if row.label != "CARDINAL" or row.value not in BASES or row.value_max is not None:
            return None
        if row.start - before.end > RATE_GAP or "\n" in self.text[before.end : row.start] or self._told_in(before, row):
            return None
        rules = (r for r in self.rules if r.extra["makes"] == "per" and row.value >= r.extra.get("least", 0))
        return next((rule for rule in rules if self._opened(rule.pattern.pattern, row) is not None), None)

    def _ellipses(self) -> None:
        """ "26 and 31 million": the first takes scale and unit of the second."""
        for place in range(len(self.rows) - 2, -1, -1):
            first, second = self.rows[place : place + 2]
            gap = self.text[first.end : second.start]
            if gap in APPOSED and not (place and COMMA.fullmatch(self.text[self.rows[place - 1].end : first.start])):
                continue
            if len(gap) > LONGEST_AND or first.value_max is not None or first.role not in ("plain", "from"):
                continue
            if AND.fullmatch(gap) or (COMMA.fullmatch(gap) and second.role == "ellipsis"):
                self._share_unit(first, second)

    def _share_unit(self, first: Quantity, second: Quantity) -> None:
        shares = second.label == "PERCENT" and first.value > WHOLE >= second.value
        if first.label == "CARDINAL" and second.label != "CARDINAL" and self._behind(second) and not shares:
            first.label, first.unit = second.label, second.unit
            first.role = "ellipsis" if first.role == "plain" else first.role
        if (
            first.scale == 1
            and second.scale >= 1000
            and 0 < first.value < 1000
            and self.text[first.core_end - 1].isdigit()
        ):
            first.value = first.value * second.scale
            first.precision = None if first.precision is None else first.precision * second.scale
            first.scale = second.scale
            first.role = "ellipsis" if first.role == "plain" else first.role

    def _behind(self, row: Quantity) -> bool:
        """Whether the unit is printed behind the number, where a list can share it."""
        return row.label != "MONEY" or self.text[row.core_start].isalnum()

    def _bracket(self, row: Quantity) -> None:
        if row.role == "plain" and row.label == "PERCENT" and self.text[row.start - 1 : row.start] == "(":
            row.role = "bracket"
