"""Properties of figures: whatever the text, spans quote it, values are finite, order holds, nothing crashes."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_qa.domain.records import Figure, Language
from policy_qa_extractors import extract
from policy_qa_extractors.figures.find import FLOOD

WORDS = [
    *("million", "thousand", "mil", "millones", "half", "one", "two", "tres", "thirds", "tercios", "per", "from", "to"),
    *("between", "and", "y", "S/", "US$", "soles", "USD", "percent", "years", "años", "km", "women", "mujeres", "No."),
    *("page", "artículo", "e", "x10", "^", "½", "²", "٣", "000", "2024", "1,234", "3.5", "a", "(diez)", "12,34,567"),
    *("COVID-19", "rose", "in"),
]
PHRASES = ["de cada", "por ciento", "at least", "más de", "out of"]
PIECES = st.sampled_from([*"0123456789", *".,%$€/-–:;()[]+=~±°'’_*# \n\u00a0", *WORDS, *PHRASES])
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=24).map("".join), st.lists(PIECES, max_size=14).map(" ".join)
)


def figures(text: str, language: Language) -> list[Figure]:
    return [record for record in extract(text, language=language) if isinstance(record, Figure)]


@pytest.mark.parametrize("language", ["en", "es"])
@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_figures_quote_the_text(language: Language, text: str) -> None:
    found = figures(text, language)
    assert [f.start for f in found] == sorted(f.start for f in found)
    for figure in found:
        assert text[figure.start : figure.end] == figure.text
        assert figure.start < figure.end
        assert math.isfinite(figure.value)
        assert figure.value_max is None or math.isfinite(figure.value_max)
    for before, after in pairwise(found):
        assert before.end <= after.start
    assert found == figures(text, language)


@pytest.mark.parametrize("unit", ["one two three ", "half of the ", "5 of 6 ", "12 women, "])
def test_a_sentence_that_says_hundreds_of_figures_is_a_dump(unit: str) -> None:
    text = unit * 2_000 + ". A total of 57 women voted."
    found = figures(text, "en")
    assert len(found) <= FLOOD + 1
    assert found[-1].text == "57"


def test_rows_of_bare_numbers_are_a_dump_and_what_follows_is_read() -> None:
    found = figures("5\n" * 400 + "In all, 57 women voted.", "en")
    assert found[-1].text == "57"
    assert len(found) < 100


@pytest.mark.parametrize(
    "text",
    [
        "9" * 20_000,
        "1," * 8_000,
        "million " * 2_000,
        "(" * 20_000 + "5",
        "5 (" * 6_000,
        "one hundred " * 2_000,
        "between 1 and " * 2_000,
        "1 2 3 " * 2_000,
        "$" * 20_000 + "1",
        "1e99 2^99 9" * 500,
        "9" * 28 + "^99",
    ],
    ids=lambda text: text[:12],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_hostile_text_is_read(text: str, language: Language) -> None:
    for figure in figures(text, language):
        assert text[figure.start : figure.end] == figure.text
