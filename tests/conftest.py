"""What many tests stand on: the corpus of the project, read once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from policy_qa.library import Library

settings.register_profile("project", deadline=None, print_blob=True)
settings.load_profile("project")

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


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing may be missing: a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter is not None and reporter.stats.get("skipped"):
        reporter.write_line("CI: tests were skipped; a component that they need is missing", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
