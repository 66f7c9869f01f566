"""The folder of the index: safe against damage, strangers, crashes and other processes."""

from __future__ import annotations

import json
import os
import pickle
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from policy_qa.domain.sources import Document
from policy_qa.errors import IndexTrouble
from policy_qa.index import Entry, Index, commit, folder, index


def entry(name: str, text: str = "Rural care services for women.") -> Entry:
    document = Document(
        id=name, title="Report", name=f"{name}.txt", sha256="0" * 64, size=len(text.encode()), format="txt",
        encoding="utf-8", characters=len(text),
    )  # fmt: skip
    return Entry(document, text, [])


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "index"
    with Index.open(path) as one:
        one.replace([entry("one"), entry("two")], [], 7)
    return path


def cut_short(path: Path) -> None:
    file = next(path.glob("*.pst"))
    file.write_bytes(file.read_bytes()[:-3])


def flip(path: Path) -> None:
    file = next(path.glob("*.trm"))
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a file cut short": cut_short,
    "a bit flipped": flip,
    "a file gone": lambda path: next(path.glob("*.trm")).unlink(),
    "no manifest": lambda path: (path / "manifest.json").unlink(),
    "half a manifest": lambda path: (path / "manifest.json").write_text('{"version": 1'),
    "not a mapping": lambda path: (path / "manifest.json").write_text("[]"),
    "another version": lambda path: told(path, version=0),
    "segments of nonsense": lambda path: told(path, segments=[{"id": 1}]),
    "a file outside": lambda path: told(path, files={"../x": "0" * 64}),
    "another count": lambda path: (path / "manifest.json").write_text(
        (path / "manifest.json").read_text().replace('"documents": 2', '"documents": 3')
    ),
}


def told(path: Path, **changes: object) -> None:
    manifest = json.loads((path / "manifest.json").read_text())
    del manifest["sha256"]
    (path / "manifest.json").write_text(folder.sealed(manifest | changes))


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_folder_is_opened_empty_and_can_be_filled_again(made: Path, damage: str) -> None:
    DAMAGES[damage](made)
    with Index.open(made) as again:
        assert (again.generation, again.documents_count) == (0, 0)
        again.replace([entry("one")], [], 8)
    with Index.open(made) as again:
        assert again.passages("rural care")


def test_verify_says_what_is_wrong(made: Path) -> None:
    with Index.open(made) as one:
        one.verify()
        cut_short(made)
        with pytest.raises(IndexTrouble, match="pst is not as it was written"):
            one.verify()


