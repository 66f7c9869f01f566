"""Records as others read them: every row leads back to its quote, nothing runs as a formula."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from conftest import CORPUS
from policy_qa import exporting
from policy_qa.cli.main import run
from policy_qa.library import Library, RecordFilter

REPORT = "=cmd|' /C calc'!A0 was said in 2023. The ñandú \U0001f600 park had 57 rural clinics.\n"


@pytest.fixture
def odd(library: Library) -> Library:
    library.add("odd.txt", REPORT.encode())
    return library


def test_csv_rows_quote_their_sentence_and_start_no_formula(odd: Library) -> None:
    records = odd.all_records(RecordFilter())
    rows = list(csv.DictReader(io.StringIO("".join(exporting.csv_lines(records, odd.quote)))))
    assert len(rows) == len(records)
    assert all(row["text"] in row["quote"] for row in rows)
    assert not any(cell.startswith(("=", "@", "+")) for row in rows for cell in row.values())


def test_annotations_select_the_same_words_three_ways(corpus_library: Library) -> None:
    for document in corpus_library.documents():
        text = corpus_library.text(document.id)
        data, offsets = text.encode(), exporting.ByteOffsets(text)
        for record in corpus_library.all_records(RecordFilter(documents=(document.id,))):
            target = exporting.annotation(record, document, offsets)["target"]
            assert isinstance(target, dict)
            quote, position, place = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"] == record.text
            assert data[place["start"] : place["end"]].decode() == record.text
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])


def test_jsonld_is_one_collection(corpus_library: Library) -> None:
    records = corpus_library.all_records(RecordFilter())
    whole = json.loads("".join(exporting.jsonld_lines(records, corpus_library.document, corpus_library.text)))
    assert len(whole["first"]["items"]) == len(records)


def test_the_data_package_is_valid_and_the_same_each_time(corpus_library: Library, tmp_path: Path) -> None:
    from frictionless import Package

    records, documents = corpus_library.all_records(RecordFilter()), corpus_library.documents()
    data = exporting.data_package(records, documents, corpus_library.quote)
    assert data == exporting.data_package(records, documents, corpus_library.quote)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path)
    report = Package(tmp_path / "datapackage.json").validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])[:5]


@pytest.mark.parametrize("ending", ["csv", "jsonl", "jsonld", "zip", "parquet"])
def test_export_on_the_command_line(corpus_library: Library, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"records.{ending}"
    at = ["--home", str(corpus_library.home.path.resolve()), "--corpus", str(CORPUS)]
    assert run([*at, "export", str(file)]) == 0
    assert file.stat().st_size > 1000
    assert run([*at, "export", str(tmp_path / "records.odt")]) == 2


def test_parquet_reads_back(corpus_library: Library, tmp_path: Path) -> None:
    from pyarrow.parquet import read_table

    records = corpus_library.all_records(RecordFilter())
    exporting.parquet(records, corpus_library.quote, tmp_path / "r.parquet")
    assert read_table(tmp_path / "r.parquet").num_rows == len(records)
