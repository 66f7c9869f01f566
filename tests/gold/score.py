#!/usr/bin/env python3
"""Score extracted records against the gold annotations beside this file.

    policy-qa extract corpus/*.txt | python ../shared/gold/score.py [--verbose] [--min 1.0]

Reads records as JSON Lines on standard input (the fields are those of ../CONTRACT.md),
prints one row per measure, and exits 1 where a row is below --min. Standard library only.

A record matches a gold row where the document is the same, the spans overlap and what is judged
in that row is equal. Every quoted span is also checked against the source text itself; what is counted must be
a short phrase of the same paragraph or of the headings above it, and a year in a period must be printed in the text.
"""
from __future__ import annotations

import argparse
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "corpus"


def load(name: str) -> list[dict]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line]


def words(text: str | None) -> set[str]:
    """Lower-case words of a phrase, plural -s dropped, so that 'Centers' meets 'center'."""
    return {w[:-1] if len(w) > 3 and w.endswith("s") else w for w in re.findall(r"\w+", (text or "").casefold())}


def overlap(a: dict, b: dict) -> bool:
    return a["document"] == b["document"] and a["start"] < b["end"] and b["start"] < a["end"]


def same_number(a, b) -> bool:
    try:
        return abs(float(a) - float(b)) < 1e-9 * max(1.0, abs(float(b)))
    except (TypeError, ValueError):
        return False


