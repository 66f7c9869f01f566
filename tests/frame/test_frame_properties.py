"""What holds for the frame of any text."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from policy_qa.domain.records import Figure
from policy_qa_extractors.extraction import read
from policy_qa_extractors.figures.vocabulary import for_frames

WORDS = [
    "of", "the", "women", "men", "rose", "to", "from", "in", "2020", "57", "3.5%", "$5 million", "(", ")", ",", ";",
    "and", "were", "which", "cases", "number", "an", "investment", "by", "two", "years", "up", "compared", "de", "las",
    "mujeres", "aumentó", "a", "que", "son", "&", "'", "\n", ".", "-", "last", "week", "whom",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.sampled_from(["en", "es"]))
@settings(max_examples=200, deadline=None)
def test_slots_are_printed(text: str, language: str) -> None:
    reading = read(text, language="en" if language == "en" else "es")
    view = reading.page.view.text
    for found in reading.figures:
        figure = found.record
        assert isinstance(figure, Figure)
        for words in (figure.measured_entity, figure.measured_property):
            assert words is None or (words in view and 0 < len(words.split()) <= 12)
        assert all(year in text for year in re.findall(r"\d{4}", figure.period or ""))


def test_same_slots_at_the_end_of_a_long_sentence() -> None:
    filler = "the committee of the council, " * 400
    reading = read(f"{filler} trained 57 rural teachers in 2021, {filler} and 30 nurses.", language="en")
    figures = [f.record for f in reading.figures if isinstance(f.record, Figure)]
    assert [(f.measured_entity, f.period) for f in figures] == [("rural teachers", "2021"), ("nurses", None)]


def test_lists_are_words() -> None:
    for language in ("en", "es"):
        vocabulary = for_frames("en" if language == "en" else "es")
        assert vocabulary.words
        assert all(word == word.casefold() for words in vocabulary.words.values() for word in words)
