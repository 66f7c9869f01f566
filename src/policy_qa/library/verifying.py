"""Verifying: sources re-read and re-hashed, quotes cut again, records read again, index and corpus folder compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policy_qa import loaders
from policy_qa.corpus import Corpus
from policy_qa.domain.records import Record
from policy_qa.domain.sources import Document
from policy_qa.domain.values import Value
from policy_qa.errors import PolicyQAError, StoreError
from policy_qa.index import Index
from policy_qa.library.crew import Task, each
from policy_qa.library.diffing import diff
from policy_qa.library.taking import aside_of, layout_json, records_of, rules_of
from policy_qa.store import Store

DECODED = frozenset(("txt", "md"))
"""Formats whose text is the decoded bytes, for ever; another format may be read otherwise by a later release."""


class Finding(Value):
    """One thing that is not as it was kept: `what` says it, `document` where, `place` offsets or a file.

    A `note` is worth knowing and no damage.
    """

    document: str
    what: str
    place: str = ""
    note: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A document as the store holds it, to be read again."""

    document: Document
    source: bytes
    text: str
    layout: str
    records: tuple[Record, ...]
    same_rules: bool
    pipeline: str | None


def verify_documents(store: Store, jobs: int, pipeline: str | None) -> Iterator[Finding]:
    """What is wrong with the documents: their bytes, texts, rows, quotes, and what reading them again gives."""
    for task, found in each(examine, _tasks(store, pipeline), jobs):
        if isinstance(found, PolicyQAError):
            yield Finding(document=task.name, what=found.what, place="source")
        else:
            yield from found


def _tasks(store: Store, pipeline: str | None) -> Iterator[Task[Held | tuple[Finding, ...]]]:
    for document in store.documents():
        found: Held | tuple[Finding, ...]
        try:
            damage = store.damage(document.id)
            found = tuple(Finding(document=document.id, what=what, place=place) for place, what in damage)
            found = found or _held(store, document, pipeline)
        except StoreError as problem:
            found = (Finding(document=document.id, what=problem.what, place="store"),)
        yield Task(document.id, found, document.size)


def _held(store: Store, document: Document, pipeline: str | None) -> Held:
    identity = document.id
    same = store.kept(identity)["rules"] == rules_of(pipeline)
    records = tuple(store.records(identity))
    layout = store.layout(identity)
    return Held(document, store.source(identity), store.text(identity), layout, records, same, pipeline)


def examine(held: Held | tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What reading a document again finds; what was found before is handed on."""
    if isinstance(held, tuple):
        return held
    return (*_read_again(held), *_extracted_again(held))


def _read_again(held: Held) -> Iterator[Finding]:
    document = held.document
    encoding = document.encoding if document.format in DECODED or document.format == "html" else None
    try:
        again = loaders.load_safely(held.source, document.name, encoding=encoding or None)
    except PolicyQAError as problem:
        yield Finding(document=document.id, what=f"the source can't be read again: {problem.what}", place="source")
        return
    lasting = document.format in DECODED
    if again.text != held.text:
        what = "the source read again gives another text" + ("" if lasting else ": the reader has changed since")
        yield Finding(document=document.id, what=what, place="text", note=not lasting)
    elif layout_json(again.layout) != held.layout:
        what = "the source read again gives another map of its parts: the reader has changed since"
        yield Finding(document=document.id, what=what, place="layout", note=True)


def _extracted_again(held: Held) -> Iterator[Finding]:
    document = held.document
    if not held.same_rules:
        what = "read with other rules than these; sync --re-extract reads it anew"
        yield Finding(document=document.id, what=what, place="records", note=True)
        return
    aside = aside_of(held.layout)
    again = records_of(held.text, aside, document.id, document.language, document.published, held.pipeline)
    if sorted(again, key=_id) != sorted(held.records, key=_id):
        change = diff(held.records, again)
        touched = [*change.added, *change.gone, *(pair.after or pair.before for pair in change.changed)]
        first = ", ".join(record.id for record in touched[:3] if record is not None)
        what = f"read again it gives other records: {change} (first {first}); sync --re-extract reads it anew"
        yield Finding(document=document.id, what=what, place="records")


def _id(record: Record) -> str:
    return record.id


def verify_index(store: Store, index: Index) -> Iterator[Finding]:
    """What the index shows otherwise than the store holds it."""
    if index.generation != store.generation:
        what = f"the index shows generation {index.generation}, the store holds {store.generation}"
        yield Finding(document="", what=what, place="index")
    for document in store.documents():
        held, shown = document.records, index.records_count(document.id)
        if held != shown:
            what = f"{shown} records in the index, {held} in the store"
            yield Finding(document=document.id, what=what, place="index")


def verify_corpus(documents: Iterable[Document], corpus: Corpus) -> Iterator[Finding]:
    """Documents whose file in the corpus folder is gone or holds other bytes. Files not yet taken in are no finding."""
    if not corpus.folder.is_dir():
        yield Finding(document="", what="there is no such corpus folder", place=str(corpus.folder), note=True)
        return
    documents = list(documents)
    files = {file.id: file for file in corpus.files({document.id: document.name for document in documents})}
    for document in documents:
        file = files.get(document.id)
        try:
            if file is None:
                yield Finding(document=document.id, what="its file is gone from the corpus folder", place=document.name)
            elif file.size != document.size or file.sha256 != document.sha256:
                what = "the file in the corpus folder is not the one that was taken in"
                yield Finding(document=document.id, what=what, place=file.name)
        except PolicyQAError as problem:
            yield Finding(document=document.id, what=problem.what, place=document.name)
