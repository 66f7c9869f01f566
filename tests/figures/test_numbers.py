"""Facts about reading quantities: the words of a report, and the span, value, unit and qualifier read from them."""

from __future__ import annotations

import pytest

from policy_qa.domain.records import Figure, Language
from policy_qa_extractors import extract


def figures(text: str, language: Language) -> list[Figure]:
    return [record for record in extract(text, language=language) if isinstance(record, Figure)]


VALUES: list[tuple[Language, str, str, float]] = [
    ("en", "It reached 1,234,567 homes.", "1,234,567", 1234567),
    ("en", "It reached 1.3 million women.", "1.3 million", 1300000),
    ("en", "It reached 3 000 women.", "3 000", 3000),
    ("en", "It reached 3\u00a0250 women.", "3\u00a0250", 3250),
    ("en", "Since 2010, 322, 862 women have been trained.", "322, 862", 322862),
    ("en", "They came from 12, 300 and 14 towns.", "300", 300),
    ("en", "It reached 12,34,567 homes.", "12,34,567", 1234567),
    ("en", "The group of twenty-five women met.", "twenty-five", 25),
    ("en", "They trained two hundred and fifty women.", "two hundred and fifty", 250),
    ("en", "They trained two and a half million women.", "two and a half million", 2500000),
    ("en", "They trained half a million women.", "half a million", 500000),
    ("en", "They trained 2 ½ times as many.", "2 ½", 2.5),
    ("en", "Two thirds of the women vote.", "Two thirds", 2 / 3),
    ("en", "It sold 300k units.", "300k", 300000),
    ("en", "It sold 1.5m units.", "1.5m", 1500000),
    ("en", "A share of .64 was found.", ".64", 0.64),
    ("en", "A drop of 4.3 × 10−8 was found.", "4.3 × 10−8", 4.3e-8),
    ("es", "Atendió a 1.234.567 mujeres.", "1.234.567", 1234567),
    ("es", "Atendió a 3 419 mujeres.", "3 419", 3419),
    ("es", "Atendió a 44,318 mujeres, el 26.7 %.", "44,318", 44318),
    ("es", "Atendió a 44.318 mujeres, el 26,7 %.", "44.318", 44318),
    ("es", "Atendió a 15 mil mujeres.", "15 mil", 15000),
    ("es", "Atendió a 1 millón 200 mil mujeres.", "1 millón 200 mil", 1200000),
    ("es", "Atendió a veintidós mil quinientas mujeres.", "veintidós mil quinientas", 22500),
    ("es", "Atendió a TREINTA Y CINCO mujeres.", "TREINTA Y CINCO", 35),
    ("es", "Atendió a dos millones y medio de mujeres.", "dos millones y medio", 2500000),
    ("es", "El plazo vence en diez (10) días.", "diez (10) días", 10),
    ("es", "Votan dos tercios de las mujeres.", "dos tercios", 2 / 3),
    ("es", "Votan las tres cuartas partes de las mujeres.", "tres cuartas partes", 0.75),
]

UNITS: list[tuple[Language, str, str, float, str, str]] = [
    ("en", "It cost US$1.2bn in all.", "US$1.2bn", 1.2e9, "MONEY", "USD"),
    ("en", "It cost €40m in all.", "€40m", 4e7, "MONEY", "EUR"),
    ("en", "It cost 4,000,000 soles in all.", "4,000,000 soles", 4e6, "MONEY", "PEN"),
    ("en", "It cost EUR 125 in all.", "EUR 125", 125, "MONEY", "EUR"),
    ("en", "It cost 15 dollars and 50 cents.", "15 dollars and 50 cents", 15.5, "MONEY", "USD"),
    ("en", "A meal costs KSh 230 now.", "KSh 230", 230, "MONEY", "KES"),
    ("en", "A meal costs Ksh5,000 now.", "Ksh5,000", 5000, "MONEY", "KES"),
    ("en", "Zambia will spend K177.9 billion next year.", "K177.9 billion", 1.779e11, "MONEY", "ZMW"),
    ("en", "South Africa set aside R1.2bn in May.", "R1.2bn", 1.2e9, "MONEY", "ZAR"),
    ("en", "They paid a $250,000 award.", "$250,000", 250000, "MONEY", "USD"),
    ("en", "It fell by 3 percentage points.", "3 percentage points", 3, "PERCENT", "%"),
    ("en", "It lasted 12.5 years.", "12.5 years", 12.5, "QUANTITY", "a"),
    ("en", "It is a 12-month plan.", "12-month", 12, "QUANTITY", "mo"),
    ("en", "It covers 30 square kilometers.", "30 square kilometers", 30, "QUANTITY", "km2"),
    ("en", "They gave 2 million pounds of food.", "2 million pounds", 2e6, "QUANTITY", "[lb_av]"),
    ("es", "Costó S/ 3 000 millones.", "S/ 3 000 millones", 3e9, "MONEY", "PEN"),
    ("es", "Costó S/. 1,250.50 por persona.", "S/. 1,250.50", 1250.5, "MONEY", "PEN"),
    ("es", "Costó 23 millones de dólares.", "23 millones de dólares", 2.3e7, "MONEY", "USD"),
    ("es", "Bajó 2,6 puntos porcentuales.", "2,6 puntos porcentuales", 2.6, "PERCENT", "%"),
    ("es", "Sembró 5 hectáreas de café.", "5 hectáreas", 5, "QUANTITY", "har"),
    ("es", "Son 24 kWh al mes.", "24 kWh", 24, "QUANTITY", "kW.h"),
]  # fmt: skip

