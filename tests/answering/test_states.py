"""Parts of a whole told apart by what was done with them; what was not done is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policy_qa.library import Library

REPORT = b"""Built 94 energy-saving kitchens; a further 22 are under construction.

Work on 99 priority irrigation projects was taken up, of which 53 have been completed, 39 are in progress and seven were
dropped. Of the 56 applicants, 23 were accepted, 30 rejected and three withdrew.
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One report on kitchens, projects and applicants."""
    place = tmp_path_factory.mktemp("states")
    with Library.open(place / "home", place / "corpus") as library:
        library.add("progress.txt", REPORT)
        yield library


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many kitchens were built", 94),
        ("how many kitchens are under construction", 22),
        ("how many irrigation projects are there", 99),
        ("how many irrigation projects were completed", 53),
        ("how many irrigation projects are in progress", 39),
        ("how many projects were dropped", 7),
        ("how many applicants were accepted", 23),
        ("how many applicants were rejected", 30),
        ("how many applicants withdrew", 3),
    ],
)
def test_each_part_answers_to_its_state(desk: Library, question: str, value: int) -> None:
    answer = desk.ask(question).answer
    assert answer is not None
    assert answer.value == value


def test_a_state_that_nothing_is_in_is_refused(desk: Library) -> None:
    assert desk.ask("how many kitchens were closed?").outcome == "not_found"
