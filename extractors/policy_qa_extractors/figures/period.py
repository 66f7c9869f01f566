"""The period of a figure: the nearest date of its clause, then of its sentence, then of the list's introduction.

Nothing is invented: the years of a period are printed in the text, or counted from one that its sentence prints.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from policy_qa.domain.records import Date
from policy_qa_extractors.figures.clause import MARK, QUANTITY, TIME, Words
from policy_qa_extractors.figures.contrast import begins_clause, is_only_compared, set_against, sets_against
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.respective import date_of
from policy_qa_extractors.figures.subject import STOPS, is_verb, verb_before
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import (
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    ING,
    NOUN,
    PAST,
    PREPOSITION,
    RELATIVE,
    SUBORDINATOR,
    VERBAL,
)
from policy_qa_extractors.page import Found, Page, overlaps

RIGHT, LEFT, NEAR = 45, 60, 9
YEAR = re.compile(r"\d{4}")
NAMED = frozenset({"LAW", "EVENT", "PRODUCT", "ORG", "LOC", "PERSON"})
LAW_DATED = re.compile(
    r"(?:\d/\d{4}(?:-[A-Z]{1,6})?|(?:[Ll]ey|[Dd]ecreto|[Rr]esolución) [^,;.]{0,16}\d), (?:de|del)(?: año)? $"
)
"""A Spanish law's own date: "Ley Orgánica 3/2007, de 22 de marzo", "Ley 30364, de 2015"."""
BARE = re.compile(r"\d{4}(?:\s?[-–/]\s?\d{2,4})?")


