"""Addresses inside the pages: where a report, a record or a citation is read."""

from __future__ import annotations

from urllib.parse import quote

from policy_qa.domain.records import Record
from policy_qa.domain.sources import Citation


def document_address(document: str) -> str:
    """The address of a document's page."""
    return f"/documents/{quote(document, safe='')}"


def record_address(record: Record) -> str:
    """The address of a record, lit in its document's page."""
    return f"{document_address(record.document)}?r={record.id}#r-{record.id}"


def place_in_document(citation: Citation) -> str:
    """The address of a citation in its document's page: the passage, or the answer in it where there is one."""
    start = citation.start if citation.answer_start is None else citation.answer_start
    end = citation.end if citation.answer_end is None else citation.answer_end
    return f"{document_address(citation.document)}?at={start}-{end}#at"
