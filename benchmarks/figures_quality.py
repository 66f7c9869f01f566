"""How well figures are read, on suites that others have labelled, and how well the peers that are installed read them.

    python -m benchmarks.figures_quality [../shared/dev]

The folder holds one JSON Lines file a suite; each line has `text`, `language`, `reference_date` and `gold`, rows of
`start`, `end` and, where it is judged, `value`. The suites are not part of this project; without one, this says so.
A found figure matches one gold row at most, the one it shares most of. Value F1 asks for overlap and the right value,
exact F1 for the same span. A peer without spans is judged by its values alone. Prints Markdown tables.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.peers import MONEY, PEERS, Hit, Peer, Read
from policy_qa.domain.records import Figure
from policy_qa_extractors import extract

LABELS = {"money": {"MONEY"}, "percent": {"PERCENT"}}
FIGURES, WORDS = ("figures", "numbers"), ("numbers in words",)
SUITES = ("number", "money", "percent", "measeval")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
Case = dict[str, Any]


def found_in(suite: str, case: Case) -> list[Hit]:
    """The figures of a case, those of the suite's label only; a range has no single value."""
    day = case.get("reference_date")
    records = extract(case["text"], language=case["language"], published=date.fromisoformat(day) if day else None)
    wanted = next((labels for name, labels in LABELS.items() if name in suite), None)
    return [
        Hit(r.start, r.end, float(r.value) if r.value_max is None else math.nan, r.label)
        for r in records
        if isinstance(r, Figure) and (wanted is None or r.label in wanted)
    ]


def pairs(gold: list[dict[str, Any]], found: Sequence[Hit]) -> list[tuple[dict[str, Any], Hit]]:
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


def right(gold: dict[str, Any], figure: Hit) -> bool:
    """Whether the figure has the gold row's value; a row without one asks for none."""
    value = gold.get("value")
    return value is None or math.isclose(float(value), figure.value, rel_tol=1e-5, abs_tol=1e-8)


def f1(hits: int, gold: int, found: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hits / (gold + found) if gold + found else 0.0


def cases_of(path: Path) -> list[Case]:
    """The cases of a suite."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def score(cases: Iterable[Case], read: Callable[[Case], Sequence[Hit]]) -> tuple[int, int, float, float, float]:
    """Gold rows, figures found, value, exact and overlap F1 of one suite."""
    gold = found = value = exact = overlap = 0
    for case in cases:
        figures = read(case)
        matched = pairs(case["gold"], figures)
        gold, found = gold + len(case["gold"]), found + len(figures)
        overlap += len(matched)
        value += sum(right(g, f) for g, f in matched)
        exact += sum((g["start"], g["end"]) == (f.start, f.end) for g, f in matched)
    return gold, found, f1(value, gold, found), f1(exact, gold, found), f1(overlap, gold, found)


def by_values(cases: Iterable[Case], read: Read) -> tuple[int, int, float]:
    """Gold rows, numbers in the text that a peer gives back, and F1 of their values alone."""
    hits = wanted = found = 0
    for case in cases:
        gold = Counter(float(row["value"]) for row in case["gold"] if isinstance(row.get("value"), int | float))
        given = Counter(float(number.replace(",", "")) for number in NUMBER.findall(str(read(case["text"]))))
        hits, wanted, found = hits + (gold & given).total(), wanted + gold.total(), found + given.total()
    return wanted, found, f1(hits, wanted, found)


def peers(folder: Path) -> None:
    """The peers that are installed, on the suites of numbers and of money."""
    print("\n| suite | reader | gold | found | value F1 | exact F1 | overlap F1 |\n|---|---|---|---|---|---|---|")
    for path in sorted(folder.glob("*.jsonl")):
        if not any(name in path.stem for name in ("number", "money")):
            continue
        cases, money = cases_of(path), "money" in path.stem
        language = cases[0]["language"]
        print(f"| {path.stem} | policy-qa | {row(score(cases, partial(found_in, path.stem)))} |")
        for peer in PEERS:
            asked = MONEY if money and peer.name == MONEY.name else peer
            if language in peer.languages and peer.reads in (FIGURES if asked.located else WORDS if not money else ()):
                print(f"| {path.stem} | {_judged(asked, language, cases, money)} |")


def _judged(peer: Peer, language: str, cases: list[Case], money: bool) -> str:
    try:
        read = peer.load(language)
    except ImportError:
        return f"{peer.name} (not installed) | – | – | – | – | –"
    if not peer.located:
        wanted, found, value = by_values(cases, read)
        return f"{peer.printed}, values alone | {wanted} | {found} | {value:.3f} | – | –"

    def hits(case: Case) -> list[Hit]:
        return [hit for hit in read(case["text"]) if not money or hit.label == "MONEY"]

    return f"{peer.printed} | {row(score(cases, hits))}"


def row(scores: tuple[int, int, float, float, float]) -> str:
    """One suite's figures as cells of a table."""
    gold, found, *each = scores
    return f"{gold} | {found} | " + " | ".join(f"{score:.3f}" for score in each)


def main() -> None:
    """Scores every suite of figures in the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="where the suites are")
    folder = parser.parse_args().folder
    if folder is None:
        print("No suites: they are others' work and not part of this project. Name the folder that holds them.")
        return
    print("| suite | gold | found | value F1 | exact F1 | overlap F1 |\n|---|---|---|---|---|---|")
    for path in sorted(folder.glob("*.jsonl")):
        if any(name in path.stem for name in SUITES):
            print(f"| {path.stem} | {row(score(cases_of(path), partial(found_in, path.stem)))} |")
    peers(folder)


if __name__ == "__main__":
    main()
