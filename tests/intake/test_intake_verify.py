"""Verify finds one flipped byte anywhere, and names it; reading again shows what changes before it does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from policy_qa.library import Library, RecordFilter
from policy_qa.library.verifying import Finding

REPORT = b"In 2023, 57 rural clinics opened in Peru. The Ministry of Health paid for them.\n"
PAGE = (
    b"<html lang=en><head><title>Schools</title></head><body><h1>Schools</h1><p>In 2022, 12 schools closed.</p></body>"
)


@pytest.fixture
def kept(library: Library) -> Library:
    """Two reports, one reviewed."""
    library.add("clinics.txt", REPORT)
    library.add("schools.html", PAGE)
    library.review(library.records(RecordFilter(kinds=("figure",))).items[0].id, "accept", by="ana", why="looked")
    assert _found(library) == []
    return library


def _found(library: Library) -> list[Finding]:
    return [finding for finding in library.verify() if not finding.note]


def _run(library: Library, statement: str) -> None:
    with sqlite3.connect(library.home.store) as connection:
        assert connection.execute(statement).rowcount > 0
    connection.close()


@pytest.mark.parametrize(
    ("statement", "document", "place"),
    [
        ("update sources set bytes = cast(replace(cast(bytes as text), '57', '58') as blob)", "clinics", "source"),
        ("update documents set text = replace(text, 'Peru', 'Perv')", "clinics", "text"),
        ("update documents set layout = replace(layout, 'heading', 'headinh')", "schools", "layout"),
        ("update documents set title = 'Schoolz' where id = 'schools'", "schools", "document"),
        ("update documents set rules = replace(rules, substr(rules, 1, 1), 'x')", "clinics", "document"),
        ("update records set body = replace(body, '\"value\":57', '\"value\":58')", "clinics", "records"),
        ("update records set body = replace(body, '{', '(')", "clinics", "records"),
        ("update records set label = 'MONEY' where label = 'CARDINAL'", "clinics", "record "),
        ("delete from records where document = 'clinics'", "clinics", "records"),
        ("update reviews set body = replace(body, 'looked', 'lookec')", "", "review of "),
    ],
)
def test_a_changed_row_is_found_and_named(kept: Library, statement: str, document: str, place: str) -> None:
    _run(kept, statement)
    found = _found(kept)
    assert any(f.document == document and f.place.startswith(place) for f in found), found


def test_flipped_bytes_of_the_store_file_are_found(kept: Library, tmp_path: Path) -> None:
    with sqlite3.connect(kept.home.store) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    kept.close()
    whole = kept.home.store.read_bytes()
    for words in (
        b"57 rural clinics",
        b"Schools</title>",
        b'"measured_entity":',
        b'"why":"looked"',
        b'"kind": "heading"',
    ):
        position = whole.rindex(words) + 2
        kept.home.store.write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
        with Library.open(kept.home.path, kept.home.corpus) as damaged:
            assert _found(damaged), words
    kept.home.store.write_bytes(whole)
    with Library.open(kept.home.path, kept.home.corpus) as mended:
        assert _found(mended) == []


def _index_files(library: Library) -> Iterator[Path]:
    return (path for path in sorted(library.home.index.iterdir()) if path.stat().st_size and "LOCK" not in path.name)


def test_a_flipped_byte_of_any_index_file_is_found_and_the_index_made_anew(kept: Library) -> None:
    kept.close()
    for name in [path.name for path in _index_files(kept)]:
        path = kept.home.index / name
        if not path.exists():
            continue
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        with Library.open(kept.home.path, kept.home.corpus) as damaged:
            assert [f.place for f in _found(damaged)] == ["index"]
            assert _found(damaged) == []


def test_the_corpus_folder_is_compared(kept: Library) -> None:
    (kept.home.corpus / "clinics.txt").write_bytes(REPORT.replace(b"57", b"58"))
    (kept.home.corpus / "schools.html").unlink()
    (kept.home.corpus / "new.txt").write_bytes(b"Not taken in yet.\n")
    assert [(f.document, f.place) for f in _found(kept)] == [("clinics", "clinics.txt"), ("schools", "schools.html")]


def test_reading_again_shows_and_then_keeps_what_changed(kept: Library) -> None:
    wrong = "update records set body = replace(body, '\"value\":57', '\"value\":75') where document = 'clinics'"
    _run(kept, wrong)
    _run(kept, "update documents set rules = 'old'")
    found = {one.document.id: one for one in kept.reread()}
    (change,) = found["clinics"].diff.changed
    assert change.before is not None
    assert change.after is not None
    assert (change.before.model_dump()["value"], change.after.model_dump()["value"]) == (75, 57)
    assert not found["schools"].diff
    assert found["schools"].stale
    (still,) = kept.records(RecordFilter(kinds=("figure",), documents=("clinics",))).items
    assert still.model_dump()["value"] == 75
    reviews = kept.reviews()
    assert [one.fate for one in kept.re_extract(list(found.values()))] == ["replaced"]
    assert _found(kept) == []
    assert [f for f in kept.verify() if f.note] == []
    assert not any(one.diff or one.stale for one in kept.reread())
    assert kept.reviews() == reviews


def test_other_rules_are_said_and_no_finding(kept: Library) -> None:
    from policy_qa.store import Store

    with_old = Store.open(kept.home.store)
    with_old.read_with("clinics", "0" * 64)
    with_old.close()
    notes = [f for f in kept.verify() if f.note]
    assert [(f.document, f.place) for f in notes] == [("clinics", "records")]
    assert "other rules" in notes[0].what
    assert _found(kept) == []
