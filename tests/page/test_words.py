"""Words looked up piece by piece stand where a search through the whole view finds them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from policy_qa_extractors.page.words import NUMBER, Words, first_words

RUN = re.compile(r"[^\W\d_]+|\d+")
PIECES = [
    "may",
    "May",
    "MAY",
    "mayo",
    "Ñandú",
    "İzmir",
    "ΟΔΟΣ",
    "2023",
    "٣",
    "²",
    "5",
    "_",
    "-",
    ".",
    "’",
    " ",
    "\n",
    "\u00a0",
]


def searched(view: str, firsts: frozenset[str]) -> list[int]:
    lower = view.replace("İ", "I").lower()
    names = ((NUMBER if run[0][0].isdecimal() else run[0], run.start()) for run in RUN.finditer(lower))
    return [start for name, start in names if name in firsts]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.sets(st.sampled_from(PIECES[:10]), max_size=4))
def test_places_are_those_of_a_search_through_the_view(view: str, asked: set[str]) -> None:
    words, firsts = Words(view), first_words(asked)
    assert words.places(firsts) == searched(view, firsts)
    assert words.places(frozenset({NUMBER})) == searched(view, frozenset({NUMBER}))
    assert words.places(firsts) == searched(view, firsts)


def test_a_word_that_was_never_asked_for_before_is_found() -> None:
    words = Words("the zyzzyva, and a Zyzzyva")
    assert words.places(frozenset({"the"})) == [0]
    assert words.places(frozenset({"zyzzyva"})) == [4, 19]
