"""Amounts set line by line below a line that gives their unit."""

from __future__ import annotations

from policy_qa.domain.records import Figure
from policy_qa_extractors import extract

BUDGET = """1.1 Se aprueba el crédito suplementario de acuerdo al siguiente detalle:

EGRESOS:

En Soles

UNIDAD EJECUTORA

001 : Administración General

GASTO CORRIENTE 2.3 Bienes y Servicios 2.5 Otros gastos
TOTAL EGRESOS

610 944 097,00
41 314 953,00 -------------------652 259 050,00 ============

GASTO DE CAPITAL 2.6 Adquisición de Activos No Financieros

356 400,00

1.2 El titular del pliego aprueba, mediante resolución, la desagregación de los recursos en 5 000 partidas.
"""


def frames(text: str) -> dict[str, tuple[str | None, str | None]]:
    found = [record for record in extract(text, language="es") if isinstance(record, Figure)]
    return {record.text: (record.unit, record.measured_entity) for record in found}


def test_amounts_take_unit_and_label_from_the_lines_above() -> None:
    assert frames(BUDGET) == {
        "610 944 097,00": ("PEN", "Bienes y Servicios"),
        "41 314 953,00": ("PEN", "Otros gastos"),
        "652 259 050,00": ("PEN", "TOTAL EGRESOS"),
        "356 400,00": ("PEN", "Adquisición de Activos No Financieros"),
        "5 000": (None, "partidas"),
    }


def test_an_amount_alone_on_its_line_belongs_to_the_name_above_it() -> None:
    text = (
        "NOMBRE DEL PROYECTO\n\nCREACIÓN DEL SISTEMA DE RIEGO BRONCE\n\n6,818,378\n\nAMPLIACIÓN DE PISTAS\n\n580,123\n"
    )
    assert frames(text) == {
        "6,818,378": (None, "CREACIÓN DEL SISTEMA DE RIEGO BRONCE"),
        "580,123": (None, "AMPLIACIÓN DE PISTAS"),
    }
