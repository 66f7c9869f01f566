"""Addresses inside the pages: where a citation is read in its report."""

from __future__ import annotations

from urllib.parse import quote

from policy_qa.domain.sources import Citation


def place_in_document(citation: Citation) -> str:
    """The address of a citation in its document's page: the passage, or the answer in it where there is one."""
    start = citation.start if citation.answer_start is None else citation.answer_start
    end = citation.end if citation.answer_end is None else citation.answer_end
    return f"/documents/{quote(citation.document, safe='')}?at={start}-{end}#at"
