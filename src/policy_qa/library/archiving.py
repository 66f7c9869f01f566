"""Backup: a library as one zip archive whose manifest names each part by its sha256.

    manifest.json                what is in it: {"format", "version", "documents", "parts": {name: {"sha256", "size"}}}
    sources/SHA256               the bytes of each report
    documents/ID/document.json   what is known of it
    documents/ID/text.txt, layout.json, records.jsonl
    reviews.jsonl, corpus.toml

The same library gives the same bytes.
"""

from __future__ import annotations

import json
import os
import zipfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from policy_qa.corpus import CATALOGUE
from policy_qa.errors import BadInput, Unreadable
from policy_qa.store import Store

FORMAT = "policy-qa-backup"
VERSION = 1
MANIFEST = "manifest.json"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every part: that of writing is nobody's business."""


def write(store: Store, corpus: Path, target: Path, *, replace: bool = False) -> int:
    """Writes an archive, whole or not at all; gives how many documents are in it.

    Raises BadInput where there is such a file and `replace` is not said, Unreadable where it can't be written.
    """
    if target.exists() and not replace:
        raise BadInput("there is such a file already", where=str(target), todo="give another name, or say --replace")
    try:
        with NamedTemporaryFile(prefix=".backup-", dir=target.parent, delete=False) as file:
            try:
                with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                    count = _write_all(store, corpus, archive)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(target)
            except BaseException:
                with suppress(OSError):
                    Path(file.name).unlink()
                raise
    except OSError as problem:
        what = f"can't be written: {problem.strerror or problem}"
        raise Unreadable(what, where=str(target), todo="check free space and rights") from problem
    return count


def _write_all(store: Store, corpus: Path, archive: zipfile.ZipFile) -> int:
    parts: dict[str, dict[str, object]] = {}

    def put(name: str, data: bytes) -> None:
        if name not in parts:
            parts[name] = {"sha256": sha256(data).hexdigest(), "size": len(data)}
            archive.writestr(_entry(name), data)

    documents = store.documents()
    for document in documents:
        place = f"documents/{document.id}"
        records = "".join(f"{record.model_dump_json()}\n" for record in store.records(document.id))
        told = {**document.model_dump(mode="json"), "rules": store.kept(document.id)["rules"]}
        put(f"sources/{document.sha256}", store.source(document.id))
        put(f"{place}/document.json", _json(told))
        put(f"{place}/text.txt", store.text(document.id).encode())
        put(f"{place}/layout.json", store.layout(document.id).encode())
        put(f"{place}/records.jsonl", records.encode())
    put("reviews.jsonl", "".join(f"{review.model_dump_json()}\n" for review in store.reviews()).encode())
    if (corpus / CATALOGUE).is_file():
        put(CATALOGUE, (corpus / CATALOGUE).read_bytes())
    head = {"format": FORMAT, "version": VERSION, "documents": [d.id for d in documents], "parts": parts}
    archive.writestr(_entry(MANIFEST), _json(head))
    return len(documents)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = 3, 0o600 << 16
    return entry


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
