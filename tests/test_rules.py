"""Every example of every rule of the whole rulebook, both ways.

An example's `text` is read as a whole, in the language of its file (or its own `language`); a record of the rule must
stand on `span` with the values that the example names (a law by name may stand there as a legal reference).
A veto's example must give no figure on its span, and the ledger
must name its reason. Counter-examples must give no record of the rule. Rules of other kinds (questions, checks) are
tested beside the rooms that read them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from policy_qa.domain.records import Language, Record
from policy_qa.errors import RuleError
from policy_qa_extractors import extract, rulebook
from policy_qa_extractors.extraction import read
from policy_qa_extractors.rulebook import Rule

KINDS = {"figure": "figure", "qualifier": "figure", "date": "date", "entity": "entity", "legal": "legal_reference"}
ALL_RULES = [(name, rule) for name in rulebook.names() for rule in rulebook.load(name).rules]
NOT_FIELDS = {"text", "span", "language", "published"}


def language_of(name: str, example: dict[str, Any]) -> Language:
    said = example.get("language") or ("en" if name.startswith("any") else name.partition("/")[0])
    return "en" if said == "en" else "es"


def cases(prefix: tuple[str, ...]) -> Iterator[Any]:
    for name, rule in ALL_RULES:
        if rule.id.split(".")[0] in prefix:
            for number, example in enumerate(rule.examples):
                yield pytest.param(name, rule, example, id=f"{name}:{rule.id}-{number}")


def counter_cases(prefix: tuple[str, ...]) -> Iterator[Any]:
    for name, rule in ALL_RULES:
        if rule.id.split(".")[0] in prefix:
            for number, text in enumerate(rule.counter_examples):
                yield pytest.param(name, rule, text, id=f"{name}:{rule.id}-{number}")


def records(name: str, example: dict[str, Any]) -> list[Record]:
    published = example.get("published")
    day = date.fromisoformat(str(published)) if published else None
    return extract(example["text"], language=language_of(name, example), published=day)


@pytest.mark.parametrize(("name", "rule", "example"), list(cases(tuple(KINDS))))
def test_example_is_read(name: str, rule: Rule, example: dict[str, Any]) -> None:
    kind = KINDS[rule.id.split(".")[0]]
    found = [r for r in records(name, example) if r.kind == kind or (kind == "entity" and r.kind == "legal_reference")]
    fits = [r for r in found if r.text == example.get("span", r.text)]
    assert fits, f"no {kind} stands on {example.get('span')!r}: {[(r.text, r.rule) for r in found]}"
    if kind == "figure" and rule.id.startswith("figure."):
        assert rule.id in {r.rule for r in fits}
    wanted = {key: value for key, value in example.items() if key not in NOT_FIELDS}
    assert fits[0].kind != kind or any(
        all(getattr(r, key) == pytest.approx(value) for key, value in wanted.items()) for r in fits
    ), fits


@pytest.mark.parametrize(("name", "rule", "text"), list(counter_cases(("figure",))))
def test_counter_example_is_not(name: str, rule: Rule, text: str) -> None:
    assert rule.id not in {r.rule for r in extract(text, language=language_of(name, {}))}


@pytest.mark.parametrize(("name", "rule", "example"), list(cases(("veto",))))
def test_veto_holds(name: str, rule: Rule, example: dict[str, Any]) -> None:
    reading = read(example["text"], language=language_of(name, example))
    start = reading.page.view.text.index(example["span"])
    end = start + len(example["span"])
    assert not [f for f in reading.figures if f.start < end and start < f.end]
    others = (*reading.dates, *reading.entities, *reading.legal_references)
    reasons = {claim.reason for claim in reading.vetoed if claim.start < end and start < claim.end}
    assert rule.extra["reason"] in reasons or any(f.start < end and start < f.end for f in others), reasons


@pytest.mark.parametrize(("name", "rule", "text"), list(counter_cases(("veto",))))
def test_veto_leaves_figures_alone(name: str, rule: Rule, text: str) -> None:
    del rule
    assert read(text, language=language_of(name, {})).figures


def test_no_id_stands_twice() -> None:
    ids = [rule.id for _, rule in ALL_RULES]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(("name", "rule"), [pytest.param(n, r, id=r.id) for n, r in ALL_RULES])
def test_rule_says_what_it_means(name: str, rule: Rule) -> None:
    del name
    assert rule.meaning
    assert rule.examples
    assert rule.pattern.match("") is None


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ({"id": "a", "pattern": "(", "meaning": "m", "examples": ["x"]}, "broken"),
        ({"id": "a", "pattern": "x*", "meaning": "m", "examples": ["x"]}, "empty"),
        ({"id": "a", "pattern": "x", "meaning": "m"}, "examples"),
    ],
)
def test_loader_refuses(row: dict[str, Any], what: str) -> None:
    with pytest.raises(RuleError, match=what):
        rulebook._rule("en/test.toml", row, {})
