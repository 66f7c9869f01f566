"""Questions in one language over reports in the other, each beside the same question in the report's own language."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from answering.memory import Memory
from answering.test_questions import right, rows
from policy_qa.answering import ask
from policy_qa_extractors import extract

ROWS = rows("crossed.jsonl")


@cache
def reports() -> Memory:
    """The reports, in both languages, all together."""
    memory = Memory()
    for row in rows("crossed_texts.jsonl"):
        records = extract(row["text"], document=row["id"], language=row["language"])
        memory.add(row["id"], row["text"], records, language=row["language"])
    return memory


def asked(language: str, outcome: str) -> list[dict[str, Any]]:
    """The rows whose question is in a language."""
    return [row for row in ROWS if row["language"] == language and row["outcome"] == outcome]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_other_language_reaches_four_fifths_of_the_reports_own(language: str) -> None:
    questions = asked(language, "answered")
    assert len(questions) >= 36
    sources = reports().sources()
    own = sum(right(row, ask(row["own"], sources)) for row in questions)
    missed = [row["question"] for row in questions if not right(row, ask(row["question"], sources))]
    assert own >= 0.8 * len(questions)
    assert len(questions) - len(missed) >= 0.8 * own, missed


def test_hardly_a_wrong_answer_is_shown() -> None:
    sources = reports().sources()
    results = [(row, ask(row["question"], sources)) for row in ROWS]
    wrong = [row["question"] for row, result in results if result.answer is not None and not right(row, result)]
    assert len(wrong) <= 0.05 * len(ROWS), wrong


@pytest.mark.parametrize("row", [row for row in ROWS if row["outcome"] == "not_found"], ids=lambda row: row["id"])
def test_traps_are_refused(row: dict[str, Any]) -> None:
    assert ask(row["question"], reports().sources()).answer is None
