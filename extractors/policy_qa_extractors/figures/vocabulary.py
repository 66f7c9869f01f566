"""The words by which frames are read, from rules/{en,es}/frame.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from policy_qa.domain.records import Direction, Language
from policy_qa_extractors.lexicon import Lexicon, for_language
from policy_qa_extractors.rulebook import load


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language's lists; `status`, `population` and `direction` lead from a word or lemma to what it says, `timely`
    holds the second words of adverbs like "last year", `known` and `pieces` what was worked out for words and for
    pieces between spaces."""

    lexicon: Lexicon
    words: dict[str, frozenset[str]]
    direction: dict[str, Direction]
    status: dict[str, str]
    population: dict[str, str]
    population_phrases: tuple[tuple[re.Pattern[str], str], ...]
    timely: frozenset[str]
    known: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    pieces: dict[str, tuple[tuple[int, int, str, int], ...]] = field(default_factory=dict)


@cache
def for_frames(language: Language) -> Vocabulary:
    """The vocabulary of a language, read once."""
    tables = load(f"{language}/frame.toml").tables
    words = {name: frozenset(text.split()) for name, text in tables["words"].items()}
    phrases = tables.get("phrases", {}).get("population", {})
    return Vocabulary(
        lexicon=for_language(language),
        words=words,
        timely=words["calendar"] | words["beside_calendar"] | {pair.split("_")[1] for pair in words["pairs"]},
        direction={
            **dict.fromkeys(tables["direction"]["down"].split(), "down"),
            **dict.fromkeys(tables["direction"]["up"].split(), "up"),
        },
        status=_reversed(tables["status"]),
        population=_reversed(tables["population"]),
        population_phrases=tuple((re.compile(rf"\b(?:{text})\b"), name) for name, text in phrases.items()),
    )


def _reversed(table: dict[str, str]) -> dict[str, str]:
    return {word: name for name, text in table.items() for word in text.split()}
