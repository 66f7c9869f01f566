"""A corpus in memory for asking: the same answers to words, passages and records as store and index give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from math import log

from policy_qa.answering import Sources
from policy_qa.answering.words import fold, words
from policy_qa.domain.answers import PassageHit
from policy_qa.domain.records import Entity, Figure, Language, LegalReference, Record
from policy_qa.domain.sources import Document


class Memory:
    """Documents with their texts and records, found by plain BM25 over paragraphs."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.texts: dict[str, str] = {}
        self.records: dict[str, list[Record]] = {}
        self.passages_: list[tuple[str, int, int, frozenset[str]]] = []
        self.frequency: dict[str, int] = {}
        self.vocabulary: set[str] = set()

    def add(self, document: str, text: str, records: Sequence[Record], language: Language = "en") -> None:
        """Takes a text in with its records."""
        self.documents[document] = Document(
            id=document, title=document.replace("-", " "), language=language, name=f"{document}.txt", sha256="0" * 64,
            size=len(text), format="txt", encoding="utf-8", characters=len(text), records=len(records),
        )  # fmt: skip
        self.texts[document] = text
        self.records[document] = sorted(records, key=lambda r: (r.start, -r.end))
        for found in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", text):
            stems = frozenset(w.stem for w in words(found[0]))
            self.passages_.append((document, found.start(), found.end(), stems))
            for stem in stems:
                self.frequency[stem] = self.frequency.get(stem, 0) + 1
            self.vocabulary.update(w.folded for w in words(found[0]))

    def idf(self, word: str) -> float:
        """How rare a word is among the passages."""
        n = max((self.frequency.get(w.stem, 0) for w in words(word)), default=0)
        return log(1 + (len(self.passages_) - n + 0.5) / (n + 0.5))

    def passages(self, asked: Sequence[str], *, documents: Sequence[str] = (), k: int = 5) -> list[PassageHit]:
        """Passages by the summed idf of the words they hold."""
        stems = {w.stem: self.idf(w.text) for text in asked for w in words(text)}
        rows = []
        for document, start, end, held in self.passages_:
            score = sum(idf for stem, idf in stems.items() if stem in held)
            if score > 0 and (not documents or document in documents):
                rows.append(PassageHit(document=document, start=start, end=end, score=score))
        return sorted(rows, key=lambda h: (-h.score, h.document, h.start))[:k]

    def records_like(
        self,
        asked: Sequence[str],
        *,
        kinds: Sequence[str] = (),
        labels: Sequence[str] = (),
        documents: Sequence[str] = (),
        k: int = 20,
    ) -> list[Record]:
        """Records by how many of the words they hold."""
        stems = {w.stem for text in asked for w in words(text)}
        rows = []
        for document in documents or self.documents:
            for record in self.records[document]:
                if (kinds and record.kind not in kinds) or (labels and record.label not in labels):
                    continue
                score = sum(self.idf(s) for s in stems & _held(_said(record)))
                if score:
                    rows.append((-score, document, record.start, record))
        return [row[3] for row in sorted(rows, key=lambda r: r[:3])[:k]]

    def records_in(self, document: str, start: int, end: int) -> list[Record]:
        """The records between two offsets."""
        return [r for r in self.records[document] if start <= r.start and r.end <= end]

    def close(self, word: str) -> list[str]:
        """Words of the texts spelt nearly alike."""
        from rapidfuzz.distance import DamerauLevenshtein

        limit = 1 if len(word) < 8 else 2
        rows = [(DamerauLevenshtein.distance(fold(word), known), known) for known in self.vocabulary]
        return [known for distance, known in sorted(rows) if distance <= limit][:3]

    def sources(self) -> Sources:
        """The corpus as answering sees it."""
        return Sources(
            document=self.documents.__getitem__,
            quote=lambda document, start, end: self.texts[document][max(start, 0) : end],
            records_in_each=lambda stretches: [self.records_in(*stretch) for stretch in stretches],
            passages=self.passages,
            records_like=self.records_like,
            idf=self.idf,
            close=self.close,
            size=lambda: (len(self.documents), sum(map(len, self.records.values()))),
        )


@cache
def _held(text: str) -> frozenset[str]:
    return frozenset(w.stem for w in words(text))


def _said(record: Record) -> str:
    if isinstance(record, Figure):
        return " ".join(filter(None, (record.text, record.measured_entity, record.measured_property)))
    if isinstance(record, Entity):
        return f"{record.text} {record.name} {record.acronym or ''}"
    return record.text if not isinstance(record, LegalReference) else f"{record.text} {record.citation}"
