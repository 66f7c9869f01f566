"""Reports come in and go out over HTTP, whole or not at all."""

from __future__ import annotations

from threading import Thread

import pytest
from starlette.testclient import TestClient

REPORT = b"The ministry opened 31 Harbour Clinics in 2021. They treated 4,512 sailors."
TAG = "<script>alert(1)</script>"


def upload(client: TestClient, name: str, data: bytes, **fields: str) -> tuple[int, dict[str, object]]:
    answer = client.post("/api/documents", files={"file": (name, data)}, data=fields)
    return answer.status_code, answer.json()


def test_a_report_is_added_asked_about_and_removed(empty: TestClient) -> None:
    status, document = upload(empty, "harbour.txt", REPORT, title="Harbours", published="2022-01-31", language="en")
    assert (status, document["id"], document["title"], document["published"]) == (
        201,
        "harbour",
        "Harbours",
        "2022-01-31",
    )
    assert empty.get("/api/documents").json()["total"] == 1
    text = empty.get("/api/documents/harbour/text").json()
    assert text == {"id": "harbour", "sha256": document["sha256"], "text": REPORT.decode()}
    found = empty.get("/api/documents/harbour/records", params={"kind": "figure"}).json()["items"]
    assert {r["text"] for r in found} >= {"31", "4,512"}
    assert all(text["text"][r["start"] : r["end"]] == r["text"] for r in found)
    assert empty.get(f"/api/records/{found[0]['id']}").json() == found[0]
    answer = empty.get("/api/ask", params={"q": "how many harbour clinics"}).json()
    assert answer["answer"]["value"] == 31
    assert empty.delete("/api/documents/harbour").status_code == 204
    assert empty.get("/api/documents/harbour").status_code == 404
    assert empty.get("/api/records").json()["total"] == 0


def test_the_same_bytes_are_already_there_and_another_file_is_refused(empty: TestClient) -> None:
    assert upload(empty, "harbour.txt", REPORT)[0] == 201
    assert upload(empty, "harbour.txt", REPORT)[0] == 200
    status, problem = upload(empty, "harbour.txt", REPORT + b" More.")
    assert (status, problem["type"]) == (409, "/problems/document-conflict")
    assert upload(empty, "harbour.txt", REPORT + b" More.", replace="true")[0] == 201
    assert empty.get("/api/documents").json()["total"] == 1


BAD_UPLOADS: tuple[tuple[str, bytes, dict[str, str], str], ...] = (
    ("empty.txt", b"", {}, "unreadable"),
    ("blank.txt", b" \n\n", {}, "unreadable"),
    ("nul.txt", b"57 clinics\0 and more", {}, "unreadable"),
    ("binary.txt", bytes(range(256)) * 40, {}, "unreadable"),
    ("image.png", b"\x89PNG\r\n\x1a\n" + bytes(200), {}, "unsupported-format"),
    ("program.exe", b"MZ" + bytes(range(256)), {}, "unsupported-format"),
    ("...", REPORT, {}, "unreadable"),
    ("a" * 300 + ".txt", REPORT, {}, "unreadable"),
    ("a" * 5000 + ".txt", REPORT, {}, "bad-request"),
    ("good.txt", REPORT, {"published": "yesterday"}, "bad-input"),
    ("good.txt", REPORT, {"language": "xx"}, "bad-input"),
    ("good.txt", REPORT, {"title": "a\0b"}, "bad-input"),
    ("good.txt", REPORT, {"title": "t" * 5000}, "bad-input"),
)


@pytest.mark.parametrize(("name", "data", "fields", "slug"), BAD_UPLOADS)
def test_bad_uploads_leave_nothing(
    empty: TestClient, name: str, data: bytes, fields: dict[str, str], slug: str
) -> None:
    status, problem = upload(empty, name, data, **fields)
    assert problem["type"] == f"/problems/{slug}"
    assert 400 <= status < 500
    assert empty.get("/api/documents").json()["total"] == 0


