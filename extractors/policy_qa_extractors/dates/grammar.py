"""The grammar of dates: the rules of both languages, filed by the words that dates begin with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from policy_qa.domain.records import Language
from policy_qa_extractors.legal.words import any_of, with_prefixes
from policy_qa_extractors.page import first_words
from policy_qa_extractors.rulebook import Choice, Rule, load

CLASSES = {"month": "months", "weekday": "weekdays", "feast": "feasts"}


@dataclass(frozen=True, slots=True)
class Grammar:
    """`scan` matches where a date may begin, which is at one of the words `firsts` alone; `starts` gives the rules to
    try there; `joins` put dates together.

    `numbers` holds the word tables of both languages: months, weekdays, ordinals, seasons, counts, shifts.
    """

    scan: re.Pattern[str]
    firsts: frozenset[str]
    starts: dict[str, Choice]
    joins: tuple[Rule, ...]
    numbers: dict[str, dict[str, int]]
    feasts: dict[str, str]
    units: dict[str, str]
    pointers: dict[str, Literal["text", "sentence"]]
    future: re.Pattern[str]
    past: re.Pattern[str]
    reported: re.Pattern[str]
    compared: re.Pattern[str]
    recurring: re.Pattern[str]


@cache
def grammar(language: Language) -> Grammar:
    """The grammar of a page: the page's own language first, then the other's dates that need no anchor."""
    other = "es" if language == "en" else "en"
    own, shared, foreign = (load(f"{name}/dates.toml") for name in (language, "any", other))
    rules = [*own.rules, *shared.rules, *(rule for rule in foreign.rules if "shared" in rule.extra)]
    names = ("months", "weekdays", "ordinals", "seasons", "counts", "shifts", "decades")
    numbers = {name: {**foreign.tables[name], **own.tables[name]} for name in names}
    feasts = {**foreign.tables["feasts"], **own.tables["feasts"]}
    classes = {**numbers, "feasts": feasts}
    starts: dict[str, list[Rule]] = {}
    for rule in rules:
        for word in rule.extra.get("starts", ()):
            for start in classes[CLASSES[word]] if word in CLASSES else (word,):
                starts.setdefault(start, []).append(rule)
    words = any_of(word for word in starts if word != "digits")
    scan = re.compile(rf"(?<![\w$€£])(?:(?P<digits>\d{{1,4}})(?!\d)|(?P<word>{words})(?![^\W\d_]))")
    tables = own.tables["context"]
    return Grammar(
        scan=scan,
        firsts=first_words(word for word in starts if word != "digits") | first_words(["1"]),
        starts=_choices(with_prefixes(starts)),
        joins=tuple(rule for rule in rules if "join" in rule.extra),
        numbers=numbers,
        feasts=feasts,
        units={**foreign.tables["units"], **own.tables["units"]},
        pointers={**foreign.tables["pointers"], **own.tables["pointers"]},
        future=re.compile(tables["future"], re.IGNORECASE),
        past=re.compile(tables["past"], re.IGNORECASE),
        reported=re.compile(tables["reported"], re.IGNORECASE),
        compared=re.compile(tables["compared"], re.IGNORECASE),
        recurring=re.compile(tables["recurring"], re.IGNORECASE),
    )


def _choices(starts: Mapping[str, Sequence[Rule]]) -> dict[str, Choice]:
    """The rules of each word; words with the same rules share them."""
    choices = {tuple(rule.id for rule in rules): Choice(rules) for rules in starts.values()}
    return {word: choices[tuple(rule.id for rule in rules)] for word, rules in starts.items()}
