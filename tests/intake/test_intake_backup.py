"""Backup, restore, manifest: one file, equal to the byte, and nothing harmful let in."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from policy_qa.errors import BadInput, DocumentConflict, PolicyQAError
from policy_qa.library import Library, RecordFilter

REPORT = b"In 2023, 57 rural clinics opened in Peru. The Ministry of Health paid for them.\n"
OTHER = b"---\ntitle: Escuelas\n---\n\nEn 2022 cerraron 12 escuelas; el 40% eran rurales.\n"


def _exported(library: Library) -> list[str]:
    return [record.model_dump_json() for record in library.all_records(RecordFilter())]


@pytest.fixture
def backup(library: Library, tmp_path: Path) -> Path:
    """A backup of two reports, one of them reviewed, with a corpus.toml."""
    library.home.corpus.mkdir()
    (library.home.corpus / "corpus.toml").write_text('[[document]]\nid = "clinics"\npublisher = "Ministry"\n')
    library.add("clinics.txt", REPORT)
    library.add("escuelas.md", OTHER)
    library.review(library.records(RecordFilter(kinds=("figure",))).items[0].id, "accept", by="ana")
    assert library.backup(tmp_path / "reports.zip") == 2
    return tmp_path / "reports.zip"


def test_a_restored_library_is_equal_to_the_byte(library: Library, backup: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "home2", tmp_path / "corpus2") as other:
        assert other.restore(backup) == 2
        assert _exported(other) == _exported(library)
        assert other.documents() == library.documents()
        assert other.reviews() == library.reviews()
        assert other.manifest() == library.manifest()
        assert [other.source(d) for d in ("clinics", "escuelas")] == [REPORT, OTHER]
        assert other.search("rural clinics").items[0].document == "clinics"
        assert [f for f in other.verify() if not f.note] == []
        assert not other.plan().steps
        other.backup(tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == backup.read_bytes()


def test_a_backup_is_not_overwritten_and_a_full_store_not_replaced_unless_told(library: Library, backup: Path) -> None:
    before = _exported(library)
    library.add("third.txt", b"In 2021, 3 bridges were built.\n")
    with pytest.raises(BadInput, match="--replace"):
        library.backup(backup)
    with pytest.raises(BadInput, match="--replace"):
        library.restore(backup)
    assert library.restore(backup, replace=True) == 2
    assert _exported(library) == before
    assert library.search("bridges").items == ()


def test_another_file_in_the_corpus_folder_is_not_overwritten(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "corpus2").mkdir()
    (tmp_path / "corpus2" / "clinics.txt").write_bytes(b"mine\n")
    with Library.open(tmp_path / "home2", tmp_path / "corpus2") as other:
        with pytest.raises(DocumentConflict, match=r"clinics\.txt"):
            other.restore(backup)
        assert other.documents() == []
    assert (tmp_path / "corpus2" / "clinics.txt").read_bytes() == b"mine\n"


def test_the_manifest_tells_no_time_and_no_place(library: Library, backup: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "elsewhere" / "home", tmp_path / "elsewhere" / "corpus") as other:
        other.add("escuelas.md", OTHER)
        (tmp_path / "elsewhere" / "corpus" / "corpus.toml").write_text(
            '[[document]]\nid = "clinics"\npublisher = "Ministry"\n'
        )
        other.add("clinics.txt", REPORT)
        assert other.manifest() == library.manifest()
        other.add("third.txt", b"In 2021, 3 bridges were built.\n")
        assert json.loads(other.manifest())["sha256"] != json.loads(library.manifest())["sha256"]


def _rewritten(backup: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """The archive with other parts, sizes and hashes that its manifest says."""
    with zipfile.ZipFile(backup) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def _sealed(parts: dict[str, bytes]) -> None:
    """Makes the manifest fit parts that were forged."""
    from hashlib import sha256

    head = json.loads(parts["manifest.json"])
    others = {name: data for name, data in parts.items() if name != "manifest.json"}
    head["parts"] = {n: {"sha256": sha256(d).hexdigest(), "size": len(d)} for n, d in others.items()}
    parts["manifest.json"] = json.dumps(head).encode()


def _other_quote(parts: dict[str, bytes]) -> None:
    parts["documents/clinics/text.txt"] = parts["documents/clinics/text.txt"].replace(b"57", b"58")


def _other_quote_sealed(parts: dict[str, bytes]) -> None:
    _other_quote(parts)
    _sealed(parts)


def _outside(parts: dict[str, bytes]) -> None:
    parts["../../outside.txt"] = b"x"
    _sealed(parts)


def _renamed(parts: dict[str, bytes]) -> None:
    told = json.loads(parts["documents/clinics/document.json"])
    parts["documents/clinics/document.json"] = json.dumps({**told, "name": "../clinics.txt"}).encode()
    _sealed(parts)


def _bomb(parts: dict[str, bytes]) -> None:
    parts["bomb"] = b"\0" * 30_000_000
    _sealed(parts)


def _no_source(parts: dict[str, bytes]) -> None:
    del parts[next(name for name in parts if name.startswith("sources/"))]


def _no_manifest(parts: dict[str, bytes]) -> None:
    del parts["manifest.json"]


def _other_format(parts: dict[str, bytes]) -> None:
    parts["manifest.json"] = b'{"format": "something", "version": 1, "documents": [], "parts": {}}'


def _odd_manifest(parts: dict[str, bytes]) -> None:
    parts["manifest.json"] = b"[" * 100_000


@pytest.mark.parametrize(
    "change",
    [
        _other_quote,
        _other_quote_sealed,
        _renamed,
        _bomb,
        _no_source,
        _no_manifest,
        _other_format,
        _odd_manifest,
    ],
)
def test_a_damaged_or_hostile_archive_changes_nothing(
    backup: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    _rewritten(backup, change)
    with Library.open(tmp_path / "home2", tmp_path / "corpus2") as other:
        with pytest.raises(PolicyQAError, match=r"reports\.zip"):
            other.restore(backup)
        assert other.documents() == []
    assert not (tmp_path / "corpus2").exists()


def test_nothing_is_unpacked_to_a_place_that_the_archive_names(backup: Path, tmp_path: Path) -> None:
    _rewritten(backup, _outside)
    with Library.open(tmp_path / "deep" / "er" / "home", tmp_path / "deep" / "er" / "corpus") as other:
        other.restore(backup)
    assert list(tmp_path.rglob("outside.txt")) == []


def test_every_flipped_byte_of_an_archive_is_refused_or_harmless(
    library: Library, backup: Path, tmp_path: Path
) -> None:
    whole = backup.read_bytes()
    before = _exported(library)
    for position in range(0, len(whole), max(1, len(whole) // 60)):
        damaged = bytearray(whole)
        damaged[position] ^= 0x10
        backup.write_bytes(damaged)
        try:
            library.restore(backup, replace=True)
        except PolicyQAError as problem:
            assert "\n" not in str(problem)  # noqa: PT017
        assert _exported(library) == before


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 nothing", b"\x1f\x8b", b"plain text"])
def test_what_is_no_archive_is_refused(library: Library, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(PolicyQAError, match="backup"):
        library.restore(tmp_path / "x.zip")
