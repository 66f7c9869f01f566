"""The manifest: what a library holds, as canonical JSON with one sha256 over it."""

from __future__ import annotations

import json
from hashlib import sha256

from policy_qa.store import Store

FIELDS = {"id", "name", "sha256", "size", "format", "encoding", "language", "published", "characters", "title", "url"}
"""What is told of a document: nothing that depends on when or where it was taken in."""

VERSION = 1


def manifest(store: Store) -> str:
    """One line of JSON: sorted keys, no spaces, UTF-8; documents by id.

    `records_sha256` is over a document's records as JSON Lines, sorted as text; `rules` is the fingerprint of the
    rules that read it. `sha256` is over the line as it would stand without it. The same reports read by the same
    rules give the same line on any machine.
    """
    rows = []
    for document in sorted(store.documents(), key=lambda d: d.id):
        kept = store.kept(document.id)
        lines = sorted(record.model_dump_json() for record in store.records(document.id))
        rows.append(
            {
                **document.model_dump(mode="json", include=FIELDS),
                "text_sha256": sha256(store.text(document.id).encode()).hexdigest(),
                "rules": kept["rules"],
                "records": len(lines),
                "records_sha256": sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest(),
            }
        )
    told = {"version": VERSION, "documents": rows}
    return _canonical({**told, "sha256": sha256(_canonical(told).encode()).hexdigest()})


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
