"""The scene of a record: its sentence, the words before and after it, the headings above, and the document's name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from policy_qa.answering.forms import families
from policy_qa.answering.sources import Sources, Stretch
from policy_qa.answering.words import Word, cognate, words
from policy_qa.domain.records import Language, Record
from policy_qa.domain.sources import Document

BEFORE, AFTER, OPENING, LONGEST = 900, 400, 160, 3000
PARAGRAPH = re.compile(r"\n[^\S\n]*\n|\n(?=[^\S\n]*(?:[•*+]|-|\d{1,3}[.)])[^\S\n])")
MARKUP = re.compile(r"\]\([^()\s]{1,300}\)|https?://[^\s)>\]]{1,300}|<[^<>\n]{1,200}>")
FIRST_BLOCK = re.compile(r"\s*[^\n|]+(?:\n[^\n|]+)*")
PHRASE_GAP = 4


class Zone:
    """Some words of a text, found by stem, family, root or cognate; each look-up table is made when first asked for."""

    def __init__(self, text_words: Iterable[Word], language: Language = "en") -> None:
        self.words = tuple(text_words)
        self.language: Language = language

    @cached_property
    def stems(self) -> dict[str, list[int]]:
        """The places of each stem."""
        return _places(word.stem for word in self.words)

    @cached_property
    def families(self) -> dict[str, list[int]]:
        """The places of the forms of each word."""
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            for key in families(word.text, self.language):
                found.setdefault(key, []).append(at)
        return found

    @cached_property
    def marks(self) -> frozenset[str]:
        """All stems and all keys of forms."""
        return frozenset((*self.stems, *self.families))

    @cached_property
    def roots(self) -> dict[str, list[int]]:
        """The places of each root."""
        return _places(word.root for word in self.words)

    @cached_property
    def cognates(self) -> dict[str, list[int]]:
        """The places of each key of cognates."""
        return _places(cognate(word.folded) for word in self.words)

    def find(self, phrase: Sequence[str]) -> list[int]:
        """Places where a phrase of stems begins; its words may stand in any order within a few words."""
        return _together(phrase, self.stems)

    def find_forms(self, phrase: Sequence[str]) -> list[int]:
        """Places where a phrase begins that is given by the families of its words."""
        return _together(phrase, self.families)


def _together(keys: Sequence[str], table: dict[str, list[int]]) -> list[int]:
    """The places of the first key that have all the others within a few words."""
    first = table.get(keys[0], [])
    if len(keys) == 1 or not first:
        return first
    others = [table.get(key, []) for key in keys[1:]]
    reach = PHRASE_GAP + len(keys)
    return [at for at in first if all(any(abs(at - o) <= reach for o in places) for places in others)]


def _places(keys: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        found.setdefault(key, []).append(at)
    return found


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands around a record, from near to far. `text` is the sentence, `start` and `end` its offsets,
    `records` all that it holds.
    """

    document: Document
    start: int
    end: int
    text: str
    sentence: Zone
    before: Zone
    after: Zone
    above: Zone
    far: Zone
    records: tuple[Record, ...]

    @property
    def is_row(self) -> bool:
        """Whether the sentence is a row of a table."""
        return self.text.count("|") > 1


