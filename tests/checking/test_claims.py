"""Verdicts on claims about the two reports, and on reports that later ones overtake or contradict."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import CORPUS, ROOT
from policy_qa.cli.drafts import html_report
from policy_qa.errors import BadInput
from policy_qa.library import Library

CHECKING = ROOT / "tests/checking"
ROWS = [json.loads(line) for line in (CHECKING / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
MORE = [json.loads(line) for line in (CHECKING / "claims_of_six.jsonl").read_text(encoding="utf-8").splitlines()]
LATER = b"In 2024, 11250 women obtained property titles. As of May 2024, 41 public entities have Equality Officials.\n"
OTHER = b"In 2023, 9800 women obtained property titles, the agency said.\n"


def verdicts(library: Library, text: str) -> list[str]:
    return [claim.verdict for claim in library.claims(text).claims]


def test_claims_of_our_own(corpus_library: Library) -> None:
    judged = [(row, verdicts(corpus_library, row["claim"])) for row in ROWS]
    wrong = [(row["verdict"], got, row["claim"]) for row, got in judged if got != [row["verdict"]]]
    assert len(wrong) <= 0.15 * len(ROWS), "\n".join(map(str, wrong))
    assert [row for row in wrong if "supported" in row[1]] == []


@pytest.fixture(scope="module")
def with_four_more(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The two reports, and four of our own, in English and Spanish."""
    home = tmp_path_factory.mktemp("claims")
    with Library.open(home / "home", home / "corpus") as library:
        for path in sorted([*CORPUS.glob("*.txt"), *(CHECKING / "reports").iterdir()]):
            library.add(path.name, path.read_bytes())
        yield library


def test_claims_in_both_languages_on_six_reports(with_four_more: Library) -> None:
    judged = [(row, overall(verdicts(with_four_more, row["claim"]))) for row in MORE]
    wrong = [(row["verdict"], got, row["claim"]) for row, got in judged if got != row["verdict"]]
    assert len(wrong) <= 0.08 * len(MORE), "\n".join(map(str, wrong))
    assert [row for row in wrong if row[1] == "supported"] == []


def overall(found: list[str]) -> str:
    """The verdict on a sentence of several claims: one that is refuted refutes it, all must be supported."""
    if "refuted" in found:
        return "refuted"
    return "supported" if set(found) == {"supported"} else "not_enough_info"


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("39,220 titles are registered in women's names.", "outdated"),
        ("40% of the women participating in the course ran for public office.", "source_inconsistent"),
        ("In 2022, 9423 women obtained property titles.", "other_period"),
        ("In 2023, 9423 men obtained property titles.", "other_population"),
        ("A total of 62 Rural Care Services operate nationwide.", "other_value"),
        ("About 68% of the applicants were women.", "rounding"),
    ],
)
def test_reasons(corpus_library: Library, claim: str, reason: str) -> None:
    assert [c.reason for c in corpus_library.claims(claim).claims] == [reason]


def test_every_piece_of_evidence_is_cut_from_its_source(corpus_library: Library) -> None:
    draft = " ".join(row["claim"] for row in ROWS[:20])
    report = corpus_library.claims(draft)
    assert len(report.claims) >= 20
    for claim in report.claims:
        assert draft[claim.start : claim.end] == claim.claim
        for c in claim.evidence:
            assert corpus_library.text(c.document)[c.start : c.end] == c.quote


def test_a_draft_without_claims_says_so(corpus_library: Library) -> None:
    assert verdicts(corpus_library, "Women are strong.") == ["not_enough_info"]
    with pytest.raises(BadInput):
        corpus_library.claims(" \n")


def test_the_marked_up_draft_is_text_only(corpus_library: Library) -> None:
    draft = "<script>alert(1)</script>\n\n57 Rural Care Services operate nationwide."
    page = html_report(draft, corpus_library.claims(draft))
    assert "<script>" not in page
    assert '<mark class="supported">' in page


@pytest.fixture
def four(library: Library) -> Library:
    """The two reports, a later one with new values, and one that contradicts."""
    for path in sorted(CORPUS.glob("*.txt")):
        library.add(path.name, path.read_bytes())
    library.add("later.txt", LATER)
    library.add("other.txt", OTHER)
    return library


def test_a_series_over_reports_with_its_conflict(four: Library) -> None:
    found = four.series("women obtaining property titles")
    assert [(p.period, p.value) for p in found.points] == [
        ("2022", 2088),
        ("2023", 9423),
        ("2023", 9800),
        ("2024", 11250),
    ]
    assert found.conflicts == ("2023",)


