"""Frames: every example of rules/*/frame.toml, read through the whole extractor."""

from __future__ import annotations

from typing import Any

import pytest

from policy_qa.domain.records import Figure
from policy_qa_extractors import extract
from policy_qa_extractors.rulebook import load

SLOTS = ("measured_entity", "measured_property", "period", "population", "status", "direction")
CASES = [
    (language, example) for language in ("en", "es") for example in load(f"{language}/frame.toml").tables["examples"]
]


@pytest.mark.parametrize(("language", "example"), CASES, ids=[example["text"][:50] for _, example in CASES])
def test_example(language: Any, example: dict[str, Any]) -> None:
    found = [
        {"figure": f.text} | {name: value for name in SLOTS if (value := getattr(f, name)) is not None}
        for f in extract(example["text"], language=language)
        if isinstance(f, Figure)
    ]
    for wanted in example["figures"]:
        assert wanted in found
