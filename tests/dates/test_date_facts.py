"""Dates as reports and news print them, with their values and anchors."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_qa.domain.records import Date, Language
from policy_qa_extractors import dates, legal
from policy_qa_extractors.page import read_page


def values(text: str, language: Language = "en", published: date | None = None) -> list[tuple[str, str]]:
    page = read_page(text, language=language, published=published)
    return [(one.record.text, getattr(one.record, "value", "")) for one in dates.find(page, legal.find(page))]


def records(text: str, language: Language = "en", published: date | None = None) -> list[Date]:
    page = read_page(text, language=language, published=published)
    return [one.record for one in dates.find(page, legal.find(page)) if isinstance(one.record, Date)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9423 women obtained titles in 2023 compared to 2088 in 2022.", [("2023", "2023"), ("2022", "2022")]),
        ("By 2023, 1003 entrepreneurs nationwide benefited.", [("2023", "2023")]),
        ("The National Survey (ENARES) 2024, aimed at change", [("2024", "2024")]),
        ("It helped 2010 women, 1950 cases and $2020.", []),
        ("The program grew by 2,015 places and 2000% more.", []),
        ("in 2000 households with children", []),
        ("in 2020 women led the way", [("2020", "2020")]),
        ("the 2022 and 2023 appropriations bills", [("2022", "2022"), ("2023", "2023")]),
        ("2012, 2013 and 2014 were dry.", [("2012", "2012"), ("2013", "2013"), ("2014", "2014")]),
        ("Law No. 2015 of the year", []),
        ("Supreme Decree No. 013-2023-MIMP rules", []),
        ("It lasted two years.", []),
        ("on feb 30 2019", []),
        ("by the end of 2023", [("2023", "2023")]),
        ("the Agenda 2030", [("2030", "2030")]),
        ("FY2025 and FY 2024-25", [("FY2025", "2025"), ("FY 2024-25", "2024/2025")]),
        ("APEC met Nov-Feb 5th, 2017", [("Nov-Feb 5th, 2017", "2016-11/2017-02-05")]),
        ("from 10/1/2018-10/7/2018", [("from 10/1/2018-10/7/2018", "2018-10-01/2018-10-07")]),
        ("call 2015-555-0100 now", []),
        ("Docket No. FAA–2020–0686; Product Identifier 2019–NM–035–AD", []),
        ("the post-2015 agenda", [("2015", "2015")]),
        ("In 1776 and 1865, in the 1800s", [("1776", "1776"), ("1865", "1865"), ("the 1800s", "18XX")]),
        ("The plan ended. 2015 was a good year.", [("2015", "2015")]),
        ("2015\n\nthe UK publishes its first report", [("2015", "2015")]),
        ("piloting throughout 2014", [("2014", "2014")]),
        ("data for Q2 2013/14", [("Q2 2013/14", "2013-34")]),
        ("in 2021/22, and 350 the year before.", [("2021/22", "2021/2022"), ("the year before", "2020/2021")]),
        ("in Q1 2024 and the previous quarter", [("Q1 2024", "2024-33"), ("the previous quarter", "2023-36")]),
        ("in Q1 2024 and the same month of 2021", [("Q1 2024", "2024-33"), ("2021", "2021")]),
        ("The 2019 patient satisfaction rates were high.", [("2019", "2019")]),
        ("They sent 2019 patients home.", []),
    ],
)
def test_english(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Al 2006 el 15 % de universidades", [("2006", "2006")]),
        ("Se atendió a 2010 mujeres y 1980 niños.", []),
        ("el Plan Nacional 2012-2017", [("2012-2017", "2012/2017")]),
        ("a los 15 días del mes de noviembre de 2023", [("15 días del mes de noviembre de 2023", "2023-11-15")]),
        (
            "desde enero hasta el 30 de junio de 2023",
            [("desde enero hasta el 30 de junio de 2023", "2023-01/2023-06-30")],
        ),
        ("hasta el 30 de noviembre de 2023", [("hasta el 30 de noviembre de 2023", "../2023-11-30")]),
        ("el presupuesto 2024 y el plan operativo 2023", [("2024", "2024"), ("2023", "2023")]),
        ("el 8 de marzo de cada año", [("8 de marzo", "XXXX-03-08")]),
        ("por la mañana", []),
        ("en el último trimestre de 2023", [("el último trimestre de 2023", "2023-36")]),
        ("Entre el 8 y el 15 de febrero de 2024", [("Entre el 8 y el 15 de febrero de 2024", "2024-02-08/2024-02-15")]),
        ("en la década de los 80 y los años noventa", [("la década de los 80", "198X"), ("los años noventa", "199X")]),
        ("10/1-11/2/2017", [("10/1-11/2/2017", "2017-01-10/2017-02-11")]),
        (
            "setiembre, octubre y noviembre de 2023",
            [("setiembre", "2023-09"), ("octubre", "2023-10"), ("noviembre de 2023", "2023-11")],
        ),
    ],
)
def test_spanish(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text, "es") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The company said Tuesday that sales fell.", ("Tuesday", "1998-03-03")),
        ("The board will meet Monday.", ("Monday", "1998-03-09")),
        ("It was announced yesterday.", ("yesterday", "1998-03-04")),
        ("Rates rose last week.", ("last week", "1998-02-23/1998-03-01")),
        ("Prices fell in December.", ("December", "1997-12")),
        ("The rule takes effect in April and will end later.", ("April", "1998-04")),
        ("It earned more than a year ago.", ("a year ago", "1997")),
        ("profit rose in the fourth quarter", ("the fourth quarter", "1997-36")),
        ("by the end of this month", ("this month", "1998-03")),
        ("It will vote by the end of the month.", ("the end of the month", "1998-03")),
        ("The company cut its outlook for the second quarter.", ("the second quarter", "1998-34")),
        ("The summit begins Monday and lasts three days.", ("Monday", "1998-03-09")),
        ("possibly as soon as June.", ("June", "1998-06")),
        ("It promised repairs by Christmas.", ("Christmas", "1997-12-25")),
    ],
)
def test_news_resolves_against_the_day_of_publication(text: str, expected: tuple[str, str]) -> None:
    (record,) = records(text, published=date(1998, 3, 5))
    assert (record.text, record.value) == expected
    assert record.inferred
    assert record.anchor == "1998-03-05"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exports rose in January 2024 from a year earlier.", "2023-01"),
        ("Sales rose in the third quarter of 2023 from a year earlier.", "2022-35"),
        ("It was signed in May 2021 and took effect a year later.", "2022"),
        ("It opened on 5 March 2024 and closed the following Friday.", "2024-03-08"),
        ("It opened on 5 March 2024, later than the previous Tuesday.", "2024-02-27"),
    ],
)
def test_what_hangs_on_a_printed_date(text: str, expected: str) -> None:
    assert values(text)[-1][1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before Easter 2018", [("Easter 2018", "2018-04-01")]),
        ("Good Friday 2025 and Labor Day 2024", [("Good Friday 2025", "2025-04-18"), ("Labor Day 2024", "2024-09-02")]),
        ("on Black Friday 2023", [("Black Friday 2023", "2023-11-24")]),
        ("before Easter", []),
        ("Christmas sales in 2023", [("2023", "2023")]),
    ],
)
def test_feasts(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


NEWS = [json.loads(line) for line in (Path(__file__).parent / "news.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", NEWS, ids=[row["text"][:60] for row in NEWS])
def test_news(row: dict[str, Any]) -> None:
    """Sentences as news print them, with the day of publication: each date with its span and value, and no other."""
    published = date.fromisoformat(row["published"]) if row["published"] else None
    assert values(row["text"], row["language"], published) == [tuple(one) for one in row["dates"]]


def test_the_order_of_days_in_digits_follows_the_document() -> None:
    assert values("due 3/4/2014") == [("3/4/2014", "2014-03-04")]
    assert values("due 3/4/2014 or 25/4/2014")[0] == ("3/4/2014", "2014-04-03")
    assert values("vence 3/4/2014", "es") == [("3/4/2014", "2014-04-03")]
    assert values("It began on 9 May 2013 and is due 3/4/2014.")[-1] == ("3/4/2014", "2014-04-03")
    assert values("It began on May 9, 2013 in Kenya and is due 3/4/2014.")[-1] == ("3/4/2014", "2014-03-04")
    assert values("The Nairobi centre in Kenya is due 3/4/2014.") == [("3/4/2014", "2014-04-03")]
    assert values("The U.S. program in Kenya is due 3/4/2014.") == [("3/4/2014", "2014-03-04")]


def test_a_month_takes_the_year_last_printed_with_it() -> None:
    text = "The year closed on 30 June 2023.\n\nIt had 45 staff at the end of June, and 40 at the end of July."
    assert [value for _, value in values(text)] == ["2023-06-30", "2023-06", "XXXX-07"]


def test_an_anchor_held_against_another_year_is_passed_over() -> None:
    record = records("It was 12 in 2023 compared to 9 in 2022. It was up from 8 the previous year.")[-1]
    assert (record.value, record.anchor, record.inferred) == ("2022", "2023", True)


def test_without_an_anchor_nothing_is_invented() -> None:
    (record,) = records("activities starting on March 4, with the fair")
    assert (record.value, record.inferred, record.anchor) == ("XXXX-03-04", True, None)
    assert records("up from 8 the previous year, last week, on Tuesday, today") == []


def test_front_matter_gives_the_day_of_publication() -> None:
    text = "---\ntitle: A\ndate: '2024-03-08'\n---\nIt opened last month.\n"
    assert [(r.text, r.value, r.anchor) for r in records(text)] == [
        ("2024-03-08", "2024-03-08", None),
        ("last month", "2024-02", "2024-03-08"),
    ]


def test_offsets_quote_the_source_through_markup() -> None:
    text = "Opened in **May**  2023 and [March 4, 2024](http://example.org/2019-01-01)."
    found = records(text)
    assert [r.value for r in found] == ["2023-05", "2024-03-04"]
    assert all(text[r.start : r.end] == r.text for r in found)


@settings(deadline=None)
@given(st.text(alphabet="0123456789 -/–.,ymarchof2022del¤the previous year\n", max_size=300))
def test_any_text_gives_ordered_disjoint_edtf(text: str) -> None:
    page = read_page(text, language="en", published=date(2024, 3, 8))
    found = dates.find(page, [])
    for one, two in pairwise(found):
        assert one.end <= two.start
    for one in found:
        assert isinstance(one.record, Date)
        parse_edtf(one.record.value)
        assert text[one.record.start : one.record.end] == one.record.text


@settings(deadline=None)
@given(st.dates(min_value=date(1700, 1, 1), max_value=date(2090, 12, 31)))
def test_a_day_is_read_back_from_every_way_of_writing_it(day: date) -> None:
    months = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ]
    for text, language in (
        (day.isoformat(), "en"),
        (f"on {day:%B} {day.day}, {day.year}", "en"),
        (f"el {day.day} de {months[day.month - 1]} de {day.year}", "es"),
    ):
        assert [value for _, value in values(text, language)] == [day.isoformat()]  # type: ignore[arg-type]


def test_the_corpus_has_no_date_inside_a_number() -> None:
    corpus = Path(__file__).parents[2] / "corpus"
    text = (corpus / "peru-international-womens-day-2024.txt").read_text(encoding="utf-8")
    assert not {"2088", "1003", "3066", "3419", "9423"} & {record.text for record in records(text)}


def test_a_day_behind_a_law_takes_the_year_of_the_law() -> None:
    record = records("la Ley 39/2015, de 1 de octubre, del Procedimiento", "es")[0]
    assert (record.text, record.value, record.anchor) == ("1 de octubre", "2015-10-01", "Ley 39/2015")


@pytest.mark.parametrize(
    "text",
    [
        "a total of 1950.",
        "The number rose to 2010.",
        "from 1820 women to 2010 women",
        "for 2010 new jobs",
        "at 1919 M Street",
        "located at 1600 Pennsylvania Avenue",
        "Av. Salaverry 2010, Lima",
        "between 1900 and 2000 ppm",
        "at 2000 hours",
        "pp. 1998 and Flight 1950",
        "Resolution 2000 was passed",
    ],
)
def test_amounts_addresses_and_numbers_of_things_are_no_years(text: str) -> None:
    assert "date.year" not in [record.rule for record in records(text)]


@pytest.mark.parametrize(
    "text", ["rising from 1990 to 2010", "extended to 2030.", "compared to 2022.", "investment to 2020"]
)
def test_years_behind_to(text: str) -> None:
    assert records(text)[-1].value[-4:] in {"2010", "2030", "2022", "2020"}
