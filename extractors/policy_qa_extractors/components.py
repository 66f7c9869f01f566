"""The finders as spaCy components: token-aligned spans on a Doc, the records beside them as plain values.

    nlp = spacy.blank("en")
    nlp.add_pipe("policy_qa_figures")
    nlp("A total of 57 Rural Care Services …").spans["figures"][0]._.record

A span is widened to whole tokens; the record keeps the exact offsets. The records lie in `doc.user_data` as
plain JSON values, so that `to_bytes`, `DocBin(store_user_data=True)` and `nlp.pipe(n_process=2)` carry them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from policy_qa.domain.records import RECORD, Kind, Record
from policy_qa.domain.records import Language as LanguageCode
from policy_qa_extractors.extraction import extract

SPAN_KEYS: dict[Kind, str] = {
    "figure": "figures",
    "date": "dates",
    "entity": "entities",
    "legal_reference": "legal_references",
}
USER_KEY = "policy_qa"
"""The key of `doc.user_data`: {kind: {span id: record as JSON values}}."""
CONTEXT_KEY = "policy_qa_context"
"""The key of `doc.user_data` under which a caller may say {"document": id, "published": "YYYY-MM-DD" or None}."""

Plain = dict[str, object]


class Component:
    """Lays the records of one kind on a Doc; `language` None takes the pipeline's where it is en or es."""

    def __init__(self, kind: Kind, language: LanguageCode | None, document: str) -> None:
        self.kind: Kind = kind
        self.language: LanguageCode | None = language
        self.document = document

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with `doc.spans[…]` set."""
        lay(doc, self.kind, [r for r in _read(doc, self.language, self.document) if r.kind == self.kind])
        return doc


def lay(doc: Doc, kind: Kind, records: list[Record]) -> None:
    """Sets the spans of one kind on a Doc, in order, each tied to its record by its place."""
    starts = [token.idx for token in doc]
    spans, kept = [], []
    for record in records:
        first = bisect_right(starts, record.start) - 1
        last = bisect_left(starts, record.end)
        if 0 <= first < last:
            spans.append(Span(doc, first, last, label=record.label, kb_id=record.id))
            kept.append(record.model_dump(mode="json"))
    doc.spans[SPAN_KEYS[kind]] = spans
    doc.user_data.setdefault(USER_KEY, {})[kind] = {str(row["id"]): row for row in kept}


def record_of(span: Span) -> Record | None:
    """The record that a span stands for; None for a span that none of the components made."""
    kinds: dict[str, dict[str, Plain]] = span.doc.user_data.get(USER_KEY, {})
    row = next((rows[span.kb_id_] for rows in kinds.values() if span.kb_id_ in rows), None)
    return None if row is None else RECORD.validate_python(row)


def _read(doc: Doc, language: LanguageCode | None, document: str) -> list[Record]:
    """The records of a Doc's text; what `user_data` says of the document goes before the settings."""
    about: dict[str, str | None] = doc.user_data.get(CONTEXT_KEY, {})
    return list(_extracted(doc.text, language, about.get("document") or document, about.get("published")))


@lru_cache(maxsize=1)
def _extracted(text: str, language: LanguageCode | None, document: str, published: str | None) -> tuple[Record, ...]:
    """The records of a text; components that follow each other on one Doc share this reading."""
    day = date.fromisoformat(published) if published else None
    return tuple(extract(text, language=language, document=document, published=day))


def _language(nlp: Language, language: str | None) -> LanguageCode | None:
    name = language or nlp.lang
    if name == "en":
        return "en"
    return "es" if name == "es" else None


@Language.factory("policy_qa_figures", default_config={"language": None, "document": "text"})
def figures(nlp: Language, name: str, language: str | None, document: str) -> Component:
    """Figures in `doc.spans["figures"]`."""
    del name
    return Component("figure", _language(nlp, language), document)


@Language.factory("policy_qa_dates", default_config={"language": None, "document": "text"})
def dates(nlp: Language, name: str, language: str | None, document: str) -> Component:
    """Dates in `doc.spans["dates"]`."""
    del name
    return Component("date", _language(nlp, language), document)


@Language.factory("policy_qa_entities", default_config={"language": None, "document": "text"})
def entities(nlp: Language, name: str, language: str | None, document: str) -> Component:
    """Entities in `doc.spans["entities"]`."""
    del name
    return Component("entity", _language(nlp, language), document)


@Language.factory("policy_qa_legal_references", default_config={"language": None, "document": "text"})
def legal_references(nlp: Language, name: str, language: str | None, document: str) -> Component:
    """Legal references in `doc.spans["legal_references"]`."""
    del name
    return Component("legal_reference", _language(nlp, language), document)


if not Span.has_extension("record"):
    Span.set_extension("record", getter=record_of)
