"""The bilingual glossary, rules/glossary/*.toml, and the synonyms: what else a term is called, found by its stems.

Thousands of terms are read at the first question, so each waits under its first letters as it is printed; its stems are
made when a word with those letters is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from policy_qa.answering.thesaurus import Phrase, grammar, stop_stems, word_list
from policy_qa.answering.words import Word, fold, irregular, root, stems, words
from policy_qa.domain.records import Language
from policy_qa_extractors.lexicon import for_language
from policy_qa_extractors.rulebook import load, names

LETTERS = 3
SHORTEST_ROOT = 4

Others = tuple[str, ...]
Held = dict[Phrase, list[tuple[str, Others]]]


class Terms:
    """The terms of a language, each with what may stand for it."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._odd = word_list(language, "stop") | irregular().keys()
        self._waiting: dict[str, list[tuple[str, str]]] = {}
        self._held: dict[str, Held] = {}

    def add(self, text: str, others: str) -> None:
        """Takes a term in with what may stand for it, as they are printed, parted by commas."""
        self._waiting.setdefault(self._letters(text), []).append((text, others))

    def of(self, phrase: Phrase, text: str = "") -> Others:
        """What stands for a phrase; where `text` or its plain form is a term itself, only that term's counts."""
        found = self._under(phrase[0][:LETTERS]).get(phrase, ()) if phrase else ()
        if len(found) > 1 and text:
            forms = (fold(text), fold(for_language(self._language).lemma(text)))
            found = [held for held in found if held[0] in forms] or found
        return tuple(dict.fromkeys(other for _, others in found for other in others))

    def of_family(self, key: str) -> Others:
        """What stands for the words that share a root."""
        if len(key) < SHORTEST_ROOT:
            return ()
        held = self._under(key[:LETTERS])
        alike = (found for phrase, found in held.items() if len(phrase) == 1)
        return tuple(
            dict.fromkeys(
                other for found in alike for folded, others in found if root(folded) == key for other in others
            )
        )

    def knows(self, folded: str) -> bool:
        """Whether a folded word is a term."""
        held = self._under(folded[:LETTERS])
        return any(text == folded for text, _ in held.get(stems(folded), ()))

    def __contains__(self, phrase: Phrase) -> bool:
        return phrase in self._under(phrase[0][:LETTERS])

    def _letters(self, text: str) -> str:
        first = text.partition(" ")[0]
        if len(first) <= LETTERS or first in self._odd or not first.isalpha():
            return telling(text, self._language)[0][:LETTERS]
        return first[:LETTERS] if first.isascii() else fold(first[:LETTERS])

    def _under(self, letters: str) -> Held:
        """The terms that begin with some letters, by their stems."""
        if letters not in self._held:
            held: Held = {}
            for text, row in self._waiting.get(letters, ()):
                others = tuple(row.split(", "))
                held.setdefault(telling(text, self._language), []).append((fold(text), others))
            self._held[letters] = held
        return self._held[letters]


def telling(text: str, language: Language) -> Phrase:
    """The stems of a term without its small words ("título de propiedad"), unless that leaves one word of several."""
    found = words(text)
    small = word_list(language, "stop")
    kept = tuple(
        w.stem for w in found if w.folded not in small and (len(w.folded) > LETTERS or w.stem not in stop_stems())
    )
    return kept if len(kept) > 1 or len(found) == len(kept) == 1 else stems(text)


@cache
def synonyms(language: Language) -> Terms:
    """The words of a language that may stand for each other."""
    found = Terms(language)
    for row in load(f"{language}/synonyms.toml").tables["groups"]:
        group = ", ".join(row.split()).replace("_", " ")
        for word in group.split(", "):
            found.add(word, group)
    return found


@cache
def translations(language: Language) -> Terms:
    """The terms of a language with their counterparts in the other one."""
    found = Terms(language)
    for english, spanish in rows():
        here, there = (english, spanish) if language == "en" else (spanish, english)
        for text in here.split(", "):
            found.add(text, there)
    return found


def rows() -> Iterator[tuple[str, str]]:
    """The rows of the glossary: English terms, Spanish terms, as printed, parted by commas."""
    for name in names():
        if name.startswith("glossary/"):
            for row in load(name).tables["rows"].splitlines():
                english, _, spanish = row.partition(" = ")
                yield english, spanish


@cache
def _people() -> frozenset[str]:
    """Stems of the nouns that name people, in both languages."""
    named = [row.partition(" = ") for row in load("glossary/people.toml").tables["rows"].splitlines()]
    english = [text.rpartition(" ")[2] for row in named for text in row[0].split(", ")]
    return frozenset(
        words(text)[0].stem for text in (*english, *(t for row in named for t in row[2].split(", "))) if text
    )


def is_person(word: Word) -> bool:
    """Whether a word may name people: one that the glossary knows as such, or one with the ending of a doer."""
    return word.stem in _people() or word.folded.endswith(tuple(grammar("doers")))
