"""Every example of every entity rule, both ways."""

from __future__ import annotations

import pytest

from policy_qa.domain.records import Entity
from policy_qa_extractors import entities
from policy_qa_extractors.page import read_page
from policy_qa_extractors.rulebook import Rule, load

BOOKS = {"en": load("en/entities.toml"), "es": load("es/entities.toml")}
EXAMPLES = [
    pytest.param(language, rule, example, id=f"{rule.id}-{number}")
    for language, book in BOOKS.items()
    for rule in book.rules
    for number, example in enumerate(rule.examples)
]
COUNTER_EXAMPLES = [
    pytest.param(language, rule, text, id=f"{rule.id}-{number}")
    for language, book in BOOKS.items()
    for rule in book.rules
    for number, text in enumerate(rule.counter_examples)
]


def found(text: str, language: str) -> list[Entity]:
    page = read_page(text, language="es" if language == "es" else "en")
    return [row.record for row in entities.find(page, [], []) if isinstance(row.record, Entity)]


@pytest.mark.parametrize(("language", "rule", "example"), EXAMPLES)
def test_an_example_is_found(language: str, rule: Rule, example: dict[str, str]) -> None:
    records = {record.text: record for record in found(example["text"], language)}
    assert example["span"] in records
    record = records[example["span"]]
    assert record.label == example.get("label", rule.extra["label"])
    assert record.name == example.get("name", record.name)
    assert record.acronym == example.get("acronym", record.acronym)


@pytest.mark.parametrize(("language", "rule", "text"), COUNTER_EXAMPLES)
def test_a_counter_example_is_not(language: str, rule: Rule, text: str) -> None:
    assert rule.id not in {record.rule for record in found(text, language)}
