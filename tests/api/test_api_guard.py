"""The gate: hosts, origins and the headers that every response carries."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from policy_qa.errors import BadInput
from policy_qa_api.guard import check_host
from policy_qa_api.problems import Refusal
from policy_qa_api.settings import MEGABYTE, read_settings


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "a.localhost", "127.0.0.1:8000", "10.1.2.3", "[::1]:80", "qa.example:80"]
)
def test_good_hosts(host: str) -> None:
    check_host(host, frozenset({"qa.example"}))


@pytest.mark.parametrize(
    "host", ["", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[::1", "a@b"]
)
def test_bad_hosts(host: str) -> None:
    with pytest.raises(Refusal):
        check_host(host, frozenset({"qa.example"}))


def test_a_rebinding_host_is_refused(reports: TestClient) -> None:
    answer = reports.get("/api/documents", headers={"host": "evil.example"})
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/wrong-host")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_writes_from_other_sites_are_refused(reports: TestClient, headers: dict[str, str]) -> None:
    for method, address in (("DELETE", "/api/documents/any"), ("POST", "/api/documents"), ("POST", "/api/extract")):
        answer = reports.request(method, address, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/cross-site")


def test_reads_and_own_writes_pass(reports: TestClient) -> None:
    assert reports.get("/api/documents", headers={"sec-fetch-site": "cross-site"}).status_code == 200
    own = {"origin": "http://127.0.0.1", "sec-fetch-site": "same-origin"}
    assert reports.post("/api/extract", json={"text": "57 clinics"}, headers=own).status_code == 200


@pytest.mark.parametrize(
    "address", ["/", "/api/documents", "/nowhere", "/healthz", "/static/house.css", "/api/ask?q=%ff"]
)
def test_every_response_carries_the_headers(reports: TestClient, address: str) -> None:
    headers = reports.get(address).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-request-id"]


def test_a_plain_request_id_is_kept_and_an_odd_one_replaced(reports: TestClient) -> None:
    assert reports.get("/healthz", headers={"x-request-id": "abc-1"}).headers["x-request-id"] == "abc-1"
    assert reports.get("/healthz", headers={"x-request-id": "a b\tc"}).headers["x-request-id"] != "a b\tc"


@pytest.mark.parametrize("address", ["/", "/api/documents", "/healthz"])
def test_head_is_get_without_its_body(reports: TestClient, address: str) -> None:
    head, get = reports.head(address), reports.get(address)
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers["content-type"] == get.headers["content-type"]


def test_settings_are_read_from_the_environment() -> None:
    settings = read_settings({"POLICY_QA_HOSTS": "Qa.example, b.example", "POLICY_QA_UPLOAD_LIMIT": "7"})
    assert (settings.hosts, settings.upload_limit) == (frozenset({"qa.example", "b.example"}), 7 * MEGABYTE)
    assert read_settings({}).upload_limit == 50 * MEGABYTE


@pytest.mark.parametrize("printed", ["0", "-1", "many", "99999", "²"])
def test_bad_settings_are_named(printed: str) -> None:
    with pytest.raises(BadInput, match="POLICY_QA_UPLOAD_LIMIT"):
        read_settings({"POLICY_QA_UPLOAD_LIMIT": printed})
