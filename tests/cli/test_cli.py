"""The command line as people and scripts meet it: what stands on stdout, what on stderr, and the exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import CORPUS
from policy_qa.library import Library

REPORT = "In 2023, 57 rural clinics opened in Peru.\n"


def policy_qa(
    *arguments: str | bytes, cwd: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Runs the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from policy_qa.cli import main; main()", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "POLICY_QA_HOME": "", "POLICY_QA_CORPUS": "", **environment},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "clinics.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose corpus is taken in; tests work on copies of it."""
    place = tmp_path_factory.mktemp("master")
    (place / "corpus").mkdir()
    (place / "corpus" / "clinics.txt").write_text(REPORT, encoding="utf-8")
    assert policy_qa("sync", cwd=place).returncode == 0
    return place


@pytest.fixture
def synced(master: Path, tmp_path: Path) -> Path:
    """A copy of a folder whose corpus is taken in."""
    shutil.copytree(master, tmp_path / "synced")
    return tmp_path / "synced"


def test_the_first_question_reads_the_corpus_in(folder: Path) -> None:
    done = policy_qa("ask", "how many rural clinics opened", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().startswith("57")
    assert "In 2023, [57] rural clinics opened in Peru." in done.stdout.decode()
    assert (folder / ".policy-qa" / "store.sqlite").exists()


def test_an_answer_as_json_cites_to_the_character(folder: Path) -> None:
    done = policy_qa("ask", "--json", "how", "many", "rural", "clinics?", cwd=folder)
    answer = json.loads(done.stdout)["answer"]
    citation = answer["citation"]
    assert answer["value"] == 57
    assert REPORT[citation["start"] : citation["end"]] == citation["quote"]
    assert REPORT[citation["answer_start"] : citation["answer_end"]] == "57"


def test_a_refusal_is_exit_code_1_with_its_reason(folder: Path) -> None:
    done = policy_qa("ask", "how many submarines does the navy own", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.decode().strip()
    assert b"Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("bogus",), 2),
        (("ask",), 2),
        (("ask", ""), 1),
        (("ask", " \t "), 1),
        (("ask", "x" * 100_000), 1),
        (("ask", "how many \U0001f600 n\u0303in\u0303os?"), 1),
        (("ask", b"how many \xff\xfe clinics"), None),
        (("search",), 2),
        (("search", "zzzzqqqq"), 1),
        (("records", "--kind", "figures"), 2),
        (("records", "--label", "NOPE"), 1),
        (("records", "--document", "nobody"), 2),
        (("ask", "-d", "nobody", "how many clinics"), 2),
        (("remove", "nobody"), 2),
        (("add", "missing.txt"), 2),
        (("add", "corpus/clinics.txt", "--published", "yesterday"), 2),
        (("extract", "missing.txt"), 2),
        (("extract", "corpus"), 2),
        (("extract", "corpus/clinics.txt", "missing.txt"), 1),
        (("compare", "nobody"), 2),
        (("serve", "--port", "99999"), 2),
        (("serve", "--host", "nowhere.invalid"), 2),
        (("--home", "corpus/clinics.txt", "documents"), 2),
        (("documents",), 0),
        (("verify",), 0),
        (("coverage",), 0),
        (("compare",), 0),
    ],
)
def test_exit_codes_and_no_traceback(synced: Path, arguments: tuple[str | bytes, ...], code: int | None) -> None:
    done = policy_qa(*arguments, cwd=synced)
    assert b"Traceback" not in done.stderr
    assert b"a fault of policy-qa itself" not in done.stderr, done.stderr
    if code is not None:
        assert done.returncode == code, done.stderr
    if done.returncode == 2 and arguments:
        assert len(done.stderr.decode().strip().splitlines()) == 1
        assert done.stderr.startswith(b"policy-qa: ")
        assert done.stdout == b""


def test_extract_reads_stdin_and_names_the_document(folder: Path) -> None:
    done = policy_qa("extract", "-", "--document", "mine", cwd=folder, stdin=REPORT.encode())
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {row["document"] for row in rows} == {"mine"}
    assert [row["text"] for row in rows if row["kind"] == "figure"] == ["57"]
    assert all(REPORT[row["start"] : row["end"]] == row["text"] for row in rows)
    assert not (folder / ".policy-qa").exists()


