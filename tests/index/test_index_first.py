"""The index takes documents in, finds their passages and records, and forgets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_qa.domain.records import Figure, record_id
from policy_qa.domain.sources import Document
from policy_qa.domain.values import Span
from policy_qa.index import Entry, Index

TEXT = (
    "Rural services\n\nA total of 57 Rural Care Services operate nationwide. "
    "They serve women in 24 regions.\n\nThe budget rose to 1,300 soles."
)


def entry(name: str, text: str = TEXT) -> Entry:
    document = Document(
        id=name, title="Care in rural areas", name=f"{name}.txt", sha256="0" * 64, size=len(text.encode()),
        format="txt", encoding="utf-8", characters=len(text),
    )  # fmt: skip
    start = text.index("57") if "57" in text else 0
    end = text.index(".", start) + 1
    figure = Figure(
        id=record_id(name, "figure", start, start + 2), document=name, start=start, end=start + 2,
        text=text[start : start + 2], label="CARDINAL", rule="test", language="en",
        sentence=Span(start=text.rfind("\n", 0, start) + 1, end=end), value=57, measured_entity="Rural Care Services",
    )  # fmt: skip
    return Entry(document, text, [figure])


def test_what_is_put_in_is_found_and_what_is_taken_out_is_not(tmp_path: Path) -> None:
    with Index.open(tmp_path / "index") as index:
        assert index.generation == 0
        index.replace([entry("one"), entry("two")], [], 5)
        assert {hit.document for hit in index.passages("how many rural care services")} == {"one", "two"}
        assert {hit.document for hit in index.records_like("rural care services", kinds=["figure"])} == {"one", "two"}
        index.replace([entry("one", "Nothing of the kind is said here.")], ["two"], 6)
        assert index.passages("rural care services operate", documents=["two"]) == []
    with Index.open(tmp_path / "index") as again:
        assert again.generation == 6
        assert [hit.document for hit in again.passages("nothing of the kind")] == ["one"]


@pytest.mark.parametrize("text", ["", "?", "*", "(((", "\x00", "a" * 100_000, "the of", "∞ ½ ²"])
def test_any_string_is_a_bag_of_words(tmp_path: Path, text: str) -> None:
    with Index.open(tmp_path / "index") as index:
        index.replace([entry("one")], [], 1)
        index.passages(text)
        index.records_like(text)


def test_a_folder_that_is_no_index_becomes_an_empty_one(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / "stamp.json").write_text("{")
    with Index.open(folder) as index:
        assert (index.generation, index.documents_count) == (0, 0)
