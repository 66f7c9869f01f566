"""Word lists: small words by what they do, words that say little, and words that exclude each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from policy_qa.answering.words import fold, stem
from policy_qa.domain.records import LANGUAGES, Language
from policy_qa_extractors.rulebook import load

Phrase = tuple[str, ...]
"""The stems of one or more words that stand together."""

SHORTEST_PARTICIPLE = 5


@cache
def contrasts(table: str) -> Mapping[Phrase, frozenset[tuple[int, int]]]:
    """For each phrase the places it has in a table of contrasts: number of the group, number of the side."""
    found: dict[Phrase, set[tuple[int, int]]] = {}
    for group, row in enumerate(load("any/contrasts.toml").tables[table]):
        for side, words in enumerate(row.split("|")):
            for word in words.split():
                for form in (word, *_other_forms(word)) if table == "statuses" else (word,):
                    found.setdefault(_phrase(form), set()).add((group, side))
    return {phrase: frozenset(places) for phrase, places in found.items()}


def _other_forms(word: str) -> Iterator[str]:
    """The other forms of the verb whose Spanish participle a word is."""
    for participle, endings in load("any/contrasts.toml").tables["participles"].items():
        if word.endswith(participle) and len(word) > SHORTEST_PARTICIPLE:
            yield from (word.removesuffix(participle) + ending for ending in endings.split())


def sides(text_stems: Iterable[str], table: str) -> dict[int, set[int]]:
    """Which sides of which groups of contrasts some words stand on."""
    known = contrasts(table)
    found: dict[int, set[int]] = {}
    row = tuple(text_stems)
    for at in range(len(row)):
        for size in (1, 2):
            for group, side in known.get(row[at : at + size], ()):
                found.setdefault(group, set()).add(side)
    return found


@cache
def word_list(language: Language, key: str) -> frozenset[str]:
    """The folded words of a list in a language's questions file."""
    return frozenset(fold(word) for word in load(f"{language}/questions.toml").tables[key].split())


@cache
def grammar(key: str) -> frozenset[str]:
    """The folded small words that do one thing in a sentence, of both languages."""
    return frozenset(load("any/answering.toml").tables["grammar"][key].split())


@cache
def months() -> frozenset[str]:
    """Stems of the names of months, of both languages; "may" and "march" are more often other words."""
    return frozenset(stem(word) for word in grammar("calendar") - grammar("no_months"))


@cache
def stop_stems() -> frozenset[str]:
    """Stems of the stop words of both languages."""
    return frozenset(stem(word) for language in LANGUAGES for word in word_list(language, "stop"))


@cache
def negation_stems() -> frozenset[str]:
    """Stems of the words of both languages that deny, or say that something is lacking."""
    return frozenset(stem(word) for language in LANGUAGES for word in word_list(language, "negations"))


@cache
def light_stems() -> frozenset[str]:
    """Stems of the words of both languages that say little."""
    return frozenset(stem(word) for language in LANGUAGES for word in word_list(language, "light"))


def _phrase(word: str) -> Phrase:
    return tuple(stem(fold(part)) for part in word.split("_"))
