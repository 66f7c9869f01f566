"""Hostile and empty questions: an outcome each, in time, with a reason and no error."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answering.test_questions import corpus, rows
from policy_qa.answering import ask

PLAIN = ["how many women obtained titles", "¿Cuántas mujeres tienen tarjeta?", "when was the service created"]
ALONE = [row["text"] * row.get("times", 1) for row in rows("hostile.jsonl")]
HOSTILE = [*ALONE, *(f"{PLAIN[n % 3]} {text[:80]}" for n, text in enumerate(ALONE[::2]))]
"""SQL, HTML, wildcards, queries, brackets, numbers, stop words, other alphabets, marks: alone and behind a question."""
SECONDS = 2.0


def test_there_are_two_hundred() -> None:
    assert len(set(HOSTILE)) >= 200


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_questions_get_an_outcome(question: str) -> None:
    began = process_time()
    result = ask(question, corpus().sources())
    assert process_time() - began < SECONDS
    assert result.outcome in ("not_found", "not_understood", "answered", "conflicting")
    assert (result.answer is None) == (result.reason is not None)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_an_outcome(question: str) -> None:
    result = ask(question, corpus().sources())
    assert result.question == question
    assert result.answer is not None or result.reason


def test_the_time_limit_is_said() -> None:
    result = ask("how many rural care services", corpus().sources(), time_limit=-1.0)
    assert result.outcome == "incomplete"
    assert result.reason


def test_the_same_question_gives_the_same_bytes() -> None:
    first = ask("how many rural care services", corpus().sources(), explain=True)
    assert (
        first.model_dump_json()
        == ask("how many rural care services", corpus().sources(), explain=True).model_dump_json()
    )
