"""The development questions: over the corpus, and over paragraphs written for them; each cites the span it must."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from answering.memory import Memory
from policy_qa.answering import ask
from policy_qa.domain.answers import AskResult
from policy_qa_extractors import extract

HERE = Path(__file__).parent.parent
CORPUS = HERE.parent / "corpus"
TOLERANCE = 1e-9


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a file of questions."""
    return [json.loads(line) for line in (HERE / "questions" / name).read_text(encoding="utf-8").splitlines()]


@cache
def corpus() -> Memory:
    """The corpus's texts."""
    memory = Memory()
    for path in sorted(CORPUS.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        memory.add(path.stem, text, extract(text, document=path.stem))
    return memory


@cache
def paragraphs(name: str = "texts.jsonl") -> Memory:
    """The paragraphs of a file, all together."""
    memory = Memory()
    for row in rows(name):
        memory.add(row["id"], row["text"], extract(row["text"], document=row["id"]), language=row["language"])
    return memory


def close(shown: object, wanted: float) -> bool:
    """Whether a shown value is a number and the wanted one."""
    return isinstance(shown, int | float) and abs(shown - wanted) <= TOLERANCE * max(1.0, abs(wanted))


def right(row: dict[str, Any], result: AskResult) -> bool:
    """Whether the answer is the wanted one, and cites its span."""
    if row["outcome"] != "answered":
        return result.answer is None
    answer, want = result.answer, row["expected"]
    if answer is None or len(answer.text) > 250:
        return False
    citation = answer.citation
    if citation.document != row["document"]:
        return False
    if "operands" in want:
        values = [o.value for o in result.operands]
        derived = "derived" not in want or (result.derived and close(answer.value, want["derived"]))
        return derived and len(values) == 2 and all(any(close(v, w) for v in values) for w in want["operands"])
    start, end = citation.answer_start or 0, citation.answer_end or 0
    if not (start < row["end"] and row["start"] < end):
        return False
    if "value" in want:
        return close(answer.value, want["value"]) and want.get("unit") in (None, answer.unit)
    if "date" in want:
        return want["date"] in (answer.value, answer.text)
    return (want.get("legal") or want["text"]).casefold() in answer.text.casefold()


SETS = {"corpus.jsonl": corpus, "paragraphs.jsonl": paragraphs, "wide.jsonl": lambda: paragraphs("wide_texts.jsonl")}
"""Questions, and what they are asked over: wide.jsonl are reports and pages of an encyclopaedia, in both languages."""


@cache
def results(name: str) -> list[tuple[dict[str, Any], AskResult]]:
    """The questions of a file, each with its result."""
    sources = SETS[name]().sources()
    return [(row, ask(row["question"], sources)) for row in rows(name)]


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("corpus.jsonl", 0.9, 0.05), ("paragraphs.jsonl", 0.85, 0.06), ("wide.jsonl", 0.8, 0.12)],
)
def test_development_questions(name: str, least: float, most: float) -> None:
    found = results(name)
    missed = [(row, result) for row, result in found if not right(row, result)]
    told = [f"{row['id']} {row['question']}: {result.answer and result.answer.text}" for row, result in missed]
    assert len(missed) <= (1 - least) * len(found), told
    assert sum(result.answer is not None for _, result in missed) <= most * len(found), told


@pytest.mark.parametrize("name", SETS)
def test_every_citation_is_cut_from_the_text(name: str) -> None:
    memory = SETS[name]()
    for _, result in results(name):
        answers = [*([result.answer] if result.answer else []), *result.alternatives, *result.conflicts]
        for citation in [*(a.citation for a in answers), *(o.citation for o in result.operands)]:
            text = memory.texts[citation.document]
            assert text[citation.start : citation.end] == citation.quote
            assert len(citation.quote) <= 600
            assert citation.answer_start is not None
            assert citation.answer_end is not None
            assert citation.start <= citation.answer_start < citation.answer_end <= citation.end
