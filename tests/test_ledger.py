"""The ledger: every token with a digit and every number word has a record or a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_qa_extractors.ledger import Entry, coverage

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
REASONS = {
    "figure", "date", "entity", "legal_reference", "name", "ordinal", "list_number", "clause_number", "footnote",
    "page", "address", "phone", "url", "markup", "code", "clock_time", "score", "version", "unexplained",
}  # fmt: skip


def reasons(entries: list[Entry]) -> dict[str, str]:
    return {entry.text: entry.reason for entry in entries}


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_in_the_corpus_is_unexplained(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    entries = coverage(text, document=path.stem)
    assert len(entries) > 40
    assert [e for e in entries if e.reason == "unexplained"] == []
    assert all(text[e.start : e.end] == e.text for e in entries)


@pytest.mark.parametrize(
    ("text", "token", "reason"),
    [
        ("See page 12 of the report.", "12", "page"),
        ("It was the 25th meeting.", "25th", "ordinal"),
        ("Call 1-800-799-7233 for help.", "1-800-799-7233", "phone"),
        ("The session opens at 10:30 sharp.", "10:30", "clock_time"),
        ("See https://example.org/a12 for more.", "https://example.org/a12", "url"),
        ("A [link](https://example.org/b7) here.", "https://example.org/b7", "url"),
        ("Women vote.[^3] More follows.", "3", "footnote"),
        ("1. First of all, women vote.\n2. Then men.", "1", "list_number"),
        ("The COVID-19 crisis hit women.", "COVID-19", "code"),
        ("The 5G network works.", "5G", "code"),
        ("They watched a match of SUB 12, on the field.", "12", "name"),
        ("Under section 12 of the plan.", "12", "clause_number"),
        ("The team won 3-1 at home.", "3-1", "score"),
        ("A rate of 12 deaths per 100,000 inhabitants.", "100,000", "figure"),
        ("It reached 57 districts.", "57", "figure"),
        ("It focuses on five strategic areas.", "five", "figure"),
    ],
)
def test_reason_is_named(text: str, token: str, reason: str) -> None:
    assert reasons(coverage(text, language="en"))[token] == reason


def test_a_rate_belongs_to_its_figure() -> None:
    entries = coverage("A rate of 12 deaths per 100,000 inhabitants.", language="en")
    assert len({entry.record for entry in entries}) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_accounted_for(text: str) -> None:
    entries = coverage(text, language="en")
    assert all(text[e.start : e.end] == e.text for e in entries)
    assert {entry.reason for entry in entries} <= REASONS
    assert [e.start for e in entries] == sorted(e.start for e in entries)
