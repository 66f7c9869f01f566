"""Words parted at the end of a line are read whole; words that have a hyphen of their own keep it."""

from __future__ import annotations

import pytest

from policy_qa_extractors import extract
from policy_qa_extractors.page import read_page


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("4.5 mil-\nlion soles for bene-\nficiaries", "4.5 million soles for beneficiaries\n"),
        ("Pen-\nsion 65, a long-\nterm plan", "Pension 65, a long-term plan\n"),
        ("by the co-\nzzyxians of the up-\nto-date list", "by the co-zzyxians of the up-to-date list\n"),
    ],
)
def test_a_word_parted_by_the_line_is_whole(text: str, read: str) -> None:
    assert read_page(text, language="en").view.text == read


def test_its_quote_is_what_is_printed() -> None:
    text = "It cost S/ 4.5 mil-\nlion in 2023."
    (figure,) = (record for record in extract(text, "en") if record.kind == "figure")
    assert (figure.text, figure.value) == ("S/ 4.5 mil-\nlion", 4_500_000)
    assert text[figure.start : figure.end] == figure.text


WRAPPED = (
    "The rental fund was opened with a vote in the whole City",
    "Council came into force in the spring of the year before the last",
    "election, and it pays for the rooms of those who would lose them.",
)


def blocks(*lines: str) -> int:
    return len(read_page("\n".join(lines) + "\n", language="en").blocks)


def test_a_nearly_full_line_without_a_final_mark_goes_on() -> None:
    assert blocks(*WRAPPED) == 1
    assert blocks(*WRAPPED[1:], "The fund is the first of its kind and has been helped", "Ohio.") == 1


def test_a_bare_list_stays_a_list() -> None:
    rows = (
        "Women with a loan of the second round of the fund",
        "Men with a loan of the second round of the new",
        "All",
    )
    assert blocks(*WRAPPED, "", *rows) == 1 + len(rows)
    assert blocks(*WRAPPED, "", "Report on the Rental Fund of the City of the Lakes 2", "The fund grew.") == 3
