"""How fast many reports are taken in: documents/s, MB/s, peak memory, the time a document at 10, 100, 1,000, 10,000.

    python -m benchmarks.intake_speed [--documents 1000] [--jobs 2] [--small]

The reports are made of the sentences of `corpus/`, recombined and with other numbers, by a seeded generator: no two are
alike, sizes run from 4 to 60 kB (1 to 4 kB with --small), one in eight is Markdown, one in eight HTML. Each size has a
home and a process of its own; reading, store and index are all in the time. CPU time is that of all processes: on a
busy machine it tells growth where the clock can't. The time of a further document leaves out the start of the
processes: it is what this row's documents took beyond the row before, a document.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEED = 20240308
SIZES = (4_000, 60_000, 10_000)
SMALL = (1_000, 4_000, 2_000)
"""The least, the greatest and the commonest size in letters."""

NUMBER = re.compile(r"(?<![\d.,-])\d{2,6}(?![\d.,-])")
YEAR = re.compile(r"(?:19|20)\d\d")
SENTENCE = re.compile(r"[^\n.]{30,400}\.(?=\s)")


def sentences() -> list[str]:
    """The sentences of the corpus folder."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").glob("*.txt")))
    return [match[0].strip() for text in texts for match in SENTENCE.finditer(text)]


def reports(count: int, sizes: tuple[int, int, int] = SIZES) -> Iterator[tuple[str, str]]:
    """Names and texts of so many reports; the first ones are the same whatever the count."""
    chance = random.Random(SEED)  # noqa: S311
    stock = sentences()
    for number in range(count):
        kind = ".html" if number % 8 == 7 else ".md" if number % 4 == 3 else ".txt"
        wanted, blocks, size = chance.triangular(*sizes), [], 0
        while size < wanted:
            block = " ".join(_varied(chance, chance.choice(stock)) for _ in range(chance.randint(2, 6)))
            blocks.append(block)
            size += len(block)
        yield f"report-{number:05}{kind}", _page(f"Report {number}", blocks, kind)


def _varied(chance: random.Random, sentence: str) -> str:
    return NUMBER.sub(lambda m: m[0] if YEAR.fullmatch(m[0]) else str(chance.randint(10, 99_999)), sentence)


def _page(title: str, blocks: list[str], kind: str) -> str:
    if kind == ".html":
        body = "".join(f"<p>{block}</p>\n" for block in blocks)
        head = f"<!doctype html><html lang=en><head><title>{title}</title></head>"
        return f"{head}<body><h1>{title}</h1>\n{body}</body></html>\n"
    mark = "# " if kind == ".md" else ""
    return f"{mark}{title}\n\n" + "\n\n".join(blocks) + "\n"


def measured(folder: Path, count: int, jobs: int) -> dict[str, float]:
    """Takes the first files of a folder in, in a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        arguments = [sys.executable, __file__, "--one", str(folder), home, str(count), str(jobs)]
        done = subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))


def one(folder: Path, home: Path, count: int, jobs: int) -> None:
    """Adds, and prints what it took as JSON."""
    from policy_qa.index import Index
    from policy_qa.library import Library, RecordFilter
    from policy_qa.store import Store

    files = sorted(folder.iterdir())[:count]
    size = sum(path.stat().st_size for path in files)
    spent = {"index": _clocked(Index, "replace"), "store": _clocked(Store, "add")}
    began = time.perf_counter()
    with Library.open(home / "home", home / "corpus") as library:
        fates = [outcome.fate for outcome in library.add_files(files, jobs=jobs)]
        seconds = time.perf_counter() - began
        records = library.records(RecordFilter(), size=1).total
    assert fates == ["added"] * len(files), fates
    main, readers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    told = {"seconds": seconds, "bytes": size, "records": records, "reading": _used(readers)}
    peaks = {"peak": main.ru_maxrss * 1024, "reader": readers.ru_maxrss * 1024}
    print(json.dumps({**told, **peaks, "cpu": _used(main) + _used(readers), **{k: sum(v) for k, v in spent.items()}}))


def _used(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def _clocked(kind: type, name: str) -> list[float]:
    """Where the CPU time of each call of a method is noted from now on."""
    spent: list[float] = []
    inner = getattr(kind, name)

    def clocked(*given: object, **named: object) -> object:
        began = time.process_time()
        try:
            return inner(*given, **named)
        finally:
            spent.append(time.process_time() - began)

    setattr(kind, name, clocked)
    return spent


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        folder, home, count, jobs = chosen.one
        one(Path(folder), Path(home), int(count), int(jobs))
        return
    print("| documents | MB | records | clock, s | documents/s | MB/s | CPU, ms a document | ms a further document "
          "| reading / index / store / rest, % | main, MB | a reader, MB |")  # fmt: skip
    print("|---:" * 8 + "|---|---:|---:|")
    before = (0, 0.0)
    with tempfile.TemporaryDirectory() as made:
        for name, text in reports(chosen.documents, SMALL if chosen.small else SIZES):
            (Path(made) / name).write_text(text, encoding="utf-8")
        for count in (n for n in (10, 100, 1000, 10_000) if n <= chosen.documents):
            told = measured(Path(made), count, chosen.jobs)
            print(_row(count, told, before), flush=True)
            before = (count, told["cpu"])


def _row(count: int, told: dict[str, float], before: tuple[int, float]) -> str:
    seconds, size, cpu = told["seconds"], told["bytes"] / 1e6, told["cpu"]
    further = f"{(cpu - before[1]) / (count - before[0]) * 1000:.1f}" if before[0] else "–"
    parts = [told[name] / cpu * 100 for name in ("reading", "index", "store")]
    shares = " / ".join(f"{part:.0f}" for part in (*parts, 100 - sum(parts)))
    speed = f"{seconds:.1f} | {count / seconds:.1f} | {size / seconds:.3f} | {cpu / count * 1000:.1f} | {further}"
    memory = f"{told['peak'] / 1e6:.0f} | {told['reader'] / 1e6:.0f}"
    return f"| {count:,} | {size:.2f} | {told['records']:,} | {speed} | {shares} | {memory} |"


if __name__ == "__main__":
    main()
