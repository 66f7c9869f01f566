"""The grammar of legal references: the rules of every rule file, filed by the words that references begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policy_qa_extractors.legal.words import any_of, with_prefixes
from policy_qa_extractors.page import first_words
from policy_qa_extractors.rulebook import Rule, load

BOOKS = ("any/legal.toml", "pe/legal.toml", "es/legal.toml", "en/legal.toml", "en/statutes.toml")
TITLE_NUMBER = (
    r"\d{1,3}(?= (?:U\. ?S\. ?C|USC|C\. ?F\. ?R|CFR|ILCS|Stat\. \d|Fed\. ?Reg|FR \d"
    r"|(?:Pa|Del|Vt|Me|Okla|Guam|V\. ?I|P\. ?R|N\. ?C|R\. ?I|Mo|Colo|Tex|Ill|Kan|Md|Va)\.? [A-Z]))"
)
"""The number that a citation of a numbered title begins with: U.S.C., C.F.R., Fed. Reg., 18 Pa. Cons. Stat."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """`scan` matches where a reference may begin or be headed, which is at one of the words `firsts` alone;
    `starts` gives the rules to try there."""

    scan: re.Pattern[str]
    firsts: frozenset[str]
    starts: dict[str, tuple[Rule, ...]]


@cache
def grammar() -> Grammar:
    """The grammar of all books; Peruvian and Spanish norms are cited in English texts too."""
    starts: dict[str, list[Rule]] = {}
    for book in BOOKS:
        for rule in load(book).rules:
            for word in rule.extra["starts"]:
                starts.setdefault(word, []).append(rule)
    words = any_of(word for word in starts if word != "digits")
    scan = re.compile(rf"(?<![\w-])(?:(?P<digits>{TITLE_NUMBER})|{words}(?![^\W_]))")
    return Grammar(scan, first_words(starts) | first_words(["1"]), with_prefixes(starts))


@cache
def tails() -> tuple[re.Pattern[str], ...]:
    """What may stand right behind a named act and belongs to it."""
    return tuple(re.compile(tail) for tail in load("en/statutes.toml").tables["tails"])


@cache
def word_list(book: str, name: str) -> frozenset[str]:
    """One of a rule file's word lists."""
    return frozenset(load(book).tables[name])
