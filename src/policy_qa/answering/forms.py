"""Forms of words led back to the plain form under which glossary and synonyms list them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from policy_qa.answering.glossary import synonyms, translations
from policy_qa.answering.words import fold
from policy_qa.domain.records import Language
from policy_qa_extractors.lexicon import PAST, for_language
from policy_qa_extractors.rulebook import load

INFINITIVES = ("ar", "er", "ir")
SHORTEST_STEM, SHORTEST_FORM, LONGEST_INFINITIVE_END = 2, 4, 4
VOWELS = frozenset("aeiou")


@lru_cache(maxsize=65536)
def plain_form(printed: str, language: Language) -> str:
    """A word's noun or verb in its plain form: the lexicon's, else the infinitive that glossary or synonyms know."""
    low = printed.casefold()
    lexicon = for_language(language)
    lemma = lexicon.lemma(low)
    if language == "en":
        return lemma
    if lemma != low:
        verb = lexicon.verb(low)
        return verb[0] if verb and verb[1] & PAST and lemma not in lexicon.nouns else lemma
    if low in lexicon.nouns or low in lexicon.adjectives or low in lexicon.closed:
        return low
    return infinitive(fold(low)) or low


@lru_cache(maxsize=65536)
def family(printed: str, language: Language) -> str:
    """The key that all forms of a word of a language share: its plain form, of a Spanish verb without its ending."""
    plain = fold(plain_form(printed, language))
    verb = language == "es" and len(plain) > LONGEST_INFINITIVE_END and plain.endswith(INFINITIVES)
    return plain[:-2] if verb else plain


def infinitive(folded: str) -> str | None:
    """The infinitive of a folded Spanish form, of those that glossary or synonyms know."""
    if len(folded) < SHORTEST_FORM:
        return None
    return next((verb for verb in _possible(folded) if verb != folded and _known(verb)), None)


def _known(verb: str) -> bool:
    return translations("es").knows(verb) or synonyms("es").knows(verb)


def _possible(folded: str) -> Iterator[str]:
    """Infinitives that a form may come from: those of strong stems, then by its ending, the longest first."""
    for stem, verb in _strong():
        before, found, ending = folded.rpartition(stem)
        if found and (not ending or ending in _all_endings()):
            yield before + verb
    for ending, group in _endings():
        if folded.endswith(ending) and len(folded) - len(ending) >= SHORTEST_STEM:
            for stem in _spelt(folded[: -len(ending)]):
                yield stem + group


def _spelt(stem: str) -> Iterator[str]:
    """What a form's stem may be in the infinitive: "inviert" is "invert", "alcanc" is "alcanz"."""
    yield stem
    for printed, plain in _spelling():
        head, found, tail = stem.rpartition(printed)
        if found and (VOWELS.isdisjoint(tail) if plain in VOWELS else not tail):
            yield head + plain + tail


@cache
def _spelling() -> tuple[tuple[str, str], ...]:
    return tuple(load("es/forms.toml").tables["spelling"].items())


@cache
def _strong() -> tuple[tuple[str, str], ...]:
    rows = load("es/forms.toml").tables["strong"].items()
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    rows = load("es/forms.toml").tables["endings"].items()
    return tuple(
        sorted(((ending, group) for group, row in rows for ending in row.split()), key=lambda row: (-len(row[0]), row))
    )


@cache
def _all_endings() -> frozenset[str]:
    return frozenset(ending for ending, _ in _endings())
