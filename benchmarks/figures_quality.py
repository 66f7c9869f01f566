"""How well figures are read, on suites that others have labelled.

    python -m benchmarks.figures_quality ../shared/dev

The folder holds one JSON Lines file a suite; each line has `text`, `language`, `reference_date` and `gold`, rows of
`start`, `end` and, where it is judged, `value`. A found figure matches one gold row at most, the one it shares most of.
Value F1 asks for overlap and the right value, exact F1 for the same span. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import json
import math
from datetime import date
from pathlib import Path
from typing import Any

from policy_qa.domain.records import Figure
from policy_qa_extractors import extract

LABELS = {"money": {"MONEY"}, "percent": {"PERCENT"}}


def found_in(suite: str, case: dict[str, Any]) -> list[Figure]:
    """The figures of a case, those of the suite's label only."""
    day = case.get("reference_date")
    records = extract(case["text"], language=case["language"], published=date.fromisoformat(day) if day else None)
    wanted = next((labels for name, labels in LABELS.items() if name in suite), None)
    return [r for r in records if isinstance(r, Figure) and (wanted is None or r.label in wanted)]


def pairs(gold: list[dict[str, Any]], found: list[Figure]) -> list[tuple[dict[str, Any], Figure]]:
    """Gold rows and figures one to one, those that share most first."""
    shared = sorted(
        (
            (
                -(min(g["end"], f.end) - max(g["start"], f.start)) / (max(g["end"], f.end) - min(g["start"], f.start)),
                i,
                j,
            )
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
            if min(g["end"], f.end) > max(g["start"], f.start)
        )
    )
    rows: dict[int, int] = {}
    for _, i, j in shared:
        if i not in rows and j not in rows.values():
            rows[i] = j
    return [(gold[i], found[j]) for i, j in rows.items()]


def right(gold: dict[str, Any], figure: Figure) -> bool:
    """Whether the figure has the gold row's value; a row without one asks for none."""
    value = gold.get("value")
    return value is None or (
        figure.value_max is None and math.isclose(float(value), float(figure.value), rel_tol=1e-5, abs_tol=1e-8)
    )


def f1(hits: int, gold: int, found: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hits / (gold + found) if gold + found else 0.0


def score(path: Path) -> tuple[int, int, float, float, float]:
    """Gold rows, figures found, value, exact and overlap F1 of one suite."""
    gold = found = value = exact = overlap = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        figures = found_in(path.stem, case)
        matched = pairs(case["gold"], figures)
        gold, found = gold + len(case["gold"]), found + len(figures)
        overlap += len(matched)
        value += sum(right(g, f) for g, f in matched)
        exact += sum((g["start"], g["end"]) == (f.start, f.end) for g, f in matched)
    return gold, found, f1(value, gold, found), f1(exact, gold, found), f1(overlap, gold, found)


def main() -> None:
    """Scores every suite of figures in the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    names = ("number", "money", "percent", "measeval")
    print("| suite | gold | found | value F1 | exact F1 | overlap F1 |\n|---|---|---|---|---|---|")
    for path in sorted(parser.parse_args().folder.glob("*.jsonl")):
        if any(name in path.stem for name in names):
            gold, found, *scores = score(path)
            print(f"| {path.stem} | {gold} | {found} | " + " | ".join(f"{s:.3f}" for s in scores) + " |")


if __name__ == "__main__":
    main()
