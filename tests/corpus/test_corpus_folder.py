"""The corpus folder: which files it has, and that putting one in is whole, safe and never silently destroys another."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_qa.corpus import Corpus, safe_name
from policy_qa.corpus.folder import _id_of
from policy_qa.domain.sources import document_id
from policy_qa.errors import BadInput, DocumentConflict, PolicyQAError, Unreadable


def filled(folder: Path, **files: str) -> Corpus:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return Corpus.open(folder)


def test_files_are_sorted_and_hidden_ones_left_out(tmp_path: Path) -> None:
    corpus = filled(tmp_path, b__txt="two", a__txt="one", **{".hidden__txt": "x", "corpus__toml": ""})
    assert [(f.name, f.id, f.size) for f in corpus.files()] == [("a.txt", "a", 3), ("b.txt", "b", 3)]


def test_links_out_of_the_folder_are_named_and_left_out(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    corpus = filled(tmp_path / "corpus", a__txt="one")
    (corpus.folder / "leak.txt").symlink_to(secret)
    (corpus.folder / "out").symlink_to(tmp_path, target_is_directory=True)
    (corpus.folder / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(corpus.folder / "pipe.txt")
    listed = corpus.listed()
    assert [f.name for f in listed.files] == ["a.txt"]
    assert [any(name in note for note in listed.notes) for name in ("leak.txt", "out", "loop.txt", "pipe.txt")] == [
        True
    ] * 4


def test_two_files_of_one_id_are_a_conflict_that_names_both(tmp_path: Path) -> None:
    listed = filled(tmp_path, report__txt="one", report__md="two").listed()
    assert [f.name for f in listed.files] == ["report.md"]
    assert "report.md and report.txt" in str(listed.conflicts[0])


def test_of_two_files_of_one_id_the_one_that_is_held_stays(tmp_path: Path) -> None:
    corpus = filled(tmp_path, report__txt="one", report__md="two")
    listed = corpus.listed({"report": "report.txt"})
    assert [f.name for f in listed.files] == ["report.txt"]
    assert str(listed.conflicts[0]).startswith("report.md: report.txt and report.md have the same id 'report'")
    assert corpus.remove("report", "report.txt") == tmp_path / "report.txt"


def test_put_is_idempotent_and_refuses_to_overwrite(tmp_path: Path) -> None:
    corpus = Corpus.open(tmp_path / "new")
    path = corpus.put(b"one", "a.txt")
    assert corpus.put(b"one", "a.txt") == path
    with pytest.raises(DocumentConflict):
        corpus.put(b"two", "a.txt")
    with pytest.raises(DocumentConflict, match=r"a\.txt and a\.md"):
        corpus.put(b"two", "a.md")
    assert path.read_bytes() == b"one"
    assert corpus.put(b"two", "a.md", replace=True).read_bytes() == b"two"
    assert [f.name for f in corpus.files()] == ["a.md"]
    assert [p.name for p in corpus.folder.iterdir()] == ["a.md"]


def test_put_takes_a_path_and_remove_takes_it_out(tmp_path: Path) -> None:
    source = tmp_path / "report.txt"
    source.write_text("text")
    corpus = Corpus.open(tmp_path / "corpus")
    assert corpus.put(source).name == "report.txt"
    assert corpus.remove("report") == corpus.folder / "report.txt"
    assert corpus.remove("report") is None
    assert source.exists()


@pytest.mark.parametrize("name", ["missing.txt", "folder", "pipe.txt"])
def test_put_says_what_is_wrong_with_a_source(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(Unreadable):
        Corpus.open(tmp_path / "corpus").put(tmp_path / name)


def test_a_link_as_the_target_is_not_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("keep")
    corpus = filled(tmp_path / "corpus")
    (corpus.folder / "a.txt").symlink_to(outside)
    with pytest.raises(DocumentConflict):
        corpus.put(b"new", "a.txt")
    corpus.put(b"new", "a.txt", replace=True)
    assert outside.read_text() == "keep"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.txt", "report.txt"),
        ("../../etc/report.txt", "report.txt"),
        ("C:\\papers\\report.txt", "report.txt"),
        ("informe año.txt", "informe año.txt"),
        ("an\u0303o.txt", "año.txt"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../",
        "/",
        "a\0b.txt",
        "a\nb.txt",
        "x" * 300 + ".txt",
        "\u202etxt.exe",
        "con",
        "CON.txt",
        "lpt1.md",
        ".hidden.txt",
        "a.",
        "a .txt ",
        "a?.txt",
        "a\ud800.txt",
        "ñ" * 101,
    ],
)
def test_absurd_names_are_refused(name: str) -> None:
    with pytest.raises(BadInput):
        safe_name(name)


@given(st.text(max_size=40))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    try:
        safe = safe_name(name)
    except PolicyQAError:
        return
    assert Path("corpus", safe).parent == Path("corpus")
    assert not any(category(c) in {"Cc", "Cf", "Cs"} for c in safe)


def test_catalogue_gives_metadata(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text(
        '[[document]]\nid = "a"\ntitle = "A report"\npublished = 2024-03-08\nlanguage = "es"\n'
    )
    corpus = Corpus.open(tmp_path)
    assert corpus.metadata("a").title == "A report"
    assert corpus.metadata("a").published == date(2024, 3, 8)
    assert corpus.metadata("b").title is None


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("title = \n", "line 1"),
        ('[[document]]\nid = "a"\n[[document]]\ntitle = "x"\n', "line 3, document 2: this document has no id"),
        ('[[document]]\nid = "a"\n\n[[document]]\nid = "a"\n', "line 4, document 2: the id 'a' stands twice"),
        ('[[document]]\nid = "a"\nauthor = "x"\n', "line 1, document 1: unknown key 'author'"),
        ('[[document]]\nid = "a"\npublished = "2024"\n', "published is no date"),
        ('[[document]]\nid = "a"\nlanguage = "fr"\n', "language"),
        ('x = 1\n[[document]]\nid = "a"\n', "corpus.toml line 1: unknown key 'x'"),
        ('[document]\nid = "a"\n', "write [[document]]"),
        ("document = 3\n", "write [[document]]"),
    ],
)
def test_a_bad_catalogue_is_a_clear_error(tmp_path: Path, toml: str, says: str) -> None:
    (tmp_path / "corpus.toml").write_text(toml)
    with pytest.raises(BadInput) as error:
        Corpus.open(tmp_path)
    assert says in str(error.value)
    assert "corpus.toml" in str(error.value)


def test_our_own_corpus_is_as_published() -> None:
    corpus = Corpus.open(Path(__file__).parents[2] / "corpus")
    assert {f.id: f.sha256 for f in corpus.files()} == {
        "peru-equal-futures-partnership": "4c8802191f6eb08aca98ad625c574f8dbc26871f4555b8650e26002c1cdf2592",
        "peru-international-womens-day-2024": "eebfabf13a8b96c428c352aa96721244e3613b37bb77760690747a9b1b3edf2f",
    }
    assert {f.id for f in corpus.files()} == set(corpus.catalogue)
    assert all(m.title and m.publisher and m.language and m.licence for m in corpus.catalogue.values())


@given(st.text(st.characters(exclude_characters="/\\", exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_the_quick_id_is_the_id(name: str) -> None:
    assert _id_of(name) == document_id(name)


def test_what_a_killed_writer_left_goes_when_the_file_is_put_in_again(tmp_path: Path) -> None:
    (tmp_path / ".incoming-a.txt").write_bytes(b"hal")
    Corpus.open(tmp_path).put(b"half\n", "a.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
