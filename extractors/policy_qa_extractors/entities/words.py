"""The word lists behind names: head words, openers, connectors, all read from the rulebook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policy_qa.domain.records import LANGUAGES, Language
from policy_qa_extractors.rulebook import load


@dataclass(frozen=True, slots=True)
class Head:
    """A word that makes a capitalised name a name of a kind; `shape` is what the whole name must look like."""

    label: str
    rule: str
    shape: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Words:
    """What one language knows of names."""

    heads: dict[str, Head]
    connectors: frozenset[str]
    openers: frozenset[str]


@cache
def words(language: Language) -> Words:
    """The lists of one language."""
    book = load(f"{language}/entities.toml")
    heads: dict[str, Head] = {}
    for rule in book.rules:
        for word in rule.extra.get("heads", ()):
            heads.setdefault(word, Head(rule.extra["label"], rule.id, rule.pattern))
    return Words(heads, frozenset(book.tables["connectors"]), frozenset(book.tables["openers"]))


@cache
def table(language: Language, name: str) -> frozenset[str]:
    """A plain word list of a language's rule file; empty where it has none of that name."""
    return frozenset(load(f"{language}/entities.toml").tables.get(name, ()))


@cache
def connectors() -> frozenset[str]:
    """The connectors of both languages."""
    return frozenset().union(*(words(language).connectors for language in LANGUAGES))


@cache
def openers() -> frozenset[str]:
    """The openers of both languages."""
    return frozenset().union(*(words(language).openers for language in LANGUAGES))


@cache
def groups() -> frozenset[str]:
    """Owners that belong to a name, as in "Women's Council"."""
    return table("en", "groups")


@cache
def _lower_heads() -> dict[str, str]:
    return {word.lower(): head.label for language in LANGUAGES for word, head in words(language).heads.items()}


def kind_of(name: str) -> str:
    """The label of a long form that may be in lower case: by its head word, else PRODUCT."""
    labels = _lower_heads()
    parts = name.casefold().split()
    inner = next((place for place, part in enumerate(parts) if part in {"of", "for", "on"}), len(parts))
    return labels.get(parts[inner - 1] if inner else "", labels.get(parts[0], "PRODUCT"))
