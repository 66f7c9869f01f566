"""Documents and citations: where every word shown to a user comes from."""

from __future__ import annotations

import re
from datetime import date, datetime
from unicodedata import normalize

from policy_qa.domain.records import Language
from policy_qa.domain.values import Span, Value

QUOTE_LIMIT = 600
"""The longest quote shown, in code points."""


class Metadata(Value):
    """What is known about a document besides its text; None where nobody has said it."""

    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: Language | None = None
    licence: str | None = None


class Document(Value):
    """One report as the store keeps it.

    `sha256` is that of the source's bytes, `characters` the length of the text in code points,
    `encoding` how the bytes were read, `added` the time of taking in (UTC).
    """

    id: str
    title: str
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: Language = "en"
    licence: str | None = None
    name: str
    sha256: str
    size: int
    format: str
    encoding: str
    characters: int
    records: int = 0
    added: datetime | None = None


class Citation(Value):
    """A quote cut from the text; with an answer in it, `answer_start` and `answer_end` mark that."""

    document: str
    title: str
    start: int
    end: int
    quote: str
    answer_start: int | None = None
    answer_end: int | None = None
    sha256: str


def quoted(sentence: Span, start: int, end: int) -> tuple[int, int]:
    """The stretch to quote around start–end: its sentence, or the 600 code points of it that hold start–end best."""
    first, last = min(sentence.start, start), max(sentence.end, end)
    if last - first <= QUOTE_LIMIT:
        return first, last
    room = max(QUOTE_LIMIT - (end - start), 0)
    first = max(first, start - room // 2)
    return first, min(last, first + QUOTE_LIMIT)


def document_id(name: str) -> str:
    """The id of a document from its file name: the stem; all but letters, digits, ".", "_", "-" becomes "-"."""
    stem = normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    head, dot, _ = stem.rpartition(".")
    return re.sub(r"[^\w.-]", "-", head if dot and head else stem)
