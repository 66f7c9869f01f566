"""Grouping: one entity out of many mentions, documents and languages."""

from __future__ import annotations

import pytest

from policy_qa.domain.records import Entity
from policy_qa_extractors import entities
from policy_qa_extractors.entities.grouping import key
from policy_qa_extractors.page import read_page


def records(**documents: str) -> list[Entity]:
    return [
        row.record
        for name, text in documents.items()
        for row in entities.find(read_page(text, document=name), [], [])
        if isinstance(row.record, Entity)
    ]


def test_mentions_of_both_languages_and_by_acronym_are_one_entity() -> None:
    rows = records(
        one="The Ministry of Women and Vulnerable Populations (MIMP) acts and MIMP leads in the country.",
        two="El Ministerio de la Mujer y Poblaciones Vulnerables informa que la cobertura de los servicios crece.",
        three="In Peru the MIMP published it.",
    )
    group = entities.grouped(rows)[0]
    assert (group.name, group.acronym, group.mentions) == ("Ministry of Women and Vulnerable Populations", "MIMP", 5)
    assert group.documents == ("one", "three", "two")


def test_an_acronym_with_two_meanings_stays_by_itself() -> None:
    rows = records(one="The Office of River Safety (ORS) acts.", two="The Office of Road Signs (ORS) acts.")
    assert entities.acronyms(rows) == {"ORS": ("Office of River Safety", "Office of Road Signs")}
    assert {group.name for group in entities.grouped(rows)} == {"Office of River Safety", "Office of Road Signs"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ministry of Fishery Organisation", "Ministry of Fishery Organization", True),
        ("Women’s Reading Center", "Women's Reading Centers", True),
        ("Unidad de Protección Especial", "Unidad de Producción Especial", False),
        ("Plan of Action 2012", "Plan of Action 2013", False),
    ],
)
def test_spellings_of_one_name_are_one_entity(one: str, other: str, same: bool) -> None:
    rows = [
        row for row in records(a=f"it is the {one} that acts", b=f"it is the {other} that acts") if row.label != "GPE"
    ]
    rows = [row.model_copy(update={"name": name}) for row, name in zip(rows, (one, other), strict=True)]
    assert (len(entities.grouped(rows)) == 1) is same


def test_a_key_has_no_case_accents_or_plural() -> None:
    assert key("Política Nacional de Aguas") == key("política nacional de agua")
