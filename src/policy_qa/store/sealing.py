"""Seals: hashes kept beside what they are of, so that a byte that changed on the disk shows, and where."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from policy_qa.domain.records import Record
from policy_qa.domain.sources import Document


def sha256_of(text: str) -> str:
    """The sha256 of a text in UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def records_sha256(bodies: Iterable[str]) -> str:
    """The sha256 of records as JSON Lines, sorted as text."""
    return sha256_of("".join(f"{body}\n" for body in sorted(bodies)))


def seals(document: Document, rules: str, text: str, layout: str, records: Iterable[Record]) -> dict[str, str]:
    """The columns that seal a document's row and its records."""
    parts = {
        "text_sha256": sha256_of(text),
        "layout_sha256": sha256_of(layout),
        "records_sha256": records_sha256(record.model_dump_json() for record in records),
    }
    return {**parts, "seal": seal(document, rules, parts)}


def seal(document: Document, rules: str, parts: Mapping[str, str]) -> str:
    """The sha256 of what is known of a document, and of the other hashes."""
    names = ("text_sha256", "layout_sha256", "records_sha256")
    told = [document.model_dump(mode="json"), rules, *(parts[name] for name in names)]
    return sha256_of(json.dumps(told, sort_keys=True))
