"""Lit text is the text: cut at borders, nothing lost, nothing added."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from policy_qa.domain.sources import Citation
from policy_qa_api.lit import Light, lit_quote, lit_text, part_at, parts


@settings(deadline=None)
@given(st.text(min_size=1, max_size=40), st.data())
def test_stretches_join_to_the_text_and_cover_each_light(text: str, data: st.DataObject) -> None:
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 9)), max_size=6))
    lights = [Light(start, min(start + length, len(text))) for start, length in spans]
    stretches = lit_text(text, lights, 0, len(text))
    assert "".join(s.text for s in stretches) == text
    for light in lights:
        assert "".join(s.text for s in stretches if light in s.over) == text[light.start : light.end]
        assert any(light in s.beginning for s in stretches)


@settings(deadline=None)
@given(st.text(alphabet="ab \n", max_size=200), st.integers(4, 50))
def test_parts_join_to_the_text(text: str, length: int) -> None:
    borders = parts(text, length)
    assert "".join(text[start:end] for start, end in borders) == text
    assert all(end - start <= length for start, end in borders)
    for offset in range(len(text)):
        start, end = borders[part_at(borders, offset)]
        assert start <= offset < end


@settings(deadline=None)
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