def test_a_conflict_between_reports_is_a_check_that_does_not_hold(four: Library) -> None:
    rows = [row for row in four.check() if row.type == "conflict"]
    assert [(set(row.values or ()), row.reason) for row in rows] == [({9423, 9800}, "real")]


def test_a_later_report_overtakes_a_claim(four: Library) -> None:
    claim = four.claims("2088 women obtained property titles.").claims[0]
    assert (claim.verdict, claim.reason) == ("refuted", "outdated")


def test_claim_on_the_command_line(corpus_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from policy_qa.cli.main import run

    at = ["--home", str(corpus_library.home.path.resolve()), "--corpus", str(CORPUS), "claim"]
    draft, page = tmp_path / "draft.md", tmp_path / "checked.html"
    draft.write_text("# Draft\n\nA total of 62 Rural Care Services operate nationwide.\n", encoding="utf-8")
    assert run([*at, "--file", str(draft), "--html", str(page)]) == 1
    assert "refuted (other value)" in capsys.readouterr().out
    assert "62" in page.read_text(encoding="utf-8")
    assert run([*at, "57 Rural Care Services operate nationwide."]) == 0
    assert run(at) == 2


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120))
def test_any_text_gets_a_verdict(corpus_library: Library, text: str) -> None:
    if text.strip():
        assert corpus_library.claims(text).claims


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Did 9423 women obtain property titles in 2023?", True),
        ("Did 9999 women obtain property titles in 2023?", False),
        ("Do 57 Rural Care Services operate nationwide?", True),
        ("¿Operan 75 servicios de atención rural?", False),
    ],
)
def test_yes_or_no_questions_are_answered_as_claims(corpus_library: Library, question: str, value: bool) -> None:
    result = corpus_library.ask(question)
    assert result.outcome == "answered", result.reason
    assert result.answer is not None
    assert result.answer.value is value
    c = result.answer.citation
    assert corpus_library.text(c.document)[c.start : c.end] == c.quote


def test_a_yes_or_no_question_about_nothing_known_is_refused(corpus_library: Library) -> None:
    result = corpus_library.ask("Did 4000 judges resign in 2021?")
    assert (result.outcome, result.answer) == ("not_found", None)
    assert result.reason


OF_TWO_PLACES = (
    b"Enrolment now stands at 88 per cent nationally but only 57 per cent in Turkana County, where roads were cut.\n\n"
    b"Last year 1,200 clinics were opened in Tanga Region and 340 in Mtwara Region.\n"
)
DE_DOS_LUGARES = """El programa de agua llegó a más distritos.

La cobertura de agua alcanza el 91 % en el país, pero solo el 63 % en la provincia de Chota, donde faltan obras.

En Puno se instalaron 45 postas y en Cusco 82 postas.
"""


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Enrolment in Turkana County is 88 per cent.", "refuted"),
        ("Enrolment in Turkana County is 57 per cent.", "supported"),
        ("Enrolment in Turkana is 57 per cent.", "supported"),
        ("Enrolment stands at 88 per cent nationally.", "supported"),
        ("Enrolment stands at 57 per cent nationally.", "refuted"),
        ("In Mtwara Region 1,200 clinics were opened.", "refuted"),
        ("In Tanga Region 1,200 clinics were opened.", "supported"),
        ("La cobertura de agua en la provincia de Chota es del 91 %.", "refuted"),
        ("La cobertura de agua en la provincia de Chota es del 63 %.", "supported"),
        ("La cobertura de agua en el país es del 91 %.", "supported"),
        ("En Puno se instalaron 82 postas.", "refuted"),
        ("En Cusco se instalaron 82 postas.", "supported"),
    ],
)
def test_the_place_of_a_claim_is_held_against_that_of_the_figure(library: Library, claim: str, verdict: str) -> None:
    library.add("two-places.txt", OF_TWO_PLACES)
    library.add("dos-lugares.txt", DE_DOS_LUGARES.encode())
    assert verdicts(library, claim) == [verdict]


def test_a_value_without_a_period_of_its_own_is_not_of_another_period(library: Library) -> None:
    library.add(
        "loans.txt", b"The Savings Board met.\n\nThe default rate fell from 9.8% to 9.1%, the lowest since 2016.\n"
    )
    assert verdicts(library, "The default rate fell to 9.1% in the second quarter of 2024.") == ["not_enough_info"]
