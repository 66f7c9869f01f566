"""Records taken away over HTTP: each form holds the same records, each with its quote and its place."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from starlette.testclient import TestClient

WANTED = "kind=figure&unit=%25"
LINKED = {"accept": "application/ld+json"}


def ids(client: TestClient) -> list[str]:
    return [record["id"] for record in client.get(f"/api/records?{WANTED}&size=1000").json()["items"]]


def test_each_format_holds_the_records_that_the_list_shows(reports: TestClient) -> None:
    wanted = ids(reports)
    assert wanted
    files = {f: reports.get(f"/api/export?format={f}&{WANTED}") for f in ("csv", "jsonl", "jsonld", "datapackage")}
    assert all("attachment; filename=" in one.headers["content-disposition"] for one in files.values())
    rows = list(csv.DictReader(io.StringIO(files["csv"].text)))
    assert [row["id"] for row in rows] == wanted
    assert all(row["text"] in row["quote"] for row in rows)
    assert [json.loads(line)["id"] for line in files["jsonl"].text.splitlines()] == wanted
    assert files["jsonld"].headers["content-type"].startswith("application/ld+json")
    linked = files["jsonld"].json()["first"]["items"]
    assert [one["id"] for one in linked] == [f"urn:policy-qa:record:{one}" for one in wanted]
    with zipfile.ZipFile(io.BytesIO(files["datapackage"].content)) as package:
        kept = list(csv.DictReader(io.StringIO(package.read("records.csv").decode())))
        assert [row["id"] for row in kept] == wanted
        assert json.loads(package.read("datapackage.json"))["profile"] == "tabular-data-package"


def test_words_that_a_spreadsheet_would_run_are_quoted(empty: TestClient) -> None:
    text = "In 2023 the office paid +57 per cent more.\n\n=HYPERLINK(1) had 57 clinics."
    assert empty.post("/api/documents", files={"file": ("a.txt", text.encode())}).status_code == 201
    rows = csv.reader(io.StringIO(empty.get("/api/export?format=csv").text))
    cells = [cell for row in rows for cell in row]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_records_leave_as_linked_data_where_that_is_asked_for(reports: TestClient) -> None:
    listed = reports.get(f"/api/records?{WANTED}&size=3", headers=LINKED)
    assert listed.headers["content-type"] == "application/ld+json"
    items = listed.json()["first"]["items"]
    assert len(items) == 3
    record = reports.get(f"/api/records?{WANTED}&size=1").json()["items"][0]
    linked = reports.get(f"/api/records/{record['id']}", headers=LINKED).json()
    quote, place, data = linked["target"]["selector"]
    assert (quote["exact"], place["start"], place["end"]) == (record["text"], record["start"], record["end"])
    text = reports.get(f"/api/documents/{record['document']}/text").json()["text"]
    assert text.encode()[data["start"] : data["end"]].decode() == record["text"]
    assert {**linked, "@context": None} == {**items[0], "@context": None}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("application/ld+json", "application/ld+json"),
        ("text/html, Application/LD+JSON;q=0.5", "application/ld+json"),
        ("application/json, application/ld+json;q=0.9", "application/json"),
        ("application/json;q=0.1, application/ld+json;q=0.9", "application/ld+json"),
        ("application/ld+json;q=0", "application/json"),
        ("application/ld+json;q=nan", "application/json"),
    ],
)
def test_the_form_follows_accept(reports: TestClient, accept: str, media_type: str) -> None:
    answer = reports.get("/api/records?size=1", headers={"accept": accept})
    assert answer.headers["content-type"] == media_type
    assert "Accept" in answer.headers["vary"]
