"""Taking in, finding again, removing, catching up: the library over real rooms."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from policy_qa.domain.sources import Metadata
from policy_qa.errors import BadInput, DocumentConflict, PolicyQAError, UnknownDocument, Unreadable
from policy_qa.library import Library, RecordFilter

REPORT = b"In 2023, 57 rural clinics opened in Peru. The Ministry of Health paid for them.\n"


def test_a_report_is_taken_in_found_and_removed(library: Library) -> None:
    outcome = library.add("clinics.txt", REPORT, Metadata(publisher="Ministry of Health", published=date(2024, 1, 2)))
    assert outcome.fate == "added"
    assert outcome.document is not None
    assert outcome.document.id == "clinics"
    assert outcome.document.publisher == "Ministry of Health"
    assert (library.home.corpus / "clinics.txt").read_bytes() == REPORT
    assert library.text("clinics") == REPORT.decode()
    assert library.search("rural clinics").items[0].document == "clinics"
    assert library.records(RecordFilter(kinds=("figure",))).items[0].text == "57"
    library.remove("clinics")
    assert library.documents() == []
    assert library.search("rural clinics").items == ()
    assert list(library.home.corpus.iterdir()) == []


def test_the_same_bytes_again_are_already_there(library: Library) -> None:
    library.add("clinics.txt", REPORT)
    again = library.add("clinics.txt", REPORT)
    renamed = library.add("other-name.txt", REPORT)
    assert (again.fate, renamed.fate) == ("already_there", "already_there")
    assert renamed.document is not None
    assert renamed.document.id == "clinics"
    assert len(library.documents()) == 1


def test_another_file_of_the_same_id_is_refused_naming_both_unless_it_replaces(library: Library) -> None:
    library.add("clinics.txt", REPORT)
    with pytest.raises(DocumentConflict, match=r"clinics\.txt") as refused:
        library.add("clinics.md", b"# Other\n\n12 clinics closed.\n")
    assert "clinics.md" in str(refused.value)
    assert library.text("clinics") == REPORT.decode()
    outcome = library.add("clinics.md", b"# Other\n\n12 clinics closed.\n", replace=True)
    assert outcome.fate == "replaced"
    assert [path.name for path in library.home.corpus.iterdir()] == ["clinics.md"]
    assert [r.text for r in library.records(RecordFilter(kinds=("figure",))).items] == ["12"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\t\n"),
        ("nul.txt", b"In 2023 \x00 57 clinics"),
        ("binary.txt", bytes(range(256)) * 20),
        ("report.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
        ("report.xyz", b"some text"),
        ("noextension", b"some text"),
        ("../escape.txt", b""),
        (".txt", b"hidden"),
        ("???.txt", b"no letters in the name"),
    ],
)
def test_what_cannot_be_read_is_refused_and_leaves_nothing(library: Library, name: str, data: bytes) -> None:
    with pytest.raises(PolicyQAError) as refused:
        library.add(name, data)
    assert "\n" not in str(refused.value)
    assert library.documents() == []
    assert not library.home.corpus.exists() or list(library.home.corpus.iterdir()) == []


def test_files_are_taken_in_one_by_one_and_a_bad_one_does_not_stop_the_rest(library: Library, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_bytes(REPORT)
    bad.write_bytes(b"")
    outcomes = list(library.add_files([bad, tmp_path / "missing.txt", tmp_path, good]))
    assert [one.fate for one in outcomes] == ["refused", "refused", "refused", "added"]
    assert all(isinstance(one.error, Unreadable) for one in outcomes[:3])
    assert [d.id for d in library.documents()] == ["good"]


def test_sync_follows_the_corpus_folder(library: Library) -> None:
    corpus = library.home.corpus
    corpus.mkdir()
    (corpus / "a.txt").write_bytes(b"In 2020, 5 clinics opened.\n")
    (corpus / "b.txt").write_bytes(b"In 2021, 6 clinics opened.\n")
    assert library.pending() == 2
    assert [one.fate for one in library.sync()] == ["added", "added"]
    assert (library.pending(), library.plan().steps) == (0, 0)
    (corpus / "a.txt").write_bytes(b"In 2020, 9 clinics opened.\n")
    (corpus / "b.txt").unlink()
    (corpus / "c.txt").write_bytes(b"")
    plan = library.plan()
    assert ([p.name for p in plan.new], [p.name for p in plan.changed], plan.gone) == (["c.txt"], ["a.txt"], ("b",))
    assert [one.fate for one in library.sync(plan)] == ["refused", "replaced", "removed"]
    assert library.text("a") == "In 2020, 9 clinics opened.\n"
    assert [d.id for d in library.documents()] == ["a"]


def test_a_new_library_reads_its_corpus_folder_at_the_first_question(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_bytes(REPORT)
    with Library.open(tmp_path / "home", tmp_path / "corpus") as library:
        assert library.documents() == []
        assert library.search("clinics").items[0].document == "a"


def test_the_index_catches_up_with_the_store(library: Library, tmp_path: Path) -> None:
    library.add("clinics.txt", REPORT)
    library.close()
    shutil.rmtree(library.home.index)
    with Library.open(library.home.path, library.home.corpus) as again:
        assert again.search("clinics").items[0].document == "clinics"
        assert list(again.verify()) == []


def test_an_index_that_is_ahead_of_the_store_is_made_anew(library: Library) -> None:
    library.add("clinics.txt", REPORT)
    library.add("other.txt", b"In 2020, 12 schools closed.\n")
    library.close()
    for name in ("store.sqlite", "store.sqlite-wal", "store.sqlite-shm"):
        (library.home.path / name).unlink(missing_ok=True)
    (library.home.corpus / "other.txt").unlink()
    with Library.open(library.home.path, library.home.corpus) as again:
        assert again.search("schools").items == ()
        assert again.search("clinics").items[0].document == "clinics"


def test_what_another_process_adds_is_seen_at_once(library: Library) -> None:
    library.add("clinics.txt", REPORT)
    assert library.search("schools").items == ()
    with Library.open(library.home.path, library.home.corpus) as other:
        other.add("schools.txt", b"In 2020, 12 schools closed.\n")
    assert library.search("schools").items[0].document == "schools"


def test_verify_finds_one_changed_byte(library: Library) -> None:
    from sqlalchemy import create_engine, update

    from policy_qa.store import tables

    library.add("clinics.txt", REPORT)
    assert list(library.verify()) == []
    engine = create_engine(f"sqlite:///{library.home.store}")
    with engine.begin() as connection:
        connection.execute(update(tables.sources).values(bytes=REPORT.replace(b"57", b"58")))
    engine.dispose()
    assert {f.place for f in library.verify()} == {"source"}


def test_unknown_documents_and_absurd_pages_are_errors(library: Library) -> None:
    with pytest.raises(UnknownDocument):
        library.search("x", documents=["nobody"])
    with pytest.raises(BadInput):
        library.search("x", page=0)
    with pytest.raises(BadInput):
        library.records(RecordFilter(), size=10**9)
