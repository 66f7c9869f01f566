"""Facts about Spanish figures as ministries, statistical offices and laws print them."""

from __future__ import annotations

import pytest

from policy_qa.domain.records import Figure
from policy_qa_extractors import extract


def figures(text: str) -> list[Figure]:
    return [record for record in extract(text, language="es") if isinstance(record, Figure)]


READ = [
    ("Se atendieron 82 mil 456 casos de violencia.", "82 mil 456", 82456, None),
    ("A la fecha se han inscrito 4 mil 500 emprendedoras.", "4 mil 500", 4500, None),
    ("Hay 33 millones 396 mil 217 habitantes.", "33 millones 396 mil 217", 33396217, None),
    ("La inversión fue de 40 M€ en 2021.", "40 M€", 40_000_000, "EUR"),
    ("Se aprobaron 12.500 M€ para vivienda.", "12.500 M€", 12_500_000_000, "EUR"),
    ("El teatro creció hasta las 12.400 butacas.", "12.400", 12400, None),
    ("El programa cuesta 350 mdp al año.", "350 mdp", 350_000_000, "MXN"),
    ("La inversión fue de S/ 1'500,000 en total.", "S/ 1'500,000", 1_500_000, "PEN"),
    ("El monto es de S/. 1'234,567.89 este año.", "S/. 1'234,567.89", 1_234_567.89, "PEN"),
    ("La suma es de S/ 43 959 986, 00 (CUARENTA Y TRES) en total.", "S/ 43 959 986, 00", 43_959_986, "PEN"),
]


@pytest.mark.parametrize(("text", "span", "value", "unit"), READ)
def test_value_and_unit(text: str, span: str, value: float, unit: str | None) -> None:
    (found,) = [figure for figure in figures(text) if figure.text == span]
    assert (found.value, found.unit) == (value, unit)


def test_amounts_of_a_row_stay_apart() -> None:
    text = "Bienes y Servicios\n\n375 770,00 345 283,00\n\nOtros Gastos\n\n113 614,00 10 478 592,00\n35 337,00\n"
    assert [figure.value for figure in figures(text)] == [375770, 345283, 113614, 10478592, 35337]


QUALIFIED = [
    ("La pena será no menor de seis ni mayor de diez años.", [(6, "at_least"), (10, "at_most")]),
    ("El aforo no debe superar las 200 personas.", [(200, "at_most")]),
    ("Se autoriza hasta por la suma de S/ 600,00 por familia.", [(600, "at_most")]),
    ("La ley exige una presencia mínima del 40 % de cada sexo.", [(40, "at_least")]),
    ("La cifra supera los 3.000 desplazados.", [(3000, "over")]),
    ("La inflación fue del 3,1 %, por debajo del 3,8 % de marzo.", [(3.1, None), (3.8, None)]),
    ("El paro superó el 7,5 % registrado en 2022.", [(7.5, None)]),
    ("La pobreza está por encima del 12 % de la población.", [(12, "over")]),
]


@pytest.mark.parametrize(("text", "wanted"), QUALIFIED)
def test_qualifier(text: str, wanted: list[tuple[float, str]]) -> None:
    assert [(figure.value, figure.qualifier) for figure in figures(text)] == wanted


def test_a_rate_keeps_its_base_apart_from_its_value() -> None:
    (rate,) = figures("La tasa de homicidios fue de 25,4 por cada 100.000 habitantes en 2023.")
    assert (rate.text, rate.per, rate.measured_entity) == ("25,4", "100.000 habitantes", "tasa de homicidios")


def test_ages_are_a_range_where_something_else_rises() -> None:
    found = figures("La tasa se incrementa a 78.4% en los niños de 6 a 11 años de edad.")
    assert [(figure.value, figure.value_max, figure.unit) for figure in found] == [(78.4, None, "%"), (6, 11, "a")]


def test_a_line_that_ends_in_a_small_word_goes_on() -> None:
    (found,) = figures(
        "En tres hospitales hubo demoras largas.\n\nAllí esperaba más del\n40% de los pacientes de la lista."
    )[1:]
    assert (found.value, found.qualifier) == (40, "over")


def test_the_date_of_a_law_is_no_period() -> None:
    (found,) = figures("La Ley Orgánica 3/2007, de 22 de marzo, exige una presencia mínima del 40 %.")
    assert found.period is None


