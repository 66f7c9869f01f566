"""Words as answering compares them: folded, with one light stem for English and Spanish alike, and a root.

The stem joins numbers and genders of a word ("titles", "título", "títulos"), the root its family
("invest", "investment", "invested"; "registro", "registrado"). Both are keys for comparing, not for reading.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

from policy_qa.domain.records import Language
from policy_qa_extractors.lexicon import for_language
from policy_qa_extractors.rulebook import load

TOKEN = re.compile(r"\b[A-Z]{1,3}\$|\d+(?:[.,]\d+)*(?:[-/][\w]+){0,4}%?|[^\W\d_]+(?:[’'][^\W\d_]{1,2}\b)?|%")
LONGEST, COGNATE, ALIKE = 40, 5, 0.6
SOUNDS = str.maketrans("vz", "bs")


class Word(NamedTuple):
    """One word: as printed, its folded form, stem and root, and where it stands in the text it came from."""

    text: str
    folded: str
    stem: str
    root: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text without case and accents; apostrophes straight."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c)).replace("’", "'")


def words(text: str, start: int = 0) -> list[Word]:
    """The words of a text in order; offsets are the text's own plus `start`."""
    return [
        Word(match[0], *_keys(match[0]), start + match.start(), start + match.end()) for match in TOKEN.finditer(text)
    ]


@lru_cache(maxsize=65536)
def _keys(printed: str) -> tuple[str, str, str]:
    """The folded form, stem and root of a printed word."""
    folded = fold(printed)[:LONGEST].removesuffix("'s")
    return folded, stem(folded), root(folded)


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, in order."""
    return tuple(word.stem for word in words(text))


@cache
def irregular() -> dict[str, str]:
    """The plain form of each irregular one, folded."""
    rows = load("any/answering.toml").tables["irregular"]
    return {fold(form): fold(base) for base, forms in rows.items() for form in forms}


@cache
def _endings() -> tuple[str, ...]:
    return tuple(load("any/answering.toml").tables["endings"].split())


@lru_cache(maxsize=65536)
def stem(folded: str) -> str:
    """The key that a folded word shares with its plural, its feminine and its -ing and -ed forms."""
    word = irregular().get(folded) or irregular().get(_singular(folded), folded)
    if len(word) < 4 or not word.isalpha():
        return word
    return _without_last_vowel(_without_tense(_singular(word)))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("ces") and len(word) > 5:
        return word[:-1]
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _without_tense(word: str) -> str:
    for ending in ("ing", "ied", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and re.search("[aeiouy]", base):
            if ending == "ied":
                return base + "y"
            return base[:-1] if base[-1] == base[-2] and base[-1] not in "lsz" else base
    return word


def _without_last_vowel(word: str) -> str:
    return word[:-1] if len(word) > 4 and word[-1] in "aeoy" else word


def listed(word: str, language: Language) -> bool:
    """Whether a word is one of the language's word lists, in any form."""
    lexicon = for_language(language)
    lemma = lexicon.lemma(word)
    known = lemma in lexicon.nouns or lemma in lexicon.verbs or lemma in lexicon.adjectives or lemma in lexicon.adverbs
    return known or word.casefold() in lexicon.closed


def sound(folded: str) -> str:
    """How a Spanish word sounds: letters that are often mixed up are one."""
    return re.sub("c(?=[ei])", "s", folded.replace("ll", "y").replace("h", "")).translate(SOUNDS)


@lru_cache(maxsize=65536)
def cognate(folded: str) -> str:
    """The key that a word may share with its cognate in the other language: its first five letters, levelled."""
    plain = _levelled(folded)
    return plain[:COGNATE] if len(plain) >= COGNATE and plain.isalpha() else ""


def cognates(mine: str, theirs: str) -> bool:
    """Whether two folded words of two languages, levelled, are alike for most of their length: "fertility" and
    "fertilidad", but not "constitution" and "construcción".
    """
    a, b = _levelled(mine), _levelled(theirs)
    alike = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return alike >= COGNATE and alike >= ALIKE * max(len(a), len(b))


@lru_cache(maxsize=65536)
def _levelled(folded: str) -> str:
    """A word without what parts English spelling from Spanish: doubled letters, "ph", "th", "y", an "e" before "sp",
    the ending of an adverb."""
    plain = _singular(folded).replace("ph", "f").replace("th", "t").replace("y", "i").replace("nm", "m")
    plain = re.sub("^e(?=s[ptcqml])|(?<=l)i$|(?<=[^l])li$|mente$", "", plain)
    return re.sub("t(?=ion)", "c", re.sub(r"(.)\1", r"\1", plain))


@lru_cache(maxsize=65536)
def root(folded: str) -> str:
    """The key of a word's family: the word less one ending that makes nouns, verbs or adjectives."""
    word = stem(folded)
    if len(word) < 6 or not word.isalpha():
        return word
    for ending in _endings():
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return _without_last_vowel(word[: -len(ending)])
    return word
