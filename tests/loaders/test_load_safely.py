"""The separate process: it gives what `load` gives, and no file takes the parent down or holds it up."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from loaders.loader_samples import SAMPLES
from policy_qa.errors import PolicyQAError, TooLarge, Unreadable
from policy_qa.loaders import load, load_safely
from policy_qa.loaders.worker import Pool


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    """A pool of the test's own."""
    made = Pool()
    monkeypatch.setattr("policy_qa.loaders.worker._POOL", made)
    yield made
    made.close()


@pytest.mark.parametrize("name", SAMPLES)
def test_it_gives_the_same_as_load(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(SAMPLES[name])
    assert load_safely(SAMPLES[name], name) == load(name, SAMPLES[name]) == load_safely(tmp_path / name)


def test_errors_come_through_whole() -> None:
    with pytest.raises(Unreadable) as error:
        load_safely(b"%PDF-1.7 nothing", "a.pdf")
    assert (error.value.what, error.value.where) == ("the PDF is damaged", "a.pdf")
    assert error.value.todo


def test_text_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policy_qa.loaders.worker._POOL", None)
    assert load_safely(b"57 services", "a.txt").text == "57 services"


def test_a_process_is_kept_for_the_next_file(pool: Pool) -> None:
    first = pool.taken()
    pool.give_back(first)
    load_safely(SAMPLES["a.html"], "a.html")
    assert pool.taken() is first
    first.stop()


HANGS = "import time\ntime.sleep(600)"
DIES = "import os\nos._exit(3)"
LIES = "import sys\nsys.stdout.buffer.write((1 << 60).to_bytes(8, 'big'))\nsys.stdout.flush()\nsys.stdin.buffer.read()"
BABBLES = LIES.replace("(1 << 60).to_bytes(8, 'big')", "(7).to_bytes(8, 'big') + b'[1, 2]x'")


@pytest.mark.parametrize(
    ("program", "error"), [(HANGS, TooLarge), (DIES, Unreadable), (LIES, Unreadable), (BABBLES, Unreadable)]
)
def test_a_process_that_goes_wrong_is_an_error_and_is_not_used_again(
    pool: Pool, monkeypatch: pytest.MonkeyPatch, program: str, error: type[PolicyQAError]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("policy_qa.loaders.worker.PROGRAM", program)
        with pytest.raises(error) as raised:
            load_safely(SAMPLES["a.html"], "a.html", seconds=1.0 if program is HANGS else 30.0)
    assert raised.value.where == "a.html"
    assert load_safely(SAMPLES["a.html"], "a.html").text.startswith("# Care")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds processes to an address space")
def test_memory_is_capped(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policy_qa.loaders.worker.MEMORY", 300_000_000)
    wide = b"<p>57</p>" * 900_000
    with pytest.raises(TooLarge, match="memory"):
        load_safely(wide, "a.html")


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="can't be read"):
        load_safely(tmp_path / "missing.pdf")


@pytest.mark.parametrize("name", SAMPLES)
def test_mutated_files_give_sound_text_or_a_clear_error(name: str) -> None:
    random = Random(57)  # noqa: S311
    for _ in range(60):
        data = bytearray(SAMPLES[name])
        for _ in range(random.randrange(1, 8)):
            at = random.randrange(len(data))
            data[at : at + random.randrange(3)] = random.randbytes(random.randrange(4))
        try:
            found = load(name, bytes(data))
        except PolicyQAError:
            continue
        found.text.encode("utf-8")
        assert all(0 <= x.start <= x.end <= len(found.text) for x in found.layout)
