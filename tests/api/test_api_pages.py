"""The pages: the answer in its sentence, in two languages, with nothing inline and nothing from elsewhere."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from policy_qa_api.words import preferred, words


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


@pytest.mark.parametrize("question", ["<script>alert(1)</script>", '" onfocus="alert(1)', "{{ 7*7 }}", "</title><b>"])
def test_a_question_shows_as_text(reports: TestClient, question: str) -> None:
    answer = reports.get("/", params={"q": question}, headers={"accept": "text/html"})
    assert question not in answer.text
    assert "49" not in re.findall(r'value="([^"]*)"', answer.text)


def test_pages_hold_nothing_inline_and_nothing_from_elsewhere(reports: TestClient) -> None:
    for address in ("/", "/?q=how+many+rural+care+services", "/?q=how+many+helicopters"):
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
