"""Whatever is wrong with a request is answered with problem details, never with a server error."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from policy_qa_api.problems import KINDS

BAD_REQUESTS = (
    ("GET", "/api/ask", None, 422, "bad-input"),
    ("GET", "/api/ask?q=", None, 422, "bad-input"),
    ("GET", "/api/ask?q=%20%09", None, 422, "bad-input"),
    ("GET", "/api/ask?q=%ff%fe", None, 400, "bad-request"),
    ("GET", "/api/ask?q=a%00b", None, 400, "bad-request"),
    ("GET", "/api/ask?q=%ed%a0%80", None, 400, "bad-request"),
    ("GET", "/api/ask?q=" + "a" * 60_000, None, 414, "too-long"),
    ("GET", "/api/ask?q=how+many&k=0", None, 422, "bad-input"),
    ("GET", "/api/ask?q=how+many&k=many", None, 422, "bad-input"),
    ("GET", "/api/ask?q=how+many&document=nowhere", None, 404, "unknown-document"),
    ("GET", "/api/search", None, 422, "bad-input"),
    ("GET", "/api/search?q=rural&page=0", None, 422, "bad-input"),
    ("GET", "/api/search?q=rural&size=100000", None, 422, "bad-input"),
    ("GET", "/api/search?q=rural&kind=ship", None, 422, "bad-input"),
    ("GET", "/api/records?kind=ship", None, 422, "bad-input"),
    ("GET", "/api/records?year=99999999999999999999999", None, 422, "bad-input"),
    ("GET", "/api/records?page=99999999999999999999999", None, 422, "bad-input"),
    ("GET", "/api/records?document=nowhere", None, 404, "unknown-document"),
    ("GET", "/api/records/nothing", None, 404, "unknown-record"),
    ("GET", "/api/documents/nowhere", None, 404, "unknown-document"),
    ("GET", "/api/documents/nowhere/text", None, 404, "unknown-document"),
    ("GET", "/api/documents/nowhere/records", None, 404, "unknown-document"),
    ("GET", "/api/documents/..%2f..%2fetc%2fpasswd", None, 404, "not-found"),
    ("GET", "/api/documents/%00", None, 400, "bad-request"),
    ("DELETE", "/api/documents/nowhere", None, 404, "unknown-document"),
    ("GET", "/api/nowhere", None, 404, "not-found"),
    ("GET", "/nowhere", None, 404, "not-found"),
    ("GET", "/static/../app.py", None, 404, "not-found"),
    ("GET", "/static/%2e%2e/app.py", None, 404, "not-found"),
    ("POST", "/api/ask", b"", 405, "method-not-allowed"),
    ("PUT", "/api/documents", b"", 405, "method-not-allowed"),
    ("POST", "/api/extract", b"", 422, "bad-input"),
    ("POST", "/api/extract", b"{", 400, "bad-request"),
    ("POST", "/api/extract", b"[" * 100_000, 400, "bad-request"),
    ("POST", "/api/extract", b'"\xff"', 400, "bad-request"),
    ("POST", "/api/extract", b'{"text": 1}', 422, "bad-input"),
    ("POST", "/api/extract", b'{"text": "\\ud800"}', 422, "bad-input"),
    ("POST", "/api/extract", b'{"text": "a", "published": 0}', 422, "bad-input"),
    ("POST", "/api/claims", b'{"text": " \\n"}', 422, "bad-input"),
    ("GET", "/api/checks?verdict=maybe", None, 422, "bad-input"),
    ("POST", "/api/extract", b'{"text": "a", "language": "fr"}', 422, "bad-input"),
    ("POST", "/api/extract", b'{"text": "' + b"a" * 2_000_001 + b'"}', 422, "bad-input"),
    ("POST", "/api/extract", b"0" * (9 * 1024 * 1024), 413, "too-large"),
)


@pytest.mark.parametrize(("method", "address", "body", "status", "slug"), BAD_REQUESTS)
def test_bad_requests_get_problem_details(
    reports: TestClient, method: str, address: str, body: bytes | None, status: int, slug: str
) -> None:
    answer = reports.request(method, address, content=body, headers={"content-type": "application/json"})
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["type"]) == (status, status, f"/problems/{slug}")
    assert problem["title"] == KINDS[slug].title
    assert 0 < len(problem["detail"]) < 2000


def test_method_not_allowed_names_the_methods(reports: TestClient) -> None:
    assert reports.put("/api/documents").headers["allow"] == "GET, HEAD, POST"
    assert reports.post("/api/documents/x").headers["allow"] == "DELETE, GET, HEAD"
    assert reports.put("/add").headers["allow"] == "GET, HEAD, POST"


def test_a_body_without_length_is_cut_off_at_the_limit(reports: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        yield from (b"0" * 1_000_000 for _ in range(9))

    answer = reports.post("/api/extract", content=chunks(), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")


def test_wrong_fields_are_named_and_their_values_not_repeated(reports: TestClient) -> None:
    problem = reports.post("/api/extract", json={"text": 12345, "document": ""}).json()
    assert [e["where"] for e in problem["errors"]] == ["body.text", "body.document"]
    assert "12345" not in json.dumps(problem)


def test_readers_of_pages_get_a_page(reports: TestClient) -> None:
    answer = reports.get("/nowhere", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "No such page" in answer.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.sampled_from(["/api/ask", "/api/search", "/api/records", "/"]))
def test_no_question_is_a_server_error(reports: TestClient, words: str, address: str) -> None:
    sendable = words.encode("utf-8", "ignore").decode()
    answer = reports.get(address, params={"q": sendable, "contains": sendable})
    assert answer.status_code < 500
