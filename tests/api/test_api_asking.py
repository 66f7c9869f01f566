"""Questions, searches, records and health over HTTP."""

from __future__ import annotations

from starlette.testclient import TestClient

DAY = "peru-international-womens-day-2024"


def test_the_main_question_is_answered_with_its_citation(reports: TestClient) -> None:
    result = reports.get("/api/ask", params={"q": "how many rural care services"}).json()
    assert (result["outcome"], result["answer"]["value"]) == ("answered", 57)
    citation = result["answer"]["citation"]
    text = reports.get(f"/api/documents/{citation['document']}/text").json()["text"]
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert text[citation["answer_start"] : citation["answer_end"]] == "57"


def test_an_honest_no_is_200_with_a_reason(reports: TestClient) -> None:
    answer = reports.get("/api/ask", params={"q": "how many helicopters"})
    assert (answer.status_code, answer.json()["answer"]) == (200, None)
    assert answer.json()["reason"]


def test_k_and_document_narrow_the_passages(reports: TestClient) -> None:
    result = reports.get("/api/ask", params={"q": "how many women", "document": DAY, "k": 2}).json()
    assert 0 < len(result["passages"]) <= 2
    assert {p["document"] for p in result["passages"]} == {DAY}


def test_search_hits_are_exact_citations(reports: TestClient) -> None:
    found = reports.get("/api/search", params={"q": "shelter", "size": 3}).json()
    assert found["items"]
    assert (found["page"], found["size"], len(found["items"]) <= 3) == (1, 3, True)
    for hit in found["items"]:
        text = reports.get(f"/api/documents/{hit['document']}/text").json()["text"]
        assert text[hit["start"] : hit["end"]] == hit["quote"]


def test_records_are_paged_and_filtered(reports: TestClient) -> None:
    wanted = {"kind": "figure", "document": DAY}
    all_of_it = reports.get("/api/records", params={**wanted, "size": 500}).json()
    pages = [reports.get("/api/records", params={**wanted, "size": 10, "page": n}).json() for n in (1, 2)]
    assert all_of_it["total"] > 20
    assert pages[0]["items"] + pages[1]["items"] == all_of_it["items"][:20]
    assert {r["kind"] for r in all_of_it["items"]} == {"figure"}


def test_extract_reads_a_text_and_keeps_nothing(reports: TestClient) -> None:
    found = reports.post("/api/extract", json={"text": "A total of 57 Rural Care Services operate."}).json()
    figures = [r for r in found["items"] if r["kind"] == "figure"]
    assert [(f["text"], f["value"], f["document"]) for f in figures] == [("57", 57, "text")]
    assert reports.get("/api/documents").json()["total"] == 2
    assert reports.post("/api/extract", json={"text": ""}).json()["items"] == []


def test_checks_are_recomputed(reports: TestClient) -> None:
    found = reports.get("/api/checks", params={"verdict": "inconsistent", "type": "share"}).json()
    assert [(c["part"], c["whole"], c["reported"], c["holds"]) for c in found["items"]] == [(80, 219, 40, False)]
    assert reports.get("/api/checks?size=2&page=2").json()["total"] >= found["total"]
    assert reports.get("/api/checks?document=nowhere").status_code == 404


def test_claims_are_held_against_the_reports(reports: TestClient) -> None:
    text = "A total of 57 Rural Care Services operate nationwide."
    claims = reports.post("/api/claims", json={"text": text}).json()["claims"]
    assert [c["verdict"] for c in claims] == ["supported"]
    assert claims[0]["evidence"][0]["document"] == DAY
    assert reports.post("/api/claims", json={"text": text, "documents": ["nowhere"]}).status_code == 404
    assert reports.post("/api/claims", json={"text": ""}).status_code == 422


def test_health_and_readiness(reports: TestClient) -> None:
    assert reports.get("/healthz").json() == {"status": "ok"}
    ready = reports.get("/readyz").json()
    assert (ready["status"], ready["documents"]) == ("ok", 2)


def test_openapi_names_every_route_and_its_problems(reports: TestClient) -> None:
    spec = reports.get("/openapi.json").json()
    assert {
        "/api/ask",
        "/api/search",
        "/api/records",
        "/api/records/{record}",
        "/api/documents",
        "/api/documents/{document}",
        "/api/documents/{document}/text",
        "/api/documents/{document}/records",
        "/api/extract",
        "/api/checks",
        "/api/claims",
        "/api/export",
        "/healthz",
        "/readyz",
    } <= set(spec["paths"])
    for path, methods in spec["paths"].items():
        for method in methods.values():
            assert method["summary"]
            assert not path.startswith("/api") or "application/problem+json" in str(method["responses"])
