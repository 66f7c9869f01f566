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


HISTORY = """The College of Arvel

The college was founded in 1891 by a merchant. Its bell tower, in red stone, stands by the lake.
Repairs cost £3.4 million. The lake covers 1,640 square kilometres and the road runs 12 km around it.
In 2004 fees fell to 2% of GDP, and firms paid US$8 billion."""


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("In what year was the College of Arvel founded?", "1891"),
        ("What area does the lake cover?", 1640),
        ("How many square kilometres does the lake cover?", 1640),
        ("How many kilometres does the road run?", 12),
        ("How much did the repairs cost?", 3400000),
        ("How much did the bell tower cost?", None),
        ("What is the GDP of the United States?", None),
    ],
)
def test_names_taken_up_units_and_other_things(question: str, value: float | str | None) -> None:
    assert asked(question, HISTORY) == value


def test_a_law_asked_by_its_number_is_no_other_law() -> None:
    text = (
        "The plan was approved by Supreme Decree No. 054-2011-PCM in 2011. It widens Supreme Decree No. 008-2009-PCM."
    )
    assert asked("When was Supreme Decree No. 054-2011-PCM approved?", text) == "2011"
    assert asked("When was Supreme Decree No. 008-2019-MIMP approved?", text) is None


GROUPS = """Of the 219 women in the course, 80 stood for office.

The course had 324 applicants, of whom 219 were women and 105 were men. Elsewhere, 32,489 men took part in sessions."""


def test_groups_are_compared_within_one_sentence_only() -> None:
    assert asked("how many more women than men applied for the course", GROUPS) == 114
    apart = "In 2019, 400 women joined the course.\n\nThe army hired 90 men in 2011."
    assert asked("how many more women than men joined the course", apart) is None


def test_a_number_alone_is_no_question() -> None:
    assert asked("219", GROUPS) is None
