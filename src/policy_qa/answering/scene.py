"""The scene of a record: its sentence, the words before and after it, the headings above, and the document's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policy_qa.answering.sources import Sources
from policy_qa.answering.words import Word, cognate, words
from policy_qa.domain.records import Record
from policy_qa.domain.sources import Document

BEFORE, AFTER = 900, 400
PARAGRAPH = re.compile(r"\n[^\S\n]*\n|\n(?=[^\S\n]*(?:[•*+]|-|\d{1,3}[.)])[^\S\n])")
MARKUP = re.compile(r"\]\([^()\s]{1,300}\)|https?://[^\s)>\]]{1,300}|<[^<>\n]{1,200}>")
PHRASE_GAP = 4


@dataclass(frozen=True, slots=True)
class Zone:
    """Some words of a text, found by stem, root or cognate; values are their places in the zone."""

    words: tuple[Word, ...]
    stems: dict[str, list[int]]
    roots: dict[str, list[int]]
    cognates: dict[str, list[int]]

    def find(self, phrase: Sequence[str]) -> list[int]:
        """Places where a phrase of stems begins; its words may stand in any order within a few words."""
        first = self.stems.get(phrase[0], [])
        if len(phrase) == 1 or not first:
            return first
        others = [self.stems.get(stem, []) for stem in phrase[1:]]
        reach = PHRASE_GAP + len(phrase)
        return [at for at in first if all(any(abs(at - o) <= reach for o in places) for places in others)]


def zone(text_words: Iterable[Word]) -> Zone:
    """The zone of some words."""
    row = tuple(text_words)
    by_stem: dict[str, list[int]] = {}
    by_root: dict[str, list[int]] = {}
    by_cognate: dict[str, list[int]] = {}
    for at, word in enumerate(row):
        by_stem.setdefault(word.stem, []).append(at)
        by_root.setdefault(word.root, []).append(at)
        if key := cognate(word.folded):
            by_cognate.setdefault(key, []).append(at)
    return Zone(row, by_stem, by_root, by_cognate)


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


class Scenes:
    """The scenes of one question, each read once."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._windows: dict[str, list[tuple[int, str]]] = {}
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
        start = max(start, 0)
        for begin, window in self._windows.get(document, ()):
            if begin <= start and end <= begin + len(window):
                return window[start - begin : end - begin]
        window = self._sources.quote(document, start, end)
        self._windows.setdefault(document, []).append((start, window))
        return window

    def records_in(self, document: str, start: int, end: int) -> Sequence[Record]:
        """The records of a passage; its surroundings are read with it, for the scenes in it."""
        records = self._sources.records_in(document, start, end)
        self._read_in.append((document, start, end, records))
        return records

    def _held(self, document: str, start: int, end: int) -> tuple[Record, ...]:
        """The records between two offsets, from what was read already where that holds them."""
        for known, first, last, records in self._read_in:
            if known == document and first <= start and end <= last:
                return tuple(r for r in records if start <= r.start and r.end <= end)
        return tuple(self._sources.records_in(document, start, end))

    def _read(self, record: Record) -> Scene:
        start, end = record.sentence.start, min(record.sentence.end, record.sentence.start + 3000)
        end = max(end, record.end)
        first = max(start - BEFORE, 0)
        window = self.text(record.document, first, end + AFTER)
        sentence = window[start - first : end - first]
        earlier, later = window[: start - first], window[end - first :]
        cuts = [m.end() for m in PARAGRAPH.finditer(earlier)]
        own = cuts[-1] if cuts and start - first >= cuts[-1] else 0
        stop = PARAGRAPH.search(later)
        document = self.document(record.document)
        titles = " . ".join((*record.section, document.title, document.publisher or ""))
        return Scene(
            document=document,
            start=start,
            end=end,
            text=sentence,
            sentence=zone(words(_unmarked(sentence), start)),
            before=zone(words(_unmarked(earlier[own:]))),
            after=zone(words(_unmarked(later[: stop.start() if stop else None]))),
            above=zone(words(titles)),
            far=zone(words(_unmarked(earlier[:own]))),
            records=self._held(record.document, start, end),
        )


def _unmarked(text: str) -> str:
    """The text with link targets, URLs and tags blanked out, offsets kept."""
    return MARKUP.sub(lambda m: " " * len(m[0]), text)
