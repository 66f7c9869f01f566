"""What the page skips for speed changes nothing that it finds."""

from __future__ import annotations

import gc
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_qa_extractors.extraction import extract
from policy_qa_extractors.page.markup import INLINE, _leaping

ODD = "ab1 \t\n\r\u00a0\u2009\u200b\u2028\u202f\u2800\u3000\u00ad\ufeff\u0301![]()^*_\\<>/&;#:.w-–\x1c\x85"
PIECES = [*ODD, "  ", "http://", "www.", "](", "<br>", "&amp;", "<!--", "-->", "[1]", "**"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_markup_found_in_leaps_is_the_markup_found_at_every_character(text: str) -> None:
    leaping = [found.span() for found in _leaping(text, 0, len(text))]
    assert leaping == [found.span() for found in INLINE.finditer(text, 0, len(text))]


def test_every_white_space_and_invisible_character_is_a_spot() -> None:
    odd = [chr(code) for code in range(0x10000) if re.fullmatch(r"[^\S ]", chr(code))]
    for character in odd:
        assert [found[0] for found in _leaping(f"a{character}b", 0, 3)] == [character]


@pytest.mark.parametrize("enabled", [True, False])
def test_the_cycle_collector_is_left_as_it_was(enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        extract("57 women voted.")
        assert gc.isenabled() == enabled
    finally:
        (gc.enable if before else gc.disable)()
