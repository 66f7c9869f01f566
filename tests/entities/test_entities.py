"""What the finder of entities gives: names, acronyms, places and persons, on whole sentences and small documents."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_qa.domain.records import Entity
from policy_qa_extractors import entities, legal
from policy_qa_extractors.page import read_page


def found(text: str, language: str = "en") -> list[Entity]:
    page = read_page(text, language="es" if language == "es" else "en")
    return [row.record for row in entities.find(page, [], []) if isinstance(row.record, Entity)]


def spans(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(record.text, record.label) for record in found(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Ministry of Economy and Finance and Ministry of Women and Vulnerable Populations met.",
            [("Ministry of Economy and Finance", "ORG"), ("Ministry of Women and Vulnerable Populations", "ORG")],
        ),
        ("the Ministry of Foreign Affairs of Chile", [("Ministry of Foreign Affairs", "ORG"), ("Chile", "GPE")]),
        ("Peru’s National Plan for Reading", [("Peru", "GPE"), ("National Plan for Reading", "LAW")]),
        ("the National Women’s Council of elders", [("National Women’s Council", "ORG")]),
        (
            "the Commission for Monitoring and Evaluation of the National Plan for Water",
            [("Commission for Monitoring and Evaluation", "ORG"), ("National Plan for Water", "LAW")],
        ),
        ("The Republic of Peru grows.", [("Republic of Peru", "GPE")]),
        ("across Latin America and the Caribbean", [("Latin America", "LOC"), ("Caribbean", "LOC")]),
        ("In Peru, Peruvian women of Lima", [("Peru", "GPE"), ("Lima", "GPE")]),
        ("it cost US$ 5 million", []),
        ("Alianza Lima won.", []),
        ("President Biden met Dr. Jill Harlow.", [("Biden", "PERSON"), ("Jill Harlow", "PERSON")]),
        ("the Secretary of Health and Human Services", []),
        ("its strategy 'Include for Growth' has five parts", [("Include for Growth", "LAW")]),
        ("followed by the “I Am a Minister” event", [("I Am a Minister", "EVENT")]),
        ("Strengthening National Parks Service Delivery Now", []),
        ("ANA-MIDAGRI in Peru observed it", [("ANA-MIDAGRI", "ORG"), ("Peru", "GPE")]),
        ("It was designed by Zaha Mendoza.", [("Zaha Mendoza", "PERSON")]),
        (
            "The Minister, Dr Bharat Jagdeo, and Ms Priya Raman met",
            [("Bharat Jagdeo", "PERSON"), ("Priya Raman", "PERSON")],
        ),
        ("said Executive Director Amina Yusuf", [("Amina Yusuf", "PERSON")]),
        ("opened in Lethem, Mabaruma and Bartica", [("Lethem", "GPE"), ("Mabaruma", "GPE"), ("Bartica", "GPE")]),
        ("He lives near Kakuma and said it in Swahili.", [("Kakuma", "GPE")]),
        ("journeys between Rockhampton and Townsville", [("Rockhampton", "GPE"), ("Townsville", "GPE")]),
        ("Reading is taught in Nice ways", []),
        ("COLUMBUS, Ohio — Landlords filed cases.", [("COLUMBUS", "GPE"), ("Ohio", "GPE")]),
        ("Audit Wales and NHS England agreed", [("Audit Wales", "ORG"), ("NHS England", "ORG")]),
        ("Fewer Girls Leave School\n\nThe rest of it.", []),
        ("its First Minister, Humzo Yousarf, said so", [("Humzo Yousarf", "PERSON")]),
        (
            "the Office for Statistics and Public Health Scotland",
            [("Office for Statistics", "ORG"), ("Public Health Scotland", "ORG")],
        ),
        ("the Chief Medical Officer for Wales", [("Wales", "GPE")]),
        ("It is paid by the Fiji Prisons Service.", [("Fiji Prisons Service", "ORG")]),
        ("Food prices in Greater Kumasi rose.", [("Greater Kumasi", "GPE")]),
        ("Harbour dues in Upper Peru rose.", [("Peru", "GPE")]),
        (
            "Visits to Kerrowan Prison and Ulmaro International Airport",
            [("Kerrowan Prison", "ORG"), ("Ulmaro International Airport", "LOC")],
        ),
        ("Photograph: school yard, Mzuzu, 12/05/2024.", [("Mzuzu", "GPE")]),
        ("In 2019, Parliament voted; Members of Parliament left.", [("Parliament", "ORG")]),
        ("It opened St Luke's Hospital in Kaloleni.", [("St Luke's Hospital", "ORG"), ("Kaloleni", "GPE")]),
        ("The Senate passed it; Congress approved 2 million.", [("Senate", "ORG"), ("Congress", "ORG")]),
        ("Gavi, the Vaccine Alliance, paid for it.", [("Gavi, the Vaccine Alliance", "ORG")]),
        ("signed with Sommerset Solar Ltd on Monday", [("Sommerset Solar Ltd", "ORG")]),
        ("the Crop Insurance Company of India Ltd. paid", [("Crop Insurance Company of India Ltd", "ORG")]),
    ],
)
def test_english_sentences(text: str, expected: list[tuple[str, str]]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "el Ministerio de Salud y la Defensoría del Pueblo",
            [("Ministerio de Salud", "ORG"), ("Defensoría del Pueblo", "ORG")],
        ),
        ("el Poder Judicial Perú informa", [("Poder Judicial", "ORG")]),
        ("Aprueban el Plan Nacional de Aguas Limpias", [("Plan Nacional de Aguas Limpias", "LAW")]),
        ("en el departamento de Loreto, Perú", [("Loreto", "GPE"), ("Perú", "GPE")]),
        ("las redes de Loreto y Cusco", [("Loreto", "GPE"), ("Cusco", "GPE")]),
        ("los Gobiernos Regionales y el Consejo Directivo", []),
        ("la ministra Ana Prado Ruiz dijo", [("Ana Prado Ruiz", "PERSON")]),
        ("en el Estado de México y el Estado de Puebla", [("Estado de México", "GPE"), ("Estado de Puebla", "GPE")]),
        ("El IES Miguel de Molinos abrió en mayo.", [("IES Miguel de Molinos", "ORG")]),
        ("la obra en Quillabur costó más", [("Quillabur", "GPE")]),
        ("Instituto de Aguas – Concepción, 2 de mayo de 2024", [("Instituto de Aguas", "ORG"), ("Concepción", "GPE")]),
        ("el “Padrón Nacional de Lectura”", [("Padrón Nacional de Lectura", "PRODUCT")]),
    ],
)
def test_spanish_sentences(text: str, expected: list[tuple[str, str]]) -> None:
    assert spans(text, "es") == expected


@pytest.mark.parametrize(
    ("text", "language", "short", "name"),
    [
        ("The Ministry of Rivers ( MRV ) acts. MRV leads.", "en", "MRV", "Ministry of Rivers"),
        ("MRV leads. The Ministry of Rivers and Valleys (MRV) acts.", "en", "MRV", "Ministry of Rivers and Valleys"),
        ("the National Plan for Reading 2012-2017 (PLANLEC)", "en", "PLANLEC", "National Plan for Reading"),
        ("3 Rural Health Centers (CSRs) opened", "en", "CSR", "Rural Health Centers"),
        ("MRV (Ministry of Rivers and Valleys) acts", "en", "MRV", "Ministry of Rivers and Valleys"),
        ("el Instituto Nacional de Ríos, en adelante el INR, aprueba", "es", "INR", "Instituto Nacional de Ríos"),
        ("la Dirección General de Lectura - DGL informa", "es", "DGL", "Dirección General de Lectura"),
        ("los datos (Encuesta Nacional de Lectura, ENALEC) suben", "es", "ENALEC", "Encuesta Nacional de Lectura"),
        (
            "by the Department of Rivers’s (DOR) act",
            "en",
            "DOR",
            "Department of Rivers",
        ),
        ("the acquired immune deficiency syndrome (AIDS) spread", "en", "AIDS", "acquired immune deficiency syndrome"),
        ("women given placebo (P) were", "en", "P", "placebo"),
        ("el Instituto del Mar del Perú (IMARPE) informa", "es", "IMARPE", "Instituto del Mar del Perú"),
    ],
)
def test_an_acronym_carries_the_full_name(text: str, language: str, short: str, name: str) -> None:
    record = next(record for record in found(text, language) if record.text == short)
    assert (record.name, record.acronym) == (name, short)
    if name[0].isupper():
        assert any(
            other.name == name and other.acronym == short and other.text != short for other in found(text, language)
        )


def test_of_a_common_noun_only_the_definition_is_a_mention() -> None:
    assert [r.text for r in found("confidence interval (CI) and CI and CI")] == ["CI"]


def test_an_acronym_that_is_never_explained_stays_its_own_name() -> None:
    records = {record.text: record for record in found("In Peru COFOPRI reported advances.")}
    assert (records["COFOPRI"].name, records["COFOPRI"].acronym) == ("COFOPRI", None)


def test_a_spanish_name_in_an_english_text_has_its_english_name_and_the_acronym_of_the_text() -> None:
    text = "Ministerio de la Mujer y Poblaciones Vulnerables Peru\n\n"
    text += "The Ministry of Women and Vulnerable Populations (MIMP) acts."
    record = found(text)[0]
    assert record.text == "Ministerio de la Mujer y Poblaciones Vulnerables"
    assert (record.name, record.acronym) == ("Ministry of Women and Vulnerable Populations", "MIMP")


def test_a_team_has_its_age_group_in_the_span_only() -> None:
    record = found("a match between Boca Norte and Alianza Lima SUB 12, at noon")[-1]
    assert (record.text, record.name) == ("Alianza Lima SUB 12", "Alianza Lima")


def test_a_name_learnt_from_its_surroundings_is_found_again() -> None:
    text = "Rosa Quill | Founder, Andean Mirror\n\nAndean Mirror prints stories. Quill writes them."
    assert [(r.text, r.name) for r in found(text)] == [
        ("Rosa Quill", "Rosa Quill"),
        ("Andean Mirror", "Andean Mirror"),
        ("Andean Mirror", "Andean Mirror"),
        ("Quill", "Rosa Quill"),
    ]


def test_a_surname_inside_another_name_is_not_the_person() -> None:
    assert [(r.text, r.label) for r in found("Mrs. White wrote the White Paper. Then White left.")] == [
        ("White", "PERSON"),
        ("White", "PERSON"),
    ]


def test_a_name_that_an_apposition_explains_is_found_again() -> None:
    text = "Save Our Soils, an NGO based in Gulu, trained 300 farmers; Save Our Soils will return."
    assert spans(text) == [("Save Our Soils", "ORG"), ("Gulu", "GPE"), ("Save Our Soils", "ORG")]


def test_an_institution_in_capitals_amid_small_letters_counts_and_budget_lines_do_not() -> None:
    assert spans("Comuníquese a la DIRECCIÓN GENERAL DE PUERTOS y archívese.", "es") == [
        ("DIRECCIÓN GENERAL DE PUERTOS", "ORG")
    ]
    lines = (
        "\n\n".join(f"{n} PUERTO" for n in "ABCDEFGH")
        + "\n\nUNIDAD EJECUTORA DE PUERTOS\n\nFUENTE: RECURSOS ORDINARIOS"
    )
    assert spans(lines, "es") == []


def test_a_heading_in_capitals_that_comes_to_a_name_is_no_entity() -> None:
    assert found("WOMEN IN THE NATIONAL HARBOUR BOARD\n\nMore of them are paid.\n") == []


def test_a_heading_in_title_case_is_no_entity() -> None:
    assert found("# Expansion of Service Coverage and Better Reading Programs\n\nIt grows.\n") == []


def test_nothing_inside_a_legal_reference_is_an_entity() -> None:
    page = read_page("Supreme Decree No. 013-2023-MIMP of Peru", language="en")
    laws = legal.find(page)
    records = [row for row in entities.find(page, laws, []) if row.start < laws[0].end and laws[0].start < row.end]
    assert laws
    assert records == []


PIECES = [
    *("Ministry", "of", "Health", "and", "the", "Peru", "(MH)", "MH", "Plan", "Nacional", "de", "la", ",", ".", "\n\n"),
    *("“Red", "Viva”", "President", "Ana", "Prado", "’s", "A", "N°", "2030", "|", "Director", "SUB 12"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join), st.sampled_from(["en", "es"]))
def test_records_quote_the_text_stand_in_order_and_never_overlap(text: str, language: str) -> None:
    records = found(text, language)
    assert all(record.text == text[record.start : record.end] and record.name for record in records)
    assert all(any(character.isupper() for character in record.text) for record in records)
    assert all(one.end <= two.start for one, two in pairwise(records))


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert found(text) == found(text)
