"""Questions that a table answers: by its header, the label of its row, its caption and its period."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policy_qa.library import Library

ROADS = """# Road safety bulletin

The inspectorate counts all who died on public roads.

## Road deaths by region, 2022

| Region | Drivers | Passengers | Pedestrians | Total |
|---|---|---|---|---|
| North | 120 | 45 | 60 | 225 |
| South | 98 | 31 | 52 | 181 |
| Coast | 1,045 | 210 | 377 | 1,632 |
| Total | 1,263 | 286 | 489 | 2,038 |

## Fines issued

| Offence | 2021 | 2022 |
|---|---|---|
| Speeding | 14,200 | 15,950 |
| Drink driving | 2,310 | 2,104 |

## Licence tests, November 2015

| State | Learner | Motorcycle | Totals |
|---|---|---|---|
| Orlan | 18,870 | 23,022 | 41,892 |
| Vesk | 209 | 3,062 | 3,271 |
"""
SALUD = """# Boletín de infraestructura sanitaria

## Centros de salud por departamento

| Departamento | 2021 | 2022 | 2023 |
|---|---:|---:|---:|
| Ayacucho | 310 | 318 | 322 |
| Puno | 405 | 411 | 419 |
| Total | 715 | 729 | 741 |

## Presupuesto por programa (millones de soles)

| Programa | Asignado | Ejecutado |
|---|---|---|
| Vacunación | 120,5 | 98,2 |
| Salud mental | 45,0 | 44,1 |
"""
PROFILE = """# Country profile: Marenia

| Indicator | 2019 | 2023 |
|---|---|---|
| Literacy rate (%) | 81.2 | 85.0 |
| Hospital beds | 1,204 | 1,377 |
| Median age of farmers | 51 | 53 |
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Three reports that are mostly tables."""
    place = tmp_path_factory.mktemp("tables")
    with Library.open(place / "home", place / "corpus") as library:
        for name, text in (("roads.md", ROADS), ("salud.md", SALUD), ("profile.md", PROFILE)):
            library.add(name, text.encode())
        yield library


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many drivers died on roads in the north in 2022", 120),
        ("road deaths in the coast region", 1632),
        ("total road deaths 2022", 2038),
        ("how many pedestrians died", 489),
        ("how many passengers died in the south", 31),
        ("how many speeding fines were issued in 2021", 14_200),
        ("drink driving fines 2022", 2104),
        ("learner tests in Orlan", 18_870),
        ("how many licence tests were there in Vesk", 3271),
        ("¿cuántos centros de salud había en Puno en 2022?", 411),
        ("¿Cuántos centros de salud tiene Ayacucho?", 322),
        ("total de centros de salud en 2021", 715),
        ("¿Cuánto se asignó a vacunación?", 120_500_000),
        ("¿cuánto se ejecutó en salud mental?", 44_100_000),
        ("what was the literacy rate in Marenia in 2023", 85),
        ("hospital beds in 2019", 1204),
        ("median age of farmers 2023", 53),
    ],
)
def test_a_cell_answers(desk: Library, question: str, value: float) -> None:
    answer = desk.ask(question).answer
    assert answer is not None
    assert answer.value == value


@pytest.mark.parametrize(
    "question",
    [
        "how many hospital beds in 2021",
        "how many road deaths in the east",
        "road deaths in 2019",
        "centros de salud en Cusco",
        "how many cyclists died",
        "learner tests in Orlan in 2019",
    ],
)
def test_what_no_cell_says_is_refused(desk: Library, question: str) -> None:
    assert desk.ask(question).outcome == "not_found"
