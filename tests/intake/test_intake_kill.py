"""kill -9 in the middle of a bulk add, a full disk, a store that can't be written: one line, and nothing lost.

POLICY_QA_KILLS=100 kills so often, in an add of 200 files.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from policy_qa.library import Library

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

KILLS = int(os.environ.get("POLICY_QA_KILLS", "4"))
FILES = 200 if KILLS > 10 else 40
LINE = "In 2023, {} rural clinics opened in Peru, and {} soles were paid for them by the Ministry of Health.\n"
PROGRAM = """
import sys
from pathlib import Path
from policy_qa.library import Library
with Library.open(sys.argv[1], sys.argv[2]) as library:
    print("begun", flush=True)
    for outcome in library.add_files(sorted(Path(sys.argv[3]).iterdir()), jobs=2):
        print(outcome.fate, flush=True)
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of small reports, together large enough for a crew."""
    folder = tmp_path / "given"
    folder.mkdir()
    for number in range(FILES):
        lines = range(130_000 // FILES // len(LINE))
        text = "".join(LINE.format(number * 50 + line, 10 + line * 3) for line in lines)
        (folder / f"r{number:03}.txt").write_text(text)
    return folder


def test_a_bulk_add_killed_at_random_moments_leaves_a_whole_store(tmp_path: Path, reports: Path) -> None:
    chance = random.Random(6)  # noqa: S311
    home, corpus = tmp_path / "home", tmp_path / "corpus"
    for _ in range(KILLS):
        adding = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(home), str(corpus), str(reports)], stdout=subprocess.PIPE, text=True
        )
        assert adding.stdout is not None
        fresh = 0
        wanted = chance.randint(0, max(1, FILES // KILLS))
        for line in adding.stdout:
            fresh += line == "added\n"
            if fresh >= wanted:
                break
        try:
            adding.wait(timeout=chance.random() / 5)
        except subprocess.TimeoutExpired:
            adding.kill()
        adding.stdout.close()
        adding.wait()
        with Library.open(home, corpus) as library:
            assert list(library.verify()) == []
    with Library.open(home, corpus) as library:
        assert {one.fate for one in library.sync()} <= {"added"}
        assert len(library.documents()) == FILES
        assert list(library.verify()) == []
        assert not library.unfinished()
        assert not library.plan().steps
    assert [path.name for path in sorted(corpus.iterdir())] == [path.name for path in sorted(reports.iterdir())]


def _limited(folder: Path, *arguments: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """A command whose files can't grow over a limit, which is what a full disk looks like to it."""

    def full() -> None:
        import resource

        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-c", "from policy_qa.cli import main; main()", *arguments],
        cwd=folder,
        env={**os.environ, "POLICY_QA_HOME": "", "POLICY_QA_CORPUS": ""},
        capture_output=True,
        text=True,
        preexec_fn=full,
    )


def test_a_full_disk_is_said_in_a_line_and_loses_nothing(tmp_path: Path, reports: Path) -> None:
    first, *rest = sorted(reports.iterdir())
    assert _limited(tmp_path, "add", str(first)).returncode == 0
    size = max(path.stat().st_size for path in (tmp_path / ".policy-qa").iterdir())
    done = _limited(tmp_path, "add", *map(str, rest[:2]), limit=size)
    assert done.returncode in {1, 2}
    assert "policy-qa: " in done.stderr
    assert "Traceback" not in done.stderr
    assert all(line.startswith(("policy-qa: ", "added: ")) for line in done.stderr.splitlines())
    again = _limited(tmp_path, "verify")
    assert (again.returncode, again.stdout[:12]) == (0, "all in order"), again.stderr
    assert _limited(tmp_path, "add", *map(str, rest[:2])).returncode == 0
    assert _limited(tmp_path, "verify").returncode == 0


if not hasattr(os, "geteuid") or os.geteuid() != 0:  # root writes everywhere

    def test_a_store_that_cant_be_written_is_said_in_a_line(tmp_path: Path, reports: Path) -> None:
        first, second, *_ = sorted(reports.iterdir())
        assert _limited(tmp_path, "add", str(first)).returncode == 0
        places = [tmp_path / ".policy-qa", *(tmp_path / ".policy-qa").iterdir()]
        for place in places:
            place.chmod(0o555)
        try:
            done = _limited(tmp_path, "add", str(second))
            assert done.returncode == 2
            assert len(done.stderr.splitlines()) == 1
            assert "Traceback" not in done.stderr
        finally:
            for place in places:
                place.chmod(0o755)
        assert _limited(tmp_path, "verify").returncode == 0
