"""How often questions are answered rightly, and how fast, beside "BM25 + first number" on SQLite FTS5 in the same run.

    python -m benchmarks.asking_quality [--documents 30 1000]

Questions: tests/gold and tests/questions (two reports, and paragraphs written for the purpose), a third of them
without an answer. Right means the right value; wrong shown is any other value shown. Then the two reports stand among
so many others (sentences on many subjects recombined with other numbers), and the time of a question is set against
one FTS5 query with its words over the same passages.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sqlite3
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from policy_qa.library import Library

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests"
BANDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
FIRST_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
NUMBER = re.compile(r"(?<![\d.,/-])(?!(?:19|20)\d\d\b)\d{2,6}(?![\d.,/-])")
SENTENCE = re.compile(r"(?=[A-ZÁÉÍÓÚ])(?=(?:\S+\s+){5})[^?¿]+$")

Row = dict[str, Any]


@dataclass
class Tally:
    """Counts over a set of questions."""

    total: int = 0
    answerable: int = 0
    right: int = 0
    wrong: int = 0
    refused_rightly: int = 0
    shown: list[tuple[float, bool]] = field(default_factory=list)
    """The confidence of each answer shown, and whether it was right."""


def rows(name: str) -> list[Row]:
    """The rows of a JSON Lines file under tests."""
    return [json.loads(line) for line in (TESTS / name).read_text(encoding="utf-8").splitlines() if line]


def is_right(row: Row, got: Row) -> bool:
    """The rule of tests/gold/score_questions.py, values alone."""
    want, answer = row["expected"], got.get("answer") or {}
    if "operands" in want:
        shown = [o["value"] for o in got["operands"]]
        return all(any(_close(s, w) for s in shown) for w in want["operands"])
    if "value" in want:
        return _close(answer.get("value"), want["value"]) and want.get("unit") in (None, answer.get("unit"))
    text = str(answer.get("text") or "").casefold()
    wanted = want.get("date") or want.get("legal") or want.get("text") or ""
    return str(wanted).casefold() in (text, str(answer.get("value")).casefold()) or str(wanted).casefold() in text


def _close(a: object, b: object) -> bool:
    try:
        return abs(float(str(a)) - float(str(b))) < 1e-9 * max(1.0, abs(float(str(b))))
    except ValueError:
        return False


def judged(questions: Sequence[Row], ask: Callable[[str], Row]) -> Tally:
    """How the questions fare."""
    tally = Tally()
    for row in questions:
        got = ask(row["question"])
        shown = got["outcome"] in ("answered", "conflicting")
        tally.total += 1
        if row["outcome"] == "answered":
            tally.answerable += 1
            right = shown and is_right(row, got)
            tally.right += right
        else:
            right = False
            tally.refused_rightly += not shown
        tally.wrong += shown and not right
        if shown:
            tally.shown.append((got.get("confidence", 0.0), right))
    return tally


class FirstNumber:
    """The baseline: the first number of the best passage by BM25 (SQLite FTS5); it never refuses a hit."""

    def __init__(self, passages: Sequence[str]) -> None:
        self.base = sqlite3.connect(":memory:")
        self.base.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='porter unicode61')")
        self.base.executemany("INSERT INTO passages VALUES (?)", [(text,) for text in passages])

    def best(self, question: str) -> str | None:
        """The best passage for the words of a question."""
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        query = "SELECT text FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT 1"
        found = self.base.execute(query, (words,)).fetchone() if words else None
        return None if found is None else str(found[0])

    def ask(self, question: str) -> Row:
        """In the shape of an answer."""
        passage = self.best(question)
        number = FIRST_NUMBER.search(passage or "")
        if number is None:
            return {"outcome": "not_found", "answer": None, "operands": []}
        value = number[0].replace(",", "")
        return {"outcome": "answered", "answer": {"text": number[0], "value": value, "unit": None}, "operands": []}


def others(count: int) -> Iterator[tuple[str, str]]:
    """So many unrelated reports, no two alike: sentences on many subjects, recombined and with other numbers."""
    chance = random.Random(20240308)  # noqa: S311
    stock = sentences()
    for number in range(count):
        said = (NUMBER.sub(lambda m: _as_long(m[0], chance), chance.choice(stock)) for _ in range(24))
        blocks = (" ".join(block) for block in zip(*[said] * 3, strict=True))
        yield f"other-{number:05}.txt", f"Report {number}\n\n" + "\n\n".join(blocks) + "\n"


def _as_long(number: str, chance: random.Random) -> str:
    """Another number of so many digits."""
    return str(chance.randint(10 ** (len(number) - 1), 10 ** len(number) - 1))


def sentences() -> list[str]:
    """Whole sentences on many subjects: the examples of the rules and the paragraphs, without those of the corpus."""
    rules = (ROOT / "extractors/policy_qa_extractors/rules").glob("*/*.toml")
    told = [text for path in sorted(rules) for text in _texts(tomllib.loads(path.read_text(encoding="utf-8")))]
    told += [
        part for row in rows("questions/texts.jsonl") for part in re.split(r"(?<=[.!?]) (?=[A-ZÁÉÍÓÚ¿])", row["text"])
    ]
    corpus = " ".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").glob("*.txt")))
    held = set(_runs(corpus))
    whole = [" ".join(text.split()) for text in told if SENTENCE.match(text) and held.isdisjoint(_runs(text))]
    return sorted({text if text.endswith((".", "!", "?")) else f"{text}." for text in whole})


def _texts(node: object) -> Iterator[str]:
    """All examples of a rule book."""
    if isinstance(node, dict):
        yield from ([node["text"]] if isinstance(node.get("text"), str) else [])
        node = list(node.values())
    for inner in node if isinstance(node, list) else ():
        yield from _texts(inner)


def _runs(text: str) -> list[tuple[str, ...]]:
    """All runs of three words."""
    words = re.findall(r"\w+", text.casefold())
    return [tuple(words[at : at + 3]) for at in range(len(words) - 2)]


def quality() -> None:
    """The table of the question sets, ours and the baseline's."""
    print("| questions | asked by | answerable | right | wrong shown | refused rightly |\n|---|---|---|---|---|---|")
    paragraphs = rows("questions/texts.jsonl")
    corpus = [(p.name, p.read_text(encoding="utf-8")) for p in sorted((ROOT / "corpus").glob("*.txt"))]
    sets = [
        ("tests/gold", corpus, rows("gold/questions.jsonl")),
        ("tests/questions/corpus", corpus, rows("questions/corpus.jsonl")),
        ("paragraphs", [(f"{p['id']}.txt", p["text"]) for p in paragraphs], rows("questions/paragraphs.jsonl")),
        (
            "wide",
            [(f"{p['id']}.txt", p["text"]) for p in rows("questions/wide_texts.jsonl")],
            rows("questions/wide.jsonl"),
        ),
        (
            "crossed",
            [(f"{p['id']}.txt", p["text"]) for p in rows("questions/crossed_texts.jsonl")],
            rows("questions/crossed.jsonl"),
        ),
    ]
    shown = []
    for name, texts, questions in sets:
        with library(texts) as desk:
            ours = judged(questions, lambda q, desk=desk: desk.ask(q).model_dump(mode="json"))  # type: ignore[misc]
        shown += ours.shown
        base = FirstNumber([block for _, text in texts for block in text.split("\n") if block.strip()])
        for who, tally in (("policy-qa", ours), ("BM25 + first number", judged(questions, base.ask))):
            none = tally.total - tally.answerable
            share = f"{tally.right} ({tally.right / tally.answerable:.0%})"
            wrong = f"{tally.wrong} ({tally.wrong / tally.total:.0%})"
            print(f"| {name} | {who} | {tally.answerable} | {share} | {wrong} | {tally.refused_rightly} of {none} |")
    calibration(shown)


