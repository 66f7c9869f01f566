"""Years of the Middle Ages on, told from counts by the words around them."""

from __future__ import annotations

import pytest

from policy_qa_extractors import extract


@pytest.mark.parametrize(
    ("text", "dates", "figures"),
    [
        ("In 1351 the Statute of Labourers was passed.", ["1351"], []),
        ("The plague reached Sicily in October 1347.", ["1347-10"], []),
        ("La ciudad fue fundada en 1562 por los españoles.", ["1562"], []),
        ("El rey murió en 1452.", ["1452"], []),
        ("The cost rose 1562 per cent.", [], ["1562 per cent"]),
        ("A total of 1003 entrepreneurs came from 1203 towns.", [], ["1003", "1203"]),
        ("In 1250 cases the court agreed.", [], ["1250"]),
        ("The firm has 1200 workers.", [], ["1200"]),
    ],
)
def test_years_and_counts(text: str, dates: list[str], figures: list[str]) -> None:
    records = extract(text)
    assert [record.value for record in records if record.kind == "date"] == dates
    assert [record.text for record in records if record.kind == "figure"] == figures
