"""What heads a section, and what only looks like it."""

from __future__ import annotations

import pytest

from policy_qa_extractors import extract


@pytest.mark.parametrize("mark", ["[^1]", "[12]", "¹", ""])
def test_a_sentence_with_the_mark_of_a_note_behind_it_is_no_heading(mark: str) -> None:
    text = f"# Care\n\nServices operate in all of the regions.{mark}\n\nIn all, 57 women work there.\n"
    assert [r.section for r in extract(text, "en") if r.kind == "figure"] == [("Care",)]
