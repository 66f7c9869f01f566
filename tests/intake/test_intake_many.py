"""Many reports at once: read side by side, told in their order, one bad file never stops the rest."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from policy_qa.domain.sources import Metadata
from policy_qa.errors import PolicyQAError
from policy_qa.library import Library, RecordFilter
from policy_qa.library.crew import Crew, Task, each
from policy_qa.library.intake import worth_a_crew

SENTENCE = "In 2023, {} rural clinics opened in Peru and the Ministry of Health paid {} soles for them.\n"
FILES = 12


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    """Some files large enough to be read by a crew; the fourth is no text, the sixth is the fifth's copy."""
    folder = tmp_path / "given"
    folder.mkdir()
    for number in range(FILES):
        text = "".join(SENTENCE.format(number * 100 + line, line * 7 + 10) for line in range(120))
        (folder / f"r{number:02}.txt").write_text(text)
    (folder / "r03.txt").write_bytes(b"\0\1\2" * 4000)
    (folder / "r05.txt").write_bytes((folder / "r04.txt").read_bytes())
    return sorted(folder.iterdir())


def _fates(library: Library, files: list[Path], jobs: int) -> list[tuple[str, str]]:
    return [(Path(one.name).name, one.fate) for one in library.add_files(files, Metadata(publisher="P"), jobs=jobs)]


def test_a_crew_gives_what_one_process_gives(library: Library, reports: list[Path], tmp_path: Path) -> None:
    assert worth_a_crew(reports)
    told = _fates(library, reports, jobs=2)
    assert [name for name, _ in told] == [path.name for path in reports]
    assert dict(told)["r03.txt"] == "refused"
    assert dict(told)["r05.txt"] == "already_there"
    with Library.open(tmp_path / "home2", tmp_path / "corpus2") as alone:
        assert _fates(alone, reports, jobs=1) == told
        assert alone.manifest() == library.manifest()
        assert alone.all_records(RecordFilter()) == library.all_records(RecordFilter())
    assert library.search("rural clinics").total > 0
    assert [f for f in library.verify(jobs=2) if not f.note] == []


def test_the_same_files_again_are_not_read_again(library: Library, reports: list[Path]) -> None:
    list(library.add_files(reports[:3], jobs=2))
    before = library.generation
    again = _fates(library, reports[:3], jobs=2)
    assert {fate for _, fate in again} == {"already_there"}
    assert library.generation == before


def test_sync_reads_what_changed_and_tells_how_its_records_did(library: Library, reports: list[Path]) -> None:
    list(library.add_files(reports[:3]))
    kept = library.home.corpus / "r01.txt"
    same_size = kept.read_text().replace("In 2023, 100 rural", "In 2023, 999 rural")
    stamp = kept.stat()
    kept.write_text("New. " + same_size.removesuffix("them.\n"))
    plan = library.plan()
    assert ([path.name for path in plan.changed], plan.new, plan.gone) == (["r01.txt"], (), ())
    kept.write_text(same_size)
    os.utime(kept, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    (outcome,) = library.sync()
    assert outcome.fate == "replaced"
    assert outcome.diff is not None
    told = {change.after.text for change in outcome.diff.changed if change.after is not None}
    assert (told, [r.text for r in outcome.diff.added], [r.text for r in outcome.diff.gone]) in [
        ({"999"}, [], []),
        (set(), ["999"], ["100"]),
    ]


def test_an_unlucky_task_costs_itself_alone() -> None:
    orders = ["1 + 1", "__import__('os')._exit(7)", "3", "__import__('os').kill(__import__('os').getpid(), 9)", "5"]
    found = [result for _, result in each(eval, [Task(order, order) for order in orders], jobs=2)]
    assert [found[0], found[2], found[4]] == [2, 3, 5]
    assert isinstance(found[1], PolicyQAError)
    assert isinstance(found[3], PolicyQAError)


def test_an_unforeseen_fault_is_told_and_the_rest_goes_on() -> None:
    for jobs in (1, 2):
        found = [result for _, result in each(eval, [Task("a", "4"), Task("b", "1 / 0"), Task("c", "6")], jobs)]
        assert (found[0], found[2]) == (4, 6)
        assert "ZeroDivisionError" in str(found[1])


def test_what_waits_is_bounded() -> None:
    taken: list[int] = []

    def endless() -> Iterator[Task[int]]:
        for number in range(10_000):
            taken.append(number)
            yield Task("x", 1, 1_000_000)

    crew = Crew(2)
    try:
        next(crew.each(abs, endless()))
    finally:
        crew.close()
    assert len(taken) < 40


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_crew_ends_with_its_parent(tmp_path: Path) -> None:
    program = (
        "from policy_qa.library.crew import Crew, Task\nimport os, time\n"
        "crew = Crew(2)\n"
        "print([r for _, r in crew.each(abs, [Task('a', -1), Task('b', -2)])], flush=True)\n"
        "print(*[c._process.pid for c in crew._all if c._process], flush=True)\ntime.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    assert parent.stdout.readline() == "[1, 2]\n"
    children = [int(pid) for pid in parent.stdout.readline().split()]
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert children
    deadline = time.monotonic() + 20
    while any(map(_alive, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_alive, children))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
