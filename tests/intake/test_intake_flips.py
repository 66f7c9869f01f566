"""One bit turned over anywhere in a home: verify finds it, unless the byte is one that the store makes no use of."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from random import Random

import pytest

from policy_qa.errors import PolicyQAError
from policy_qa.library import Library

REPORT = b"In 2023, 57 rural clinics opened in Peru. The Ministry of Health paid for them.\n"
PAGE = b"<html lang=en><title>Schools</title><body><nav>Menu</nav><h1>Schools</h1><p>In 2022, 12 schools closed.</p>"
FLIPS = 4


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home and its corpus folder, at rest."""
    place = tmp_path_factory.mktemp("whole")
    with Library.open(place / "home", place / "corpus") as library:
        library.add("clinics.txt", REPORT)
        library.add("schools.html", PAGE)
    with sqlite3.connect(place / "home" / "store.sqlite") as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    return place


def _said(store: Path) -> str:
    """All that the store holds."""
    with sqlite3.connect(store) as connection:
        told = "\n".join(connection.iterdump())
    connection.close()
    return told


def _finds_something(place: Path) -> bool:
    try:
        with Library.open(place / "home", place / "corpus") as library:
            return any(not finding.note for finding in library.verify())
    except PolicyQAError:
        return True  # so broken that it can't be opened, which is said as well


def _holds_the_same(file: Path, place: Path, whole: Path) -> bool:
    """Whether the flipped byte is one of the store's file that nothing is kept in."""
    return file.suffix == ".sqlite" and _said(place / file) == _said(whole / file)


@pytest.mark.parametrize(
    "kind", ["corpus/*", "home/index/*.col", "home/index/*.[pt][sr]*", "home/*/manifest.json", "home/*.sqlite"]
)
def test_a_flipped_bit_is_found(whole: Path, tmp_path: Path, kind: str) -> None:
    random = Random(57)  # noqa: S311
    files = [path.relative_to(whole) for path in sorted(whole.glob(kind)) if path.stat().st_size]
    assert files
    for file in files:
        for flip in range(FLIPS):
            place = tmp_path / f"{file.name}{flip}"
            shutil.copytree(whole, place)
            data = bytearray((whole / file).read_bytes())
            at = random.randrange(len(data))
            data[at] ^= 1 << random.randrange(8)
            (place / file).write_bytes(data)
            assert _finds_something(place) or _holds_the_same(file, place, whole), (file, at)
