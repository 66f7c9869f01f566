"""The words around quantities: one stretch of a sentence cut into words, with what each of them can be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import ADVERB, FINITE, FUNCTION, NOUN, POSSESSIVE, UNKNOWN
from policy_qa_extractors.page import Found, Page

QUANTITY, TIME, MARK = 1 << 20, 1 << 21, 1 << 22
HARD = FUNCTION | QUANTITY | TIME
"""Kinds that end a noun group."""
REACH = 300
WHOLE = 750
REMEMBERED, LONGEST_KEPT = 60_000, 40
TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:[’'\-/&]\w+|[.,](?<=\d[.,])\d+)*(?:['’](?!\w))?|\S")
OWNER = ("'", "’")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of view[begin:end], by place: where they stand, in lower case, and their kinds.

    A quantity and a date are one word each (QUANTITY, TIME), `ref` leads to their place in the page's lists; `place_of`
    leads from a quantity's place in the list to its word. Punctuation is MARK.
    """

    text: str
    begin: int
    end: int
    sentence: tuple[int, int]
    starts: list[int]
    ends: list[int]
    low: list[str]
    kinds: list[int]
    ref: dict[int, int]
    place_of: dict[int, int]

    def quote(self, first: int, last: int) -> str:
        """The text from word `first` through word `last`."""
        return self.text[self.starts[first] : self.ends[last]]

    def closing(self, opening: int, limit: int = 40) -> int:
        """The place of the bracket that closes the one at `opening`, or -1."""
        for place in range(opening + 1, min(opening + limit, len(self.low))):
            if self.low[place] in (")", "]"):
                return place
        return -1

    def opening(self, closing: int, limit: int = 40) -> int:
        """The place of the bracket that opens the one at `closing`, or -1."""
        for place in range(closing - 1, max(closing - limit, -1), -1):
            if self.low[place] in ("(", "["):
                return place
        return -1


def around(
    page: Page, vocabulary: Vocabulary, quantities: Sequence[Quantity], dates: Sequence[Found]
) -> Iterator[tuple[int, Words]]:
    """For each quantity its place in the list and the words around it; neighbours share them."""
    words: Words | None = None
    seen_dates = 0
    for place, quantity in enumerate(quantities):
        sentence = page.sentence_at(quantity.start)
        if words is None or words.sentence != sentence or not _covers(words, quantity):
            begin, end = _window(sentence, quantity)
            while seen_dates < len(dates) and dates[seen_dates].end <= begin:
                seen_dates += 1
            words = _cut(page, vocabulary, (begin, end), sentence, quantities, place, dates, seen_dates)
        if place in words.place_of:
            yield place, words


def _covers(words: Words, quantity: Quantity) -> bool:
    return quantity.end <= words.end and (words.end == words.sentence[1] or quantity.end + REACH // 2 <= words.end)


def _window(sentence: tuple[int, int], quantity: Quantity) -> tuple[int, int]:
    begin, end = sentence
    if end - begin <= WHOLE:
        return begin, max(end, quantity.end)
    return max(begin, quantity.start - REACH), min(max(end, quantity.end), quantity.end + 2 * REACH)


def _cut(
    page: Page,
    vocabulary: Vocabulary,
    window: tuple[int, int],
    sentence: tuple[int, int],
    quantities: Sequence[Quantity],
    place: int,
    dates: Sequence[Found],
    first_date: int,
) -> Words:
    begin, end = window
    text = page.view.text
    words = Words(text, begin, end, sentence, [], [], [], [], {}, {})
    position = begin
    for start, stop, kind, ref in _held(quantities, place, dates, first_date, begin, end):
        _add_words(words, vocabulary, position, start)
        if kind == QUANTITY:
            words.place_of[ref] = len(words.starts)
        words.ref[len(words.starts)] = ref
        words.starts.append(start)
        words.ends.append(stop)
        words.low.append("")
        words.kinds.append(kind)
        position = stop
    _add_words(words, vocabulary, position, end)
    return words


def silent(words: Words) -> bool:
    """Whether no noun and no verb stands there: rows of numbers."""
    return not any(kind & (NOUN | UNKNOWN | FINITE) for kind in words.kinds)


def _held(
    quantities: Sequence[Quantity], place: int, dates: Sequence[Found], first_date: int, begin: int, end: int
) -> list[tuple[int, int, int, int]]:
    """The quantities and dates between begin and end, in order, none overlapping the one before it."""
    first = place
    while first > 0 and quantities[first - 1].start >= begin:
        first -= 1
    held = []
    while first < len(quantities) and quantities[first].end <= end:
        held.append((quantities[first].start, quantities[first].end, QUANTITY, first))
        first += 1
    while first_date < len(dates) and dates[first_date].start < end:
        date = dates[first_date]
        if date.start >= begin and date.end <= end:
            held.append((date.start, date.end, TIME, first_date))
        first_date += 1
    held.sort()
    apart, last = [], begin
    for row in held:
        if row[0] >= last:
            apart.append(row)
            last = row[1]
    return apart


def _add_words(words: Words, vocabulary: Vocabulary, begin: int, end: int) -> None:
    """Adds the words of text[begin:end]; what was worked out for a word once is remembered."""
    pieces, timely = vocabulary.pieces, vocabulary.timely
    starts, ends, lows, kinds = words.starts, words.ends, words.low, words.kinds
    at = begin
    for piece in words.text[begin:end].split(" "):
        rows = pieces.get(piece)
        if rows is None:
            rows = _cut_up(vocabulary, piece)
        for first, last, low, kind in rows:
            starts.append(at + first)
            ends.append(at + last)
            kinds.append(kind)
            if low in timely and lows and _is_adverbial(vocabulary, lows[-1], low):
                kinds[-2] = kinds[-1] = ADVERB
            lows.append(low)
        at += len(piece) + 1


def _cut_up(vocabulary: Vocabulary, piece: str) -> tuple[tuple[int, int, str, int], ...]:
    """The words of a piece between spaces: start and end in it, lower case, kinds; short pieces are remembered."""
    rows = []
    for match in TOKEN.finditer(piece):
        low, kind, length = vocabulary.known.get(match[0]) or _learn(vocabulary, match[0])
        rows.append((match.start(), match.start() + length, low, kind))
    if len(piece) <= LONGEST_KEPT:
        if len(vocabulary.pieces) > REMEMBERED:
            vocabulary.pieces.clear()
        vocabulary.pieces[piece] = tuple(rows)
    return tuple(rows)


def _learn(vocabulary: Vocabulary, text: str) -> tuple[str, int, int]:
    """A token in lower case, its kinds and length; a closing quotation mark is no part of it."""
    if len(vocabulary.known) > REMEMBERED:
        vocabulary.known.clear()
    word, kind = text, MARK
    if text[0].isalnum():
        owner = text[-1] in OWNER and text[-2] in "sS"
        if text[-1] in OWNER and not owner:
            word = text[:-1]
        kind = vocabulary.lexicon.kinds(word) | (POSSESSIVE if owner else 0)
    row = vocabulary.known[text] = (word.lower(), kind, len(word))
    return row


def _is_adverbial(vocabulary: Vocabulary, before: str, low: str) -> bool:
    """Whether two words say when or how and no more: "last year", "on average"."""
    calendar, beside = vocabulary.words["calendar"], vocabulary.words["beside_calendar"]
    if (low in calendar and before in beside) or (low in beside and before in calendar):
        return True
    return f"{before}_{low}" in vocabulary.words["pairs"]