QUALIFIERS: list[tuple[Language, str, str, str | None]] = [
    ("en", "With over 50% of women in work.", "over 50%", "over"),
    ("en", "It trained more than 20 women.", "more than 20", "over"),
    ("en", "It trained fewer than 20 women.", "fewer than 20", "under"),
    ("en", "It trained at least 20 women.", "at least 20", "at_least"),
    ("en", "It trained no fewer than 20 women.", "no fewer than 20", "at_least"),
    ("en", "They were under the age of 30 then.", "30", "under"),
    ("en", "The wage goes up to $12 in May.", "$12", None),
    ("en", "It trained 20 or more women.", "20 or more", "at_least"),
    ("en", "It trained 650+ women.", "650+", "at_least"),
    ("en", "It trained up to 20 women.", "up to 20", "at_most"),
    ("en", "It trained nearly 20 women.", "nearly 20", "approximately"),
    ("en", "It trained an estimated 20 women.", "an estimated 20", "approximately"),
    ("en", "It has an approximate budget of $20 million.", "$20 million", "approximately"),
    ("en", "It trained up to about 20 women.", "up to about 20", "at_most"),
    ("en", "It cost $20 million over ten years.", "ten years", None),
    ("en", "It awarded at least another $52 million.", "$52 million", "at_least"),
    ("es", "Capacitó a más de 20 mujeres.", "más de 20", "over"),
    ("es", "Capacitó a menos de 20 mujeres.", "menos de 20", "under"),
    ("es", "Capacitó a no menos del 30 % de ellas.", "no menos del 30 %", "at_least"),
    ("es", "Capacitó a por lo menos treinta mujeres.", "por lo menos treinta", "at_least"),
    ("es", "Capacitó hasta 20 mujeres.", "hasta 20", "at_most"),
    ("es", "Capacitó a unas 20 mujeres.", "unas 20", "approximately"),
    ("es", "Creció 3,5 % hasta US$ 12 millones.", "US$ 12 millones", None),
]

RANGES: list[tuple[Language, str, list[tuple[str, float, float | None]]]] = [
    ("en", "Each year between 26 and 31 million people enrol.", [("between 26 and 31 million", 26e6, 31e6)]),
    ("en", "It is open to women aged 15–49 years.", [("15–49 years", 15, 49)]),
    ("en", "Some 26 or 31 million people enrol.", [("Some 26", 26e6, None), ("31 million", 31e6, None)]),
    ("en", "The number rose from 303 to 319 there.", [("303", 303, None), ("319", 319, None)]),
    ("en", "Sizes range from 11 to 2 metres there.", [("from 11 to 2 metres", 11, 2)]),
    ("en", "Discounts range from $5 to $10 there.", [("from $5 to $10", 5, 10)]),
    ("en", "It rose 0.3 points to 2.9 percent there.", [("0.3", 0.3, None), ("2.9 percent", 2.9, None)]),
    ("en", "It grew 15, 20 and 25% there.", [("15", 15, None), ("20", 20, None), ("25%", 25, None)]),
    ("es", "Asisten mujeres de 15 a 49 años.", [("de 15 a 49 años", 15, 49)]),
    ("es", "Asisten entre 1.000 y 1.500 mujeres.", [("entre 1.000 y 1.500", 1000, 1500)]),
    ("es", "Subió de S/ 4 millones a S/ 6 millones.", [("S/ 4 millones", 4e6, None), ("S/ 6 millones", 6e6, None)]),
]  # fmt: skip

STEPS = [("1.3 million", 100000), ("40%", 1), ("67.6%", 0.1), ("4,000,000", 1), ("3 million", 1000000), ("five", 1)]
PLAIN = ["Of them, 12 try again.", "It takes 1 cup of rice.", "Some 30 mad dogs bit them."]

