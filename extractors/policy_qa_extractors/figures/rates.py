"""Rates: the number behind "per", with its noun: "100,000 inhabitants", "three women"."""

from __future__ import annotations

import re
from functools import cache

from policy_qa.domain.records import Language
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.rulebook import load

NOUN = re.compile(r"(?: [^\W\d_]+){1,3}")
WORD = re.compile(r" ([^\W\d_]+)")
PLURAL = re.compile(r"(?:.{2,}s|women|men|people|children|habitantes)$", re.IGNORECASE)


@cache
def _small(language: Language) -> frozenset[str]:
    """The small words that end a noun group."""
    return frozenset(load(f"{language}/vetoes.toml").tables["after"]["words"])


def noun_behind(text: str, language: Language, row: Quantity) -> str:
    """The number with the noun behind it, in Spanish with the plural adjectives that follow; the number alone else."""
    end = stop = row.core_end
    found = NOUN.match(text, end)
    for word in WORD.finditer(found[0] if found else ""):
        if word[1].lower() in _small(language):
            break
        plural = PLURAL.match(word[1]) is not None
        if stop > end and (language == "en" or not plural):
            break
        stop = end + word.end() if plural else stop
    return text[row.core_start : stop]
