"""What else a word may be called: synonyms, the bilingual glossary; and words that exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from policy_qa.answering.words import family, fold, root, stem, stems
from policy_qa.domain.records import LANGUAGES, Language
from policy_qa_extractors.lexicon import for_language
from policy_qa_extractors.rulebook import load

Phrase = tuple[str, ...]
"""The stems of one or more words that stand together."""

SYNONYM, TRANSLATION, FAR_TRANSLATION = 0.8, 0.95, 0.78
LONGEST_PHRASE, SHORTEST_ROOT, SHORTEST_COGNATE = 4, 4, 6


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say a term: its stems, how good a match by it is (1 is the same word), as printed, whether it is a
    word of the other language only, and the key of its forms where it is one word.
    """

    phrase: Phrase
    quality: float
    text: str = ""
    abroad: bool = False
    family: str = ""


@cache
def synonyms(language: Language) -> Mapping[Phrase, tuple[str, ...]]:
    """For each phrase of a language the words that may stand for it."""
    found: dict[Phrase, list[str]] = {}
    for row in load(f"{language}/synonyms.toml").tables["groups"]:
        group = [word.replace("_", " ") for word in row.split()]
        for word in group:
            found.setdefault(stems(word), []).extend(other for other in group if other != word)
    return {phrase: tuple(dict.fromkeys(others)) for phrase, others in found.items()}


@cache
def glossary() -> tuple[Mapping[Language, list[str]], ...]:
    """The rows of the bilingual glossary: what a term is called in each language."""
    tables = load("any/glossary.toml").tables
    found: list[Mapping[Language, list[str]]] = [*tables["term"]]
    for line in tables["pairs"].split("\n"):
        english, there, spanish = line.partition(" = ")
        if there:
            found.append({"en": english.split(", "), "es": spanish.split(", ")})
    return tuple(found)


@cache
def translations(language: Language) -> Mapping[Phrase, tuple[str, ...]]:
    """For each phrase of a language its counterparts in the other one."""
    other: Language = "es" if language == "en" else "en"
    found: dict[Phrase, list[str]] = {}
    for row in glossary():
        for text in row[language]:
            found.setdefault(stems(text), []).extend(row[other])
    return {phrase: tuple(dict.fromkeys(others)) for phrase, others in found.items()}


@cache
def _by_root(language: Language) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Translations and synonyms of the words of a family, by its root; the first row that has it wins."""
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    there, near = translations(language), synonyms(language)
    for phrase in dict.fromkeys((*there, *near)):
        if len(phrase) == 1 and len(key := root(phrase[0])) >= SHORTEST_ROOT:
            found.setdefault(key, (there.get(phrase, ()), near.get(phrase, ())))
    return found


@cache
def _infinitives() -> Mapping[str, str]:
    """The Spanish verbs of synonyms and glossary by what is left of them without their ending."""
    known = [phrase[0] for phrase in (*synonyms("es"), *translations("es")) if len(phrase) == 1]
    return {word[:-2]: word for word in known if len(word) > SHORTEST_ROOT and word.endswith(("ar", "er", "ir"))}


def plain_form(word: str, language: Language) -> str:
    """The form under which a word's synonyms are listed: its lemma; of a Spanish verb the infinitive known here."""
    lemma = for_language(language).lemma(word)
    return _infinitives().get(family(word, language), lemma) if language == "es" else lemma


@cache
def _cognate_endings(language: Language) -> tuple[tuple[str, str], ...]:
    """Endings of a language's words and of their cognates in the other one, longest first."""
    rows = [row.split() for row in load("any/answering.toml").tables["cognates"]["endings"].split("\n") if row]
    pairs = [(row[0], row[1]) if language == "en" else (row[1], row[0]) for row in rows]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def cognates(folded: str, language: Language) -> tuple[str, ...]:
    """How the other language may spell a word's cognate: "inflación" → "inflation"."""
    word = folded[:-1] if folded.endswith("s") and not folded.endswith("ss") else folded
    found = [word[: -len(mine)] + theirs for mine, theirs in _cognate_endings(language) if word.endswith(mine)]
    if language == "en":
        found += [re.sub(r"([^lr])\1", r"\1", text).replace("ph", "f").replace("th", "t") for text in found]
    return tuple(text for text in dict.fromkeys(found) if len(text) >= SHORTEST_COGNATE)


def with_family(way: Way, printed: str, language: Language) -> Way:
    """The way with the key of its forms; `language` is that of the term, `printed` the term's own word."""
    if len(way.phrase) > 1:
        return way
    own: Language = language if not way.abroad else "es" if language == "en" else "en"
    return replace(way, family=family(printed if way.quality == 1.0 and not way.abroad else way.text, own))


def ways(phrase: Phrase, text: str, language: Language) -> tuple[Way, ...]:
    """All ways to say a phrase of a language, in both languages, best first; the phrase itself leads."""
    other: Language = "es" if language == "en" else "en"
    found = {phrase: Way(phrase, 1.0, text)}
    there = translations(language).get(phrase, ())
    near = synonyms(language).get(phrase, ())
    if not there and not near and len(phrase) == 1:
        there, near = _by_root(language).get(root(fold(text)), ((), ()))
    _add(found, near, SYNONYM)
    _add(found, there, TRANSLATION, abroad=True)
    for same in there:
        _add(found, synonyms(other).get(stems(same), ()), FAR_TRANSLATION, abroad=True)
    for same in near:
        _add(found, translations(language).get(stems(same), ()), FAR_TRANSLATION, abroad=True)
    return tuple(sorted(found.values(), key=lambda way: -way.quality))


@cache
def phrases(language: Language) -> frozenset[Phrase]:
    """The phrases of more than one word that synonyms or glossary know."""
    known = {*synonyms(language), *translations(language)}
    return frozenset(phrase for phrase in known if 1 < len(phrase) <= LONGEST_PHRASE)


@cache
def contrasts(table: str) -> Mapping[Phrase, frozenset[tuple[int, int]]]:
    """For each phrase the places it has in a table of contrasts: number of the group, number of the side."""
    found: dict[Phrase, set[tuple[int, int]]] = {}
    for group, row in enumerate(load("any/contrasts.toml").tables[table]):
        for side, words in enumerate(row.split("|")):
            for word in words.split():
                found.setdefault(_phrase(word), set()).add((group, side))
    return {phrase: frozenset(places) for phrase, places in found.items()}


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
def stop_stems() -> frozenset[str]:
    """Stems of the stop words of both languages."""
    return frozenset(stem(word) for language in LANGUAGES for word in word_list(language, "stop"))


@cache
def light_stems() -> frozenset[str]:
    """Stems of the words of both languages that say little."""
    return frozenset(stem(word) for language in LANGUAGES for word in word_list(language, "light"))


def _phrase(word: str) -> Phrase:
    return tuple(stem(fold(part)) for part in word.split("_"))


def _add(found: dict[Phrase, Way], texts: Iterable[str], quality: float, *, abroad: bool = False) -> None:
    for text in texts:
        phrase = stems(text)
        known = found.get(phrase)
        if known is None:
            found[phrase] = Way(phrase, quality, text, abroad)
        elif known.quality < quality:
            found[phrase] = Way(phrase, quality, known.text, known.abroad and abroad)
