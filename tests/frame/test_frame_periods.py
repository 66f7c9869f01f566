"""Periods: which date a figure takes, and which it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest

from policy_qa.domain.records import Figure
from policy_qa_extractors import extract

CASES: list[tuple[str, str, list[str | None]]] = [
    ("en", "In 2022, the ministry trained 250 officials and 30 judges.", ["2022", "2022"]),
    ("en", "The ministry trained 250 officials in 2022 and 300 in 2023.", ["2022", "2023"]),
    ("en", "Between 2015 and 2020, 45 shelters were opened.", ["2015/2020"]),
    ("en", "Law 30364, approved in 2015, created 25 courts.", [None]),
    ("en", "As of March 2024, 36 entities had appointed officers, up from 20 in 2023.", ["2024-03", "2023"]),
    ("en", "The program, launched in 2019, has reached 5,000 women.", [None]),
    ("en", "The number of cases fell from 120 in 2020 to 80 in 2021.", ["2020", "2021"]),
    ("en", "The number of cases fell from 120 to 80 between 2020 and 2021.", ["2020", "2021"]),
    ("en", "By 2030, the country aims to reach 500,000 households.", ["2030"]),
    ("en", "Since 2018, more than 3,000 teachers have been trained.", ["2018/.."]),
    ("en", "The National Plan for Gender Equality 2012-2017 includes 8 objectives.", [None]),
    ("en", "In the Regional Elections 2014, 12% of candidates were women.", [None]),
    ("en", "The budget rose to $30 million in 2023, compared with $25 million in 2022.", ["2023", "2022"]),
    ("en", "In 2021 the poverty rate was 25.9%, while in 2022 it was 27.5%.", ["2021", "2022"]),
    ("en", "During the first half of 2023, the hotline answered 12,000 calls.", ["2023-40"]),
    ("en", "Violence against women decreased by 5% from 2019 to 2022.", ["2019/2022"]),
    ("en", "From January to June 2023, 150 cases were reported.", ["2023-01/2023-06"]),
    ("en", "In fiscal year 2022, the agency awarded $5 million to 12 organizations.", ["2022", "2022"]),
    ("en", "The survey of 2,000 households, conducted in 2021, found that 40% lacked water.", ["2021", "2021"]),
    ("en", "It had 303 locations in 2014, and 319 in 2015.", ["2014", "2015"]),
    ("en", "Ten measures of the plan approved in 2021 were implemented in 2023.", ["2023"]),
    ("en", "55% of women voted in 2016; 61% did so in 2021.", ["2016", "2021"]),
    ("en", "The rate was 10.5 per 100,000 in 2019, the highest since 2010.", ["2019"]),
    ("en", "Of the 1,200 graduates in 2020, 700 were women.", ["2020", "2020"]),
    ("en", "Enrollment grew 8% in 2022, after a 3% decline in 2021.", ["2022", "2021"]),
    ("en", "A total of 100 shelters (2020) and 120 shelters (2021) were open.", ["2020", "2021"]),
    ("en", "57 services operate nationwide. In 2023 they handled 3,419 cases.", [None, "2023"]),
    ("en", "In 2023:\n- 250 women were trained\n- 3 centers were opened", ["2023", "2023"]),
    (
        "en",
        "Results achieved in 2022:\n\n* 120 schools were built\n* 45 km of roads, finished in 2021",
        ["2022", "2021"],
    ),
    ("en", "The strategy for 2022-2026 has 5 pillars.", ["2022/2026"]),
    ("en", "It has 6,200 nurses, compared with 4,000 in 2022, and 90 vans.", [None, "2022", None]),
    ("en", "Some 614 children reached their first birthday in 2023.", ["2023"]),
    ("en", "It was the highest rate in 2010 and 12% in 2011.", ["2011"]),
    ("en", "It fell 5%, the largest annual drop since 2009.", [None]),
    ("en", "In 2023, they hired 40 judges, bringing the total since 2021 to 90.", ["2023", "2021/.."]),
    ("en", "It has come down from 252 deaths per 100,000 births in 2018 to 187.", ["2018", None]),
    ("en", "The minimum wage increased from $7.25 in 2009 to $15.", ["2009", None]),
    ("es", "En 2022 se capacitaron 250 funcionarios y 30 jueces.", ["2022", "2022"]),
    ("es", "Se capacitó a 250 personas en 2022 y a 300 en 2023.", ["2022", "2023"]),
    ("es", "Entre 2015 y 2020 se abrieron 45 refugios.", ["2015/2020"]),
    ("es", "La Ley N° 30364, aprobada en 2015, creó 25 juzgados.", [None]),
    ("es", "A marzo de 2024, 36 entidades habían designado responsables, frente a 20 en 2023.", ["2024-03", "2023"]),
    ("es", "El programa, creado en 2019, ha llegado a 5 000 mujeres.", [None]),
    ("es", "Los casos pasaron de 120 en 2020 a 80 en 2021.", ["2020", "2021"]),
    ("es", "Al 2030, se espera llegar a 500 000 hogares.", ["2030"]),
    ("es", "Desde 2018, más de 3 000 docentes han sido capacitados.", ["2018/.."]),
    ("es", "El Plan Nacional de Igualdad de Género 2012-2017 incluye 8 objetivos.", [None]),
    ("es", "Durante el primer semestre de 2023 la línea atendió 12 000 llamadas.", ["2023-40"]),
    ("es", "En el año 2021 la tasa de pobreza fue de 25,9%, mientras que en 2022 fue de 27,5%.", ["2021", "2022"]),
    ("es", "La inversión de 5 millones de soles en 2023 superó los 3 millones de soles de 2022.", ["2023", "2022"]),
    ("es", "Al 31 de diciembre de 2023 operaban 57 servicios.", ["2023-12-31"]),
    (
        "es",
        "Entre enero y mayo de 2024 se registraron 150 casos, 10% más que en el mismo periodo de 2023.",
        ["2024-01/2024-05", "2024-01/2024-05"],
    ),
    ("es", "Las víctimas disminuyeron 5% entre 2019 y 2022.", ["2019/2022"]),
    ("es", "De las 1 200 egresadas en 2020, 700 consiguieron empleo.", ["2020", "2020"]),
    (
        "es",
        "En 2020, 2021 y 2022 se registraron 12, 14 y 11 casos, respectivamente.",
        ["2020", "2021", "2022"],
    ),
    ("en", "The agency closed 12 and 14 cases in 2020 and 2021, respectively.", ["2020", "2021"]),
    ("es", "En 2019 había 10 centros; hoy, 25.", ["2019", None]),
    ("es", "En lo que va de 2024 hubo 30 feminicidios.", ["2024"]),
    ("es", "La Ley 30364, de 2015, creó 3 mecanismos.", [None]),
    (
        "es",
        "Atendió 166 casos en 2023, cifra superior en 7,3 % a la registrada en 2022 (154).",
        ["2023", "2023", "2022"],
    ),
    ("es", "La plantilla creció en 2022 un 4 %, menos que el 6 % de 2021.", ["2022", "2021"]),
    ("es", "En 2022 hubo 58 incendios, 9 menos que en 2021, con tres fallecidos y 27 heridos.", ["2022"] * 4),
    ("en", "There were 58 fires in 2022, 9 fewer than in 2021, with three deaths and 27 injuries.", ["2022"] * 4),
    ("en", "In 2021 the shelter took in 340 dogs, 4% more than in 2020, including 12 puppies.", ["2021"] * 3),
    ("en", "There were 58 fires in 2022, 9 fewer than in 2021, when two people died.", ["2022", "2022", "2021"]),
    ("es", "En 2023 hubo 80 denuncias, por encima de las 71 de 2022, y 14 detenciones.", ["2023", "2022", "2023"]),
    ("es", "En 2023 hubo 80 denuncias, frente a las 71 de 2022, y 14 detenciones.", ["2023", "2022", "2023"]),
    ("en", "In 2023 it received 80 complaints, against 71 in 2022, and made 14 arrests.", ["2023", "2022", "2023"]),
    ("es", "El club ha ganado 9 títulos y 3 supercopas, y en 1991 descendió de categoría.", [None, None]),
    ("en", "The club has won 9 titles and 3 cups, and in 1991 it was relegated.", [None, None]),
    ("en", "By 1985 the fleet had reached 3,400 vessels, and in 2011 the port closed.", ["1985"]),
    ("en", "The vacancy rate stood at 4.3%, against 5.1% a year earlier. The count began in 2022.", [None, None]),
    ("es", "En 2023 la tasa se situó en el 4,3 %, frente al 5,1 % de un año antes.", ["2023", "2022"]),
    (
        "en",
        "The rate was 6.4% in the second quarter of 2024, compared with 6.9% in the first quarter.",
        ["2024-34", "2024-33"],
    ),
    ("es", "El teatro fue construido en 1921 con 1.200 butacas y reformado en 1998.", ["1921"]),
    ("en", "The theatre was built in 1921 with 1,200 seats and refurbished in 1998.", ["1921"]),
    ("es", "La tarifa es de 2,40 euros, sin cambios desde 2019, y la usan 5.000 viajeros.", ["2019/..", None]),
    ("es", "La red tiene 7 sucursales, la primera abierta en 1975.", [None]),
    ("en", "The library has 7 branches, the first opened in 1975.", [None]),
    ("en", "Inflation was 3.1% in June, above the 2.7% of May 2023.", [None, "2023-05"]),
    ("en", "In 2023 the vacancy rate stood at 4.3%, against 5.1% a year earlier.", ["2023", "2022"]),
    (
        "es",
        "En el primer trimestre de 2025 se vendieron 410 pisos, frente a los 388 del mismo trimestre de 2024.",
        ["2025-33", "2024-33"],
    ),
    (
        "en",
        "From January to March 2024 it sold 410 flats, compared with 388 in the same months of 2023.",
        ["2024-01/2024-03", "2023-01/2023-03"],
    ),
    (
        "en",
        "There were 51,000 vacancies in the second quarter of 2024, compared with 48,000 in the previous quarter.",
        ["2024-34", "2024-33"],
    ),
    (
        "es",
        "En el segundo trimestre de 2024 hubo 51.000 vacantes, 3.000 más que en el trimestre anterior.",
        ["2024-34", "2024-34"],
    ),
]


@pytest.mark.parametrize(("language", "text", "periods"), CASES, ids=[case[1][:50] for case in CASES])
def test_periods(language: Any, text: str, periods: list[str | None]) -> None:
    assert [f.period for f in extract(text, language=language) if isinstance(f, Figure)] == periods