NONE: list[tuple[Language, str]] = [
    ("en", "The staff moved to Microsoft 365 last year, and iOS 17 came."),
    ("en", "World War 1 graves, Century 21 agents and Platform 3 were shown."),
    ("en", "Enquiries: 029 2018 7744."),
    ("en", "Thousands of women and dozens of men marched, one of them twice."),
    ("en", "Under Section 12, articles 5, 6 and 7 apply."),
    ("en", "The COVID-19 crisis hit the G20 and 5G firms."),
    ("en", "Two-Spirit people spoke."),
    ("en", "Goals 5 and 10 matter."),
    ("en", "The twenty-first meeting opened at 10:30, with a 3-1 win later."),
    ("es", "Conforme a los numerales 11.1 a) y 11.2 a) del artículo 5."),
    ("es", "El medio ambiente importa; miles de mujeres marcharon."),
    ("es", "En la Línea 100 se atiende las 24 horas del día 7"[:26]),
]


@pytest.mark.parametrize(("language", "text", "span", "value"), VALUES)
def test_value(language: Language, text: str, span: str, value: float) -> None:
    found = {f.text: f for f in figures(text, language)}
    assert span in found, found
    assert found[span].value == pytest.approx(value)
    assert found[span].value_max is None


@pytest.mark.parametrize(("language", "text", "span", "value", "label", "unit"), UNITS)
def test_unit(language: Language, text: str, span: str, value: float, label: str, unit: str) -> None:
    [figure] = [f for f in figures(text, language) if f.text == span]
    assert figure.value == pytest.approx(value)
    assert (figure.label, figure.unit) == (label, unit)


@pytest.mark.parametrize(("language", "text", "span", "qualifier"), QUALIFIERS)
def test_qualifier(language: Language, text: str, span: str, qualifier: str | None) -> None:
    [figure] = [f for f in figures(text, language) if f.text == span]
    assert figure.qualifier == qualifier


@pytest.mark.parametrize(("language", "text", "wanted"), RANGES)
def test_range_or_change(language: Language, text: str, wanted: list[tuple[str, float, float | None]]) -> None:
    assert [(f.text, f.value, f.value_max) for f in figures(text, language)] == wanted


@pytest.mark.parametrize(("printed", "step"), STEPS)
def test_printed_step(printed: str, step: float) -> None:
    [figure] = figures(f"There were {printed} women.", "en")
    assert figure.precision == pytest.approx(step)


@pytest.mark.parametrize(("language", "text"), NONE)
def test_no_figure(language: Language, text: str) -> None:
    assert figures(text, language) == []


def test_markup_inside_a_figure() -> None:
    text = "It gave **more** than [$200\nmillion](https://example.org/12) to women."
    [figure] = figures(text, "en")
    assert (figure.value, figure.qualifier) == (200000000, "over")
    assert text[figure.start : figure.end] == figure.text


def test_bracket_keeps_its_own_figure() -> None:
    found = figures("Of 324 applicants, 219 (67.6%) were women.", "en")
    assert [f.value for f in found] == [324, 219, 67.6]


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("There were 12 deaths per 100,000 inhabitants.", "100,000 inhabitants"),
        ("One in three women votes.", "three women"),
        ("Today 9 out of 10 households vote.", "10 households"),
    ],
)
def test_rate(text: str, per: str) -> None:
    [figure] = figures(text, "en")
    assert figure.per == per


def test_both_sides_of_a_change_share_the_rate() -> None:
    found = figures("The rate fell from 8.2 to 4.1 per 1,000 live births.", "en")
    assert [(f.value, f.per) for f in found] == [(8.2, "1,000 live births"), (4.1, "1,000 live births")]


def test_notes_that_count_up_are_no_figures() -> None:
    text = "Women vote more. 3\nMen vote less. 4\nMost vote. 5\nThere are 12 towns."
    assert [f.value for f in figures(text, "en")] == [12]


def test_counts_that_happen_to_rise_stay_figures() -> None:
    text = " ".join(f"The share was {n}.{n}% in town." for n in range(1, 12))
    assert len(figures(text, "en")) == 11


@pytest.mark.parametrize("text", PLAIN)
def test_a_word_spelt_like_a_currency_is_none(text: str) -> None:
    assert [(f.label, f.unit) for f in figures(text, "en")] == [("CARDINAL", None)]


SHARED_MONEY = [
    ("Sri Lanka's ministry spent Rs. 5 billion on fuel.", ["LKR"]),
    ("The bus cost Rs 300.", ["INR"]),
    ("Uganda paid 12 million shillings.", ["UGX"]),
    ("Egypt sold 3 billion pounds and 500 million British pounds.", ["EGP", "GBP"]),
    ("The bill in London was 3 million pounds.", ["GBP"]),
    ("Jamaica received US$50 million and spent $30 million.", ["USD", "JMD"]),
    ("Jamaica spent $30 million.", ["USD"]),
    ("It cost 15 million US dollars.", ["USD"]),
]


@pytest.mark.parametrize(("text", "units"), SHARED_MONEY)
def test_money_is_that_of_the_country_named(text: str, units: list[str]) -> None:
    assert [figure.unit for figure in figures(text, "en")] == units
