"""Text → records of all four kinds: the finders joined, each seeing what the ones before it own."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from policy_qa.domain.collecting import uncollected
from policy_qa.domain.records import Language, Record, reading_order
from policy_qa_extractors import dates, entities, figures, legal
from policy_qa_extractors.page import Claim, Found, Page, read_page


class Reading(NamedTuple):
    """All that was found on a page; `vetoed` are the number tokens that are no figure, each with its reason."""

    page: Page
    legal_references: list[Found]
    dates: list[Found]
    entities: list[Found]
    figures: list[Found]
    vetoed: list[Claim]

    def records(self) -> list[Record]:
        """The records of all kinds, in order of their start."""
        found = (*self.legal_references, *self.dates, *self.entities, *self.figures)
        return sorted((f.record for f in found), key=reading_order)


def read(text: str, language: Language | None = None, document: str = "text", published: date | None = None) -> Reading:
    """All that the finders see in one text. `published` anchors what the text leaves out of a date."""
    with uncollected():
        page = read_page(text, language=language, document=document, published=published)
        laws = legal.find(page)
        days = dates.find(page, laws)
        names = entities.find(page, laws, days)
        examined = figures.examine(page, laws, days, names)
        return Reading(page, laws, days, names, examined.found, examined.vetoed)


def extract(
    text: str, language: Language | None = None, document: str = "text", published: date | None = None
) -> list[Record]:
    """The records of one text, in order of their start; the language is detected where it is None."""
    with uncollected():  # until all but the records is gone again: the collector would look through what was read
        return read(text, language, document, published).records()
