"""The finder of dates."""

from __future__ import annotations

from collections.abc import Sequence

from policy_qa_extractors.page import Found, Page


def find(page: Page, laws: Sequence[Found]) -> list[Found]:
    """The dates of a page, in order; digits inside a legal reference are none."""
    del page, laws
    return []
