"""Refusals name what failed and show what stands nearest; conflicts and derived answers show all they rest on."""

from __future__ import annotations

import pytest

from answering.memory import Memory
from answering.test_questions import corpus
from policy_qa.answering import ask
from policy_qa_extractors import extract


def memory(**texts: str) -> Memory:
    """A corpus of some short texts."""
    made = Memory()
    for name, text in texts.items():
        made.add(name, text, extract(text, document=name))
    return made


@pytest.mark.parametrize(
    ("question", "said", "nearest"),
    [
        ("How many regional governments had networks by 2019?", "another period", 24),
        ("how many men obtained property titles in 2023", "another group", 9423),
        ("How many Women's Emergency Centers are operating?", "something else was done", 3),
    ],
)
def test_the_slot_that_failed_is_named(question: str, said: str, nearest: float) -> None:
    result = ask(question, corpus().sources())
    assert result.outcome == "not_found"
    assert said in (result.reason or "")
    assert "searched 2 documents" in (result.reason or "")
    assert nearest in [a.value for a in result.alternatives]


def test_what_is_no_question_for_a_record_is_not_understood() -> None:
    result = ask("why is violence a problem", corpus().sources())
    assert result.outcome == "not_understood"
    assert result.passages


def test_two_reports_that_disagree_conflict() -> None:
    texts = memory(
        one="In 2020 the programme opened 12 health clinics in Lima.",
        two="In 2020 the programme opened 15 health clinics in Lima.",
    )
    result = ask("How many health clinics did the programme open in Lima in 2020?", texts.sources())
    assert result.outcome == "conflicting"
    assert {result.answer and result.answer.value, *(c.value for c in result.conflicts)} == {12, 15}


def test_two_reports_that_agree_are_both_cited() -> None:
    texts = memory(
        one="In 2020 the programme opened 12 health clinics in Lima.",
        two="In 2020 the programme opened 12 health clinics in Lima.",
    )
    result = ask("How many health clinics did the programme open in Lima in 2020?", texts.sources())
    assert result.outcome == "answered"
    assert {a.citation.document for a in (*([result.answer] if result.answer else []), *result.alternatives)} == {
        "one",
        "two",
    }


def test_a_difference_is_computed_and_shows_both_figures() -> None:
    result = ask(
        "By how much did the number of breastfeeding locations increase between 2014 and 2015?", corpus().sources()
    )
    assert result.derived
    assert result.answer is not None
    assert result.answer.value == 16
    assert [o.value for o in result.operands] == [303, 319]


def test_documents_limit_where_to_look() -> None:
    result = ask("how many rural care services", corpus().sources(), documents=["peru-equal-futures-partnership"])
    assert result.outcome == "not_found"
    assert "peru-equal-futures-partnership" in (result.reason or "")


def test_explain_shows_frame_and_candidates() -> None:
    result = ask("how many rural care services", corpus().sources(), explain=True)
    assert result.explanation
    assert any("57" in line for line in result.explanation)
    assert ask("how many rural care services", corpus().sources()).explanation is None