def calibration(shown: Sequence[tuple[float, bool]]) -> None:
    """The table of confidences: of the answers shown with so much, how many are right."""
    print("\n| confidence | answers shown | right |\n|---|---|---|")
    for low, high in pairwise(BANDS):
        band = [right for sure, right in shown if low <= sure < high]
        share = f"{sum(band)} ({sum(band) / len(band):.0%})" if band else "–"
        print(f"| {low:.2f} to {min(high, 1.0):.2f} | {len(band)} | {share} |")


def library(texts: Sequence[tuple[str, str]]) -> Library:
    """A library of some texts, in a folder that goes with the process."""
    folder = Path(tempfile.mkdtemp())
    (folder / "corpus").mkdir()
    for name, text in texts:
        (folder / "corpus" / name).write_text(text, encoding="utf-8", newline="")
    desk = Library.open(folder / "home", folder / "corpus")
    desk.ready()
    return desk


def speed(counts: Sequence[int]) -> None:
    """The table of times: a question against one FTS5 query with its words, over the same passages."""
    questions = [row["question"] for row in (*rows("gold/questions.jsonl"), *rows("questions/corpus.jsonl"))]
    wanted = rows("gold/questions.jsonl")
    print("\n| documents | question p50 ms | p95 ms | FTS5 p50 ms | p95 ms | ratio of p95 | gold right | wrong shown |")
    print("|---|---|---|---|---|---|---|---|")
    corpus = [(p.name, p.read_text(encoding="utf-8")) for p in sorted((ROOT / "corpus").glob("*.txt"))]
    for count in counts:
        texts = [*corpus, *others(count)]
        base = FirstNumber([block for _, text in texts for block in text.split("\n") if block.strip()])
        with library(texts) as desk:
            mine = sorted(_milliseconds(desk.ask, q) for q in questions)
            theirs = sorted(_milliseconds(base.best, q) for q in questions)
            tally = judged(wanted, lambda q, desk=desk: desk.ask(q).model_dump(mode="json"))  # type: ignore[misc]
        (a, b), (c, d) = ((times[len(times) // 2], times[len(times) * 95 // 100]) for times in (mine, theirs))
        right = tally.right + tally.refused_rightly
        milliseconds = f"{a:.1f} | {b:.1f} | {c:.2f} | {d:.2f} | {b / d:.1f}"
        print(f"| {len(texts):,} | {milliseconds} | {right} of {tally.total} | {tally.wrong} |")


def _milliseconds(call: Callable[[str], object], question: str) -> float:
    began = time.process_time()
    call(question)
    return (time.process_time() - began) * 1000


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="*", default=[30, 1000])
    chosen = parser.parse_args()
    quality()
    speed(chosen.documents)


if __name__ == "__main__":
    main()
