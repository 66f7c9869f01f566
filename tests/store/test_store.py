from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_qa.domain.edtf import edtf_years
from policy_qa.domain.records import Figure, record_id
from policy_qa.domain.sources import Document
from policy_qa.domain.values import Span
from policy_qa.errors import DocumentConflict, StoreError, UnknownDocument, UnknownRecord
from policy_qa.store import RecordFilter, Store


def document(identity: str, text: str, name: str = "a.txt") -> Document:
    source = text.encode()
    return Document(
        id=identity,
        title=identity,
        name=name,
        sha256=sha256(source).hexdigest(),
        size=len(source),
        format="txt",
        encoding="utf-8",
        characters=len(text),
        published=date(2024, 3, 8),
    )


def figure(identity: str, text: str, start: int, end: int, **fields: object) -> Figure:
    return Figure.model_validate(
        {
            "id": record_id(identity, "figure", start, end),
            "document": identity,
            "start": start,
            "end": end,
            "text": text[start:end],
            "label": "CARDINAL",
            "rule": "number.digits",
            "language": "en",
            "sentence": Span(start=0, end=len(text)),
            "value": 57,
            **fields,
        }
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "deep" / "store.sqlite")


def test_a_document_comes_back_whole(store: Store) -> None:
    text = "A total of 57 services — ñandú \U0001f600 operate."
    kept = document("a", text)
    store.add(kept, text.encode(), text, [figure("a", text, 11, 13)], rules="r")
    assert store.document("a") == kept.model_copy(update={"records": 1})
    assert store.text("a") == text
    assert store.source("a") == text.encode()
    assert store.quote("a", 14, 31) == text[14:31]
    assert store.records("a") == [figure("a", text, 11, 13)]
    assert store.record(record_id("a", "figure", 11, 13)).start == 11
    assert store.size() == (1, 1)
    assert store.generation == 1


def test_a_taken_id_is_refused_and_nothing_changes(store: Store) -> None:
    store.add(document("a", "one"), b"one", "one", [], rules="r")
    with pytest.raises(DocumentConflict, match=r"taken by 'a\.txt'"):
        store.add(document("a", "two", "b/a.md"), b"two", "two", [], rules="r")
    assert store.text("a") == "one"
    assert store.generation == 1


def test_replacing_drops_what_was_made_before(store: Store) -> None:
    store.add(document("a", "57 x"), b"57 x", "57 x", [figure("a", "57 x", 0, 2)], rules="r")
    store.add(document("a", "none"), b"none", "none", [], rules="r", replace=True)
    assert store.records() == []
    assert store.with_sha256(sha256(b"57 x").hexdigest()) == []
    assert store.source("a") == b"none"


def test_two_documents_share_a_source_until_both_are_gone(store: Store) -> None:
    for identity in ("a", "b"):
        store.add(document(identity, "same"), b"same", "same", [], rules="r")
    store.remove("a")
    assert store.source("b") == b"same"
    store.remove("b")
    assert store.documents() == []


def test_what_changed_since_a_generation(store: Store) -> None:
    store.add(document("a", "one"), b"one", "one", [], rules="r")
    store.add(document("b", "two"), b"two", "two", [], rules="r")
    store.remove("a")
    assert store.changed_since(0) == (["b"], ["a"], 3)
    assert store.changed_since(2) == ([], ["a"], 3)
    store.add(document("a", "again"), b"again", "again", [], rules="r")
    assert store.changed_since(3) == (["a"], [], 4)


def test_unknown_ids_say_so(store: Store) -> None:
    for call in (store.document, store.text, store.source, store.remove):
        with pytest.raises(UnknownDocument):
            call("nobody")
    with pytest.raises(UnknownRecord):
        store.record("0" * 16)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (RecordFilter(), 3),
        (RecordFilter(labels=("PERCENT",)), 1),
        (RecordFilter(year=2023), 2),
        (RecordFilter(year=2030), 1),
        (RecordFilter(contains="rural CARE"), 1),
        (RecordFilter(contains="100%"), 0),
        (RecordFilter(contains="_"), 0),
        (RecordFilter(units=("%",), year=2023), 1),
        (RecordFilter(documents=("b",)), 0),
        (RecordFilter(kinds=("date",)), 0),
    ],
)
def test_filters(store: Store, wanted: RecordFilter, count: int) -> None:
    text = "57 Rural Care Services, 40% of women, 9 men"
    rows = [
        figure("a", text, 0, 2, measured_entity="Rural Care Services", period="2023"),
        figure("a", text, 24, 27, label="PERCENT", unit="%", value=40, period="2022/2023"),
        figure("a", text, 38, 39, period="2030/.."),
    ]
    store.add(document("a", text), text.encode(), text, rows, rules="r")
    assert len(store.records_where(wanted)[0]) == store.records_where(wanted)[1] == count


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2023", (2023, 2023)),
        ("2024-02", (2024, 2024)),
        ("2014/2015", (2014, 2015)),
        ("2010/..", (2010, 9999)),
        ("../2030", (0, 2030)),
        ("201X", (2010, 2019)),
        ("XXXX-03-04", None),
        ("2021-36", (2021, 2021)),
        ("2024-03-04/2024-03-08", (2024, 2024)),
    ],
)
def test_years_of_an_edtf_value(edtf: str, expected: tuple[int, int] | None) -> None:
    assert edtf_years(edtf) == expected


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_bytes(b"this is not a database, not at all" * 100)
    with pytest.raises(StoreError, match="can't be opened"):
        Store.open(tmp_path / "store.sqlite")


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=60))
def test_any_text_comes_back_to_the_character(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    kept = Store.open(tmp_path_factory.mktemp("s") / "store.sqlite")
    kept.add(document("a", text), text.encode(), text, [], rules="r")
    assert kept.text("a") == text
    half = len(text) // 2
    assert kept.quote("a", half, len(text)) == text[half:]
    kept.close()
