"""What the wheel carries, what the corpus is, and what a cold start may import."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from hashlib import sha256
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from conftest import CORPUS, ROOT
from policy_qa.corpus import Corpus
from policy_qa.library import Library

SHA256 = {
    "peru-equal-futures-partnership": "4c8802191f6eb08aca98ad625c574f8dbc26871f4555b8650e26002c1cdf2592",
    "peru-international-womens-day-2024": "eebfabf13a8b96c428c352aa96721244e3613b37bb77760690747a9b1b3edf2f",
}
HEAVY = ("spacy", "fastapi", "starlette", "uvicorn", "thinc", "numpy", "filelock", "pycountry")


@pytest.mark.parametrize(("document", "digest"), SHA256.items())
def test_the_corpus_is_byte_for_byte_as_published(document: str, digest: str) -> None:
    assert sha256((CORPUS / f"{document}.txt").read_bytes()).hexdigest() == digest


def test_every_text_of_the_corpus_has_its_licence_stated() -> None:
    corpus = Corpus.open(CORPUS)
    files = corpus.files()
    assert [file.id for file in files] == list(SHA256)
    for file in files:
        said = corpus.metadata(file.id)
        assert said.title
        assert said.licence
        assert said.language == "en"


def test_the_wheel_carries_rules_templates_and_static_files_but_not_the_corpus(tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    wheel = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    names = zipfile.ZipFile(wheel).namelist()
    for part in ("policy_qa/py.typed", "policy_qa_extractors/py.typed", "policy_qa_api/py.typed"):
        assert part in names
    on_disk = {
        path.relative_to(ROOT / room).as_posix()
        for room in ("src", "extractors", "api")
        for path in (ROOT / room).rglob("*")
        if path.suffix in {".py", ".toml", ".html", ".css", ".js", ".svg"}
    }
    assert on_disk <= set(names)
    assert any(name.endswith(".toml") for name in on_disk)
    assert any(name.endswith(".html") for name in on_disk)
    assert not any("corpus/" in name and name.endswith(".txt") for name in names)


def test_the_spacy_factories_are_registered() -> None:
    names = {point.name for point in entry_points(group="spacy_factories") if point.name.startswith("policy_qa")}
    assert names == {"policy_qa_figures", "policy_qa_dates", "policy_qa_entities", "policy_qa_legal_references"}


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_warm_start_imports_only_what_it_needs(corpus_library: Library, command: str) -> None:
    code = (
        "import sys; from policy_qa.cli.main import run; "
        f"code = run(['--home', {str(corpus_library.home.path)!r}, '--corpus', {str(CORPUS)!r}, "
        f"{command!r}, 'rural care services']); "
        f"heavy = [m for m in {HEAVY!r} if m in sys.modules]; "
        "sys.exit(f'imported {heavy}' if heavy else code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
