"""Lit text is the text: cut at borders, nothing lost, nothing added."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policy_qa.domain.records import Date, record_id
from policy_qa.domain.sources import Citation
from policy_qa.domain.values import Span
from policy_qa_api.lit import lit_quote, lit_text


def record(text: str, start: int, end: int) -> Date:
    return Date(
        id=record_id("d", "date", start, end), document="d", start=start, end=end, text=text[start:end], label="DATE",
        rule="r", language="en", sentence=Span(start=start, end=end), value="2024",
    )  # fmt: skip


@given(st.text(min_size=1, max_size=40), st.data())
def test_stretches_join_to_the_text_and_cover_each_record(text: str, data: st.DataObject) -> None:
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 9)), max_size=6))
    records = [record(text, start, min(start + length, len(text))) for start, length in set(spans)]
    stretches = lit_text(text, records, 0, len(text))
    assert "".join(s.text for s in stretches) == text
    for found in records:
        assert "".join(s.text for s in stretches if found in s.over) == found.text
        assert sum(found in s.beginning for s in stretches) == 1


@given(st.text(max_size=30), st.integers(0, 9), st.integers(0, 40), st.integers(0, 40))
def test_a_quote_keeps_its_text_whatever_the_marks_say(quote: str, start: int, left: int, right: int) -> None:
    citation = Citation(
        document="d", title="t", start=start, end=start + len(quote), quote=quote, answer_start=left,
        answer_end=right, sha256="0",
    )  # fmt: skip
    pieces = lit_quote(citation)
    assert "".join(p.text for p in pieces) == quote
    if start <= left < right <= start + len(quote):
        assert [p.text for p in pieces if p.lit] == [quote[left - start : right - start]]
