"""The finder of legal references."""

from __future__ import annotations

from policy_qa.domain.records import LegalReference
from policy_qa_extractors.legal.learnt import settle
from policy_qa_extractors.legal.provisions import with_provision
from policy_qa_extractors.legal.references import Reference, read
from policy_qa_extractors.page import Found, Page


def find(page: Page) -> list[Found]:
    """The legal references of a page, in order, disjoint."""
    text, end = page.view.text, 0
    out: list[Found] = []
    references = settle(text, list(read(page)))
    starts = [one.start for one in references[1:]] + [len(text)]
    for one, ceiling in zip(references, starts):
        reference = with_provision(text, one, end, ceiling)
        out.append(Found(reference.start, reference.end, _record(page, reference)))
        end = reference.end
    return out


def _record(page: Page, one: Reference) -> LegalReference:
    return page.make(
        LegalReference,
        one.start,
        one.end,
        label="LAW",
        rule=one.rule.id,
        instrument=one.instrument,
        number=one.number,
        year=one.year,
        issuer=one.issuer,
        citation=one.citation,
        provision=one.provision,
        urn=one.urn,
    )
