"""Hits by document and by sentence: nothing lost, nothing twice, the order of the best kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_qa.domain.answers import SearchHit
from policy_qa.domain.grouping import groups, places
from policy_qa.domain.values import Span


def hit(document: str, start: int, end: int, lit: tuple[int, int] | None = None, words: int | None = None) -> SearchHit:
    found = () if words is None else (Span(start=words, end=words + 1),)
    first, last = lit or (None, None)
    return SearchHit(
        document=document, title=document.upper(), start=start, end=end, quote="x" * (end - start), sha256="",
        answer_start=first, answer_end=last, score=1.0, kind="passage" if lit is None else "figure", highlights=found,
    )  # fmt: skip


SPANS = st.tuples(st.sampled_from("ab"), st.integers(0, 40), st.integers(1, 20))
HITS = st.lists(SPANS.map(lambda one: hit(one[0], one[1], one[1] + one[2])), max_size=12)


@given(HITS)
def test_groups_hold_each_hit_once_documents_by_their_best(hits: list[SearchHit]) -> None:
    found = groups(hits)
    assert sorted(number for group in found for number in group.items) == list(range(len(hits)))
    assert [group.items[0] for group in found] == sorted(group.items[0] for group in found)
    assert all(hits[number].document == group.document for group in found for number in group.items)


@given(HITS)
def test_places_hold_each_hit_once_inside_the_widest(hits: list[SearchHit]) -> None:
    own = [one for one in hits if one.document == "a"]
    found = places(own)
    assert sum(len(place.hits) for place in found) == len(own)
    for place in found:
        assert all(place.shown.start <= one.start and one.end <= place.shown.end for one in place.hits)
        assert not any(
            other is not place and other.shown.start <= place.shown.start and place.shown.end <= other.shown.end
            for other in found
        )


@pytest.mark.parametrize(
    ("hits", "spans"),
    [
        ([hit("a", 0, 9, (4, 6)), hit("a", 0, 9, (1, 2))], [(1, 2), (4, 6)]),
        ([hit("a", 0, 9, words=3), hit("a", 0, 9, (4, 6))], [(4, 6)]),
        ([hit("a", 0, 9, words=3), hit("a", 2, 9, words=3)], [(3, 4)]),
        ([hit("a", 0, 9)], []),
    ],
)
def test_records_are_lit_before_words(hits: list[SearchHit], spans: list[tuple[int, int]]) -> None:
    (place,) = places(hits)
    assert [(span.start, span.end) for span, _ in place.spans] == spans
