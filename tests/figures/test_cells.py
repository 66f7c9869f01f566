"""Figures in table cells: what header, row and caption say of them."""

from __future__ import annotations

import pytest

from policy_qa.domain.records import Figure
from policy_qa_extractors import extract

ROADS = """# Road safety bulletin

## Road deaths by region, 2022

| Region | Drivers | Passengers | Total |
|---|---|---|---|
| North | 120 | 45 | 165 |
| Total | 1,263 | 286 | 1,549 |
"""
BUDGET = """## Presupuesto por programa (millones de soles)

| N° | Programa | Asignado | Avance (%) |
|---|---|---|---|
| 1 | Vacunación | 120,5 | 98,2 |
| 2 | Salud mental | 45,0 | 44,1 |
"""
YEARS = """Table 3. Hospital beds and other indicators

| Indicator | 2019 | 2022/23 |
|---|---|---|
| Literacy rate (%) | 81.2 | 85.0 |
| Hospital beds | 1,204 | 1,377 p |
| Health spending (US$ million) | 310 | 355.5 |
"""
TIME = """Centros de salud según año

| Año | Mujeres atendidas | Hombres atendidos |
|---|---:|---:|
| 2021 | 8 310 | 6 405 |
| 2022 | 9 318 | 6 411 |
"""
READ = """Cases by county

| County | Women | Men (thousand) |
| Kisumu | Women: 358 | Men (thousand): 4.2 |
| Nakuru | Women: 297 | Men (thousand): 3.9 |
"""
GOALS = """Indicadores

| Indicador | Meta 2025 | Resultado 2023 |
|---|---|---|
| Tasa de feminicidio (por 100 mil mujeres) | 0,6 | 0,9 |
| Servicios implementados | 500 | 431 |
"""
FACTS = """Cifras clave

| Cifra | Descripción |
|---|---|
| 431 | CEM operativos |
| 40 | hogares de refugio |
"""
YEARS_DOWN = """| Year | Users | Centres |
| 2021 | Users: 10,500 | Centres: 101 |
| 2022 | Users: 11,300 | Centres: 108 |
"""
PROSE = """| Measure | What was done |
|---|---|
| Schools | The ministry built 57 schools and hired 1,200 teachers in 2023. |
| Roads | Crews paved 310 km of roads. |
"""

Frame = tuple[object, ...]


def frames(text: str, *names: str) -> dict[str, Frame]:
    """Of each figure by its text: the fields named."""
    found = [record for record in extract(text) if isinstance(record, Figure)]
    assert all(text[record.start : record.end] == record.text for record in found)
    return {record.text: tuple(getattr(record, name) for name in names) for record in found}


@pytest.mark.parametrize(
    ("text", "figure", "value", "unit", "counted", "period", "place"),
    [
        (ROADS, "120", 120, None, "Drivers", "2022", "North"),
        (ROADS, "165", 165, None, "Road deaths", "2022", "North"),
        (ROADS, "1,263", 1263, None, "Drivers", "2022", None),
        (ROADS, "1,549", 1549, None, "Road deaths", "2022", None),
        (BUDGET, "120,5", 120_500_000, "PEN", "Vacunación", None, None),
        (BUDGET, "44,1", 44.1, "%", "Salud mental", None, None),
        (YEARS, "81.2", 81.2, "%", "Literacy rate", "2019", None),
        (YEARS, "1,377", 1377, None, "Hospital beds", "2022/2023", None),
        (YEARS, "355.5", 355_500_000, "USD", "Health spending", "2022/2023", None),
        (TIME, "9 318", 9318, None, "Mujeres atendidas", "2022", None),
        (YEARS_DOWN, "10,500", 10_500, None, "Users", "2021", None),
        (YEARS_DOWN, "108", 108, None, "Centres", "2022", None),
        (READ, "358", 358, None, "Women", None, "Kisumu"),
        (READ, "3.9", 3900, None, "Men", None, "Nakuru"),
    ],
)
def test_a_cell(
    text: str, figure: str, value: float, unit: str | None, counted: str, period: str | None, place: str | None
) -> None:
    found = frames(text, "value", "unit", "measured_entity", "period", "place")
    assert found[figure] == (value, unit, counted, period, place)


def test_numbers_that_only_count_or_date_the_rows_are_no_figures() -> None:
    assert set(frames(BUDGET)) == {"120,5", "98,2", "45,0", "44,1"}
    assert set(frames(TIME)) == {"8 310", "6 405", "9 318", "6 411"}


def test_a_cell_of_prose_is_read_as_prose() -> None:
    assert frames(PROSE, "measured_entity", "unit") == {
        "57": ("schools", None),
        "1,200": ("teachers", None),
        "310 km": ("roads", "km"),
    }


def test_people_in_a_header_are_the_population() -> None:
    assert frames(TIME, "population")["8 310"] == ("mujeres",)
    assert frames(READ, "population")["358"] == ("women",)


def test_a_column_that_holds_one_of_the_row_s_values_is_the_property() -> None:
    assert frames(GOALS, "measured_entity", "measured_property")["500"] == ("Servicios implementados", "Meta")
    assert set(frames(GOALS)) == {"0,6", "0,9", "500", "431"}


@pytest.mark.parametrize(
    ("above", "counted"),
    [
        ("## Complaints\n\nBy kind, 147 of them were about noise.", "Complaints"),
        ("The table below shows the complaints received, by town:", "complaints received"),
        ("Table 2.1 – Complaints by town, 2021–2022", "Complaints"),
    ],
)
def test_what_stands_above_years_names_what_they_count(above: str, counted: str) -> None:
    text = f"{above}\n\n| Town | 2021 | 2022 |\n|---|---|---|\n| Orr | 431 | 522 |\n"
    assert frames(text, "measured_entity", "period", "place")["522"] == (counted, "2022", "Orr")


def test_two_tables_keep_their_own_headers() -> None:
    text = "| Town | Wells |\n|---|---|\n| Orr | 12 |\n\n| Town | Pumps |\n|---|---|\n| Orr | 15 |\n"
    assert frames(text, "measured_entity", "place") == {"12": ("Wells", "Orr"), "15": ("Pumps", "Orr")}


@pytest.mark.parametrize(("country", "unit"), [("Guatemala", "GTQ"), ("Marte", None)])
def test_a_letter_in_a_header_is_money_where_the_country_is_named(country: str, unit: str | None) -> None:
    text = f"# Ingresos de {country}\n\n| Ingreso | 2021 (Q) |\n|---|---|\n| Tasas del municipio | 412.500 |\n"
    (found,) = [record for record in extract(text, language="es") if isinstance(record, Figure)]
    assert (found.value, found.unit, found.period) == (412500, unit, "2021")
