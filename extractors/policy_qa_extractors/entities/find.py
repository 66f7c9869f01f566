"""The finder of entities."""

from __future__ import annotations

from collections.abc import Sequence

from policy_qa_extractors.page import Found, Page


def find(page: Page, laws: Sequence[Found], dates: Sequence[Found]) -> list[Found]:
    """The entities of a page, in order; none lies inside a legal reference."""
    del page, laws, dates
    return []
