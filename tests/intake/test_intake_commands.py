"""The commands of keeping, as a user meets them: what they print and how they end."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from policy_qa.cli.main import run

REPORT = "In 2023, 57 rural clinics opened in Peru.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with one report taken in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POLICY_QA_HOME", raising=False)
    monkeypatch.delenv("POLICY_QA_CORPUS", raising=False)
    (tmp_path / "clinics.txt").write_text(REPORT)
    assert run(["add", "clinics.txt"]) == 0
    return tmp_path


def test_backup_and_restore_give_the_same_records(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["records", "--format", "jsonl"]) == 0
    before = capsys.readouterr().out
    assert run(["backup", "reports.zip"]) == 0
    assert run(["backup", "reports.zip"]) == 2
    assert run(["restore", "reports.zip"]) == 2
    assert run(["--home", "new", "--corpus", "new-corpus", "restore", "reports.zip"]) == 0
    capsys.readouterr()
    assert run(["--home", "new", "--corpus", "new-corpus", "records", "--format", "jsonl"]) == 0
    assert capsys.readouterr().out == before
    assert run(["--home", "new", "--corpus", "new-corpus", "verify"]) == 0
    assert (folder / "new-corpus" / "clinics.txt").read_text() == REPORT


def test_the_manifest_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["manifest"]) == 0
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert [row["id"] for row in json.loads(said)["documents"]] == ["clinics"]


def test_re_extract_shows_and_asks_before_it_changes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sync", "--re-extract"]) == 0
    assert "the same records" in capsys.readouterr().err
    with sqlite3.connect(folder / ".policy-qa" / "store.sqlite") as connection:
        connection.execute("update records set body = replace(body, '\"value\":57', '\"value\":58')")
    connection.close()
    assert run(["verify"]) == 1
    assert "clinics · records" in capsys.readouterr().out
    assert run(["sync", "--re-extract"]) == 2
    said = capsys.readouterr()
    assert "figure '57': value 58 → 57" in said.out
    assert "--yes" in said.err
    assert run(["sync", "--re-extract", "--yes"]) == 0
    assert run(["verify"]) == 0


def test_a_replaced_report_tells_how_its_records_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "clinics.txt").write_text(REPORT.replace("57 rural", "60 rural"))
    assert run(["add", "clinics.txt"]) == 2
    assert run(["add", "--replace", "clinics.txt"]) == 0
    assert "replaced: clinics.txt · " in (said := capsys.readouterr().err)
    assert "1 records added, 1 gone, 0 changed" in said or "0 records added, 0 gone, 1 changed" in said


def test_jobs_are_at_least_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["add", "--jobs", "0", "clinics.txt"]) == 2
    assert "--jobs" in capsys.readouterr().err


def test_of_a_folder_what_cant_be_read_is_named_and_the_rest_taken_in(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "given").mkdir()
    (folder / "given" / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "given" / "schools.txt").write_text("In 2022, 12 schools closed.\n")
    assert run(["add", "given"]) == 1
    said = capsys.readouterr().err
    assert "old.doc" in said
    assert ".docx" in said
    assert "added: given/schools.txt" in said


def test_files_that_are_passed_over_are_named_with_the_reason(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "corpus" / "clinics.md").write_text("Another report with 12 clinics.")
    (folder / "corpus" / "leak.txt").symlink_to("/etc/passwd")
    capsys.readouterr()
    assert run(["sync"]) == 1
    said = capsys.readouterr().err
    assert "clinics.txt and clinics.md have the same id 'clinics'; rename one of them" in said
    assert "left out: leak.txt: a link that leaves the corpus folder; copy the file itself" in said
    assert run(["documents", "--json"]) == 0
    told = capsys.readouterr()
    assert [item["name"] for item in json.loads(told.out)["items"]] == ["clinics.txt"]
    assert told.err == said.partition("corpus and the store")[0]


@pytest.mark.parametrize(
    "name", ["", "no\x1b[31mfile.txt", "a\nb.txt", "a" * 250 + ".txt", "\u202etxt.exe", "/dev/null"]
)
def test_names_are_refused_in_one_line_without_signs_that_steer_a_terminal(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["add", name]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.removesuffix("\n").isprintable()
