"""The bilingual glossary: its form, that it leads both ways, and that forms, phrases and cognates are found."""

from __future__ import annotations

import gettext
from collections import Counter
from typing import Any

import pycountry
import pytest

from answering.memory import Memory
from policy_qa.answering.fits import found
from policy_qa.answering.forms import plain_forms
from policy_qa.answering.glossary import rows, telling, translations
from policy_qa.answering.question import read
from policy_qa.answering.scene import Zone
from policy_qa.answering.ways import spellings, ways
from policy_qa.answering.words import cognate, cognates, fold, stems, words
from policy_qa.domain.records import Language
from policy_qa_extractors.rulebook import load, names

FILES = [name for name in names() if name.startswith("glossary/")]
EXAMPLES = [(name, row) for name in FILES for row in load(name).tables["examples"]]
ROWS = [(tuple(english.split(", ")), tuple(spanish.split(", "))) for english, spanish in rows()]


def unmet(question: str, text: str, language: Language, other: Language) -> list[str]:
    """The terms of a question that a text of the other language does not meet."""
    zone = Zone(words(text), other)
    assert read(question, Memory().sources()).language == language
    return [t.text for t in read(question, Memory().sources()).terms if not found(t, zone, foreign=True)[0]]


def test_the_glossary_is_wide() -> None:
    assert len(ROWS) >= 3000
    assert len({text for english, _ in ROWS for text in english}) >= 4000
    assert len({text for _, spanish in ROWS for text in spanish}) >= 4500


def test_rows_are_well_formed() -> None:
    for row in ROWS:
        for side in row:
            assert side
            assert all(text and text == text.strip().lower() and "=" not in text for text in side), row
            assert len({stems(text) for text in side}) == len(side), f"says the same twice: {row}"


def test_no_row_says_only_what_others_say() -> None:
    pairs = [{(english, spanish) for english in row[0] for spanish in row[1]} for row in ROWS]
    count = Counter(pair for row in pairs for pair in row)
    assert not [row for row in pairs if all(count[pair] > 1 for pair in row)]


def test_rows_lead_both_ways() -> None:
    for row in ROWS:
        for english in row[0]:
            for spanish in row[1]:
                assert spanish in translations("en").of(telling(english, "en"), english)
                assert english in translations("es").of(telling(spanish, "es"), spanish)


@pytest.mark.parametrize(("name", "row"), EXAMPLES)
def test_examples(name: str, row: dict[str, Any]) -> None:
    del name
    assert not unmet(f"how many {row['en']}", row["es"], "en", "es")
    assert not unmet(f"¿cuántos {row['es']}?", row["en"], "es", "en")


@pytest.mark.parametrize(
    ("form", "language", "called"),
    [
        ("contrataron", "es", "hire"),
        ("repartieron", "es", "distribute"),
        ("fallecieron", "es", "die"),
        ("destruyó", "es", "destroy"),
        ("construyeron", "es", "build"),
        ("invirtió", "es", "invest"),
        ("murieron", "es", "die"),
        ("capacitados", "es", "train"),
        ("inscritas", "es", "registered"),
        ("jueces", "es", "judge"),
        ("enfermeras", "es", "nurse"),
        ("camiones", "es", "truck"),
        ("mueren", "es", "die"),
        ("abarca", "es", "cover"),
        ("fined", "en", "multar"),
        ("leaves", "en", "abandonar"),
        ("built", "en", "construir"),
        ("bought", "en", "comprar"),
        ("hired", "en", "contratar"),
        ("planted", "en", "plantar"),
        ("nurses", "en", "enfermera"),
        ("wives", "en", "esposa"),
        ("organised", "en", "organizar"),
        ("neighbours", "en", "vecino"),
    ],
)
def test_forms_of_words_lead_to_their_rows(form: str, language: Language, called: str) -> None:
    known = {
        way.phrase for text in (form, *plain_forms(form, language)) for way in ways(stems(text), fold(text), language)
    }
    assert stems(called) in known, known


@pytest.mark.parametrize(
    ("word", "language", "not_called"),
    [("police", "en", "política"), ("apple", "en", "aplicar"), ("left", "en", "dejado")],
)
def test_words_with_one_stem_are_told_apart(word: str, language: Language, not_called: str) -> None:
    assert not_called not in translations(language).of(stems(word), word)


@pytest.mark.parametrize(
    ("question", "called"),
    [
        ("How many people are on the waiting list?", "lista de espera"),
        ("¿Cuántos títulos de propiedad se entregaron?", "property title"),
        ("average cost of an intensive care bed", "cama de cuidados intensivos"),
        ("¿Cuánto subió el salario mínimo?", "minimum wage"),
    ],
)
def test_a_phrase_lends_its_counterpart_to_its_words(question: str, called: str) -> None:
    terms = read(question, Memory().sources()).terms
    assert sum(any(way.text == called for way in term.ways) for term in terms) >= 2


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("inflación", "inflation"),
        ("fertilidad", "fertility"),
        ("anualmente", "annually"),
        ("fotografía", "photography"),
        ("terapéutico", "therapeutic"),
        ("especialización", "specialization"),
        ("inmigración", "immigration"),
        ("esteroides", "steroids"),
    ],
)
def test_cognates(spanish: str, english: str) -> None:
    assert cognate(fold(spanish)) == cognate(english)
    assert cognates(english, fold(spanish))


@pytest.mark.parametrize(
    ("spanish", "english"), [("constitución", "construction"), ("inversión", "invention"), ("contrato", "contraction")]
)
def test_words_that_only_begin_alike_are_no_cognates(spanish: str, english: str) -> None:
    assert not cognates(english, fold(spanish))


@pytest.mark.parametrize(("spanish", "english"), [("inflación", "inflation"), ("geografía", "geography")])
def test_spellings_of_cognates(spanish: str, english: str) -> None:
    assert english in spellings(fold(spanish), "es")
    assert fold(spanish) in spellings(english, "en")


@pytest.mark.parametrize("row", load("es/forms.toml").tables["example"], ids=lambda row: row["form"])
def test_forms_of_spanish_verbs(row: dict[str, str]) -> None:
    assert row["verb"] in plain_forms(row["form"], "es")


@pytest.mark.parametrize("noun", ["vacuno", "muro", "casas", "políticas", "mineros"])
def test_nouns_are_no_verbs(noun: str) -> None:
    assert not any(plain.endswith(("ar", "er", "ir")) for plain in plain_forms(noun, "es"))


def test_countries_are_called_as_in_iso_3166() -> None:
    said = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["es"]).gettext
    names_ = [getattr(country, "common_name", country.name) for country in pycountry.countries]
    plain = [name for name in names_ if not set(name) & set(",()")]
    other = [name for name in plain if stems(name) != stems(said(name)) and "Islands" not in name]
    missing = [n for n in other if fold(said(n)) not in {fold(t) for t in translations("en").of(telling(n, "en"), n)}]
    assert len(missing) <= 0.2 * len(other), missing
