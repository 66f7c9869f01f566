"""The grammar of dates: the rules of both languages, filed by the words that dates begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policy_qa.domain.records import Language
from policy_qa_extractors.rulebook import Rule, load

MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    "|ene(?:ro)?|febrero|marzo|abr(?:il)?|mayo|junio|julio|ago(?:sto)?|se[pt]t?iembre|set|octubre|noviembre|dic(?:iembre)?"
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """`scan` finds where a date may begin; `starts` gives the rules to try there; `joins` put dates together."""

    scan: re.Pattern[str]
    starts: dict[str, tuple[Rule, ...]]
    joins: tuple[Rule, ...]


@cache
def grammar(language: Language) -> Grammar:
    """The grammar of a page: the page's own language first, then the other's absolute dates."""
    other = "es" if language == "en" else "en"
    rules = [*load(f"{language}/dates.toml").rules, *load("any/dates.toml").rules]
    rules += [
        rule for rule in load(f"{other}/dates.toml").rules if "join" not in rule.extra and "shift" not in rule.extra
    ]
    starts: dict[str, list[Rule]] = {}
    for rule in rules:
        for word in rule.extra.get("starts", ()):
            starts.setdefault(word, []).append(rule)
    words = "|".join(
        re.escape(word) for word in sorted(starts, key=lambda w: (-len(w), w)) if word not in {"digits", "month"}
    )
    scan = re.compile(
        rf"(?<![\w$€£])(?:(?P<digits>\d{{1,4}})(?!\d)|(?P<month>{MONTHS})(?![^\W\d_])|(?P<word>{words})(?![^\W\d_]))",
        re.IGNORECASE,
    )
    joins = tuple(rule for rule in rules if "join" in rule.extra)
    return Grammar(scan, {word: tuple(found) for word, found in starts.items()}, joins)
