"""The separate process: it gives what `load` gives, and no file takes the parent down or holds it up."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from loaders.loader_samples import docx, odt, p, pdf, tbl
from policy_qa.errors import PolicyQAError, TooLarge, Unreadable
from policy_qa.loaders import load, load_safely

SAMPLES = {
    "a.docx": docx(p("A plan", "Titel") + p("57 services.") + tbl(["Region", "Women"], ["Lima", "57"])),
    "a.odt": odt(
        "<text:p>57 services</text:p><text:list><text:list-item><text:p>One</text:p></text:list-item></text:list>"
    ),
    "a.pdf": pdf([(50, 700, 10, "A total of 57 Rural Care Services operate nationwide.")]),
    "a.html": b"<h1>Care</h1><p>57 services<table><tr><th>a<th>b<tr><td>1<td>2</table>",
}


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
    monkeypatch.setattr("subprocess.run", None)
    assert load_safely(b"57 services", "a.txt").text == "57 services"


def test_time_is_capped() -> None:
    with pytest.raises(TooLarge, match="longer than"):
        load_safely(SAMPLES["a.html"], "a.html", seconds=0.001)


def test_memory_is_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policy_qa.loaders.worker.MEMORY", 1)
    with pytest.raises(PolicyQAError):
        load_safely(SAMPLES["a.html"], "a.html")


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
