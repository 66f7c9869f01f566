"""Every example of every rule of legal references, both ways."""

from __future__ import annotations

from typing import Any

import pytest

from policy_qa.domain.records import LegalReference
from policy_qa_extractors import legal
from policy_qa_extractors.page import read_page
from policy_qa_extractors.rulebook import Rule, load

BOOKS = ("any/legal.toml", "pe/legal.toml", "es/legal.toml", "en/legal.toml", "en/statutes.toml")
RULES = [rule for book in BOOKS for rule in load(book).rules]
FIELDS = ("instrument", "number", "year", "issuer", "provision", "urn")


def found(text: str) -> list[LegalReference]:
    records = [one.record for one in legal.find(read_page(text))]
    assert all(isinstance(record, LegalReference) for record in records)
    return [record for record in records if isinstance(record, LegalReference)]


@pytest.mark.parametrize(("rule", "example"), [(rule, row) for rule in RULES for row in rule.examples], ids=str)
def test_example(rule: Rule, example: dict[str, Any]) -> None:
    """A rule's example gives its span, citation and fields."""
    records = [record for record in found(example["text"]) if record.text == example["span"]]
    assert example["citation"] in [record.citation for record in records]
    record = next(record for record in records if record.citation == example["citation"])
    for field in FIELDS:
        if field in example:
            assert getattr(record, field) == example[field]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.counter_examples], ids=str)
def test_counter_example(rule: Rule, text: str) -> None:
    """A rule's counter-example gives no reference by that rule."""
    assert rule.id not in [record.rule for record in found(text)]


def test_each_rule_says_what_it_gives() -> None:
    assert [rule.id for rule in RULES if not {"starts", "instrument", "citation"} <= rule.extra.keys()] == []
