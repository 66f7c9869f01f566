"""Relations that a text states of its own numbers, found and recomputed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from policy_qa.checking import check
from policy_qa.domain.sources import Document
from policy_qa.library import Library
from policy_qa_extractors import extract

GOLD = [json.loads(line) for line in (ROOT / "tests/gold/relations.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("want", GOLD, ids=lambda row: f"{row['type']}-{row.get('part', row.get('after', 'sum'))}")
def test_gold_relations_are_found(corpus_library: Library, want: dict[str, Any]) -> None:
    asked = {
        key: want[key]
        for key in ("type", "part", "whole", "reported", "before", "after", "direction", "holds")
        if key in want
    }
    found = [row.model_dump() for row in corpus_library.check([want["document"]])]
    hits = [row for row in found if all(row[key] == value for key, value in asked.items())]
    if "parts" in want:
        hits = [row for row in hits if sorted(row["parts"]) == sorted(want["parts"])]
    assert hits


def test_nothing_else_of_the_corpus_is_said_not_to_hold(corpus_library: Library) -> None:
    assert [(row.type, row.part, row.whole) for row in corpus_library.check() if row.holds is False] == [
        ("share", 80, 219)
    ]


def test_the_40_percent_of_219_says_what_would_fit(corpus_library: Library) -> None:
    row = next(r for r in corpus_library.check() if r.holds is False)
    assert (row.link, row.verdict, row.computed, row.fits) == ("anaphoric", "inconsistent", 36.53, (87, 88))
    assert "the report says 40%" in row.message
    assert all(c.quote[c.answer_start - c.start : c.answer_end - c.start] for c in row.citations)


def _passages(name: str) -> list[Any]:
    lines = (ROOT / "tests/checking" / name).read_text(encoding="utf-8").splitlines()
    return [pytest.param(row, id=row["id"]) for row in map(json.loads, lines)]


@pytest.mark.parametrize("row", _passages("planted.jsonl"))
def test_a_planted_inconsistency_is_found(checked: Any, row: dict[str, Any]) -> None:
    assert {found.type for found in checked(row["text"]) if found.holds is False} & set(row["types"])


@pytest.mark.parametrize("row", _passages("consistent.jsonl"))
def test_a_consistent_passage_raises_no_alarm(checked: Any, row: dict[str, Any]) -> None:
    assert [found.message for found in checked(row["text"]) if found.holds is False] == []


SHARE, WRONG_SHARE, SUM, WRONG_SUM = ("share", True), ("share", False), ("sum", True), ("sum", False)

CASES = [
    ("Of 200 applicants, of whom 120 (60%) were women and 80 (40%) were men.", [SHARE, SHARE, SUM]),
    ("There were 200 applicants, of whom 120 (65%) were women and 80 (35%) were men.", [WRONG_SHARE, WRONG_SHARE, SUM]),
    ("Of 250 people, of whom 120 (60%) were women and 80 (40%) were men.", [WRONG_SHARE, WRONG_SHARE, WRONG_SUM]),
    ("In total, 12 of the 40 districts (30%) have a shelter.", [SHARE]),
    ("In total, 12 of the 40 districts (35%) have a shelter.", [WRONG_SHARE]),
    ("The programme reached 90 of the 120 schools, or 75%.", [SHARE]),
    ("De los 500 postulantes, de los cuales 300 (60%) fueron mujeres y 200 (40%) fueron hombres.", [SHARE, SHARE, SUM]),
    ("Se atendieron 500 personas, de las cuales 350 (60%) fueron mujeres.", [WRONG_SHARE]),
    ("The number of shelters rose from 20 to 15 in 2023.", [("change", False)]),
    ("The number of shelters rose from 20 to 25 in 2023.", [("change", True)]),
    ("The number of cases fell by 20%, from 100 to 80.", [("change", True)]),
    ("The number of cases fell by 30%, from 100 to 80.", [("change", False)]),
    ("El número de casos aumentó de 300 a 250 en 2022.", [("change", False)]),
    ("El número de casos se redujo de 300 a 250 en 2022.", [("change", True)]),
    ("Supreme Decree No. 013-2023-MIMP, approved in 2022, creates the role.", [("dated", False)]),
    ("El Decreto Supremo N° 013-2023-MIMP, aprobado en 2023, crea el cargo.", [("dated", True)]),
    ("There were 40 judges, 55 of whom were women.", [("subset", False)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), CASES)
def test_relations_of_a_sentence(checked: Any, text: str, want: list[tuple[str, bool]]) -> None:
    assert sorted((row.type, row.holds) for row in checked(text)) == sorted(want)


QUIET = [
    "In 2023, 57 services with 12 staff (30%) of women operated in 40 districts.",
    "The budget rose from 20 million soles in 2022 to 25 million soles in 2023.",
    "Between 10 and 12 schools of the 40 were closed in 2020.",
    "About 40% of the 200 women, and 35% of the men, said yes.",
    "A total of 300 people came with 20 dogs and 15 cats.",
    "Last quarter ten departments out of a total of 17 complied, while in this quarter this increased to eleven.",
    "Law No. 30364, amended in 2018, protects women.",
    "Of the 219 women in the course, 80 registered.\n\nOf the total number of farms in the valley, 40% have water.",
]


@pytest.mark.parametrize("text", QUIET)
def test_no_false_alarm(checked: Any, text: str) -> None:
    assert [row.message for row in checked(text) if row.holds is False] == []


def test_words_that_mark_a_rounded_number_make_it_coarser(checked: Any) -> None:
    rows = checked("The survey reached 3000 women, of whom about 1,000 (33%) were rural.")
    assert {row.verdict for row in rows} == {"consistent_coarser"}


def report(parts: tuple[int, int]) -> str:
    women, men = parts
    whole = women + men
    return (
        f"The course had {whole} applicants, of whom {women} ({100 * women / whole:.1f}%) were women "
        f"and {men} ({100 * men / whole:.1f}%) were men."
    )


def verdicts(text: str) -> list[bool | None]:
    document = Document(
        id="t", title="t", name="t.txt", sha256="0", size=1, format="txt", encoding="utf-8", characters=len(text)
    )
    return [row.holds for row in check(document, text, extract(text, language="en"))]


@settings(max_examples=60, deadline=None)
@given(st.tuples(st.integers(101, 999), st.integers(101, 999)))
def test_a_consistent_report_is_never_flagged(parts: tuple[int, int]) -> None:
    assert verdicts(report(parts)) == [True, True, True]


@settings(max_examples=60, deadline=None)
@given(st.tuples(st.integers(101, 999), st.integers(101, 999)), st.integers(0, 2), st.integers(1, 9))
def test_one_changed_digit_of_a_count_is_flagged(parts: tuple[int, int], place: int, shift: int) -> None:
    text = report(parts)
    at = text.index(f" {parts[0]} (") + 1 + place
    digit = str((int(text[at]) + shift) % 10)
    perturbed = text[:at] + digit + text[at + 1 :]
    if not perturbed[at - place].startswith("0"):
        assert False in verdicts(perturbed)


def test_check_of_the_corpus_is_the_same_each_time(corpus_library: Library) -> None:
    assert corpus_library.check() == corpus_library.check()


def test_exit_code(corpus_library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    from conftest import CORPUS
    from policy_qa.cli.main import run

    home = str(Path(corpus_library.home.path).resolve())
    assert run(["--home", home, "--corpus", str(CORPUS), "check", "--format", "jsonl"]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert any(row["verdict"] == "inconsistent" for row in rows)
    assert run(["--home", home, "--corpus", str(CORPUS), "check", "peru-international-womens-day-2024"]) == 0


def test_a_rejected_finding_says_so_and_no_longer_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from policy_qa.cli.main import run

    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "files.txt").write_text("The office read 200 files, of which 90 (40%) were late.\n")
    at = ["--home", str(tmp_path / "home"), "--corpus", str(tmp_path / "corpus")]
    assert run([*at, "check", "--format", "jsonl"]) == 1
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert run([*at, "review", "put", row["id"], "reject", "--by", "Ana", "--why", "by weight"]) == 0
    capsys.readouterr()
    assert run([*at, "check"]) == 0
    said = capsys.readouterr()
    assert "rejected as a false alarm by Ana" in said.out
    assert "0 that do not hold, 1 rejected by review" in said.err
    assert run([*at, "review", "list"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "finding"
    assert run([*at, "review", "put", row["id"], "correct", "--set", "part=80"]) == 2
    assert run([*at, "review", "put", "0" * 16, "accept"]) == 2
