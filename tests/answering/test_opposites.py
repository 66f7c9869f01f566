"""What measures the opposite or is of another time never answers; what says the same in other words does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policy_qa.library import Library

REPORT = b"""The ferry line took in 40 million euros in 2021 and closed the year with a loss of 6 million euros.

The council adopted the harbour plan with 19 votes in favour and four against.

The district registered 812 births in 2022.

Wholesale inflation stood at 5.1 % in July 2024. Food inflation was 7.4 %.

The choir has won 14 prizes, and in 1998 it toured Japan. It has 230 members.

Over the following 12 years Ada Rolfe ran the observatory.

In the valley 310 wells lack a pump. The death rate has come down from 44 per 1,000 births in 2016 to 21.

Eleven streams flow into the reservoir. Turnout in the islands was 48 %.
"""
INFORME = """La cooperativa cerró 2021 con una pérdida de 3 millones de euros.

El pleno aprobó el reglamento con 12 votos a favor y cinco en contra.

De las 700 viviendas, 85 carecen de agua. Hay 14 tractores. El club cuenta con 530 socios.

El producto interno bruto creció 3,4 % en 2022. El dique tiene 41 compuertas.

En 2020 hubo 60 incendios, 8 menos que en 2019, con tres heridos.
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One report in each language."""
    place = tmp_path_factory.mktemp("opposites")
    with Library.open(place / "home", place / "corpus") as library:
        library.add("harbour.txt", REPORT)
        library.add("cooperativa.txt", INFORME.encode())
        yield library


@pytest.mark.parametrize(
    "question",
    [
        "What profit did the ferry line make in 2021?",
        "how many deaths did the district register in 2022",
        "What was wholesale inflation in August 2024?",
        "What was the inflation rate in August 2024?",
        "How many prizes did the choir win in 1998?",
        "At what age did Ada Rolfe run the observatory?",
        "¿Qué beneficio obtuvo la cooperativa en 2021?",
        "¿Cuántos heridos hubo en 2019?",
    ],
)
def test_another_measure_or_time_is_refused(desk: Library, question: str) -> None:
    result = desk.ask(question)
    assert result.answer is None, result.answer


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many votes in favour did the plan get", 19),
        ("what was the death rate in 2016", 44),
        ("What loss did the ferry line make in 2021?", 6_000_000),
        ("how many births did the district register in 2022", 812),
        ("how many prizes has the choir won", 14),
        ("how many wells have no pump", 310),
        ("How many streams feed the reservoir?", 11),
        ("what turnout in the islands", 48),
        ("¿Cuántas viviendas no tienen agua?", 85),
        ("cuantos tractores ahi", 14),
        ("¿Cuántos miembros tiene el club?", 530),
        ("¿Cuánto creció el PIB en 2022?", 3.4),
    ],
)
def test_the_same_in_other_words_is_answered(desk: Library, question: str, value: float) -> None:
    answer = desk.ask(question).answer
    assert answer is not None, desk.ask(question).reason
    assert answer.value == value
