"""Records as linked data: W3C Web Annotations with three selectors each, and where they come from in PROV terms.

Web Annotation Data Model (2017): TextQuoteSelector, TextPositionSelector (code points of the text),
DataPositionSelector (bytes of the text in UTF-8); PROV-O (2013): wasDerivedFrom, wasGeneratedBy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from policy_qa.domain.records import Record
from policy_qa.domain.sources import Document

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"prov": "http://www.w3.org/ns/prov#", "pq": "urn:policy-qa:"}]
AROUND = 32
COMMON = frozenset({"id", "document", "kind", "start", "end", "text", "rule", "language", "sentence", "section"})


class ByteOffsets:
    """Turns code points of a text into bytes of its UTF-8; cheap as long as the offsets rise."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.point = self.byte = 0

    def at(self, point: int) -> int:
        """How many bytes stand before a code point."""
        if point < self.point:
            self.point = self.byte = 0
        self.byte += len(self.text[self.point : point].encode())
        self.point = point
        return self.byte


def annotation(record: Record, document: Document, offsets: ByteOffsets) -> dict[str, object]:
    """One record as a Web Annotation on its document."""
    text = offsets.text
    said = {name: value for name, value in record.model_dump(mode="json").items() if name not in COMMON}
    body = {"type": "Dataset", "pq:kind": record.kind, **{f"pq:{k}": v for k, v in said.items() if v is not None}}
    first = offsets.at(record.start)
    source = document.url or f"urn:sha256:{document.sha256}"
    return {
        "@context": CONTEXT,
        "id": f"urn:policy-qa:record:{record.id}",
        "type": "Annotation",
        "motivation": "identifying" if record.kind == "entity" else "describing",
        "body": body,
        "target": {
            "source": source,
            "language": record.language,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": record.text,
                    "prefix": text[max(record.start - AROUND, 0) : record.start],
                    "suffix": text[record.end : record.end + AROUND],
                },
                {"type": "TextPositionSelector", "start": record.start, "end": record.end},
                {"type": "DataPositionSelector", "start": first, "end": first + len(record.text.encode())},
            ],
        },
        "prov:wasDerivedFrom": {
            "@id": f"urn:sha256:{document.sha256}",
            "@type": "prov:Entity",
            "pq:document": document.id,
            "pq:title": document.title,
        },
        "prov:wasGeneratedBy": {"@type": "prov:Activity", "pq:rule": record.rule},
    }


def jsonld_lines(
    records: Iterable[Record], document: Callable[[str], Document], text: Callable[[str], str]
) -> Iterator[str]:
    """The records as one AnnotationCollection in JSON-LD, a line an annotation."""
    yield (
        '{"@context": ' + json.dumps(CONTEXT) + ', "type": "AnnotationCollection", "first": {"type": "AnnotationPage", '
    )
    yield '"items": [\n'
    comma, offsets, current = "", ByteOffsets(""), None
    for record in records:
        if current is None or current.id != record.document:
            current, offsets = document(record.document), ByteOffsets(text(record.document))
        found = annotation(record, current, offsets)
        del found["@context"]
        yield comma + json.dumps(found, ensure_ascii=False)
        comma = ",\n"
    yield "\n]}}\n"
