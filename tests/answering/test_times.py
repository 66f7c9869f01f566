"""Words for a time, parts and wholes, ages, and what only looks like people: each with what must not be shown."""

from __future__ import annotations

import pytest

from answering.memory import Memory
from policy_qa.answering import ask
from policy_qa.domain.answers import AskResult
from policy_qa_extractors import extract

TITLES = """In 2021, 8,110 titles were registered in women's names.

In 2022, 8,560 titles were registered in women's names.

In 2023, 9,423 titles were registered in women's names."""
TARMA = "La Universidad de Tarma tenía 4.200 estudiantes en 2010. Hoy cuenta con 6.150 estudiantes y 312 profesores."
SEQUIA = "La sequía de 2016 afectó a 14 distritos. Murieron 3.200 cabezas de ganado y se perdieron 41.000 hectáreas."
CITY = """The authorities closed 28 of the city's 31 gates. Membership rose from eight countries in 2011 to over 60.
He joined the army at the age of sixteen and served for eleven years."""


def asked(question: str, text: str) -> AskResult:
    memory = Memory()
    memory.add("one", text, extract(text, document="one"), language="es" if "ó" in text else "en")
    return ask(question, memory.sources())


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("How many titles were registered the year before?", TITLES, 8560),
        ("How many titles were registered last year?", TITLES, 8560),
        ("How many titles are registered now?", TITLES, 9423),
        ("latest number of titles registered", TITLES, 9423),
        ("¿Cuántos estudiantes tiene hoy la Universidad de Tarma?", TARMA, 6150),
        ("¿Cuántos estudiantes tenía la Universidad de Tarma en 2010?", TARMA, 4200),
        ("¿Cuántas personas murieron en la sequía?", SEQUIA, None),
        ("¿Cuántas cabezas de ganado murieron en la sequía?", SEQUIA, 3200),
        ("How many gates were closed?", CITY, 28),
        ("How many gates did the city have?", CITY, 31),
        ("How old was he when he joined the army?", CITY, 16),
    ],
)
def test_time_parts_and_people(question: str, text: str, value: float | None) -> None:
    answer = asked(question, text).answer
    assert (answer and answer.value) == value


def test_what_was_read_for_a_time_is_said() -> None:
    assert "2022" in (asked("How many titles were registered last year?", TITLES).interpretation.time or "")
    assert "2023" in (asked("latest number of titles registered", TITLES).interpretation.time or "")
    refused = asked("How many ships were registered last year?", TITLES)
    assert "was read as 2022" in (refused.reason or "")


def test_from_what_to_what_gives_both() -> None:
    result = asked("from what to what did the membership rise", CITY)
    assert [o.value for o in result.operands] == [8, 60]