class Periods:
    """Decides the period of each quantity of a page."""

    def __init__(
        self,
        page: Page,
        vocabulary: Vocabulary,
        quantities: Sequence[Quantity],
        dates: Sequence[Found],
        entities: Sequence[Found],
    ) -> None:
        self.page = page
        self.vocabulary = vocabulary
        self.quantities = quantities
        self.dates = dates
        self.date_starts = [found.start for found in dates]
        self.named = [(f.start, f.end) for f in entities if f.record.label in NAMED]
        self.lists = any(word in page.view.text for word in vocabulary.words["respective"])
        self.printed: dict[str, bool] = {}
        self.introduced: dict[int, str | None] = {}

    def of(self, words: Words, at: int, compared: bool, hosted: bool) -> str | None:
        """The EDTF period of the quantity at word `at`. `compared`: it is what another is compared with;
        `hosted`: it belongs to a named thing, whose year counts too."""
        quantity = self.quantities[words.ref[at]]
        if at > 1 and words.low[at - 1] == "(" and words.kinds[at - 2] & TIME and self._holds(words, at - 2, True):
            return self._value(words, at - 2)
        if self.lists and (shared := date_of(words, self.vocabulary, at)) is not None:
            return self._value(words, shared)
        near = self._right(words, at, hosted, cross=False)
        if quantity.role in {"from", "to"} and (near is None or "/" in (self._value(words, near) or "")):
            return self._of_change(words, at, quantity)
        if near is None and compared:
            return None
        if near is None:
            near = self._left(words, at, hosted)
        if near is None:
            near = self._right(words, at, hosted, cross=True)
        if near is not None:
            return self._value(words, near)
        return self._anchored(words, at) or self._of_introduction(words)

    def _of_change(self, words: Words, at: int, quantity: Quantity) -> str | None:
        """The two years of "from A to B": of a range beside it the first or the second."""
        for place, kind in enumerate(words.kinds):
            if kind & TIME and self._holds(words, place, hosted=False):
                ends = self._value(words, place) or ""
                first, slash, second = ends.partition("/")
                if slash and ".." not in (first, second):
                    return first if quantity.role == "from" else second
        if quantity.role == "from":
            return None
        near = self._left(words, at, hosted=False)
        if near is None:
            return None
        before = words.place_of.get(words.ref[at] - 1, -1)
        if before >= 0 and near > before and self.quantities[words.ref[at] - 1].role == "from":
            return None
        crossed = any(words.kinds[p] & QUANTITY for p in range(near, at))
        return self._value(words, near) if not crossed or verb_before(words, self.vocabulary, near) < 0 else None

    def _right(self, words: Words, at: int, hosted: bool, cross: bool) -> int | None:
        """The date behind the quantity in its clause; with `cross` also behind further members of a list."""
        verbs = 0
        change = self.quantities[words.ref[at]].role == "from"
        for place in range(at + 1, min(at + (NEAR if change else RIGHT), len(words.low))):
            kind, low = words.kinds[place], words.low[place]
            if kind & TIME and self._holds(words, place, hosted):
                if self._attached(words, place) and self._acts(words, place + 1):
                    continue
                return place
            if kind & QUANTITY and not (cross or self._in_brackets(words, place)):
                return None
            if (kind & (RELATIVE | SUBORDINATOR) and not kind & PREPOSITION) or low in STOPS:
                return None
            if sets_against(words, self.vocabulary, place) or (low == "," and self._turns(words, place)):
                return None
            if kind & CONJUNCTION and (begins_clause(words, self.vocabulary, place) or self._adds(words, at, place)):
                return None
            if kind & VERBAL and not self._chained(words, place) and is_verb(words, self.vocabulary, place):
                verbs += 1
                if verbs > 1 and not cross:
                    return None
        return None

    def _acts(self, words: Words, place: int) -> bool:
        """Whether the main verb stands at `place`: "measures approved in 2021 were implemented in 2023"."""
        return place < len(words.low) and bool(words.kinds[place] & AUXILIARY)

    def _turns(self, words: Words, comma: int) -> bool:
        """Whether a clause of its own begins behind the comma: ", and the law …"; ", up from …"."""
        if comma + 2 >= len(words.low):
            return False
        kind, low = words.kinds[comma + 1], words.low[comma + 1]
        if low in {"up", "down"} or (kind & ING and is_verb(words, self.vocabulary, comma + 1)):
            return True
        if kind & DETERMINER and words.low[comma + 2] in self.vocabulary.words["singled"]:
            return comma + 3 < len(words.low) and bool(words.kinds[comma + 3] & PAST)
        if not kind & CONJUNCTION or words.kinds[comma + 2] & (QUANTITY | TIME | PREPOSITION):
            return False
        for place in range(comma + 2, min(comma + 10, len(words.low))):
            if words.kinds[place] & MARK:
                return False
            if words.kinds[place] & VERBAL and is_verb(words, self.vocabulary, place):
                return True
        return False

    def _adds(self, words: Words, at: int, place: int) -> bool:
        """Whether a second participle with its own date follows: "built in 1921 with 90 rooms and sold in 1998"."""
        if place + 2 >= len(words.low) or not words.kinds[place + 1] & PAST:
            return False
        ahead = place + 2
        while ahead < len(words.low) and words.kinds[ahead] & (PREPOSITION | DETERMINER):
            ahead += 1
        if ahead >= len(words.low) or not words.kinds[ahead] & TIME:
            return False
        for before in range(at - 1, -1, -1):
            kind = words.kinds[before]
            if kind & TIME:
                return self._holds(words, before, hosted=False)
            if kind & (MARK | VERBAL) and not kind & (PREPOSITION | NOUN):
                return False
        return False

    def _chained(self, words: Words, place: int) -> bool:
        """Whether the verb goes on from an auxiliary just before it."""
        return place > 0 and bool(words.kinds[place - 1] & AUXILIARY)

    def _in_brackets(self, words: Words, place: int) -> bool:
        return words.low[place - 1] in {"(", "["} or words.low[place - 1 : place] == ["("]

    def _left(self, words: Words, at: int, hosted: bool) -> int | None:
        """The date before the quantity: where it leads the sentence, or stands in the same clause."""
        verbs, place = 0, at
        while place > max(at - LEFT, 0):
            place -= 1
            kind, low = words.kinds[place], words.low[place]
            if kind & TIME and (begun := set_against(words, self.vocabulary, place)) >= 0:
                place = begun
                continue
            if kind & TIME and self._is_over(words, place, at):
                continue
            if kind & TIME and self._holds(words, place, hosted):
                attached = verbs and self._attached(words, place)
                if not verbs or hosted or (not attached and self._leads(words, place)):
                    return place
                return None
            if low == ";" or low in self.vocabulary.words["compare"] or low in self.vocabulary.words["now"]:
                return None
            if kind & VERBAL and not self._chained(words, place) and is_verb(words, self.vocabulary, place):
                verbs += 1
        return None

    def _is_over(self, words: Words, place: int, at: int) -> bool:
        """Whether a comma closes what an open date belongs to before the quantity: ", unchanged since 2019, and 5"."""
        if not (self._value(words, place) or "").endswith("/..") or words.low[place + 1 : place + 2] != [","]:
            return False
        return not self._leads(words, place) and place + 1 < at

    def _leads(self, words: Words, place: int) -> bool:
        """Whether the date opens its clause, so that it holds for what follows."""
        before = place - 1
        calendar = self.vocabulary.words["calendar"]
        while before >= 0 and (words.kinds[before] & (PREPOSITION | DETERMINER) or words.low[before] in calendar):
            before -= 1
        if before > 0 and words.low[before] == "que":
            before -= 1
        opens = before < 0 or words.low[before] in {",", ";", ":"} or words.kinds[before] & (SUBORDINATOR | CONJUNCTION)
        return bool(opens) or verb_before(words, self.vocabulary, place) < 0

    def _attached(self, words: Words, place: int) -> bool:
        """Whether the date belongs to a participle before it: "the program, launched in 2019"."""
        before = place - 1
        while before >= 0 and words.kinds[before] & (PREPOSITION | DETERMINER):
            before -= 1
        if before < 1 or not words.kinds[before] & PAST:
            return False
        return bool(words.kinds[before - 1] & (NOUN | MARK | AUXILIARY))

    def _holds(self, words: Words, place: int, hosted: bool) -> bool:
        """Whether a date can be a period: it has a year, and is no part of a name."""
        found = self.dates[words.ref[place]]
        record = found.record
        if not isinstance(record, Date) or not YEAR.match(record.value.lstrip("./-")):
            return False
        if record.inferred and not (self._is_counted(words, place, record) or self._all_printed(record.value)):
            return False
        if LAW_DATED.search(words.text[max(found.start - 36, 0) : found.start]):
            return False
        if hosted:
            return True
        if is_only_compared(words, self.vocabulary, place):
            return False
        return not overlaps(self.named, found.start, found.end) and not self._names(words, place)

    def _names(self, words: Words, place: int) -> bool:
        """Whether a bare year stands right behind a capitalised word: "Regional Elections 2014"."""
        if not place or not BARE.fullmatch(words.quote(place, place)):
            return False
        before = place - 1
        if words.low[before] in {'"', "”", ")", "’"}:
            before -= 1
        kind = words.kinds[before]
        letter = words.text[words.starts[before]]
        return letter.isupper() and before > 0 and not kind & (PREPOSITION | CONJUNCTION)

    def _is_counted(self, words: Words, place: int, date: Date) -> bool:
        """Whether a number is held against that of a year counted from one in its sentence: "5.1% a year earlier"."""
        anchor = date.anchor or ""
        if not YEAR.search(anchor) or anchor not in words.text[slice(*words.sentence)]:
            return False
        return set_against(words, self.vocabulary, place) >= 0

    def _all_printed(self, value: str) -> bool:
        return all(self._is_printed(year) for year in YEAR.findall(value))

    def _is_printed(self, year: str) -> bool:
        if year not in self.printed:
            self.printed[year] = year in self.page.text
        return self.printed[year]

    def _value(self, words: Words, place: int) -> str | None:
        record = self.dates[words.ref[place]].record
        return record.value if isinstance(record, Date) else None

    def _anchored(self, words: Words, at: int) -> str | None:
        """The year from which a later "the previous year" of the same sentence counts."""
        for place in range(at + 1, min(at + RIGHT, len(words.low))):
            if words.kinds[place] & TIME:
                record = self.dates[words.ref[place]].record
                if 0 <= set_against(words, self.vocabulary, place) < at:
                    return None
                if isinstance(record, Date) and record.inferred and record.anchor:
                    years = YEAR.findall(record.anchor)
                    value = years[0] if len(years) == 1 else None
                    return value if value and value != record.value and self._is_printed(value) else None
        return None

    def _of_introduction(self, words: Words) -> str | None:
        """The one date of the paragraph that introduces the list item."""
        block = self.page.blocks[self.page.block_at(words.begin)] if self.page.blocks else None
        if block is None or block.intro < 0:
            return None
        if block.intro not in self.introduced:
            intro = self.page.blocks[block.intro]
            first, last = self.page.sentence_at(max(intro.view_end - 1, intro.view_start))
            low = bisect_left(self.date_starts, first)
            high = bisect_left(self.date_starts, last)
            records = [f.record for f in self.dates[low:high] if not overlaps(self.named, f.start, f.end)]
            values = {r.value for r in records if isinstance(r, Date) and YEAR.match(r.value) and not r.inferred}
            self.introduced[block.intro] = values.pop() if len(values) == 1 else None
        return self.introduced[block.intro]
