"""Tokens, roles, rates: who comes in, and how often."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from policy_qa.errors import BadInput
from policy_qa_api.app import create_app
from policy_qa_api.entrance import check_loopback, is_loopback
from policy_qa_api.problems import Refusal
from policy_qa_api.rates import CLIENTS, Rates
from policy_qa_api.settings import read_settings
from policy_qa_api.tokens import read_tokens, shown_token


def basic(words: str) -> str:
    return "Basic " + b64encode(words.encode()).decode()


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[TestClient]:
    """A server with a token for each role; the token is the role's name twice."""
    lines = [f"{role} {sha256((role * 2).encode()).hexdigest()} our {role}" for role in ("reader", "reviewer", "admin")]
    tokens = tmp_path / "tokens"
    tokens.write_text("# ours\n\n" + "\n".join(lines), "utf-8")
    settings = read_settings({"POLICY_QA_TOKENS": str(tokens)})
    with TestClient(
        create_app(tmp_path / "home", tmp_path / "corpus", settings), base_url="http://127.0.0.1"
    ) as client:
        yield client


REQUESTS = (("GET", "/api/documents", "reader"), ("POST", "/api/extract", "reader"), ("GET", "/", "reader"),
            ("PUT", "/api/records/x/review", "reviewer"), ("DELETE", "/api/documents/x", "admin"),
            ("POST", "/add", "admin"), ("GET", "/metrics", "reader"))  # fmt: skip


@pytest.mark.parametrize(("method", "address", "needed"), REQUESTS)
def test_each_request_needs_its_role(guarded: TestClient, method: str, address: str, needed: str) -> None:
    without = guarded.request(method, address)
    assert (without.status_code, without.json()["type"]) == (401, "/problems/unauthorized")
    assert "Basic" in without.headers["www-authenticate"]
    roles = ("reader", "reviewer", "admin")
    for role in roles:
        answer = guarded.request(method, address, headers={"authorization": f"Bearer {role * 2}"})
        if roles.index(role) >= roles.index(needed):
            assert answer.status_code not in {401, 403}
        else:
            assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")


def test_health_needs_no_token(guarded: TestClient) -> None:
    assert guarded.get("/healthz").status_code == guarded.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("Bearer abc", "abc"),
        ("bearer  abc ", "abc"),
        (basic("anyone:abc"), "abc"),
        (basic("abc"), None),
        ("Basic ???", None),
        ("Basic /w==", None),
        ("Bearer ", None),
        ("Digest abc", None),
        ("", None),
    ],
)
def test_the_token_of_a_header(header: str, token: str | None) -> None:
    assert shown_token(header) == token


@pytest.mark.parametrize("words", ["", "# nothing", "owner " + "0" * 64, "reader abc", "\udcff"])
def test_a_bad_file_of_tokens_is_refused(tmp_path: Path, words: str) -> None:
    path = tmp_path / "tokens"
    path.write_bytes(words.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadInput, match="tokens"):
        read_tokens(path)
    with pytest.raises(BadInput, match="missing"):
        read_tokens(tmp_path / "missing")


def test_off_loopback_without_tokens_nothing_is_served() -> None:
    for server in (("127.0.0.1", 80), ("::1", 80), ("/run/qa.sock", None), None):
        check_loopback({"server": server})
    for server in (("10.0.0.7", 80), ("0.0.0.0", 80), ("2001:db8::1", 80)):  # noqa: S104
        with pytest.raises(Refusal):
            check_loopback({"server": server})


@pytest.mark.parametrize(
    ("address", "own"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("10.0.0.1", False), ("fe80::1%eth0", False)],
)
def test_loopback_addresses(address: str, own: bool) -> None:
    assert is_loopback(address) is own


def test_a_bucket_empties_and_fills() -> None:
    now = [0.0]
    rates = Rates(60, clock=lambda: now[0])
    assert [rates.wait("a") for _ in range(60)] == [0] * 60
    assert rates.wait("a") == 1
    assert rates.wait("b") == 0
    now[0] = 2.0
    assert [rates.wait("a") for _ in range(3)] == [0, 0, 1]


def test_clients_are_forgotten() -> None:
    rates = Rates(1, clock=lambda: 0.0)
    assert rates.wait("first") == 0
    assert rates.wait("first") > 0
    for n in range(CLIENTS):
        rates.wait(f"client {n}")
    assert rates.wait("first") == 0


def test_a_client_from_outside_that_asks_too_often_is_held_back(tmp_path: Path) -> None:
    settings = read_settings({"POLICY_QA_RATE": "2"})
    app = create_app(tmp_path / "home", tmp_path / "corpus", settings)
    with TestClient(app, base_url="http://127.0.0.1", client=("192.0.2.1", 5000)) as client:
        assert [client.get("/healthz").status_code for _ in range(3)] == [200, 200, 429]
        held = client.get("/healthz")
        assert (held.json()["type"], int(held.headers["retry-after"]) > 0) == ("/problems/too-many-requests", True)
