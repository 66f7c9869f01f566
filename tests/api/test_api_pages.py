"""The pages: the answer in its sentence, in two languages, with nothing inline and nothing from elsewhere."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from policy_qa_api.words import preferred, words

DAY = "/documents/peru-international-womens-day-2024"
PAGES = (
    "/", "/?q=how+many+rural+care+services", "/?q=how+many+helicopters", "/documents", DAY, f"{DAY}?at=1247-1249",
    "/records", "/records?kind=figure&unit=%25&year=&contains=", "/search", "/search?q=shelter", "/add",
    "/checks", "/checks?document=peru-equal-futures-partnership", "/claims", "/series", "/review",
)  # fmt: skip


def html(client: TestClient, address: str, language: str = "en") -> str:
    answer = client.get(address, headers={"accept": "text/html", "accept-language": language})
    assert answer.status_code == 200
    return answer.text


def test_the_answer_stands_large_and_marked_in_its_sentence(reports: TestClient) -> None:
    page = html(reports, "/?q=how+many+rural+care+services")
    assert re.search(r'<h2 id="answer" class="value">57</h2>', page)
    assert "A total of <mark>57</mark> Rural Care Services operate nationwide" in page
    assert "/documents/peru-international-womens-day-2024?at=1247-1249#at" in page


def test_a_refusal_says_why_and_what_may_help(reports: TestClient) -> None:
    page = html(reports, "/?q=how+many+helicopters")
    assert "No answer in these reports" in page
    assert "What may help" in page


def test_example_questions_are_answered_by_the_reports(reports: TestClient) -> None:
    page = html(reports, "/")
    examples = re.findall(r'<li><a href="(/\?q=[^"]+)">', page)
    assert examples
    for address in examples:
        assert 'class="value' in html(reports, address)


@pytest.mark.parametrize("question", ["<script>alert(1)</script>", '" onfocus="alert(1)', "</title><b>"])
def test_a_question_shows_as_text(reports: TestClient, question: str) -> None:
    answer = reports.get("/", params={"q": question}, headers={"accept": "text/html"})
    assert question not in answer.text


def test_pages_hold_nothing_inline_and_nothing_from_elsewhere(reports: TestClient) -> None:
    for address in PAGES:
        page = html(reports, address)
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_the_language_is_chosen_and_kept(reports: TestClient) -> None:
    assert 'lang="en"' in html(reports, "/")
    assert "Pregunte a los informes" in html(reports, "/", "es-PE,es;q=0.9,en;q=0.5")
    chosen = reports.get("/?lang=es", headers={"accept": "text/html"})
    assert "lang=es" in chosen.headers["set-cookie"]
    reports.cookies.clear()


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "en"), ("fr", "en"), ("es", "es"), ("en;q=0.2, es;q=0.9", "es"), ("es;q=x, en", "en"), (",;q=", "en")],
)
def test_the_preferred_language(header: str, language: str) -> None:
    assert preferred(header) == language


def test_both_languages_say_the_same_things() -> None:
    english, spanish = words("en").keys(), words("es").keys()
    assert english - spanish == frozenset()
    assert all(key.startswith("problem.") for key in spanish - english)


def test_a_report_is_shown_whole_with_its_records_lit(reports: TestClient) -> None:
    page = html(reports, f"{DAY}?at=1247-1249")
    text = reports.get(f"/api{DAY}/text").json()["text"]
    shown = re.search(r'<div class="text" lang="en">(.*?)</div>', page, re.DOTALL)
    assert shown
    assert unescape(re.sub(r"<[^>]+>", "", shown[1])) == text
    records = reports.get(f"/api{DAY}/records").json()["items"]
    assert all(f'id="r-{record["id"]}"' in page for record in records)
    assert re.search(r'<a class="anchor" id="at"></a><mark class="r figure at"[^>]*>57</mark>', page)


def test_a_link_to_a_record_or_passage_that_is_gone_still_shows_the_report(reports: TestClient) -> None:
    for query in ("at=99999999-999999999", "at=x-y", "at=5-2", "part=999"):
        assert "Ministerio" in html(reports, f"{DAY}?{query}")


def test_records_are_filtered_and_downloaded_as_shown(reports: TestClient) -> None:
    page = html(reports, "/records?kind=figure&unit=%25")
    assert "over 50%" in page
    assert "/api/export?format=csv&amp;kind=figure&amp;unit=%25" in page
    rows = list(csv.DictReader(io.StringIO(reports.get("/api/export?format=csv&kind=figure&unit=%25").text)))
    assert rows
    assert {row["unit"] for row in rows} == {"%"}
    lines = reports.get("/api/export?format=jsonl&kind=figure&unit=%25").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [row["id"] for row in rows]


def test_records_stand_in_the_order_that_is_asked_for(reports: TestClient) -> None:
    def values(sort: str) -> list[float]:
        items = reports.get(f"/api/records?kind=figure&size=1000&sort={sort}").json()["items"]
        return [record["value"] for record in items]

    assert len(values("value")) > 50
    assert values("value") == sorted(values(""))
    assert values("-value") == sorted(values(""), reverse=True)
    periods = [record["period"] for record in reports.get("/api/records?kind=figure&sort=-period").json()["items"]]
    years = [period[:4] for period in periods]
    assert years == sorted(years, reverse=True)
    page = html(reports, "/records?kind=figure&sort=value&page=2")
    assert 'aria-sort="ascending"' in page
    assert 'href="/records?kind=figure&amp;sort=-value"' in page
    assert "/api/export?format=csv&amp;kind=figure&amp;sort=value" in page
    assert reports.get("/api/records?sort=name").status_code == 422


def test_hits_of_a_search_are_shown_in_their_sentences(reports: TestClient) -> None:
    page = html(reports, "/search?q=shelter&kind=figure")
    assert '<mark class="figure">2</mark> Temporary Shelter Homes' in page


def test_hits_stand_by_report_and_narrow_by_what_they_share(reports: TestClient) -> None:
    page = html(reports, "/search?q=women+OR+girls")
    titles = re.findall(r"<h2><a [^>]*>([^<]+)</a></h2>", page)
    assert len(titles) == len(set(titles)) == 2
    link = re.search(r'href="(/search\?q=[^"]*year%3A2023[^"]*)"', page)
    assert link is not None
    narrowed = html(reports, unescape(link[1]))
    assert "(women OR girls) year:2023" in unescape(narrowed)
    assert re.search(r'role="status">(\d+) hits', narrowed)


def test_hits_in_another_order_stand_one_by_one(reports: TestClient) -> None:
    values = re.findall(r'class="swatch">([^<]+)<', html(reports, "/search?q=kind:figure+label:MONEY&sort=-value"))
    assert len(values) > 1
    assert values == sorted(values, key=lambda told: -float(re.sub(r"[^0-9.]", "", told)))


def test_files_are_added_from_the_form_without_a_script(empty: TestClient) -> None:
    files = [("file", ("a.txt", b"The city opened 12 Reading Rooms.")), ("file", ("b.txt", b"\0\1\2"))]
    page = empty.post("/add", files=files, headers={"accept": "text/html"}).text
    assert re.search(r'<li class="added">.*?a\.txt', page, re.DOTALL)
    assert re.search(r'<li class="refused">.*?b\.txt', page, re.DOTALL)
    assert ">12</h2>" in html(empty, "/?q=how+many+reading+rooms")
    answer = empty.post("/documents/a/remove", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/documents")


def test_what_does_not_hold_comes_first_with_its_bars_and_sentences(reports: TestClient) -> None:
    page = html(reports, "/checks?document=peru-equal-futures-partnership")
    first = page[page.index('<ol class="checks">') : page.index("</li>")]
    assert "Does not hold" in first
    assert "<svg" in first
    assert "<mark>" in first
    assert re.search(r"80 of 219 is 36\.5 %; the report says 40%", page)
    assert re.search(r'<rect class="computed" width="91\.3', page)


def test_checks_are_limited_to_a_verdict_and_cut_into_pages(reports: TestClient) -> None:
    first = html(reports, "/checks")
    shown = first.count('<div class="sum">')
    assert shown == min(25, reports.get("/api/checks").json()["total"])
    assert "verdict=inconsistent" in first
    wrong = html(reports, "/checks?verdict=inconsistent")
    assert wrong.count('<div class="sum">') == reports.get("/api/checks?verdict=inconsistent").json()["total"]
    assert html(reports, "/checks?page=99").count('<div class="sum">') == 0


def test_a_draft_is_marked_up_with_its_verdicts(reports: TestClient) -> None:
    draft = "A total of 58 Rural Care Services operate nationwide.\r\nThey handle 3419 cases."
    page = reports.post("/claims", data={"text": draft}, headers={"accept": "text/html"}).text
    assert re.search(r'<mark class="verdict-refuted">[^<]*58[^<]*</mark>', page)
    assert "Refuted" in page
    assert "A total of <mark>57</mark> Rural Care Services" in page


@pytest.mark.parametrize("draft", ["", " ", "<script>alert(1)</script> 57 clinics", "57 \U0001f600" * 50, "5" * 5000])
def test_any_draft_shows_as_text(reports: TestClient, draft: str) -> None:
    answer = reports.post("/claims", data={"text": draft}, headers={"accept": "text/html"})
    assert answer.status_code < 500
    assert "<script>alert" not in answer.text


def test_a_bare_number_of_a_table_shows_its_unit_and_where_it_stands(empty: TestClient) -> None:
    table = "| Programme | Spent |\n|---|---|\n| Vaccines | 98.2 |\n| Roads | 12.5 |\n"
    table = f"# Accounts of the fund\n\n## Budget (US$ million)\n\n{table}"
    assert empty.post("/api/documents", files={"file": ("budget.md", table.encode())}).status_code == 201
    page = html(empty, "/?q=how+much+was+spent+on+vaccines")
    assert "98\u202f200\u202f000 USD" in page
    assert "Budget (US$ million) › Vaccines" in page
