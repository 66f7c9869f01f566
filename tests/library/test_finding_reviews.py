"""Reviews of what `check` finds: kept, shown with the finding, found again when documents change."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from policy_qa.domain.checks import Check
from policy_qa.errors import BadInput, UnknownRecord
from policy_qa.library import Library

WRONG = "In 2023 the office read 200 files, of which 90 (40%) were late.\n"
RIGHT = "In 2023 the office read 200 files, of which 90 (45%) were late.\n"


def wrong(library: Library) -> Check:
    (found,) = [row for row in library.check() if row.holds is False]
    return found


@pytest.fixture
def reviewed(library: Library) -> Library:
    library.add("files.txt", WRONG.encode())
    library.review_finding(wrong(library).id, "reject", by="Ana", why="by weight")
    return library


def word(library: Library) -> tuple[str, str, str] | None:
    said = wrong(library).review
    return (said.decision, said.by, said.why) if said else None


def test_a_finding_says_what_was_said_of_it(reviewed: Library) -> None:
    assert word(reviewed) == ("reject", "Ana", "by weight")
    assert not wrong(reviewed).stands_against
    (kept,) = reviewed.reviews("files")
    assert (kept.kind, kept.rule, [n.quote for n in kept.numbers]) == ("finding", "check.share", ["90", "200", "40%"])
    assert [(row.rule, row.rejected) for row in reviewed.review_stats()] == [("check.share", 1)]
    assert reviewed.gold() == []


def test_a_second_word_takes_the_place_of_the_first(reviewed: Library) -> None:
    reviewed.review_finding(wrong(reviewed).id, "accept", by="Luis")
    assert word(reviewed) == ("accept", "Luis", "")
    assert wrong(reviewed).stands_against
    assert len(reviewed.reviews()) == 1


def test_words_that_can_not_be_kept(reviewed: Library) -> None:
    with pytest.raises(BadInput):
        reviewed.review_finding(wrong(reviewed).id, "correct", by="Ana")
    with pytest.raises(BadInput):
        reviewed.review_finding(wrong(reviewed).id, "accept", by=" ")
    with pytest.raises(UnknownRecord):
        reviewed.review_finding("0" * 16, "accept", by="Ana")


def test_a_rejected_finding_contradicts_no_claim(library: Library) -> None:
    library.add("files.txt", WRONG.encode())
    claim = "In 2023, 40% of the files that the office read were late."
    assert [c.reason for c in library.claims(claim).claims] == ["source_inconsistent"]
    library.review_finding(wrong(library).id, "reject", by="Ana")
    assert [c.verdict for c in library.claims(claim).claims] == ["supported"]


def test_it_survives_reading_again(reviewed: Library) -> None:
    with sqlite3.connect(reviewed.home.path / "store.sqlite") as connection:
        connection.execute("update records set body = replace(body, '\"value\":200', '\"value\":201')")
        connection.execute("update documents set rules = 'old'")
    connection.close()
    found = list(reviewed.reread())
    assert [one.fate for one in reviewed.re_extract(found)] == ["replaced"]
    assert (wrong(reviewed).whole, word(reviewed)) == (200, ("reject", "Ana", "by weight"))


def test_it_moves_with_its_words(reviewed: Library) -> None:
    before = wrong(reviewed).id
    reviewed.add("files.txt", f"A new first line.\n\n{WRONG}".encode(), replace=True)
    assert wrong(reviewed).id != before
    assert word(reviewed) == ("reject", "Ana", "by weight")


def test_it_is_flagged_where_a_number_is_gone_and_comes_back_with_it(reviewed: Library) -> None:
    reviewed.add("files.txt", RIGHT.encode(), replace=True)
    (kept,) = reviewed.reviews()
    assert not kept.anchored
    assert all(row.review is None for row in reviewed.check())
    reviewed.add("files.txt", WRONG.encode(), replace=True)
    assert word(reviewed) == ("reject", "Ana", "by weight")


def test_it_is_restored_from_a_backup(reviewed: Library, tmp_path: Path) -> None:
    archive = tmp_path / "all.tar.gz"
    reviewed.backup(archive)
    with Library.open(tmp_path / "other", tmp_path / "other-corpus") as other:
        other.restore(archive)
        assert word(other) == ("reject", "Ana", "by weight")


def test_a_conflict_between_reports_keeps_its_word_when_the_second_changes(library: Library) -> None:
    library.add("one.txt", b"In 2023, 9423 rural women obtained property titles in Peru.\n")
    library.add("two.txt", b"In 2023, 9800 rural women obtained property titles in Peru.\n")
    library.review_finding(wrong(library).id, "accept", by="Ana")
    library.add("two.txt", b"News.\n\nIn 2023, 9800 rural women obtained property titles in Peru.\n", replace=True)
    assert word(library) == ("accept", "Ana", "")