class Planted:
    """Runs code where it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (os.mkdir, ("planted",))


def test_nothing_is_unpickled_into_classes(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    planted = pickle.dumps(Planted())
    for file in made.iterdir():
        raw = file.read_bytes()
        if raw[-4:].strip(b"\0") and b"\x80" in raw:  # the pickled table at the end of a term index
            file.write_bytes(raw[: raw.rindex(b"\x80")] + planted + raw[raw.rindex(b"\x80") + len(planted) :])
    manifest = json.loads((made / "manifest.json").read_text())
    files = {name: folder.digest_of(made / name) for name in manifest["files"]}
    assert files != manifest["files"]
    told(made, files=files)
    with Index.open(made) as one:
        assert (one.generation, one.documents_count) == (0, 0)
    assert not (tmp_path / "planted").exists()


def test_a_reader_of_tables_knows_no_classes(tmp_path: Path) -> None:
    (tmp_path / "table").write_bytes(pickle.dumps(Planted()))
    with pytest.raises(pickle.UnpicklingError, match="mkdir"):
        folder.Folder(str(tmp_path)).open_file("table").read_pickle()


def test_a_commit_that_fails_leaves_everything_as_it_was(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("disk full")

    before = (made / "manifest.json").read_text()
    with Index.open(made) as one:
        with monkeypatch.context() as patched:
            patched.setattr(commit, "put_manifest", refuse)
            with pytest.raises(IndexTrouble, match="disk full"):
                one.replace([entry("three")], ["one"], 8)
        assert one.generation == 7
        assert {hit.document for hit in one.passages("rural")} == {"one", "two"}
        assert (made / "manifest.json").read_text() == before
        one.replace([entry("three")], ["one"], 8)
        assert {hit.document for hit in one.passages("rural")} == {"two", "three"}


def test_an_entry_that_can_not_be_read_leaves_everything_as_it_was(made: Path) -> None:
    def broken() -> object:
        yield entry("three")
        raise ValueError("no more")

    with Index.open(made) as one:
        with pytest.raises(ValueError, match="no more"):
            one.replace(broken(), ["one"], 8)  # type: ignore[arg-type]
        assert {hit.document for hit in one.passages("rural")} == {"one", "two"}


def test_files_of_earlier_commits_go_and_files_of_others_stay(made: Path) -> None:
    (made / "notes.txt").write_text("mine")
    with Index.open(made) as one:
        for generation in range(8, 12):
            one.replace([entry("one", f"Women of {generation} regions.")], ["two"], generation)
        manifest = folder.read_manifest(made, index.VERSION)
        kept = {file.name for file in made.iterdir() if file.is_file()} - {"index_WRITELOCK"}
        assert kept == {"manifest.json", "notes.txt", *manifest.files}
        assert len(manifest.segments) == 1


def test_many_small_commits_are_joined(made: Path) -> None:
    with Index.open(made) as one:
        for number in range(40):
            one.replace([entry(f"report-{number}", f"Women of region {number}.")], [], 8 + number)
        assert len(folder.read_manifest(made, index.VERSION).segments) <= commit.MANY + 1
        assert one.documents_count == 42
        assert one.search("document:report-3").total == 1
        assert one.search('"region 31"', kind="passage").total == 1
        assert one.search("women", kind="passage").total == 42


def test_full_segments_are_closed_on_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commit, "FULL", 10)
    with Index.open(tmp_path / "index") as one:
        one.replace([entry(f"report-{n}", f"Women of region {n}.") for n in range(35)], [], 1)
        assert len(folder.read_manifest(tmp_path / "index", index.VERSION).segments) == 4
        assert one.search("women", kind="passage", size=50).total == 35
        assert [h.document for h in one.search('"region 31"').items] == ["report-31"]
        one.replace([], [f"report-{n}" for n in range(30)], 2)
        assert one.documents_count == 5
        assert one.search("NOT unicorns", kind="passage").total == 5


def test_another_reader_sees_a_commit_at_its_next_search(made: Path) -> None:
    with Index.open(made) as reader, Index.open(made) as writer:
        assert reader.search("unicorns").total == 0
        writer.replace([entry("three", "Unicorns.")], [], 8)
        assert reader.search("unicorns").total == 1
        assert reader.generation == 8


def test_another_process_sees_it_and_a_seeded_random_does_no_harm(made: Path) -> None:
    script = (
        "import random, sys; from pathlib import Path; from policy_qa.index import Index\n"
        "random.seed(1)\n"
        "with Index.open(Path(sys.argv[1])) as one: one.replace([], ['one'], 8)"
    )
    with Index.open(made) as reader:
        for _ in range(2):
            random.seed(1)
            subprocess.run([sys.executable, "-c", script, str(made)], check=True)
            assert {hit.document for hit in reader.passages("rural")} == {"two"}


def test_searches_go_on_while_a_commit_is_made(made: Path) -> None:
    with Index.open(made) as one:
        seen: list[int] = []

        def slow() -> Iterator[Entry]:
            yield entry("three")
            searching = Thread(target=lambda: seen.append(one.search("rural", kind="passage").total))
            searching.start()
            searching.join(timeout=30)
            yield entry("four")

        one.replace(slow(), ["one"], 8)
        assert seen == [2]
        assert one.search("rural", kind="passage").total == 3


def test_a_process_killed_while_writing_leaves_the_last_commit(made: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from policy_qa.index import Index, commit, index, schema\n"
        "commit.put_manifest = lambda *_: os._exit(9)\n"
        "with Index.open(Path(sys.argv[1])) as one: one.replace([], ['one'], 8)"
    )
    assert subprocess.run([sys.executable, "-c", script, str(made)]).returncode == 9
    with Index.open(made) as one:
        assert one.generation == 7
        assert {hit.document for hit in one.passages("rural")} == {"one", "two"}
        one.replace([entry("three")], [], 8)
        kept = {file.name for file in made.iterdir()} - {"index_WRITELOCK", "manifest.json"}
        assert kept == set(folder.read_manifest(made, index.VERSION).files)


def test_two_writers_take_turns(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "LOCK_WAIT", 0.05)
    with Index.open(made) as one, folder.locked(made):
        with pytest.raises(IndexTrouble, match="another process is writing"):
            one.replace([entry("three")], [], 8)
        assert one.passages("rural")


def test_the_same_texts_give_the_same_hits_in_any_order_of_commits(tmp_path: Path) -> None:
    texts = {f"report-{n}": f"Women of {'rural ' * (n % 3)}region {n % 4}. Budget {n}." for n in range(12)}
    found = []
    for turn, order in enumerate((sorted(texts), sorted(texts, reverse=True))):
        with Index.open(tmp_path / str(turn)) as one:
            for generation, name in enumerate(order):
                one.replace([entry(name, texts[name])], [], generation + 1)
            found.append([(h.document, h.start, round(h.score, 6)) for h in one.search("rural women region").items])
    assert found[0] == found[1]
