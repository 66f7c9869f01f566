"""The word lists behind names: head words, openers, connectors, all read from the rulebook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policy_qa.domain.records import LANGUAGES, Language
from policy_qa_extractors.entities.gazetteer import is_country
from policy_qa_extractors.rulebook import load


@dataclass(frozen=True, slots=True)
class Head:
    """A word that makes a capitalised name a name of a kind; `shape` is what the whole name must look like.

    With `nation` the name must begin with a country's.
    """

    label: str
    rule: str
    shape: re.Pattern[str]
    nation: bool

    def fits(self, name: str) -> bool:
        """Whether a name has the shape, and the country that it must begin with."""
        if not self.shape.fullmatch(name):
            return False
        parts = name.split(" ") if self.nation else []
        return not self.nation or any(is_country(" ".join(parts[:count])) for count in range(1, len(parts)))


@dataclass(frozen=True, slots=True)
class Words:
    """What one language knows of names."""

    heads: dict[str, tuple[Head, ...]]
    soft: frozenset[str]
    connectors: frozenset[str]
    openers: frozenset[str]

    def kind(self, head: str, name: str) -> Head | None:
        """What a name with this head word is, where its shape fits."""
        return next((kind for kind in self.heads[head] if kind.fits(name)), None)


@cache
def words(language: Language) -> Words:
    """The lists of one language."""
    book = load(f"{language}/entities.toml")
    heads: dict[str, tuple[Head, ...]] = {}
    for rule in book.rules:
        kind = Head(rule.extra["label"], rule.id, rule.pattern, "nation" in rule.extra)
        for word in rule.extra.get("heads", ()):
            heads[word] = (*heads.get(word, ()), kind)
    tables = book.tables
    return Words(heads, *(frozenset(tables[name]) for name in ("soft", "connectors", "openers")))


@cache
def table(name: str) -> frozenset[str]:
    """A word list of both languages."""
    return frozenset(word for language in LANGUAGES for word in load(f"{language}/entities.toml").tables[name])


@cache
def english(name: str) -> frozenset[str]:
    """A word list that English alone has."""
    return frozenset(load("en/entities.toml").tables[name])


@cache
def spanish(name: str) -> frozenset[str]:
    """A word list that Spanish alone has."""
    return frozenset(load("es/entities.toml").tables[name])


@cache
def _lower_heads() -> dict[str, str]:
    return {word.lower(): kinds[-1].label for language in LANGUAGES for word, kinds in words(language).heads.items()}


def kind_of(name: str) -> str:
    """The label of a long form that may be in lower case: by its head word, else PRODUCT."""
    return _head_label(name) or "PRODUCT"


def headed(name: str) -> bool:
    """Whether a long form has a head word."""
    return _head_label(name) is not None


def _head_label(name: str) -> str | None:
    labels = _lower_heads()
    parts = [part.rstrip(".,") for part in name.casefold().split()]
    own = words("es").heads.get(parts[0].capitalize())
    if own and not {"of", "the", "and", "for"} & set(parts):
        return own[-1].label
    inner = next((place for place, part in enumerate(parts) if part in {"of", "for", "on", "to"}), len(parts))
    for word in (parts[max(inner - 1, 0)], parts[0], parts[-1]):
        for form in (word, word.removesuffix("s"), word.removesuffix("es")):
            if form in labels:
                return labels[form]
    return None
