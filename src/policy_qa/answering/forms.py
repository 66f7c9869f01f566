"""Forms of words led back to the plain form under which glossary and synonyms list them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from policy_qa.answering.glossary import synonyms, translations
from policy_qa.answering.words import fold
from policy_qa.domain.records import Language
from policy_qa_extractors.lexicon import PAST, Lexicon, for_language
from policy_qa_extractors.rulebook import load

INFINITIVES = ("ar", "er", "ir")
SHORTEST_STEM, SHORTEST_FORM, LONGEST_INFINITIVE_END = 2, 4, 4
VOWELS = frozenset("aeiou")


@lru_cache(maxsize=65536)
def plain_forms(printed: str, language: Language) -> tuple[str, ...]:
    """The nouns and verbs that a word may be a form of: those that glossary or synonyms know, else the lexicon's."""
    low = printed.casefold()
    lexicon = for_language(language)
    lemma = lexicon.lemma(low)
    verb = lexicon.verb(low)
    if language == "en":
        found = (lemma, *((verb[0],) if verb else ()), *_bases(low))
    else:
        found = (*_spanish_verbs(low, verb, lexicon), lemma)
        found = found if verb and verb[1] & PAST and lemma not in lexicon.nouns else (lemma, *found)
    return tuple(dict.fromkeys(form for form in found if _known(fold(form), language))) or (lemma,)


def _bases(low: str) -> Iterator[str]:
    """What an English word may be without its ending: "fined" is "fin" or "fine"."""
    for ending in ("ing", "ed", "es", "s"):
        base = low.removesuffix(ending)
        if base != low and len(base) >= SHORTEST_STEM:
            yield from (base, base + "e")
            if base[-1] == base[-2]:
                yield base[:-1]
            if base.endswith("i"):
                yield base[:-1] + "y"


def _spanish_verbs(low: str, verb: tuple[str, int] | None, lexicon: Lexicon) -> Iterator[str]:
    """The infinitives of a Spanish word; a noun in the plural or in -o is no form of a verb."""
    if (low.endswith("o") and low in lexicon.nouns) or (lexicon.singular(low) and not (verb and verb[1] & PAST)):
        return
    if found := infinitive(fold(low)):
        yield found
    if verb:
        yield verb[0]


@lru_cache(maxsize=65536)
def families(printed: str, language: Language) -> tuple[str, ...]:
    """The keys that the forms of a word share: its plain forms, of a Spanish verb without its ending."""
    return tuple(_key(fold(plain), language) for plain in plain_forms(printed, language))


def _key(plain: str, language: Language) -> str:
    verb = language == "es" and len(plain) > LONGEST_INFINITIVE_END and plain.endswith(INFINITIVES)
    return plain[:-2] if verb else plain


def infinitive(folded: str) -> str | None:
    """The infinitive of a folded Spanish form, of those that glossary or synonyms know."""
    whole: str | None = load("es/forms.toml").tables["whole"].get(folded)
    if whole or len(folded) < SHORTEST_FORM:
        return whole
    if not folded.isalpha():
        return None
    return next((verb for verb in _possible(folded) if verb != folded and _known(verb, "es")), None)


def _known(folded: str, language: Language) -> bool:
    return translations(language).knows(folded) or synonyms(language).knows(folded)


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
