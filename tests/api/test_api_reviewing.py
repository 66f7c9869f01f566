"""A person's word on a record, over HTTP and from the page."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

TEXT = b"The ministry opened 31 Harbour Clinics in 2021. They treated 4,512 sailors."


@pytest.fixture
def figures(empty: TestClient) -> list[str]:
    assert empty.post("/api/documents", files={"file": ("harbour.txt", TEXT)}).status_code == 201
    found = empty.get("/api/records", params={"kind": "figure"}).json()["items"]
    return [str(record["id"]) for record in found]


def test_a_review_is_kept_and_listed(empty: TestClient, figures: list[str]) -> None:
    word = {"decision": "correct", "by": "Ana", "why": "misread", "correction": {"value": 32}}
    kept = empty.put(f"/api/records/{figures[0]}/review", json=word).json()
    assert (kept["decision"], kept["by"], kept["correction"]) == ("correct", "Ana", {"value": 32})
    listed = empty.get("/api/reviews", params={"document": "harbour"}).json()
    assert (listed["total"], listed["items"]) == (1, [kept])


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ({"decision": "maybe", "by": "Ana"}, "bad-input"),
        ({"decision": "accept", "by": ""}, "bad-input"),
        ({"decision": "correct", "by": "Ana"}, "bad-input"),
        ({"decision": "correct", "by": "Ana", "correction": {"start": 0}}, "bad-input"),
        ({"decision": "correct", "by": "Ana", "correction": {"value": "many"}}, "bad-input"),
    ],
)
def test_a_bad_review_is_refused(empty: TestClient, figures: list[str], word: dict[str, object], slug: str) -> None:
    answer = empty.put(f"/api/records/{figures[0]}/review", json=word)
    assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{slug}")
    assert empty.get("/api/reviews").json()["total"] == 0


def test_a_record_that_is_not_there_cannot_be_reviewed(empty: TestClient) -> None:
    answer = empty.put("/api/records/nothing/review", json={"decision": "accept", "by": "Ana"})
    assert answer.status_code == 404


def test_the_page_goes_from_record_to_record_without_a_script(empty: TestClient, figures: list[str]) -> None:
    page = empty.get("/review", headers={"accept": "text/html"}).text
    assert figures[0] in page
    assert "<mark>31</mark>" in page
    form = {"record": figures[0], "decision": "reject", "by": "Ana", "why": "<b>no</b>"}
    page = empty.post("/review", data=form, headers={"accept": "text/html"}).text
    assert f"1 of {len(figures)} reviewed" in page
    assert figures[1] in page
    form = {"record": figures[1], "decision": "correct", "by": "Ana", "field": "value", "value": "4513"}
    empty.post("/review", data=form)
    kept = empty.get("/api/reviews").json()["items"]
    assert [(one["decision"], one["correction"]) for one in kept] == [("reject", None), ("correct", {"value": 4513})]


@pytest.fixture
def finding(empty: TestClient) -> str:
    text = b"In 2023 the office read 200 files, of which 90 (40%) were late."
    assert empty.post("/api/documents", files={"file": ("files.txt", text)}).status_code == 201
    (found,) = empty.get("/api/checks", params={"verdict": "inconsistent"}).json()["items"]
    return str(found["id"])


def test_a_finding_is_reviewed_and_says_so(empty: TestClient, finding: str) -> None:
    word = {"decision": "reject", "by": "Ana", "why": "by weight"}
    kept = empty.put(f"/api/checks/{finding}/review", json=word).json()
    assert (kept["record"], kept["kind"], kept["decision"]) == (finding, "finding", "reject")
    (shown,) = empty.get("/api/checks", params={"verdict": "inconsistent"}).json()["items"]
    assert (shown["review"]["decision"], shown["review"]["why"]) == ("reject", "by weight")


def test_a_finding_that_is_not_there_or_can_not_be_corrected(empty: TestClient, finding: str) -> None:
    assert empty.put("/api/checks/nothing/review", json={"decision": "accept", "by": "Ana"}).status_code == 404
    assert empty.put(f"/api/checks/{finding}/review", json={"decision": "correct", "by": "Ana"}).status_code == 422


def test_the_page_of_checks_takes_a_word_without_a_script(empty: TestClient, finding: str) -> None:
    page = empty.get("/checks", headers={"accept": "text/html"}).text
    assert finding in page
    form = {"finding": finding, "decision": "reject", "by": "Ana", "why": "<b>no</b>"}
    page = empty.post("/checks/review", data=form, headers={"accept": "text/html"}).text
    assert "Rejected as a false alarm by Ana" in page
    assert "&lt;b&gt;no&lt;/b&gt;" in page
