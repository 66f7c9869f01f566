"""Rules held as one pattern give what they give one by one, in their order."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_qa.domain.records import LANGUAGES, Language
from policy_qa_extractors.dates.grammar import grammar
from policy_qa_extractors.rulebook import Choice, Rule, load

CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.txt"))
TEXTS = [path.read_text(encoding="utf-8") for path in CORPUS]
EXAMPLES = " ; ".join(
    [
        example["text"]
        for name in ("en", "es", "any")
        for rule in load(f"{name}/dates.toml").rules
        for example in rule.examples
    ]
)


def one_by_one(rules: tuple[Rule, ...], text: str, start: int) -> list[tuple[str, tuple[int, int]]]:
    found = ((rule.id, rule.pattern.match(text, start)) for rule in rules)
    return [(name, match.span()) for name, match in found if match]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_gives_what_its_rules_give(language: Language) -> None:
    rules = grammar(language)
    for text in (*TEXTS, EXAMPLES):
        for anchor in rules.scan.finditer(text):
            choice: Choice = rules.starts["digits" if anchor["digits"] else anchor[0].casefold()]
            found = [(rule.id, match.span()) for rule, match in choice.matches(text, anchor.start())]
            assert found == one_by_one(choice.rules, text, anchor.start())
