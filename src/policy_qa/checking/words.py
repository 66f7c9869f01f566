"""The words that tie numbers together, compiled once a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policy_qa.domain.records import Language
from policy_qa_extractors.rulebook import load

GROUP = r"(?:[\w’'/-]+ ){0,6}?"
"""Up to six words of a noun group, each with the space behind it."""


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns over the plain words between two figures; see rules/*/checks.toml for what each list is for."""

    strong_part: re.Pattern[str]
    weak_part: re.Pattern[str]
    whole_of: re.Pattern[str]
    made_of: re.Pattern[str]
    equals: re.Pattern[str]
    this_is: re.Pattern[str]
    anaphor: re.Pattern[str]
    up_from: re.Pattern[str]
    up: re.Pattern[str]
    down: re.Pattern[str]
    to: re.Pattern[str]
    dated: re.Pattern[str]
    things: frozenset[str]


@cache
def words(language: Language) -> Words:
    """The patterns of a language."""
    tables = load(f"{language}/checks.toml").tables
    links, direction = tables["links"], tables["direction"]
    return Words(
        strong_part=_pattern(rf"\b{_any(links['part_of'])}\b"),
        weak_part=_pattern(rf"\b{_any(links['perhaps_part_of'])}\b"),
        whole_of=_pattern(rf"^ ?{GROUP}{_any(links['whole_of'])} ?$"),
        made_of=_pattern(rf"\b{_any(links['made_of'])}\b"),
        equals=_pattern(rf"^[^.;:()]{{0,80}}?[,(]? ?\b{_any(links['equals'])} ?$"),
        this_is=_pattern(rf"^\W{{0,3}}{_any(links['this_is'])}\b"),
        anaphor=_pattern(rf"\b{_any(links['anaphor'])} (?P<base>[^.;:,()]{{3,90}})"),
        up_from=_pattern(rf"\b{_any(links['up_from'])} ?$"),
        up=_pattern(rf"\b{_any(direction['up'])}\b"),
        down=_pattern(rf"\b{_any(direction['down'])}\b"),
        to=_pattern(rf"\b{_any(direction['to'])} ?$"),
        dated=_pattern(rf"^[ ,(]{{0,3}}(?:[\w’'-]+ ){{0,2}}{_any(tables['law']['dated'])}\b[^.;:()]{{0,25}}$"),
        things=frozenset(tables["nouns"]["things"]),
    )


def _any(alternatives: list[str]) -> str:
    return f"(?:{'|'.join(sorted(alternatives, key=len, reverse=True))})"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
