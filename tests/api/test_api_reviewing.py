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
