"""The lexicon: kinds and lemmas of words, in both languages."""

from __future__ import annotations

import pytest

from policy_qa.domain.records import Language
from policy_qa_extractors.lexicon import for_language


@pytest.mark.parametrize(
    ("language", "word", "lemma"),
    [
        ("en", "women", "woman"),
        ("en", "children", "child"),
        ("en", "services", "service"),
        ("en", "cities", "city"),
        ("en", "boxes", "box"),
        ("en", "rose", "rise"),
        ("en", "utilized", "utilize"),
        ("en", "Women", "woman"),
        ("es", "regiones", "región"),
        ("es", "veces", "vez"),
        ("es", "mujeres", "mujer"),
        ("es", "capacitadas", "capacitar"),
        ("es", "creó", "crear"),
        ("es", "aumentaron", "aumentar"),
    ],
)
def test_lemma(language: Language, word: str, lemma: str) -> None:
    assert for_language(language).lemma(word) == lemma


@pytest.mark.parametrize(
    ("language", "word", "noun", "plural", "verb"),
    [
        ("en", "women", True, True, False),
        ("en", "services", True, True, True),
        ("en", "people", True, True, True),
        ("en", "across", False, False, False),
        ("en", "access", True, False, True),
        ("en", "news", True, False, False),
        ("en", "rural", False, False, False),
        ("en", "were", False, False, True),
        ("en", "CEMs", True, True, False),
        ("es", "mujeres", True, True, False),
        ("es", "capacitaciones", True, True, False),
        ("es", "registraron", False, False, True),
        ("es", "de", False, False, False),
        ("es", "fueron", False, False, True),
    ],
)
def test_kinds(language: Language, word: str, noun: bool, plural: bool, verb: bool) -> None:
    lexicon = for_language(language)
    assert (lexicon.is_noun(word), lexicon.is_plural(word), lexicon.is_verb(word)) == (noun, plural, verb)


def test_adjectives() -> None:
    assert for_language("en").is_adjective("rural")
    assert for_language("es").is_adjective("rurales")
    assert not for_language("en").is_adjective("of")