class Board:
    """Collects one row per measure: hits of total, with what fell short."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, int, int, list[str]]] = []

    def add(self, name: str, judged: list[tuple[bool, str]]) -> None:
        self.rows.append((name, sum(ok for ok, _ in judged), len(judged), [why for ok, why in judged if not ok]))

    def show(self, verbose: bool, minimum: float) -> bool:
        good = True
        for name, hits, total, missed in self.rows:
            share = hits / total if total else 0.0
            good &= share >= minimum
            print(f"{name:<34} {hits:>4} / {total:<4} {share:7.1%}")
            for why in missed if verbose else []:
                print(f"    {why}")
        return good


def paragraph(text: str, record: dict) -> str:
    """The line that holds the record, and the one before it (a list's introduction, a heading)."""
    begin = text.rfind("\n", 0, record["start"])
    before = text[:max(begin, 0)].rstrip().rfind("\n")
    end = text.find("\n", record["end"])
    return text[before + 1: end if end >= 0 else len(text)]


def grounded(text: str, record: dict) -> bool:
    """What is counted is at most ten words, each from the paragraph or the headings; a period's years are printed."""
    entity = record.get("measured_entity")
    near = words(paragraph(text, record) + " " + " ".join(record.get("section") or []))
    years = re.findall(r"\d{4}", record.get("period") or "")
    return (not entity or (len(entity.split()) <= 10 and words(entity) <= near)) and all(y in text for y in years)


def where(row: dict) -> str:
    return f"{row['document']}:{row['start']}-{row['end']} {row.get('text', '')!r}"


def score(records: list[dict], board: Board) -> None:
    texts = {p.stem: p.read_bytes().decode("utf-8") for p in CORPUS.glob("*.txt")}
    records = [r for r in records if r["document"] in texts]
    board.add("offsets quote the source exactly",
              [(texts[r["document"]][r["start"]:r["end"]] == r["text"], where(r)) for r in records])

    figures = [r for r in records if r["kind"] == "figure"]
    gold = load("figures.jsonl")
    found, judged = [], {k: [] for k in ("label and unit", "measured_entity", "measured_property", "period", "qualifier")}
    for row in gold:
        hits = [r for r in figures if overlap(r, row) and same_number(r["value"], row["value"])]
        found.append((bool(hits), where(row)))
        if not hits:
            continue
        hit = hits[0]
        note = f"{where(row)}: got {{!r}}, want {{!r}}"
        judged["label and unit"].append(((hit["label"], hit.get("unit")) == (row["label"], row["unit"]),
                                         note.format((hit["label"], hit.get("unit")), (row["label"], row["unit"]))))
        for field in ("measured_entity", "measured_property"):
            if row[field]:
                judged[field].append((words(" ".join(row[field])) <= words(hit.get(field)),
                                      note.format(hit.get(field), row[field])))
        judged["qualifier"].append((hit.get("qualifier") == row["qualifier"], note.format(hit.get("qualifier"), row["qualifier"])))
        if row["period"]:
            judged["period"].append((hit.get("period") == row["period"], note.format(hit.get("period"), row["period"])))
    board.add("figures: recall (span and value)", found)
    board.add("figures: precision", [(any(overlap(r, g) and same_number(r["value"], g["value"]) for g in gold),
                                      where(r)) for r in figures])
    for name, rows in judged.items():
        board.add(f"figures: {name}", rows)
    board.add("figures: grounded in the text", [(grounded(texts[r["document"]], r), f"{where(r)} {r.get('measured_entity')!r} {r.get('period')!r}")
                                                for r in figures])
    board.add("figures: digits that are no figure", [
        (not any(overlap(r, row) for r in figures), f"{where(row)} ({row['why']})") for row in load("not_figures.jsonl")])

    dates = [r for r in records if r["kind"] == "date"]
    gold = load("dates.jsonl")
    board.add("dates: recall (span and EDTF value)",
              [(any(overlap(r, g) and r["value"] in [g["value"], *g.get("accept", [])] for r in dates), f"{where(g)} {g['value']}")
               for g in gold])
    resolved = [(r, g) for g in gold for r in dates if g.get("inferred") and overlap(r, g) and "X" not in r["value"]]
    board.add("dates: inferred ones say from what", [
        (bool(r.get("inferred") and r.get("anchor")), where(g)) for r, g in resolved] or [(True, "none resolved")])
    board.add("dates: precision", [(any(overlap(r, g) for g in gold), where(r)) for r in dates])

    laws = [r for r in records if r["kind"] == "legal_reference"]
    gold = load("legal_references.jsonl")
    fields = ("instrument", "number", "year", "issuer")
    board.add("legal references: recall (all fields)", [
        (any(overlap(r, g) and all(r.get(f) == g[f] for f in fields) for r in laws), where(g)) for g in gold])

    board.add("legal references: citation", [
        (any(overlap(r, g) and r.get("citation") == g["citation"] for r in laws), f"{where(g)} {g['citation']}") for g in gold])
    plans = [g for g in load("entities.jsonl") if g["label"] == "LAW"]
    board.add("legal references: precision", [(any(overlap(r, g) for g in gold + plans), where(r)) for r in laws])

    entities = [r for r in records if r["kind"] == "entity"]
    board.add("entities: recall (name and label)", [
        (any(overlap(r, g) and r["label"] in [g["label"], *g.get("accept_label", [])]
             and words(r["name"]) in [words(n) for n in [g["name"], *g.get("accept_name", [])]] for r in entities),
         f"{where(g)} {g['label']} {g['name']}") for g in load("entities.jsonl") if not g.get("minor")])
    board.add("entities: shaped like names", [
        (any(c.isupper() for c in r["text"]) and len(r["text"].split()) <= 25, where(r)) for r in entities])
    seen: set[tuple] = set()
    board.add("no record twice", [((key := (r["document"], r["kind"], r["start"], r["end"])) not in seen and not seen.add(key), where(r))
                                  for r in records])
    board.add("entities: acronym linked to its name", [
        (any(overlap(r, g) and r.get("acronym") == g["acronym"] for r in entities), where(g))
        for g in load("entities.jsonl") if g["acronym"]])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="name what fell short")
    parser.add_argument("--min", type=float, default=0.0, help="exit 1 where a row is below this share")
    args = parser.parse_args()
    records = [json.loads(line) for line in sys.stdin if line.strip()]
    if not records:
        print("no records on standard input", file=sys.stderr)
        return 1
    board = Board()
    score(records, board)
    return 0 if board.show(args.verbose, args.min) else 1


if __name__ == "__main__":
    sys.exit(main())