@pytest.mark.parametrize(
    "text",
    [
        "El equipo local ganó 4 a 1 y cerró la serie 9 a 0.",
        "Más información: 974 221 305.",
        "Contacto: 91 555 01 23 (oficina).",
        "Véase el literal a) y el 3.2 del artículo 3 de la norma.",
        "Rige lo autorizado en el inciso 30.6.2, a nivel programático.",
        "El centro atiende las 24 horas del día y los 365 días del año.",
        "PROGRAMA PRESUPUESTAL 1001 Productos Específicos",
        "FUENTE DE FINANCIAMIENTO 1 Recursos Ordinarios",
        "La posta queda en el km 47 de la carretera.",
        "Zonas de desastre de los niveles 4 y 5 a los que se refiere la ley.",
        "Llame al 626-1600 o escriba al 987 654 321.",
        "Rige el Decreto N° 320/20 desde ese año.",
        "Para 2024 proyectamos ampliar el servicio de agua.",
        "Para 2024 hay presupuestados recursos propios.",
        "En las elecciones de 2022 fueron elegidas las autoridades.",
    ],
)
def test_no_figure(text: str) -> None:
    assert figures(text) == []


def test_a_noun_left_out_leaves_its_owner() -> None:
    text = "El ingreso promedio de las mujeres fue S/ 1 150 y el de los hombres S/ 1 620."
    _, men = figures(text)
    assert (men.measured_entity, men.measured_property, men.population) == ("hombres", "ingreso promedio", "hombres")


def test_people_behind_a_rate_are_its_population() -> None:
    found = figures("La tasa de analfabetismo es de 5,2 % (2,9 % en hombres y 7,4 % en mujeres).")
    assert [figure.population for figure in found] == [None, "hombres", "mujeres"]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Se asignaron 250 millones de pesos mexicanos a los refugios para mujeres.", "refugios"),
        ("El bono básico se fijó en 1.080 euros al mes.", "bono básico"),
        ("Se autoriza la transferencia a favor de COFIDE, hasta por la suma de S/ 5 000 000.", "COFIDE"),
    ],
)
def test_what_money_is_for(text: str, entity: str) -> None:
    (found,) = figures(text)
    assert found.measured_entity is not None
    assert found.measured_entity.startswith(entity)


def test_a_code_goes_on_behind_its_slash() -> None:
    assert figures("Véase OPS, La Familia y la Salud. CD44/10, capítulo primero.") == []


def test_the_unit_behind_a_qualifier() -> None:
    (age, _) = figures("La población de 60 y más años de edad representa el 13,3 % del total.")
    assert (age.text, age.unit, age.qualifier) == ("60 y más años de edad", "a", "at_least")


def test_the_mark_of_a_note_is_not_what_is_counted() -> None:
    (share,) = figures("El hogar compuesto es del 3.0% 4. En las ciudades hay otros hogares.")
    assert share.measured_entity == "hogar compuesto"


def test_a_qualifier_behind_a_comma_belongs_to_what_goes_on() -> None:
    found = figures("Cubrir, en un plazo de 90 días, al menos la mitad de las plazas.")
    assert [(figure.text, figure.qualifier) for figure in found] == [
        ("90 días", None),
        ("al menos la mitad", "at_least"),
    ]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Entregó subsidios por $1.870 millones de pesos en Colombia; cada kit costó $185.000.", "COP"),
        ("El salario en México es de 266.5 pesos.", "MXN"),
        ("El salario es de 266.5 pesos.", "XXX"),
        ("El crédito en Paraguay sumó G. 12,5 billones; la deuda, G. 3 billones.", "PYG"),
        ("El gobierno de Nepal destinó Rs 40 millones y 5 millones de rupias.", "NPR"),
    ],
)
def test_money_is_that_of_the_country_named(text: str, unit: str) -> None:
    assert {figure.unit for figure in figures(text)} == {unit}


COUNTED = [
    ("El acuerdo obtuvo 21 votos a favor y tres en contra.", ["votos a favor", "en contra"]),
    ("Medios de invierno: la comarca dispone de 11 quitanieves y 4 palas.", ["quitanieves", "palas"]),
    ("El euro cerró la semana en 7.850 guaraníes.", ["euro"]),
    ("El Consejo resolvió mantener la tasa de interés de referencia en 5,25 %.", ["tasa de interés de referencia"]),
]


@pytest.mark.parametrize(("text", "entities"), COUNTED)
def test_what_is_counted(text: str, entities: list[str]) -> None:
    assert [figure.measured_entity for figure in figures(text)] == entities
