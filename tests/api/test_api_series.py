"""Series hold what is said in the same words of several periods, and nothing else."""

from __future__ import annotations

from starlette.testclient import TestClient

from policy_qa.domain.records import Figure, record_id
from policy_qa.domain.values import Span
from policy_qa_api.series import series


def figure(value: float, period: str | None, start: int, **fields: object) -> Figure:
    said = {"measured_entity": "harbour clinics", **fields}
    return Figure.model_validate(
        {
            "id": record_id("d", "figure", start, start + 2), "document": "d", "start": start, "end": start + 2,
            "text": "57", "label": "CARDINAL", "rule": "r", "language": "en", "value": value, "period": period,
            "sentence": Span(start=start, end=start + 2), **said,
        }
    )  # fmt: skip


def test_a_measure_of_two_years_is_a_series_in_order_of_time() -> None:
    (found,) = series([figure(20, "2021", 9), figure(10, "2020", 1), figure(10, "2020", 30)])
    assert [(p.period, p.figure.value, p.width) for p in found.points] == [("2020", 10, 50.0), ("2021", 20, 100.0)]
    assert found.points[0].figure.start == 1


def test_other_measures_grains_and_open_periods_stay_apart() -> None:
    base = figure(10, "2020", 1)
    others = (
        figure(20, "2021", 5, population="women"),
        figure(20, "2021", 6, status="planned"),
        figure(20, "2021", 7, unit="%"),
        figure(20, "2021", 8, measured_entity="schools"),
        figure(20, "2021-05", 9),
        figure(20, "2019/2021", 10),
        figure(20, None, 11),
        figure(20, "2021", 12, value_max=30),
    )
    for other in others:
        assert series([base, other]) == []


def test_two_values_of_a_period_in_one_report_are_no_series_and_in_two_reports_a_disagreement() -> None:
    before, after = figure(10, "2020", 1), figure(20, "2021", 9)
    assert series([before, after, figure(12, "2020", 30)]) == []
    (found,) = series([before, after, figure(12, "2020", 30).model_copy(update={"document": "e"})])
    assert [point.figure.value for point in found.points] == [10, 12, 20]


def test_what_one_sentence_compares_is_a_series_though_its_words_name_other_things_too() -> None:
    one = {"sentence": Span(start=0, end=20)}
    here = [figure(10, "2020", 1, **one), figure(20, "2021", 9, status="built", **one)]
    (found,) = series([*here, figure(98, "2021", 30), figure(99, "2021", 40)])
    assert [point.figure.value for point in found.points] == [10, 20]


def test_a_single_word_is_one_measure_only_within_a_section() -> None:
    women = [figure(10, "2020", 1, measured_entity="women", section=("Titles",))]
    assert series([*women, figure(20, "2021", 5, measured_entity="women", section=("Courses",))]) == []
    assert len(series([*women, figure(20, "2021", 5, measured_entity="women", section=("Titles",))])) == 1


def test_the_page_shows_each_point_with_its_source(empty: TestClient) -> None:
    text = b"In 2020 the city opened 40 Reading Rooms. In 2021 the city opened 80 Reading Rooms."
    document = empty.post("/api/documents", files={"file": ("rooms.txt", text)}).json()["id"]
    page = empty.get("/series", headers={"accept": "text/html"}).text
    assert 'width="50.0"' in page
    records = empty.get(f"/api/documents/{document}/records?kind=figure").json()["items"]
    assert all(f"/documents/{document}?r={r['id']}#r-{r['id']}" in page for r in records)
