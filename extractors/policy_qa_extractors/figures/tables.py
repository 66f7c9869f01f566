"""The word lists of one language, ready for reading numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal, TypeAlias

from policy_qa.domain.records import Language, Qualifier
from policy_qa_extractors.figures import trie
from policy_qa_extractors.page import first_words
from policy_qa_extractors.rulebook import Rule, load

WordKind: TypeAlias = Literal["unit", "teen", "tens", "hundreds", "scale"]
GLYPHS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip

DIGIT = re.compile(f"[0-9{''.join(GLYPHS)}]")


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A number word: what kind it is and its value."""

    kind: WordKind
    value: Decimal


@dataclass(frozen=True, slots=True)
class Tail:
    """What may stand behind a number: a percent sign, a currency, a unit of measure."""

    label: str
    unit: str
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Tables:
    """All lists of one language; phrases are in lower case, words of a phrase parted by single spaces.

    `anchor` matches where a number may begin, which is at a `DIGIT` or at one of the words `firsts`.
    """

    language: Language
    words: dict[str, NumberWord]
    word: re.Pattern[str]
    anchor: re.Pattern[str]
    firsts: frozenset[str]
    suffixes: dict[str, Decimal]
    money_suffixes: dict[str, Decimal]
    joints: dict[str, tuple[str, ...]]
    not_plural: frozenset[str]
    heads: dict[str, str]
    head_ends: frozenset[str]
    glued: frozenset[str]
    letters: dict[str, dict[str, str]]
    tails: dict[str, Tail]
    scale_tails: dict[str, Tail]
    plain_tails: dict[str, Tail]
    signs: re.Pattern[str]
    sign_tails: dict[str, Tail]
    spaced: frozenset[str]
    decimal: frozenset[str]
    between: frozenset[str]
    before: dict[str, Qualifier]
    after: dict[str, Qualifier]
    skip: frozenset[str]
    moved: frozenset[str]
    noun_qualifiers: tuple[Rule, ...]
    held: re.Pattern[str]
    articles: frozenset[str]
    starts: tuple[Rule, ...]
    written: tuple[Rule, ...]
    change: re.Pattern[str]


@cache
def tables(language: Language) -> Tables:
    """The lists of a language, loaded once."""
    numbers = load(f"{language}/numbers.toml").tables
    units = load(f"{language}/units.toml").tables
    signs = load("any/units.toml").tables
    money = load("any/money.toml").tables
    qualifiers = load(f"{language}/qualifiers.toml")
    starts = load(f"{language}/figures.toml").rules
    words = _number_words(numbers)
    sign_tails = _sign_tails(signs["signs"], money)
    return Tables(
        language=language,
        words=words,
        word=re.compile(trie.pattern(words) + r"(?!\w)", re.IGNORECASE),
        anchor=_anchor(words, starts),
        firsts=first_words([*_plain(words), *(word for rule in starts for word in rule.extra["starts"])]),
        suffixes={key: Decimal(value) for key, value in numbers["suffixes"].items()},
        money_suffixes={key: Decimal(value) for key, value in numbers["money_suffixes"].items()},
        joints={key: tuple(value) for key, value in numbers["joints"].items()},
        not_plural=frozenset(numbers["not_plural"]["words"]),
        heads=(heads := _heads(money)),
        head_ends=frozenset(head[-1] for head in (*heads, *money["letters"])),
        glued=frozenset(sign for sign in money["signs"] if sign[-1].isalpha()),
        letters=money["letters"],
        tails=_tails(units, money),
        scale_tails={key: Tail("MONEY", unit) for key, unit in money["scale_names"].items()},
        plain_tails={key: Tail("QUANTITY", unit) for key, unit in units["plain"].items()},
        signs=re.compile(trie.pattern(sign_tails)),
        sign_tails=sign_tails,
        spaced=frozenset(signs["spaced"]["words"]),
        decimal=frozenset(signs["decimal"]["words"]),
        between=frozenset(units["between"]["words"]),
        before=_phrases(qualifiers.tables["before"]),
        after=_phrases(qualifiers.tables["after"]),
        skip=frozenset(qualifiers.tables["skip"]["words"]),
        moved=frozenset(qualifiers.tables.get("moved", {"words": ()})["words"]),
        noun_qualifiers=qualifiers.rules,
        held=re.compile(qualifiers.tables["held"]["pattern"]),
        articles=frozenset(qualifiers.tables["held"]["articles"]),
        starts=starts,
        written=tuple(rule for rule in load(f"{language}/joints.toml").rules if rule.extra["makes"] == "written"),
        change=re.compile(str(load(f"{language}/change.toml").tables["pattern"]), re.IGNORECASE),
    )