def test_an_upload_without_a_file_is_named(empty: TestClient) -> None:
    answer = empty.post("/api/documents", data={"title": "no file"})
    assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, "body.file")


@pytest.mark.parametrize("name", ["../../etc/report.txt", "C:\\temp\\report.txt", "/etc/report.txt"])
def test_folders_in_a_file_name_are_dropped(empty: TestClient, name: str) -> None:
    status, document = upload(empty, name, REPORT)
    assert (status, document["id"]) == (201, "report")


def test_markup_in_text_title_and_name_stays_text(empty: TestClient) -> None:
    name = "onclick=alert(1) 'x'.txt"
    status, document = upload(empty, name, REPORT + TAG.encode(), title=TAG, publisher=TAG, url=f"http://{TAG}")
    assert (status, document.get("title")) == (201, TAG), document
    assert document["name"] == name
    report = f"/documents/{document['id']}"
    assert empty.get(f"{report}?at=0-5").status_code == 200
    for address in (
        "/", "/?q=how+many+harbour+clinics", f"/?q={TAG}", "/documents", report, "/records", "/search?q=alert", "/add"
    ):  # fmt: skip
        page = empty.get(address, headers={"accept": "text/html"}).text
        assert TAG not in page
        assert page.count("<script") == page.count('<script type="module" src="/static/')


def test_reports_added_while_questions_are_asked_are_answered_about_at_once(empty: TestClient) -> None:
    failures: list[object] = []

    def ask_on() -> None:
        for _ in range(20):
            answer = empty.get("/api/ask", params={"q": "how many harbour clinics"})
            if answer.status_code != 200:
                failures.append(answer.json())

    askers = [Thread(target=ask_on) for _ in range(3)]
    for asker in askers:
        asker.start()
    for n in range(6):
        text = f"The ministry of province {n} opened {100 + n} Lighthouse{n} Schools."
        assert upload(empty, f"r{n}.txt", text.encode())[0] == 201
        hits = empty.get("/api/search", params={"q": f"lighthouse{n}"}).json()
        assert {h["document"] for h in hits["items"]} == {f"r{n}"}
    for asker in askers:
        asker.join()
    assert failures == []


def two_pages(*lines: str) -> bytes:
    """A PDF with a line on each page."""
    streams = [f"BT /F1 12 Tf 72 720 Td ({line}) Tj ET".encode() for line in lines]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(lines)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(lines)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, stream in enumerate(streams):
        page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]"
        objects.append(f"{page} /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * n} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + tail


def test_a_pdf_shows_its_pages_and_each_citation_the_page_it_stands_on(empty: TestClient) -> None:
    data = two_pages("The office opened 31 Harbour Clinics in 2021.", "It also ran 214 Old Lighthouses in 2022.")
    assert upload(empty, "harbour.pdf", data)[0] == 201
    page = empty.get("/documents/harbour", headers={"accept": "text/html"}).text
    assert page.index('id="page-1"') < page.index("31</mark>") < page.index('id="page-2"') < page.index("214</mark>")
    for question, number in (("how many harbour clinics", 1), ("how many old lighthouses", 2)):
        answered = empty.get("/", params={"q": question}, headers={"accept": "text/html"}).text
        assert f'<span class="on">page {number}</span>' in answered
    assert ", page 2</span>" in empty.get("/records?contains=lighthouses", headers={"accept": "text/html"}).text


def test_the_sender_may_say_how_a_text_was_written(empty: TestClient) -> None:
    sent = {"file": ("clinicas.txt", "En 2023 había 57 clínicas.".encode("cp1252"))}
    made = empty.post("/api/documents", files=sent, data={"encoding": "cp1252"})
    assert (made.status_code, made.json()["encoding"]) == (201, "windows-1252")
    assert "clínicas" in empty.get("/api/documents/clinicas/text").json()["text"]
    refused = empty.post("/api/documents", files={"file": ("b.txt", b"57 clinics")}, data={"encoding": "klingon"})
    assert refused.status_code == 422
    assert "klingon" in refused.json()["detail"]