def test_add_reports_each_file_and_keeps_the_good_ones(folder: Path) -> None:
    (folder / "good.txt").write_text("In 2020, 12 schools closed.\n", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02")
    done = policy_qa("add", "good.txt", "bad.txt", cwd=folder)
    assert done.returncode == 1
    assert b"added: good.txt" in done.stderr
    assert b"refused: " in done.stderr
    again = policy_qa("add", "good.txt", cwd=folder)
    assert again.returncode == 0
    assert b"already there: good.txt" in again.stderr


def test_a_folder_names_the_reports_that_it_cannot_read(folder: Path) -> None:
    drafts = folder / "drafts"
    drafts.mkdir()
    (drafts / "good.txt").write_text("In 2021, 3 clinics opened.", encoding="utf-8")
    (drafts / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (drafts / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    done = policy_qa("add", "drafts", cwd=folder)
    assert done.returncode == 1
    assert b"old.doc: files of kind .doc are not read" in done.stderr
    assert b"good.txt" in done.stderr
    assert b"photo" not in done.stderr


def test_a_reader_that_stops_early_is_no_fault(folder: Path) -> None:
    (folder / "long.txt").write_text(REPORT * 400, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", "from policy_qa.cli import main; main()", "extract", "long.txt"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith(b"{")
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


def test_sync_asks_before_it_removes(synced: Path) -> None:
    folder = synced
    (folder / "corpus" / "clinics.txt").unlink()
    refused = policy_qa("sync", cwd=folder)
    assert refused.returncode == 2
    assert b"clinics" in refused.stderr
    done = policy_qa("sync", "--yes", cwd=folder)
    assert done.returncode == 0
    assert policy_qa("documents", cwd=folder).returncode == 1


def test_files_not_taken_in_are_told(synced: Path) -> None:
    folder = synced
    (folder / "corpus" / "new.txt").write_text("In 2020, 12 schools closed.\n", encoding="utf-8")
    for command in (("documents",), ("ask", "how many rural clinics"), ("search", "clinics"), ("records",)):
        assert b"1 file is in corpus/ but not taken in yet" in policy_qa(*command, cwd=folder).stderr


@pytest.mark.parametrize("form", ["table", "jsonl", "csv"])
def test_records_in_each_form(corpus_library: Library, form: str, tmp_path: Path) -> None:
    at = ("--home", str(corpus_library.home.path.resolve()), "--corpus", str(CORPUS))
    done = policy_qa(*at, "records", "--kind", "figure", "--label", "PERCENT", "--format", form, cwd=tmp_path)
    assert done.returncode == 0
    assert "26.7%" in done.stdout.decode()


def test_a_formula_in_a_report_stays_text_in_csv(folder: Path) -> None:
    (folder / "corpus" / "clinics.txt").write_text("-57 clinics were lost in the year 2023.\n", encoding="utf-8")
    done = policy_qa("records", "--format", "csv", cwd=folder)
    cells = [cell for line in done.stdout.decode().splitlines() for cell in line.split(",")]
    assert not any(cell.startswith(("=", "@", "+", "-57 ")) for cell in cells)


def test_every_command_has_help(tmp_path: Path) -> None:
    top = policy_qa("--help", cwd=tmp_path).stdout.decode()
    for command in ("ask", "search", "records", "add", "sync", "documents", "remove", "extract", "serve", "compare"):
        assert command in top
        assert policy_qa(command, "--help", cwd=tmp_path).returncode == 0


def test_a_folder_gives_no_hidden_files_and_no_links_that_leave_it(folder: Path) -> None:
    (folder / "reports" / ".git").mkdir(parents=True)
    (folder / "reports" / ".git" / "a.txt").write_text("hidden 1", encoding="utf-8")
    (folder / "secret.txt").write_text("The secret is 42 words long.", encoding="utf-8")
    (folder / "reports" / "link.txt").symlink_to(folder / "secret.txt")
    (folder / "reports" / "b.txt").write_text("In 2020, 12 schools closed.", encoding="utf-8")
    done = policy_qa("add", "reports", cwd=folder)
    assert done.returncode == 0
    assert b"b.txt" in done.stderr
    assert b"link.txt" not in done.stderr
    assert b"a.txt" not in done.stderr


def test_version(tmp_path: Path) -> None:
    assert policy_qa("--version", cwd=tmp_path).stdout.startswith(b"policy-qa 0.")
