"""What many tests stand on: the corpus of the project, read once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policy_qa.library import Library

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="session")
def corpus_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The two reports, taken in; tests only read from it."""
    with Library.open(tmp_path_factory.mktemp("home") / "home", CORPUS) as library:
        library.ready()
        yield library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library with an empty corpus folder of its own."""
    with Library.open(tmp_path / "home", tmp_path / "corpus") as fresh:
        yield fresh
