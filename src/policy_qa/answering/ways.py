"""All the ways to say a term of a question, in its own language and in the other one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from policy_qa.answering.forms import families, plain_forms
from policy_qa.answering.glossary import synonyms, telling, translations
from policy_qa.answering.thesaurus import Phrase
from policy_qa.answering.words import fold, root, stem, words
from policy_qa.domain.records import Language
from policy_qa_extractors.rulebook import load

SYNONYM, TRANSLATION, FAR_TRANSLATION = 0.8, 0.95, 0.78
LONGEST_PHRASE, SHORTEST_COGNATE = 4, 6


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say a term: its stems, how good a match by it is (1 is the same word), as printed, whether it is a
    word of the other language only, and the keys of the forms of its words.
    """

    phrase: Phrase
    quality: float
    text: str = ""
    abroad: bool = False
    family: tuple[str, ...] = ()


def ways(phrase: Phrase, text: str, language: Language) -> tuple[Way, ...]:
    """All ways to say a phrase of a language, in both languages, best first; the phrase itself leads."""
    other: Language = "es" if language == "en" else "en"
    found = {phrase: Way(phrase, 1.0, text)}
    there, near = translations(language).of(phrase, text), synonyms(language).of(phrase, text)
    if not there and not near and len(phrase) == 1:
        key = root(fold(text))
        there, near = translations(language).of_family(key), synonyms(language).of_family(key)
    _add(found, near, SYNONYM, language)
    _add(found, there, TRANSLATION, other, abroad=True)
    for same in there:
        _add(found, synonyms(other).of(telling(same, other), same), FAR_TRANSLATION, other, abroad=True)
    for same in near:
        _add(found, translations(language).of(telling(same, language), same), FAR_TRANSLATION, other, abroad=True)
    return tuple(sorted(found.values(), key=lambda way: -way.quality))


@cache
def _cognate_endings(language: Language) -> tuple[tuple[str, str], ...]:
    """Endings of a language's words and of their cognates in the other one, longest first."""
    rows = [row.split() for row in load("any/answering.toml").tables["cognates"]["endings"].split("\n") if row]
    pairs = [(row[0], row[1]) if language == "en" else (row[1], row[0]) for row in rows]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def spellings(folded: str, language: Language) -> tuple[str, ...]:
    """How the other language may spell a word's cognate: "inflación" → "inflation"."""
    word = folded[:-1] if folded.endswith("s") and not folded.endswith("ss") else folded
    found = [word[: -len(mine)] + theirs for mine, theirs in _cognate_endings(language) if word.endswith(mine)]
    if language == "en":
        found += [re.sub(r"([^lr])\1", r"\1", text).replace("ph", "f").replace("th", "t") for text in found]
    return tuple(text for text in dict.fromkeys(found) if len(text) >= SHORTEST_COGNATE)


def with_family(way: Way, printed: str, language: Language) -> Way:
    """The way with the keys of its forms; `language` is that of the term, `printed` the term as in the question."""
    own: Language = language if not way.abroad else "es" if language == "en" else "en"
    text = printed if fold(printed) == way.text else way.text
    return replace(way, family=tuple(families(word.text, own)[0] for word in words(text) if word.stem in way.phrase))


def is_phrase(phrase: Phrase, language: Language) -> bool:
    """Whether the synonyms know some words as one term."""
    return phrase in synonyms(language)


def lent(texts: Sequence[str], language: Language) -> dict[int, tuple[Way, ...]]:
    """What the phrases in a row of words are called in the other language, by the place of each word of a phrase:
    a word of "waiting list" may be met by "lista de espera".
    """
    other: Language = "es" if language == "en" else "en"
    row = tuple(stem(fold(text)) for text in texts)
    plain = tuple(stem(fold(plain_forms(text, language)[0])) for text in texts)
    found: dict[int, tuple[Way, ...]] = {}
    for at in range(len(row)):
        for size in range(min(LONGEST_PHRASE, len(row) - at), 1, -1):
            spans = (row[at : at + size], plain[at : at + size], (*plain[at : at + size - 1], row[at + size - 1]))
            if there := next((there for span in spans if (there := translations(language).of(span))), ()):
                ways_ = tuple(Way(telling(text, other), TRANSLATION, text, abroad=True) for text in there)
                for place in range(at, at + size):
                    found[place] = (*found.get(place, ()), *ways_)
                break
    return found


def _add(
    found: dict[Phrase, Way], texts: Iterable[str], quality: float, language: Language, *, abroad: bool = False
) -> None:
    for text in texts:
        phrase = telling(text, language)
        known = found.get(phrase)
        if known is None:
            found[phrase] = Way(phrase, quality, text, abroad)
        elif known.quality < quality:
            found[phrase] = Way(phrase, quality, known.text, known.abroad and abroad)
