"""Reports that attack: whatever stands in a text, a title, a name, a heading or a review shows as text everywhere."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import expect

from api.browsing import opened, served, started

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ATTACK = """<script>alert(1)</script><img src=x onerror=alert(2)>"><svg onload=alert(3)>{{7*7}}${7*7}"""
REPORT = f"""---
title: '{ATTACK}'
publisher: '{ATTACK}'
published: 2024-03-08
url: 'javascript:alert(4)'
---
# {ATTACK} Harbours in 2023

In 2023 the coast guard ran 214 Old Lighthouses {ATTACK} in the north,
and 80 of the 200 pilots (50%) were women {ATTACK}.

- **<b onmouseover=alert(5)>** 31 harbours under Law No. 29992 <iframe src="javascript:alert(6)"></iframe>
- [57 piers](javascript:alert(7)) of the Ministry of {ATTACK} (MOX)
"""
SHOUTED = """<html><head><title>&lt;script&gt;alert(8)&lt;/script&gt;</title><script>alert(9)</script></head>
<body onload=alert(10)>
<h1>&lt;img src=x onerror=alert(11)&gt; Ferries</h1>
<p>In 2023 the port had 41 ferries &lt;script&gt;alert(12)&lt;/script&gt;.</p></body></html>"""
NAMES = (("harbours & 'onload=alert(0)' {{7-7}}.md", REPORT), ("javascript&#58;alert(1);.html", SHOUTED))
ELEMENTS = "script:not([src]), img[onerror], svg[onload], iframe, [onmouseover], a[href^='javascript']"


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that took hostile reports in, and a hostile review."""
    with served(tmp_path_factory.mktemp("attacked")) as base, httpx.Client(base_url=base) as client:
        for name, text in NAMES:
            sent = client.post("/api/documents", files={"file": (name, text.encode())}, data={"title": ATTACK})
            assert sent.status_code == 201, sent.text
        found = client.get("/api/records", params={"contains": "lighthouses", "kind": "figure"}).json()["items"]
        review = {"decision": "reject", "by": ATTACK, "why": ATTACK}
        assert client.put(f"/api/records/{found[0]['id']}/review", json=review).status_code == 200
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as chromium:
        yield chromium


def pages(base: str) -> Iterator[str]:
    """Every page on which something of the reports may show."""
    for document in httpx.get(f"{base}/api/documents").json()["items"]:
        yield f"/documents/{quote(document['id'])}"
    yield from (
        f"/?q={quote(question)}" for question in ("how many old lighthouses in 2023", "how many ferries", ATTACK)
    )
    yield from (f"/search?q={quote(query)}" for query in ("lighthouses", "ferries", ATTACK))
    yield from ("/", "/documents", "/records?size=200", "/review", "/checks", "/claims", "/series", "/add")
    yield f"/series?contains={quote(ATTACK)}"
    yield f"/records?contains={quote(ATTACK)}"


def test_every_page_shows_it_as_text(browser: Browser, attacked: str) -> None:
    shown = 0
    for path in pages(attacked):
        with opened(browser, attacked, path) as page:
            assert page.locator(ELEMENTS).count() == 0, path
            shown += "alert(1)" in page.locator("body").inner_text()
    assert shown > 5


def test_a_hostile_draft_shows_as_text(browser: Browser, attacked: str) -> None:
    with opened(browser, attacked, "/claims") as page:
        page.get_by_label("Your draft").fill(f"The coast guard ran 215 Old Lighthouses {ATTACK} in 2023.")
        page.get_by_role("button", name="Check it").click()
        expect(page.locator(".draft")).to_contain_text("<script>alert(1)</script>")
        assert page.locator(ELEMENTS).count() == 0


def test_exports_hold_it_as_data(attacked: str) -> None:
    files = {one: httpx.get(f"{attacked}/api/export?format={one}") for one in ("csv", "jsonl", "jsonld", "datapackage")}
    assert all("attachment" in file.headers["content-disposition"] for file in files.values())
    assert all(file.headers["x-content-type-options"] == "nosniff" for file in files.values())
    rows = list(csv.DictReader(io.StringIO(files["csv"].text)))
    records = [json.loads(line) for line in files["jsonl"].text.splitlines()]
    assert [row["id"] for row in rows] == [record["id"] for record in records]
    assert any(ATTACK in row["quote"] for row in rows)
    assert len(files["jsonld"].json()["first"]["items"]) == len(rows)
    with zipfile.ZipFile(io.BytesIO(files["datapackage"].content)) as package:
        assert all(re.fullmatch(r"[\w.-]+", name) for name in package.namelist())
        titles = [row["title"] for row in csv.DictReader(io.StringIO(package.read("documents.csv").decode()))]
    assert titles.count(ATTACK) == 2


def test_the_marked_draft_of_the_command_line_is_inert(browser: Browser, tmp_path: Path) -> None:
    from policy_qa.cli.drafts import html_report
    from policy_qa.library import Library

    draft = f"The coast guard ran 215 Old Lighthouses {ATTACK} in 2023."
    with Library.open(tmp_path / "home", tmp_path / "corpus") as library:
        library.add("lighthouses.txt", b"In 2023 the coast guard ran 214 Old Lighthouses.")
        place = tmp_path / "draft.html"
        place.write_text(html_report(draft, library.claims(draft)), "utf-8")
    with opened(browser, "file://", place.as_uri()) as page:
        expect(page.locator("body")).to_contain_text("<script>alert(1)</script>")
        assert page.locator(ELEMENTS).count() == 0
