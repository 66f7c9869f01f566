"""The grammar of legal references: the rules of every rule file, filed by the words that references begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policy_qa_extractors.legal.words import any_of
from policy_qa_extractors.rulebook import Rule, load

BOOKS = ("pe/legal.toml", "es/legal.toml", "en/legal.toml", "any/legal.toml")


@dataclass(frozen=True, slots=True)
class Grammar:
    """`scan` finds where a reference may begin or be headed; `starts` gives the rules to try there."""

    scan: re.Pattern[str]
    starts: dict[str, tuple[Rule, ...]]


@cache
def grammar() -> Grammar:
    """The grammar of all books; Peruvian and Spanish norms are cited in English texts too."""
    starts: dict[str, list[Rule]] = {}
    for book in BOOKS:
        for rule in load(book).rules:
            for word in rule.extra["starts"]:
                starts.setdefault(word, []).append(rule)
    scan = re.compile(rf"(?<![\w-]){any_of(starts)}(?![^\W_])")
    return Grammar(scan, {word: tuple(found) for word, found in starts.items()})
