"""The finders as spaCy components: token-aligned spans on a Doc, the records beside them as plain values.

    nlp = spacy.blank("en")
    nlp.add_pipe("policy_qa_figures")
    nlp("A total of 57 Rural Care Services …").spans["figures"][0]._.record

A span is widened to whole tokens; the record keeps the exact offsets. The records lie in `doc.user_data` as plain
JSON values, so that `to_bytes`, `DocBin(store_user_data=True)` and `nlp.pipe(n_process=2)` carry them; components that
follow each other share one reading. `doc.user_data["policy_qa_context"]`, {"document": id, "published": ISO date or
None}, says which document the text is, where that is known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from typing import TypeAlias, TypedDict
from weakref import WeakKeyDictionary

from spacy.attrs import IDX
from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Span, SpanGroup

from policy_qa.domain.records import LANGUAGES, RECORD, Kind, Language, Record
from policy_qa_extractors.extraction import extract

GROUPS: dict[Kind, str] = {
    "figure": "figures",
    "date": "dates",
    "entity": "entities",
    "legal_reference": "legal_references",
}
"""The group of `doc.spans` that each kind fills."""

CONTEXT = "policy_qa_context"
READ = "policy_qa_read"
DEFAULTS = {"language": None, "document": "text"}


class Read(TypedDict):
    """What was read in a Doc, in `doc.user_data`: as what, and the records laid on it, by id."""

    language: Language | None
    document: str
    published: str | None
    records: dict[str, dict[str, object]]


Asked: TypeAlias = tuple[Language | None, str, str | None]
"""Language, document and day that a text is read with."""

_readings: WeakKeyDictionary[Doc, tuple[Asked, list[Record]]] = WeakKeyDictionary()
"""The records of the Docs that are in use: components that follow each other share one reading, of all kinds, while
each writes into `doc.user_data` those that it lays."""


class Component:
    """Lays the records of one kind on a Doc; `language` None is detected in each text."""

    def __init__(self, kind: Kind, language: Language | None, document: str) -> None:
        self.kind: Kind = kind
        self.language: Language | None = language
        self.document = document

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its group of `doc.spans` set, in order of the records."""
        records, read = self._read(doc)
        starts: list[int] = doc.to_array(IDX).tolist()
        spans = []
        for record in records:
            if record.kind == self.kind:
                read["records"][record.id] = record.model_dump(mode="json")
                if (span := _span(doc, starts, record)) is not None:
                    spans.append(span)
        doc.spans[GROUPS[self.kind]] = SpanGroup(doc, name=GROUPS[self.kind], spans=spans)
        return doc

    def _read(self, doc: Doc) -> tuple[list[Record], Read]:
        """The records of the Doc, and where to note them: what another component read as the same document is kept."""
        context = doc.user_data.get(CONTEXT) or {}
        document: str = context.get("document") or self.document
        published: str | None = context.get("published")
        asked: Asked = (self.language, document, published)
        kept = _readings.get(doc)
        if kept is None or kept[0] != asked:
            day = date.fromisoformat(published) if published else None
            kept = asked, extract(doc.text, language=self.language, document=document, published=day)
            _readings[doc] = kept
        read: Read | None = doc.user_data.get(READ)
        if read is None or (read["language"], read["document"], read["published"]) != asked:
            read = Read(language=self.language, document=document, published=published, records={})
            doc.user_data[READ] = read
        return kept[1], read


def _span(doc: Doc, starts: list[int], record: Record) -> Span | None:
    """The tokens that hold a record; None on a Doc without tokens there."""
    first, last = bisect_right(starts, record.start) - 1, bisect_left(starts, record.end)
    return Span(doc, first, last, label=record.label, kb_id=record.id) if 0 <= first < last else None


def record_of(span: Span) -> Record | None:
    """The record that a span stands for; None for a span that none of these components made."""
    read: Read | None = span.doc.user_data.get(READ)
    row = read["records"].get(span.kb_id_) if read else None
    return None if row is None else RECORD.validate_python(row)


def _component(nlp: Pipeline, kind: Kind, language: str | None, document: str) -> Component:
    """A component for the language asked for, else the pipeline's own where it is one of ours."""
    asked = language or nlp.lang
    return Component(kind, next((code for code in LANGUAGES if code == asked), None), document)


@Pipeline.factory("policy_qa_figures", default_config=DEFAULTS)
def figures(nlp: Pipeline, name: str, language: str | None, document: str) -> Component:
    """Figures in `doc.spans["figures"]`; `name` is spaCy's."""
    del name
    return _component(nlp, "figure", language, document)


@Pipeline.factory("policy_qa_dates", default_config=DEFAULTS)
def dates(nlp: Pipeline, name: str, language: str | None, document: str) -> Component:
    """Dates in `doc.spans["dates"]`; `name` is spaCy's."""
    del name
    return _component(nlp, "date", language, document)


@Pipeline.factory("policy_qa_entities", default_config=DEFAULTS)
def entities(nlp: Pipeline, name: str, language: str | None, document: str) -> Component:
    """Entities in `doc.spans["entities"]`; `name` is spaCy's."""
    del name
    return _component(nlp, "entity", language, document)


@Pipeline.factory("policy_qa_legal_references", default_config=DEFAULTS)
def legal_references(nlp: Pipeline, name: str, language: str | None, document: str) -> Component:
    """Legal references in `doc.spans["legal_references"]`; `name` is spaCy's."""
    del name
    return _component(nlp, "legal_reference", language, document)


if not Span.has_extension("record"):
    Span.set_extension("record", getter=record_of)
