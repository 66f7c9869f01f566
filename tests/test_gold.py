"""The shares of the gold labels that the extractors must reach."""

from __future__ import annotations

import importlib.util
from types import ModuleType
from typing import Any

import pytest

from conftest import CORPUS, ROOT
from policy_qa_extractors import extract

FLOORS = {
    "offsets quote the source exactly": 1.0,
    "figures: recall (span and value)": 1.0,
    "figures: precision": 1.0,
    "figures: label and unit": 1.0,
    "figures: measured_entity": 1.0,
    "figures: measured_property": 1.0,
    "figures: period": 1.0,
    "figures: qualifier": 1.0,
    "figures: grounded in the text": 1.0,
    "figures: digits that are no figure": 1.0,
    "dates: recall (span and EDTF value)": 1.0,
    "dates: inferred ones say from what": 1.0,
    "dates: precision": 1.0,
    "legal references: recall (all fields)": 1.0,
    "legal references: citation": 1.0,
    "legal references: precision": 1.0,
    "entities: recall (name and label)": 1.0,
    "entities: shaped like names": 1.0,
    "no record twice": 1.0,
    "entities: acronym linked to its name": 1.0,
}


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", ROOT / "tests" / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def rows() -> dict[str, tuple[int, int, list[str]]]:
    scorer: Any = _scorer()
    records = [
        record.model_dump(mode="json")
        for path in sorted(CORPUS.glob("*.txt"))
        for record in extract(path.read_bytes().decode("utf-8"), document=path.stem)
    ]
    board = scorer.Board()
    scorer.score(records, board)
    return {name: (hits, total, missed) for name, hits, total, missed in board.rows}


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_gold_share(rows: dict[str, tuple[int, int, list[str]]], name: str, floor: float) -> None:
    hits, total, missed = rows[name]
    assert total > 0
    assert hits / total >= floor, "\n".join(missed)


def test_every_measure_has_a_floor(rows: dict[str, tuple[int, int, list[str]]]) -> None:
    assert set(rows) == set(FLOORS)
