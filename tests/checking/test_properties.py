"""A report whose numbers add up is never flagged; with one digit changed it is, whatever way its numbers are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policy_qa.checking import check
from policy_qa.domain.sources import Document
from policy_qa_extractors import extract

Numbers = tuple[int, int, int]
DIGITS = re.compile(r"\d+")


def colon(n: Numbers) -> str:
    return f"In all, {sum(n)} people used the centre: {n[0]} women, {n[1]} men and {n[2]} children."


def colon_es(n: Numbers) -> str:
    return f"Se revisaron {sum(n)} expedientes: {n[0]} de obras, {n[1]} de bienes y {n[2]} de servicios."


def in_all(n: Numbers) -> str:
    return f"The fund paid for {n[0]} wells in Arden, {n[1]} wells in Breck and {n[2]} wells in Colne, {sum(n)} in all."


def in_all_es(n: Numbers) -> str:
    return f"Participaron {n[0]} mujeres, {n[1]} hombres y {n[2]} niños, en total {sum(n)} personas."


def made_of(n: Numbers) -> str:
    return f"The workforce of {sum(n)} is made up of {n[0]} nurses, {n[1]} midwives and {n[2]} doctors."


def items(n: Numbers) -> str:
    return f"The programme trained {sum(n)} people:\n\n- {n[0]} nurses\n- {n[1]} midwives\n- {n[2]} promoters\n"


def table(n: Numbers) -> str:
    rows = "".join(f"| {name} | {value} |\n" for name, value in zip(("North", "Centre", "South"), n, strict=True))
    return f"| Region | Cases |\n|---|---|\n{rows}| Total | {sum(n)} |\n"


def rest(n: Numbers) -> str:
    return f"Of the {n[0] + n[1]} contracts, {n[0]} were listed in time; the other {n[1]} were listed later."


def more(n: Numbers) -> str:
    return f"The academy trained {n[0] + n[1]} officers this year, {n[0]} more than last year's {n[1]}."


def fewer_es(n: Numbers) -> str:
    return f"En 2022 se atendieron {n[1]} casos, {n[0]} menos que los {n[0] + n[1]} de 2021."


def fell_by(n: Numbers) -> str:
    return f"Deaths on the roads fell by {n[0]} last year, from {n[0] + n[1]} to {n[1]}."


TOLD: Sequence[Callable[[Numbers], str]] = (
    colon, colon_es, in_all, in_all_es, made_of, items, table, rest, more, fewer_es, fell_by,
)  # fmt: skip
SUMS = st.tuples(*[st.integers(21, 299)] * 3).filter(lambda n: n[0] + n[1] != n[2])
"""Three numbers, the last no sum of the others: as a row of a table that would be a subtotal."""


def holding(text: str) -> list[bool | None]:
    document = Document(
        id="t", title="t", name="t.md", sha256="0", size=1, format="md", encoding="utf-8", characters=len(text)
    )
    return [row.holds for row in check(document, text, extract(text))]


@pytest.mark.parametrize("told", TOLD)
@settings(max_examples=25, deadline=None)
@given(SUMS)
def test_numbers_that_add_up_are_never_flagged(told: Callable[[Numbers], str], numbers: Any) -> None:
    found = holding(told(numbers))
    assert found
    assert set(found) == {True}


@pytest.mark.parametrize("told", TOLD)
@settings(max_examples=25, deadline=None)
@given(SUMS, st.data())
def test_one_changed_digit_is_flagged(told: Callable[[Numbers], str], numbers: Any, data: st.DataObject) -> None:
    text = told(numbers)
    spans = [m for m in DIGITS.finditer(text) if len(m[0]) > 1 and not re.fullmatch(r"20\d\d", m[0])]
    span = data.draw(st.sampled_from(spans))
    place = data.draw(st.integers(span.start(), span.end() - 1))
    digit = data.draw(st.sampled_from("0123456789"))
    changed = text[:place] + digit + text[place + 1 :]
    number = changed[span.start() : span.end()]
    assume(digit != text[place] and not number.startswith("0") and told_alike(span[0], number))
    assert False in holding(changed)


def told_alike(before: str, after: str) -> bool:
    """Whether a number is still of the same size: one that grew past all others would be another thing altogether."""
    return abs(int(after) - int(before)) <= 0.2 * int(before)


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 9), st.integers(2, 99))
def test_an_average_that_is_right_is_never_flagged(among: int, each: int) -> None:
    text = f"The {among * 10} posts handled {among * 10 * each} consultations, an average of {each} per post."
    assert False not in holding(text)


@settings(max_examples=60, deadline=None)
@given(st.integers(20, 980), st.integers(1000, 9000))
def test_shares_told_by_an_anaphor(part: int, whole: int) -> None:
    said = f"The inspectors visited {whole} markets. Of them, {part} ({{}}%) were closed."
    right = round(100 * part / whole, 1)
    assert holding(said.format(f"{right:.1f}")) == [True]
    assert holding(said.format(f"{right + 1:.1f}")) == [False]


PIECES = [
    *(
        "12",
        "40%",
        "of",
        "them",
        "de ellas",
        "from",
        "to",
        "(",
        ")",
        ",",
        ":",
        ".",
        "Total",
        "#",
        "women",
        "rose",
        "by",
    ),
    *("half", "in all", "one in three", "3,5", "$4 million", "2021", "each", "doubled", "other", "the other"),
    *("\n\n", "\n- ", "| ", " |\n", "\u2028"),
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_text_can_be_checked(pieces: list[str]) -> None:
    holding(" ".join(pieces))
