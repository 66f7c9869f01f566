"""Reviews: kept, measured, exported; never lost when a document is read again."""

from __future__ import annotations

import pytest

from policy_qa.domain.records import Figure
from policy_qa.errors import BadInput, UnknownRecord
from policy_qa.library import Library, RecordFilter

TEXT = "In 2023, 57 rural clinics opened in Peru. In 2022, 40 rural clinics opened.\n"


def figures(library: Library) -> list[Figure]:
    found = library.all_records(RecordFilter(kinds=("figure",)))
    return [record for record in found if isinstance(record, Figure)]


@pytest.fixture
def reviewed(library: Library) -> Library:
    library.add("clinics.txt", TEXT.encode())
    first, second = figures(library)
    library.review(first.id, "accept", by="Ana", why="read in the source")
    library.review(second.id, "correct", by="Ana", correction={"value": 41, "measured_entity": "clinics"})
    return library


def test_reviews_are_kept_and_measured(reviewed: Library) -> None:
    assert [(r.quote, r.decision, r.by) for r in reviewed.reviews()] == [
        ("57", "accept", "Ana"),
        ("40", "correct", "Ana"),
    ]
    assert [(s.accepted, s.corrected, s.precision) for s in reviewed.review_stats()] == [(1, 1, 0.5)]


def test_a_second_word_takes_the_place_of_the_first(reviewed: Library) -> None:
    reviewed.review(figures(reviewed)[0].id, "reject", by="Luis", why="not counted there")
    assert [r.decision for r in reviewed.reviews()] == ["reject", "correct"]


def test_gold_holds_what_the_reviewers_said(reviewed: Library) -> None:
    rows = reviewed.gold()
    assert [(row["kind"], row["value"], row["measured_entity"]) for row in rows] == [
        ("figure", 57, "rural clinics"),
        ("figure", 41, "clinics"),
    ]


def test_reviews_survive_a_changed_document(reviewed: Library) -> None:
    reviewed.add("clinics.txt", ("A new first line.\n\n" + TEXT.replace("40", "44")).encode(), replace=True)
    first, second = reviewed.reviews()
    by_quote = {review.quote: review for review in (first, second)}
    assert by_quote["57"].anchored
    assert by_quote["57"].record == figures(reviewed)[0].id
    assert not by_quote["40"].anchored
    reviewed.add("clinics.txt", TEXT.encode(), replace=True)
    assert all(review.anchored for review in reviewed.reviews())


def test_a_word_on_one_number_is_not_said_of_another_in_its_place(reviewed: Library) -> None:
    reviewed.add("clinics.txt", TEXT.replace("57", "58").encode(), replace=True)
    assert {review.quote: review.anchored for review in reviewed.reviews()} == {"57": False, "40": True}


@pytest.mark.parametrize(
    ("decision", "by", "correction"),
    [
        ("accept", "", None),
        ("accept", "x" * 101, None),
        ("correct", "Ana", None),
        ("accept", "Ana", {"value": 3}),
        ("correct", "Ana", {"start": 3}),
        ("correct", "Ana", {"colour": "red"}),
        ("correct", "Ana", {"value": "many"}),
        ("correct", "Ana", {"qualifier": "roughly"}),
    ],
)
def test_a_word_that_can_not_be_kept_is_refused(reviewed: Library, decision: str, by: str, correction: object) -> None:
    before = reviewed.reviews()
    with pytest.raises(BadInput):
        reviewed.review(figures(reviewed)[0].id, decision, by=by, correction=correction)  # type: ignore[arg-type]
    assert reviewed.reviews() == before


def test_an_unknown_record(reviewed: Library) -> None:
    with pytest.raises(UnknownRecord):
        reviewed.review("0" * 16, "accept", by="Ana")
