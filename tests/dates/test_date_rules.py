"""Every example of every rule of dates, both ways; and every value is EDTF."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from edtf import parse_edtf

from policy_qa.domain.records import Date
from policy_qa_extractors import dates, legal
from policy_qa_extractors.page import read_page
from policy_qa_extractors.rulebook import Rule, load

LANGUAGES = {"any/dates.toml": "en", "en/dates.toml": "en", "es/dates.toml": "es"}
RULES = [(book, rule) for book in LANGUAGES for rule in load(book).rules]


def found(text: str, language: str = "en", published: str | None = None) -> list[Date]:
    day = date.fromisoformat(published) if published else None
    page = read_page(text, language="es" if language == "es" else "en", published=day)
    records = [one.record for one in dates.find(page, legal.find(page))]
    assert all(isinstance(record, Date) for record in records)
    return [record for record in records if isinstance(record, Date)]


@pytest.mark.parametrize(("rule", "example"), [(rule, row) for _, rule in RULES for row in rule.examples], ids=str)
def test_example(rule: Rule, example: dict[str, Any]) -> None:
    """A rule's example gives its span and value."""
    records = found(example["text"], example.get("language", "en"), example.get("published"))
    assert (example["span"], example["value"]) in [(record.text, record.value) for record in records]
    for record in records:
        parse_edtf(record.value)


@pytest.mark.parametrize(
    ("book", "rule", "text"), [(book, rule, text) for book, rule in RULES for text in rule.counter_examples], ids=str
)
def test_counter_example(book: str, rule: Rule, text: str) -> None:
    """A rule's counter-example gives no date by that rule."""
    assert rule.id not in [record.rule for record in found(text, LANGUAGES[book])]


def test_every_start_of_a_rule_can_match() -> None:
    """A rule that nothing starts, and that joins nothing, would never be tried."""
    assert [rule.id for _, rule in RULES if not rule.extra.get("starts") and "join" not in rule.extra] == []
