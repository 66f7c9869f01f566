"""Taking in: the bytes of one report into a document, its text and its records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from policy_qa import loaders
from policy_qa.domain.records import Language, Record
from policy_qa.domain.sources import Document, Metadata, document_id
from policy_qa.errors import Unreadable
from policy_qa_extractors.page import overlaps
from policy_qa_extractors.page.language import detect
from policy_qa_extractors.rulebook import fingerprint

if TYPE_CHECKING:
    from policy_qa.reading import Reader
    from policy_qa_extractors.ledger import Entry

NAME_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Report:
    """A report to read. `said` is what others say of it, the most trusted first; the file's own word comes last."""

    name: str
    data: bytes
    said: tuple[Metadata, ...] = ()
    encoding: str | None = None
    pipeline: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A report read whole: what the store keeps of it. `layout` is the loader's map as JSON."""

    document: Document
    source: bytes
    text: str
    records: tuple[Record, ...]
    layout: str
    notes: tuple[str, ...]


def take(report: Report) -> Taken:
    """A report read whole. Raises Unreadable, UnsupportedFormat or TooLarge, as the loaders do."""
    data, identity = report.data, report_id(report.name)
    loaded = loaders.load_safely(data, report.name, encoding=report.encoding)
    known = merged(*report.said, loaded.metadata)
    language: Language = known.language or detect(loaded.text)
    aside = loaded.boilerplate()
    records = records_of(loaded.text, aside, identity, language, known.published, report.pipeline)
    document = Document(
        id=identity,
        title=known.title or identity,
        publisher=known.publisher,
        published=known.published,
        url=known.url,
        language=language,
        licence=known.licence,
        name=report.name.replace("\\", "/").rpartition("/")[2],
        sha256=sha256(data).hexdigest(),
        size=len(data),
        format=loaded.format,
        encoding=loaded.encoding,
        characters=len(loaded.text),
        records=len(records),
        added=datetime.now(UTC),
    )
    return Taken(document, data, loaded.text, tuple(records), layout_json(loaded.layout), loaded.notes)


def records_of(
    text: str,
    aside: Sequence[tuple[int, int]],
    identity: str,
    language: Language,
    published: date | None,
    pipeline: str | None,
) -> list[Record]:
    """The records of a text; what the report itself does not say is not read."""
    return _reader(pipeline).read(loaders.blanked(text, aside), language, identity, published)


def rules_of(pipeline: str | None) -> str:
    """The fingerprint of what reads: all rules, and the pipeline where one is named."""
    return fingerprint() if pipeline is None else sha256(f"{fingerprint()} {pipeline}".encode()).hexdigest()


def aside_of(layout: str) -> list[tuple[int, int]]:
    """The stretches that the report itself does not say, from a map as the store keeps it."""
    return [(region["start"], region["end"]) for region in json.loads(layout) if region["kind"] == "boilerplate"]


def ledger_of(document: Document, text: str, aside: Sequence[tuple[int, int]]) -> list[Entry]:
    """The ledger of a text; what the report itself does not say is the page's own: navigation, running heads."""
    from policy_qa_extractors.ledger import coverage

    told = (document.language, document.id, document.published)
    said = coverage(loaders.blanked(text, aside), *told)
    rest = (entry for entry in coverage(text, *told) if overlaps(aside, entry.start, entry.end)) if aside else ()
    own = (entry.model_copy(update={"reason": "page", "record": None}) for entry in rest)
    return sorted([*said, *own], key=lambda entry: entry.start)


def layout_json(layout: Sequence[loaders.Region]) -> str:
    """A loader's map as the store keeps it."""
    return json.dumps([asdict(region) for region in layout], ensure_ascii=False)


def report_id(name: str) -> str:
    """The id of a report from its file's name; raises Unreadable where nothing of a name is left."""
    identity = document_id(name)
    if not any(c.isalnum() for c in identity) or len(identity) > NAME_LIMIT:
        what = "its name gives no id" if len(identity) <= NAME_LIMIT else f"its name has over {NAME_LIMIT} letters"
        raise Unreadable(what, where=name[:80], todo=f"give it a name of 1 to {NAME_LIMIT} letters")
    return identity


def merged(*said: Metadata) -> Metadata:
    """What is known, field by field, from the first that says it."""
    fields = {
        field: next((value for one in said if (value := getattr(one, field)) is not None), None)
        for field in Metadata.model_fields
    }
    return Metadata(**fields)


@cache
def _reader(pipeline: str | None) -> Reader:
    from policy_qa.reading import Reader

    return Reader(pipeline)
