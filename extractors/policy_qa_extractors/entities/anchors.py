"""Anchors: a rule whose matches begin with one of a few literal strings is tried only where one of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policy_qa_extractors.rulebook import Rule, load


@cache
def rules(language: str, gives: str) -> tuple[Rule, ...]:
    """The entity rules of a language that give a thing ("names", "person", "acronym", "speaker")."""
    return tuple(rule for rule in load(f"{language}/entities.toml").rules if rule.extra.get("gives") == gives)


def matches(rule: Rule, text: str) -> Iterator[re.Match[str]]:
    """The rule's matches, in order; they may overlap where two anchors lie close together."""
    anchors = rule.extra.get("anchors")
    if anchors is None:
        yield from rule.pattern.finditer(text)
        return
    for start in sorted({place for anchor in anchors for place in _places(text, anchor)}):
        found = rule.pattern.match(text, start)
        if found:
            yield found


def _places(text: str, anchor: str) -> Iterator[int]:
    at = text.find(anchor)
    while at >= 0:
        yield at
        at = text.find(anchor, at + 1)