class Scenes:
    """The scenes of one question, each read once."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._windows: dict[str, list[_Window]] = {}
        self._scenes: dict[tuple[str, int, int], Scene] = {}
        self._documents: dict[str, Document] = {}
        self._read_in: list[tuple[str, int, int, Sequence[Record]]] = []

    def document(self, document: str) -> Document:
        """A document by its id."""
        if document not in self._documents:
            self._documents[document] = self._sources.document(document)
        return self._documents[document]

    def of(self, record: Record) -> Scene:
        """The scene of a record."""
        key = (record.document, record.sentence.start, record.sentence.end)
        if key not in self._scenes:
            self._scenes[key] = self._read(record)
        return self._scenes[key]

    def text(self, document: str, start: int, end: int) -> str:
        """text[start:end] of a document."""
        window = self._window(document, start, end)
        return window.text[max(start, 0) - window.start : end - window.start]

    def _window(self, document: str, start: int, end: int) -> _Window:
        """A stretch of a document that holds two offsets, read once."""
        start = max(start, 0)
        for window in self._windows.get(document, ()):
            if window.start <= start and end <= window.start + window.size:
                return window
        window = _Window(start, self._sources.quote(document, start, end), end - start)
        self._windows.setdefault(document, []).append(window)
        return window

    def records_in_each(self, stretches: Sequence[Stretch]) -> Sequence[Sequence[Record]]:
        """The records of each of some stretches; they are kept for the scenes in them."""
        found = self._sources.records_in_each(stretches)
        self._read_in += [(*stretch, records) for stretch, records in zip(stretches, found, strict=True)]
        return found

    def prepare(self, records: Iterable[Record]) -> None:
        """Reads together what the scenes of some records hold, as far as it is not at hand."""
        asked = {
            (r.document, r.sentence.start, max(min(r.sentence.end, r.sentence.start + LONGEST), r.end)) for r in records
        }
        missing = sorted(stretch for stretch in asked if not self._is_held(*stretch))
        if missing:
            self.records_in_each(missing)

    def _is_held(self, document: str, start: int, end: int) -> bool:
        return any(known == document and first <= start and end <= last for known, first, last, _ in self._read_in)

    def _held(self, document: str, start: int, end: int) -> tuple[Record, ...]:
        """The records between two offsets, from what was read already where that holds them."""
        for known, first, last, records in self._read_in:
            if known == document and first <= start and end <= last:
                return tuple(r for r in records if start <= r.start and r.end <= end)
        return tuple(self._sources.records_in_each([(document, start, end)])[0])

    def _above(self, record: Record, document: Document) -> str:
        """The headings over a record, the document's title, publisher, id and first lines, which say its subject."""
        opening = FIRST_BLOCK.match(self.text(document.id, 0, OPENING)) if record.start > OPENING else None
        said = (
            document.title,
            document.publisher or "",
            re.sub("[-_]", " ", document.id),
            opening[0] if opening else "",
        )
        return " . ".join((*record.section, *said))

    def _read(self, record: Record) -> Scene:
        start, end = record.sentence.start, min(record.sentence.end, record.sentence.start + LONGEST)
        end = max(end, record.end)
        window = self._window(record.document, start - BEFORE, end + AFTER)
        first = max(start - BEFORE, 0)
        earlier = window.text[first - window.start : start - window.start]
        later = window.text[end - window.start : end + AFTER - window.start]
        cuts = [m.end() for m in PARAGRAPH.finditer(earlier)]
        own = first + (cuts[-1] if cuts else 0)
        stop = PARAGRAPH.search(later)
        document = self.document(record.document)
        return Scene(
            document=document,
            start=start,
            end=end,
            text=window.text[start - window.start : end - window.start],
            sentence=Zone(window.words(start, end), document.language),
            before=Zone(window.words(own, start), document.language),
            after=Zone(window.words(end, end + (stop.start() if stop else len(later))), document.language),
            above=Zone(words(self._above(record, document)), document.language),
            far=Zone(window.words(first, own), document.language),
            records=self._held(record.document, start, end),
        )


class _Window:
    """A stretch of a document's text with its words, read once for all scenes in it."""

    def __init__(self, start: int, text: str, size: int) -> None:
        self.start, self.text, self.size = start, text, size

    @cached_property
    def _words(self) -> tuple[list[Word], list[int]]:
        """The words, and where they begin."""
        row = words(_unmarked(self.text), self.start)
        return row, [word.start for word in row]

    def words(self, start: int, end: int) -> list[Word]:
        """The words that begin between two offsets of the document."""
        row, starts = self._words
        return row[bisect_left(starts, start) : bisect_left(starts, end)]


def _unmarked(text: str) -> str:
    """The text with link targets, URLs and tags blanked out, offsets kept."""
    return MARKUP.sub(lambda m: " " * len(m[0]), text)
