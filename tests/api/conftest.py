"""A server over a real library in a temporary home: one with the two reports that tests only read, one to write in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from policy_qa_api.app import create_app

CORPUS = Path(__file__).parents[2] / "corpus"
WOMENS_DAY = "peru-international-womens-day-2024"


def serve(folder: Path, *, corpus: bool) -> TestClient:
    """A client of an app whose home and corpus lie in a folder."""
    reports = folder / "corpus"
    if corpus:
        shutil.copytree(CORPUS, reports)
    else:
        reports.mkdir(parents=True)
    return TestClient(create_app(folder / "home", reports), base_url="http://127.0.0.1")


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server that holds the two reports; not to be written to."""
    with serve(tmp_path_factory.mktemp("reports"), corpus=True) as client:
        yield client


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """A server that holds nothing yet."""
    with serve(tmp_path, corpus=False) as client:
        yield client
