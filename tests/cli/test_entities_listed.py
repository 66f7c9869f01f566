"""The list of entities: mentions gathered by what they name, over the library, the command line and HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from policy_qa.cli.main import run
from policy_qa.library import Library, RecordFilter
from policy_qa_api.app import create_app

REPORTS = {
    "one.txt": "The Ministry of Rivers (MOR) opened 12 offices. MOR works in Kenya.\n",
    "two.txt": "Kenya paid the Ministry of Rivers (MOR) $5 million.\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "corpus").mkdir()
    for name, text in REPORTS.items():
        (tmp_path / "corpus" / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_library_counts_the_mentions_of_each_entity(folder: Path) -> None:
    with Library.open(folder / "home", folder / "corpus") as library:
        list(library.sync())
        ministry, country = library.entities(RecordFilter())
    assert (ministry.name, ministry.acronym, ministry.mentions) == ("Ministry of Rivers", "MOR", 5)
    assert (country.name, country.mentions, country.documents) == ("Kenya", 2, ("one", "two"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Ministry of Rivers  MOR"),
        (["--mentions"], "7 records"),
        (["--document", "two"], "2 entities, 3 mentions"),
    ],
)
def test_the_command_gathers_them(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run(["records", "--kind", "entity", *arguments]) == 0
    printed = capsys.readouterr()
    assert said in printed.out + printed.err


def test_the_server_gives_a_page_of_them(folder: Path) -> None:
    with TestClient(create_app(folder / "home", folder / "corpus"), base_url="http://127.0.0.1") as client:
        body = client.get("/api/entities", params={"size": 1}).json()
    assert (body["total"], body["size"]) == (2, 1)
    assert [(one["name"], one["mentions"], len(one["records"])) for one in body["items"]] == [
        ("Ministry of Rivers", 5, 5)
    ]