def _number_words(numbers: dict[str, Any]) -> dict[str, NumberWord]:
    kinds: tuple[tuple[str, WordKind], ...] = (
        ("units", "unit"), ("teens", "teen"), ("tens", "tens"), ("hundreds", "hundreds"), ("scales", "scale"),
    )  # fmt: skip
    return {word: NumberWord(kind, Decimal(value)) for key, kind in kinds for word, value in numbers[key].items()}


def _plain(words: dict[str, NumberWord]) -> list[str]:
    """The words that are numbers by themselves."""
    return [word for word, entry in words.items() if entry.kind != "scale" and entry.value != 1]


def _anchor(words: dict[str, NumberWord], starts: tuple[Rule, ...]) -> re.Pattern[str]:
    """Where a number may begin: a digit, a fraction sign, a number word, or one of the language's own beginnings."""
    own = "|".join(rule.pattern.pattern for rule in starts)
    return re.compile(
        rf"(?P<digit>{DIGIT.pattern})|(?<![\w\ufffc])(?:(?P<word>{trie.pattern(trie.cased(_plain(words)))}(?!\w))|(?P<own>{own}))"
    )


def _heads(money: dict[str, Any]) -> dict[str, str]:
    codes: list[str] = money["codes"]["words"]
    signs: dict[str, str] = money["signs"]
    heads = {sign: unit for sign, unit in signs.items() if sign != "¢"}
    heads |= {form: unit for sign, unit in heads.items() for form in (sign.lower(), sign.replace("$", " $").strip())}
    heads |= {f"{sign[:-1].lower()} $": unit for sign, unit in signs.items() if sign.endswith("$") and len(sign) > 1}
    for article in ("a $", "A $"):
        heads.pop(article, None)
    return heads | {code: code for code in codes}


def _tails(units: dict[str, Any], money: dict[str, Any]) -> dict[str, Tail]:
    names: dict[str, str] = money["names"]
    tails = {word: Tail("PERCENT", "%") for word in units["percent"]["words"]}
    tails |= {word: Tail("QUANTITY", unit) for word, unit in units["units"].items()}
    tails |= {word: Tail("MONEY", unit) for word, unit in names.items()}
    tails |= {code.lower(): Tail("MONEY", unit, 1_000_000) for code, unit in money["scaled_codes"].items()}
    return tails | {code: Tail("MONEY", code.upper()) for code in money["codes"]["small"]}


def _sign_tails(signs: dict[str, str], money: dict[str, Any]) -> dict[str, Tail]:
    currencies: dict[str, str] = money["signs"]
    codes: list[str] = money["codes"]["words"]
    tails = {sign: Tail("PERCENT" if unit == "%" else "QUANTITY", unit) for sign, unit in signs.items()}
    tails |= {sign: Tail("MONEY", unit) for sign, unit in currencies.items() if sign in "$€£¥₡₱₹₩₽₺₦₪₴¢元"}
    return tails | {code: Tail("MONEY", code) for code in codes}


def _phrases(rows: dict[str, list[str]]) -> dict[str, Qualifier]:
    names: tuple[Qualifier, ...] = ("over", "under", "at_least", "at_most", "approximately")
    return {phrase: name for name in names for phrase in rows[name]}


@cache
def number_words(language: Language) -> re.Pattern[str]:
    """The words that are numbers by themselves in a language: two and above, no bare scales."""
    words = load(f"{language}/numbers.toml").tables
    plain = [word for key in ("units", "teens", "tens", "hundreds") for word, value in words[key].items() if value > 1]
    return re.compile(rf"(?<![\w-])(?:{trie.pattern(trie.cased(plain))})(?![\w])")
