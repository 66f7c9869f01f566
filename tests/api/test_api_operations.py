"""Caching by generation, compression, logs, counts and the description of the API."""

from __future__ import annotations

import json

import pytest
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from policy_qa_api.app import API
from policy_qa_api.problems import KINDS
from policy_qa_api.routes import machines
from policy_qa_api.samples import PATHS, samples

CACHED = ("/api/documents", "/api/records", "/api/ask?q=how+many+harbour+clinics", "/", "/documents", "/records")


@pytest.mark.parametrize("address", CACHED)
def test_an_unchanged_corpus_is_304_and_a_changed_one_is_not(empty: TestClient, address: str) -> None:
    first = empty.get(address)
    known = {"if-none-match": f'"other", {first.headers["etag"]}'}
    same = empty.get(address, headers=known)
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", first.headers["etag"])
    assert empty.post("/api/documents", files={"file": ("a.txt", b"It opened 31 Harbour Clinics.")}).status_code == 201
    changed = empty.get(address, headers=known)
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


def test_another_language_is_another_page(reports: TestClient) -> None:
    tag = reports.get("/", headers={"accept-language": "en"}).headers["etag"]
    spanish = reports.get("/", headers={"accept-language": "es", "if-none-match": tag})
    assert (spanish.status_code, "Preguntar" in spanish.text) == (200, True)


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/metrics", "/api/documents/nowhere"])
def test_health_and_problems_are_never_kept(reports: TestClient, address: str) -> None:
    headers = reports.get(address).headers
    assert "etag" not in headers
    assert headers["cache-control"] == "no-store"


def test_long_answers_are_compressed(reports: TestClient) -> None:
    assert reports.get("/api/records", headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in reports.get("/api/records", headers={"accept-encoding": "identity"}).headers


def test_each_request_is_a_line_of_the_log_without_what_was_asked(
    capsys: pytest.CaptureFixture[str], empty: TestClient
) -> None:
    empty.get("/api/ask?q=how+many+secrets", headers={"x-request-id": "r-1"})
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    line = next(one for one in lines if one.get("request") == "r-1")
    assert (line["event"], line["method"], line["path"], line["status"]) == ("served", "GET", "/api/ask", 200)
    assert "secrets" not in json.dumps(lines)


def test_counts_are_kept_by_route(empty: TestClient) -> None:
    empty.get("/api/documents/nowhere")
    empty.get("/no/such/page")
    text = empty.get("/metrics").text
    assert 'policy_qa_requests_total{method="GET",route="/api/documents/{document}",status="404"} 1.0' in text
    assert 'policy_qa_requests_total{method="GET",route="(none)",status="404"} 1.0' in text
    assert "policy_qa_documents 0.0" in text


def test_the_api_is_explained_from_this_host(reports: TestClient) -> None:
    page = reports.get("/docs").text
    for address in ("/swagger/swagger-ui-bundle.js", "/swagger/swagger-ui.css", "/openapi.json"):
        assert reports.get(address).status_code == 200
    assert "http://" not in page.replace("http://127.0.0.1", "")
    assert "https://" not in page


def test_each_route_shows_an_example_that_it_could_answer(reports: TestClient) -> None:
    described = reports.get("/openapi.json").json()
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            answer = operation["responses"].get("200") or operation["responses"].get("201")
            if answer is None:
                continue
            assert any("example" in content for content in answer["content"].values()), (method, path)
    models = {
        f"{method} {route.path}": route.response_model
        for part in (*API, machines)
        for route in part.router.routes
        if isinstance(route, APIRoute) and route.response_model
        for method in route.methods or ()
    }
    assert set(samples()) == set(models) - {"DELETE /api/documents/{document}"}
    for name, example in samples().items():
        TypeAdapter(models[name]).validate_json(json.dumps(example))
    for name in ("document", "record"):
        assert reports.get(f"/api/{name}s/{PATHS[name]}").status_code == 200
    assert PATHS["finding"] in {row["id"] for row in reports.get("/api/checks").json()["items"]}


@pytest.mark.parametrize("slug", sorted(KINDS))
def test_each_type_of_problem_has_its_page(reports: TestClient, slug: str) -> None:
    assert KINDS[slug].title in reports.get(f"/problems/{slug}", headers={"accept": "text/html"}).text.replace(
        "&#39;", "'"
    )


def test_an_unexpected_error_is_a_problem_with_the_id_of_the_request(
    empty: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(empty.app.state.library, "documents", broken)  # type: ignore[attr-defined]
    answer = empty.get("/api/documents", headers={"x-request-id": "r-2"})
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/error")
    assert "r-2" in answer.json()["detail"]
    assert "ZeroDivision" not in answer.text
    assert answer.headers["content-security-policy"]
