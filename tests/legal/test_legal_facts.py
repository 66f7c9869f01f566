"""Legal references as norms and reports of several countries print them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_qa.domain.records import LegalReference
from policy_qa_extractors import legal
from policy_qa_extractors.page import read_page


def found(text: str) -> list[LegalReference]:
    return [one.record for one in legal.find(read_page(text)) if isinstance(one.record, LegalReference)]


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        ("las Leyes N° 28983 y 30364", ["Law No. 28983", "Law No. 30364"]),
        ("las leyes No. 27902, 28013 y 29053, concordante", ["Law No. 27902", "Law No. 28013", "Law No. 29053"]),
        (
            "los Decretos Supremos 238-2022-EF y 262-2022-EF",
            ["Supreme Decree No. 238-2022-EF", "Supreme Decree No. 262-2022-EF"],
        ),
        ("la Ley 30364, 28 mujeres y 15400 niños", ["Law No. 30364"]),
        ("R.VM.N° 044-2020-MINEDU", ["Vice-Ministerial Resolution No. 044-2020-MINEDU"]),
        ("por D.Leg. 1098 y DL 1440", ["Legislative Decree No. 1098", "Legislative Decree No. 1440"]),
        ("Executive Orders 13985 and 14020", ["Executive Order 13985", "Executive Order 14020"]),
        ("Directives 2000/43/EC and 2000/78/EC", ["Directive 2000/43/EC", "Directive 2000/78/EC"]),
        ("the Law says, this Act, la presente Ley, este decreto supremo", []),
        ("at the School of Law, Law Enforcement, the Rule of Law, International Law", []),
        ("the University of Arkansas School of Law", []),
        ("Amendments to the Victims of Crime Act passed", ["Victims of Crime Act"]),
        ("in 2021 (ARP) and Bipartisan Safer Communities Act", ["Bipartisan Safer Communities Act"]),
    ],
)
def test_citations(text: str, citations: list[str]) -> None:
    assert [record.citation for record in found(text)] == citations


@pytest.mark.parametrize(
    ("text", "span", "provision"),
    [
        ("según los arts. 3 y 5 de la Ley 30364.", "arts. 3 y 5 de la Ley 30364", "arts. 3 y 5"),
        ("Código Civil, Art. 233; otro", "Código Civil, Art. 233", "Art. 233"),
        ("la Ley Nº 29158, en su artículo 4, dice", "Ley Nº 29158", "artículo 4"),
        (
            "el numeral 216.2 del artículo 216 del Texto Único Ordenado de la Ley Nº 27444",
            "numeral 216.2 del artículo 216 del Texto Único Ordenado de la Ley Nº 27444",
            "numeral 216.2 del artículo 216",
        ),
        (
            "la Primera Disposición Complementaria Final del Decreto Legislativo 1441",
            "Primera Disposición Complementaria Final del Decreto Legislativo 1441",
            "Primera Disposición Complementaria Final",
        ),
        (
            "la Primera Disposición Complementaria Final del mencionado Decreto Legislativo Nº 1297, señala",
            "Primera Disposición Complementaria Final del mencionado Decreto Legislativo Nº 1297",
            "Primera Disposición Complementaria Final",
        ),
        ("Cf. Ley Nº 28278, Ley de Radio y Televisión, Art. 34.", "Ley Nº 28278", "Art. 34"),
        ("Title VII of the Civil Rights Act of 1964", "Title VII of the Civil Rights Act of 1964", "Title VII"),
        ("Article 27 of the Constitution of Kenya", "Article 27 of the Constitution of Kenya", "Article 27"),
    ],
)
def test_provisions(text: str, span: str, provision: str) -> None:
    (record,) = found(text)
    assert (record.text, record.provision) == (span, provision)


def test_a_name_in_apposition_is_learnt_and_not_read_twice() -> None:
    name = "Ley del Procedimiento Administrativo General"
    text = f"Ley Nº 27444, {name}. Rige la {name}"
    assert [(r.text, r.number) for r in found(text)] == [
        ("Ley Nº 27444", "27444"),
        ("Ley del Procedimiento Administrativo General", "27444"),
    ]


def test_a_title_lends_its_number_to_the_name_above_it() -> None:
    first, second = found("# Ley de Igualdad de Oportunidades\n\nLey N° 28983\n")
    assert (first.citation, second.citation) == ("Law No. 28983", "Law No. 28983")


def test_an_acronym_in_brackets_stands_for_the_law_from_then_on() -> None:
    records = found("VAWA was first. The Violence Against Women Act (VAWA) passed; VAWA grants followed.")
    assert [(r.text, r.citation) for r in records] == [
        ("Violence Against Women Act", "Violence Against Women Act"),
        ("VAWA", "Violence Against Women Act"),
    ]


def test_a_urn_needs_every_part_in_print() -> None:
    (full,) = found("Council Directive 2000/43/EC of 29 June 2000")
    (bare,) = found("Directive 2000/43/EC")
    assert full.urn == "urn:lex:eu:council:directive:2000-06-29;2000-43"
    assert bare.urn is None


def test_offsets_quote_the_source_through_markup() -> None:
    text = "por el **Decreto Supremo** [N° 008-2019-MIMP](/spij/x)"
    (record,) = found(text)
    assert record.citation == "Supreme Decree No. 008-2019-MIMP"
    assert text[record.start : record.end] == record.text


ABROAD = [json.loads(line) for line in (Path(__file__).parent / "abroad.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ABROAD, ids=[row["text"][:60] for row in ABROAD])
def test_statutes_of_many_countries(row: dict[str, Any]) -> None:
    """Sentences that cite as thirty countries do: each reference with its span, number and year, and no other."""
    wanted = [(one["span"], one["number"], one["year"]) for one in row["references"]]
    assert [(record.text, record.number, record.year) for record in found(row["text"])] == wanted


WORDS = st.sampled_from(
    [
        "Ley",
        "Leyes",
        "N°",
        "30364",
        "del",
        "de",
        "la",
        "artículo",
        "5",
        "y",
        ",",
        "Decreto",
        "Supremo",
        "013-2023-MIMP",
        "Act",
        "of",
        "the",
        "Equality",
        "2010",
        "Law",
        "(",
        ")",
        "VAWA",
        "U.S.C.",
        "42",
        "§",
        "Section",
        "Code",
        "Convention",
        "on",
    ]
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_text_gives_ordered_disjoint_quotes(text: str) -> None:
    page = read_page(text)
    references = legal.find(page)
    for one, two in pairwise(references):
        assert one.end <= two.start
    for one in references:
        assert text[one.record.start : one.record.end] == one.record.text


def test_a_defined_short_name_is_read_only_with_a_provision() -> None:
    text = (
        "Apruébase el Reglamento del Decreto Legislativo Nº 1297, en adelante el Decreto Legislativo. "
        "Según el artículo 42 del Decreto Legislativo procede. El Decreto Legislativo no lo prevé."
    )
    assert [(r.text, r.number, r.provision) for r in found(text)] == [
        ("Decreto Legislativo Nº 1297", "1297", None),
        ("artículo 42 del Decreto Legislativo", "1297", "artículo 42"),
    ]
    assert found("Según el artículo 42 del Decreto Legislativo procede.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Equality Act 2010 (Gender Pay Gap Information) Regulations 2017", [("2017", None)]),
        ("the Workplace (Prevention, Prohibition and Redressal) Act, 2013", [("2013", None)]),
        ("the Employment Equity Act, No. 55 of 1998", [("1998", "55")]),
        ("Ley 599 de 2000 y Decreto 1072 de 2015", [("2000", "599"), ("2015", "1072")]),
        ("Ley N° 26.485 de Argentina", [("None", "26.485")]),
        ("Real Decreto Legislativo 2/2015, de 23 de octubre", [("2015", "2")]),
        ("Government Emergency Ordinance 61/2008", [("2008", "61")]),
        ("Decreto Supremo N° 074-90-TR", [("1990", "074")]),
        ("Art. 157 TFEU, Article 8 ECHR", [("None", None), ("None", None)]),
    ],
)
def test_norms_of_other_countries(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(str(record.year), record.number) for record in found(text)] == expected


def test_a_provision_goes_with_the_treaty_behind_it() -> None:
    assert [(r.text, r.provision) for r in found("Art. 157 TFEU, Article 8 ECHR")] == [
        ("Art. 157 TFEU", "Art. 157"),
        ("Article 8 ECHR", "Article 8"),
    ]
