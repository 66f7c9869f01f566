"""Hostile and empty questions: an outcome each, in time, with a reason and no error."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answering.test_questions import corpus
from policy_qa.answering import ask

HOSTILE = [
    "", " ", "?", "¿?", "the of and in", "de la que el en", "'; DROP TABLE records; --", "<script>alert(1)</script>",
    "* OR 1=1", "a" * 4000, "((((" * 128, "[" * 512, "how many " * 60, "¿" * 512, "\u202e\u202dhow many women",
    "сколько женщин", "有多少女性", "كم عدد النساء", "\x00\x01\x02", "how many \ud7ff women", "🙂" * 200, "%" * 300,
    "1 2 3 4 5 6 7 8 9", "2014 2015 2016 2017", "how many how many how many", "what what what", "-" * 500, "\n\n\n",
    "how much how many when where who which what", "%s%s%n%x", "${jndi:ldap://x}", "../../etc/passwd", "NULL", "NaN",
    "how many women" + "\u0301" * 300, "e\u0301" * 250, "0" * 600, "how many 99999999999999999999999 women",
]  # fmt: skip
SECONDS = 2.0


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_questions_get_an_outcome(question: str) -> None:
    began = process_time()
    result = ask(question, corpus().sources())
    assert process_time() - began < SECONDS
    assert result.outcome in ("not_found", "not_understood", "answered")
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
