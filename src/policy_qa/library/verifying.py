"""Verifying: every source re-read and re-hashed, every quote cut again, the index held against the store."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from policy_qa import loaders
from policy_qa.domain.sources import Document
from policy_qa.domain.values import Value
from policy_qa.errors import PolicyQAError
from policy_qa.index import Index
from policy_qa.store import Store


class Finding(Value):
    """One thing that is not as it was kept: `what` says it, `document` where, `place` offsets or a file."""

    document: str
    what: str
    place: str = ""


def verify_document(store: Store, document: Document) -> Iterator[Finding]:
    """What is wrong with one document: its bytes, its text, the quotes of its records."""
    try:
        source, text, kept = store.source(document.id), store.text(document.id), store.kept(document.id)
    except PolicyQAError as problem:
        yield Finding(document=document.id, what=str(problem))
        return
    if sha256(source).hexdigest() != document.sha256:
        yield Finding(document=document.id, what="the source's bytes are not those that were taken in", place="source")
    if sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != kept["text_sha256"]:
        yield Finding(document=document.id, what="the text is not the one that was read", place="text")
    elif document.format in {"txt", "md"} and (finding := _reread(document, source, text)):
        yield finding
    records = store.records(document.id)
    if len(records) != document.records:
        yield Finding(document=document.id, what=f"{len(records)} records, {document.records} were kept")
    for record in records:
        if text[record.start : record.end] != record.text:
            place = f"{record.start}-{record.end}"
            yield Finding(
                document=document.id, what=f"record {record.id} quotes other words than stand there", place=place
            )


def _reread(document: Document, source: bytes, text: str) -> Finding | None:
    try:
        again = loaders.load(document.name, source, encoding=document.encoding).text
    except PolicyQAError as problem:
        return Finding(document=document.id, what=f"the source can't be read again: {problem.what}", place="source")
    if again != text:
        return Finding(document=document.id, what="the source read again gives another text", place="text")
    return None


def verify_index(store: Store, index: Index) -> Iterator[Finding]:
    """What the index shows otherwise than the store holds it."""
    if index.generation != store.generation:
        what = f"the index shows generation {index.generation}, the store holds {store.generation}"
        yield Finding(document="", what=what, place="index")
    for document in store.documents():
        held, shown = document.records, index.records_count(document.id)
        if held != shown:
            yield Finding(
                document=document.id, what=f"{shown} records in the index, {held} in the store", place="index"
            )
