"""Who does what, in which currency, against which year: what stands near the words and is not what was asked for."""

from __future__ import annotations

import pytest

from answering.memory import Memory
from policy_qa.answering import ask
from policy_qa_extractors import extract

TEXT = """The Ministry of Water and Rural Roads (MWRR) leads the work.

In 2016, MWRR created two schools for girls. The survey costs 300,000 soles.

The National Wells Agency ran 5,120 workshops, with 2,040 women and 3,080 men taking part, an increase from 2019.

Projects to widen MWRR's office, such as the Clean Rivers Plan, are funded by foreign donors.

Since 2012, 70,500 women have been trained in book-keeping. The Long Canal runs for 90 km through the valley.
"""

SPANISH = "El programa pertenece al Ministerio del Agua. El 40 % de las obras lo pagó el gobierno regional."


def asked(question: str, text: str = TEXT) -> object:
    memory = Memory()
    memory.add("one", text, extract(text, document="one"))
    result = ask(question, memory.sources())
    return result.answer and result.answer.value


@pytest.mark.parametrize(
    "question",
    [
        "when was MWRR created",
        "who is the Minister of Water",
        "who funds the Clean Rivers Plan",
        "how many dollars does the survey cost",
        "how many workshops were there in 2019",
        "how many girls were trained in book-keeping",
        "how deep is the Long Canal",
        "how many ministers are women",
    ],
)
def test_what_only_stands_near_is_refused(question: str) -> None:
    assert asked(question) is None


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many soles does the survey cost", 300000),
        ("how many women were trained in book-keeping", 70500),
        ("how long is the Long Canal", 90),
        ("how many workshops were there", 5120),
    ],
)
def test_what_was_asked_for_is_answered(question: str, value: float) -> None:
    assert asked(question) == value


def test_another_level_of_government_is_no_answer() -> None:
    assert asked("¿Qué porcentaje de las obras pagó el gobierno central?", SPANISH) is None
    assert asked("¿Qué porcentaje de las obras pagó el gobierno regional?", SPANISH) == 40
