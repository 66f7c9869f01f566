"""How texts become words: folding, numbers, laws, stems; and passages, periods and laws beside them."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_qa.index.amounts import read_number, read_years
from policy_qa.index.highlighting import folded_with_places
from policy_qa.index.laws import law_keys, read_law
from policy_qa.index.passages import PASSAGE, cut
from policy_qa.index.periods import days_of
from policy_qa.index.words import fold, number_forms, query_terms, stem, telling, tokens


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("44,318 women", [("44318",), ("woman",)]),
        ("1.3", [("1.3",)]),
        ("26.7%", [("26.7%",)]),
        ("26,7 %", [("26.7%",)]),
        ("26.7 percent", [("26.7%",), ("percent",)]),
        ("26,7 por ciento", [("26.7%",), ("por",), ("ciento",)]),
        ("1.3 million", [("1300000",), ("million",)]),
        ("15 mil millones", [("15000000000",), ("mil",), ("millon",)]),
        ("048-2014-TR", [("48-2014-tr",)]),
        ("N° 013-2023-MIMP", [("n",), ("13-2023-mimp",)]),
        ("2020-2023", [("2020-2023",)]),
        ("covid-19", [("covid",), ("19",)]),
        ("gender-based", [("gender",), ("bas",)]),
        ("U.S. women's", [("us",), ("woman",)]),
        ("PENSION 65", [("pension",), ("65",)]),
        ("MUJE\u0301RES", [("mujer",)]),
        ("1.003", [("1.003", "1003")]),
        ("1.234.567,80", [("1234567.8",)]),
        ("12,345.60", [("12345.6",)]),
        ("$300", [("300",)]),
        ("", []),
        ("∞ – !", []),
    ],
)
def test_words_and_numbers_are_read_whole(text: str, keys: list[tuple[str, ...]]) -> None:
    assert [token.keys for token in tokens(fold(text), "en")] == keys


def test_a_number_is_found_by_its_wider_forms_too() -> None:
    assert tokens("26.7%", "en")[0].wider == ("26.7",)
    assert tokens("013-2023-mimp", "en")[0].wider == ("13", "2023", "mimp")
    assert tokens("1.3 million", "en")[0].wider == ("1.3",)


@pytest.mark.parametrize(
    ("printed", "forms"),
    [
        ("1,003", ("1003",)), ("1.003", ("1.003", "1003")), ("0.500", ("0.5",)), ("36,5", ("36.5",)),
        ("1.000.000", ("1000000",)), ("1.300,50", ("1300.5",)), ("7", ("7",)), ("1,2,3", ("1,2,3",)),
    ],
)  # fmt: skip
def test_both_decimal_marks_are_read(printed: str, forms: tuple[str, ...]) -> None:
    assert number_forms(printed) == forms


@pytest.mark.parametrize(
    ("language", "family"),
    [
        ("en", ("operate", "operates", "operated", "operating")), ("en", ("policy", "policies")),
        ("en", ("woman", "women")), ("en", ("service", "services")), ("en", ("plan", "plans", "planned", "planning")),
        ("es", ("mujer", "mujeres")), ("es", ("servicio", "servicios")), ("es", ("capaz", "capaces")),
        ("es", ("region", "regiones")), ("es", ("registrado", "registrada", "registrados", "registradas")),
    ],
)  # fmt: skip
def test_forms_of_a_word_share_a_stem(language: str, family: tuple[str, ...]) -> None:
    assert len({stem(word, language) for word in family}) == 1


@pytest.mark.parametrize(("one", "other"), [("news", "new"), ("women", "womb"), ("gas", "ga"), ("this", "thi")])
def test_other_words_keep_apart(one: str, other: str) -> None:
    assert stem(one, "en") != stem(other, "en") or len(other) < 4


def test_a_query_looks_for_the_stems_of_both_languages() -> None:
    assert query_terms(tokens("servicios", "")[0]) == ("servicio", "servici")
    assert query_terms(tokens("2023", "")[0]) == ("2023",)


def test_questions_lose_their_function_words_unless_nothing_else_is_left() -> None:
    assert [word.surface for word in telling(tokens("how many women are there", ""))] == ["women"]
    assert [word.surface for word in telling(tokens("how many", ""))] == ["how", "many"]


@settings(deadline=None)
@given(st.text(max_size=200))
def test_folding_with_places_is_folding(text: str) -> None:
    folded, places = folded_with_places(text)
    assert folded == fold(text)
    assert len(places) == len(folded) + 1
    assert places == sorted(places)


@settings(deadline=None)
@given(st.text(alphabet="áéñüçABC abc1.,-", max_size=60))
def test_decomposed_letters_read_like_composed_ones(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert tokens(fold(composed), "es") == tokens(fold(decomposed), "es")


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("aB é.!?:-#\n\t1)"), max_size=3000))
def test_passages_hold_everything_but_white_space(text: str) -> None:
    spans = list(cut(text))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(not text[start].isspace() and not text[end - 1].isspace() for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(end - start <= PASSAGE for start, end in spans)


def test_a_heading_goes_with_its_paragraph_and_a_number_is_not_an_end() -> None:
    text = "Empowerment of women\n\nLaw No. 30364 was passed. It holds.\n\nA new paragraph, of its own, ends here."
    assert [text[start:end] for start, end in cut(text)] == [
        "Empowerment of women\n\nLaw No. 30364 was passed. It holds.", "A new paragraph, of its own, ends here.",
    ]  # fmt: skip


@pytest.mark.parametrize("piece", [". ", "\n", "a.", "(", "- \n", "No. ", "\n1) "])
def test_cutting_takes_any_run(piece: str) -> None:
    text = piece * 20_000
    assert "".join("".join(text[a:b].split()) for a, b in cut(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"), ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02-29", "2024-02-29", "2024-02-29"), ("2021-36", "2021-10-01", "2021-12-31"),
        ("2021-24", "2021-12-01", "2022-02-28"), ("2014/2015", "2014-01-01", "2015-12-31"),
        ("2020/..", "2020-01-01", "9999-12-31"), ("../2020", "0001-01-01", "2020-12-31"),
        ("201X", "2010-01-01", "2019-12-31"), ("2023~", "2023-01-01", "2023-12-31"),
    ],
)  # fmt: skip
def test_periods_are_first_and_last_days(period: str, first: str, last: str) -> None:
    from datetime import date

    assert days_of(period) == (date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


@pytest.mark.parametrize("text", ["", "abc", "2023-13", "2023-02-30", "23", "2015/2014", "0000", "2023/x", "9999-24"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert days_of(text) is None


@settings(deadline=None)
@given(st.text(alphabet="0123456789X-/.~ ", max_size=24))
def test_any_string_is_a_period_or_none(text: str) -> None:
    days = days_of(text)
    assert days is None or days[0] <= days[1]


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("1003", (1003.0,), None), ("1,003", (1003.0,), None), ("1.003", (1.003, 1003.0), None), ("5%", (5.0,), "%"),
        ("1.3 million", (1300000.0,), None), ("15 mil millones", (15e9,), None), ("-5", (-5.0,), None),
        ("$300", (300.0,), "usd"), ("S/ 1,500", (1500.0,), "pen"), ("26,7 %", (26.7,), "%"),
    ],
)  # fmt: skip
def test_numbers_are_read_in_any_printed_form(text: str, values: tuple[float, ...], unit: str | None) -> None:
    assert read_number(text) == (values, unit)


@pytest.mark.parametrize("text", ["", "abc", "5 apples", "%", "-", "013-2023-MIMP", "1 2", "1.2.3 million x"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text) is None


def test_years_have_four_digits() -> None:
    assert read_years("2023") == 2023
    assert read_years("23") is read_years("20233") is read_years("²⁰²³") is None


@pytest.mark.parametrize(
    ("printed", "keys"),
    [
        ("DS 013-2023-MIMP", law_keys("supreme_decree", "013", 2023, "MIMP")),
        ("D.S. N° 013-2023-MIMP", law_keys("supreme_decree", "013", 2023, "MIMP")),
        ("Decreto Supremo Nº 13-2023-MIMP", law_keys("supreme_decree", "013", 2023, "MIMP")),
        ("Supreme Decree No. 013-2023-MIMP", law_keys("supreme_decree", "013", 2023, "MIMP")),
        ("013-2023-mimp", law_keys(None, "013", 2023, "MIMP")),
        ("Ley 30364", law_keys("law", "30364", None, None)),
        ("Law No. 30364", law_keys("law", "30364", None, None)),
        ("30364", law_keys(None, "30364", None, None)),
        ("RM 100-2021-MIMP", law_keys("ministerial_resolution", "100", 2021, "MIMP")),
        ("Decreto Legislativo 1408", law_keys("legislative_decree", "1408", None, None)),
        ("Constitution", law_keys("constitution", None, None, None)),
        ("nothing", ()),
    ],
)
def test_laws_are_read_in_any_printed_form(printed: str, keys: tuple[str, ...]) -> None:
    assert read_law(printed) == keys
