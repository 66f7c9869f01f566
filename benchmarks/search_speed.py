"""Measures the index beside SQLite FTS5, and tantivy where it is installed, over the same passages in the same run.

    python benchmarks/search_speed.py 10000
    python benchmarks/search_speed.py 100000

The passages are cut from generated reports: sentences of the corpus with their words of content redrawn from a
vocabulary that follows Zipf's law, so that no two passages are copies. CPU time, not clock time.
"""

from __future__ import annotations

import random
import re
import resource
import sqlite3
import sys
import tempfile
from bisect import bisect
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import accumulate, islice
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time

from policy_qa.domain.records import Figure, record_id
from policy_qa.domain.sources import Document
from policy_qa.domain.values import Span
from policy_qa.errors import QueryError
from policy_qa.index import Entry, Index
from policy_qa.index.passages import cut
from policy_qa.index.words import fold

CORPUS = Path(__file__).parent.parent / "corpus"
VOCABULARY = 60_000
PER_REPORT = 50
REPEATS = 60
FUNCTION_WORDS = frozenset(["the", "of", "and", "in", "to", "a", "for", "by", "with", "on", "is", "are", "that", "as"])


class Words:
    """Words of content by Zipf's law: real ones first, then made of syllables."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        real = re.findall(
            r"[A-Za-z]{4,}", " ".join(path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt")))
        )
        syllables = [c + v + e for c in "bcdfglmnprst" for v in "aeiou" for e in ("", "n", "r", "s")]
        known = dict.fromkeys(word.lower() for word in real)
        while len(known) < VOCABULARY:
            known["".join(self.random.choices(syllables, k=self.random.randint(2, 5)))] = None
        self.all = list(known)
        self.random.shuffle(self.all)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.all))))

    def draw(self) -> str:
        """One word."""
        return self.all[bisect(self.weights, self.random.random() * self.weights[-1])]


def reports(passages: int, seed: int = 7) -> Iterator[Entry]:
    """Generated reports that hold so many passages in all, about one figure to a passage."""
    words = Words(seed)
    pick = words.random
    lines = [
        line
        for path in sorted(CORPUS.glob("*.txt"))
        for line in re.split(r"(?<=[.!?])\s+|\n+", path.read_text(encoding="utf-8"))
        if len(line) > 40
    ]
    made, number = 0, 0
    while made < passages:
        number += 1
        paragraphs = []
        for _ in range(PER_REPORT):
            sentences = (_redrawn(pick.choice(lines), words) for _ in range(pick.randint(2, 4)))
            paragraphs.append(" ".join(sentences))
        text = "\n\n".join(paragraphs)
        name = f"report-{number:05}"
        document = Document(
            id=name, title=" ".join(words.draw() for _ in range(5)).capitalize(), name=f"{name}.txt", sha256="0" * 64,
            size=len(text), format="txt", encoding="utf-8", characters=len(text),
        )  # fmt: skip
        spans = list(islice(cut(text), passages - made))
        made += len(spans)
        yield Entry(document, text[: spans[-1][1]], [_figure(name, text, span, pick) for span in spans])


def _redrawn(sentence: str, words: Words) -> str:
    def redraw(match: re.Match[str]) -> str:
        word = match[0]
        if word.lower() in FUNCTION_WORDS or words.random.random() < 0.15:
            return word
        new = words.draw()
        return new.capitalize() if word[0].isupper() else new

    return re.sub(
        r"\d+", lambda _: str(int(10 ** words.random.uniform(0, 6))), re.sub(r"[A-Za-z]{4,}", redraw, sentence)
    )


def _figure(document: str, text: str, span: tuple[int, int], pick: random.Random) -> Figure:
    start, end = span
    value = int(10 ** pick.uniform(0, 7))
    return Figure(
        id=record_id(document, "figure", start, start + 1), document=document, start=start, end=start + 1,
        text=text[start : start + 1], label=pick.choice(["CARDINAL", "PERCENT", "MONEY"]), rule="bench", language="en",
        sentence=Span(start=start, end=min(end, start + 160)), value=value, period=str(pick.randint(2005, 2024)),
        measured_entity=" ".join(re.findall(r"[a-z]{4,}", text[start:end])[:2]),
    )  # fmt: skip


class Fts:
    """The same passages and records in SQLite FTS5."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "fts.sqlite"
        self.db = sqlite3.connect(self.path)
        self.db.execute("PRAGMA journal_mode=WAL")
        tokenizer = "tokenize = 'porter unicode61 remove_diacritics 2'"
        self.db.execute(f"CREATE VIRTUAL TABLE passages USING fts5(title, body, document, {tokenizer})")
        self.db.execute(f"CREATE VIRTUAL TABLE figures USING fts5(title, frame, sentence, label, {tokenizer})")
        self.db.execute("CREATE TABLE numbers (id INTEGER PRIMARY KEY, document TEXT, value REAL)")
        self.db.execute("CREATE INDEX by_value ON numbers (value)")
        self.db.execute("CREATE INDEX by_document ON numbers (document)")

    def add(self, entry: Entry) -> None:
        """Adds one report."""
        d, text = entry.document, entry.text
        for start, end in cut(text):
            self.db.execute("INSERT INTO passages VALUES (?, ?, ?)", (d.title, text[start:end], d.id))
        for r in entry.records:
            assert isinstance(r, Figure)
            row = (d.title, r.measured_entity, text[r.sentence.start : r.sentence.end], r.label)
            cursor = self.db.execute("INSERT INTO figures VALUES (?, ?, ?, ?)", row)
            self.db.execute("INSERT INTO numbers VALUES (?, ?, ?)", (cursor.lastrowid, d.id, r.value))

    def passages(self, match: str) -> list[object]:
        """The ten best passages."""
        return self.db.execute(
            "SELECT rowid, document, rank FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT 10", (match,)
        ).fetchall()

    def figures(self, match: str, low: float, high: float) -> list[object]:
        """The ten best figures of a word with values in a range."""
        sql = (
            "SELECT figures.rowid, rank FROM figures JOIN numbers ON numbers.id = figures.rowid "
            "WHERE figures MATCH ? AND numbers.value BETWEEN ? AND ? ORDER BY rank LIMIT 10"
        )
        return self.db.execute(sql, (match, low, high)).fetchall()


class Tantivy:
    """The same passages in tantivy."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        (folder / "tantivy").mkdir()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("title", stored=False, tokenizer_name="en_stem")
        builder.add_text_field("body", stored=False, tokenizer_name="en_stem")
        builder.add_text_field("document", stored=True, tokenizer_name="raw")
        self.index = tantivy.Index(builder.build(), path=str(folder / "tantivy"))
        self.writer = self.index.writer(heap_size=128_000_000, num_threads=1)
        self.document = tantivy.Document

    def add(self, entry: Entry) -> None:
        """Adds one report."""
        for start, end in cut(entry.text):
            one = self.document(title=entry.document.title, body=entry.text[start:end], document=entry.document.id)
            self.writer.add_document(one)

    def commit(self) -> None:
        """Makes it findable."""
        self.writer.commit()
        self.writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def passages(self, query: str) -> object:
        """The ten best passages."""
        return self.searcher.search(self.index.parse_query(query, ["title", "body"]), 10).hits


def timed(what: str, work: Callable[[], object]) -> float:
    """CPU seconds of one piece of work, printed."""
    before, clock = process_time(), perf_counter()
    work()
    used = process_time() - before
    print(f"  {what:<46}{used:9.2f} s CPU {perf_counter() - clock:8.2f} s")
    return used


def row(name: str, ours: list[float], theirs: list[float], rust: list[float]) -> None:
    """One line of the table: p50, p95 and p99 in milliseconds, and the ratio of the sums."""

    def cell(times: list[float]) -> str:
        if not times:
            return f"{'-':>24}"
        cuts = quantiles(times, n=100)
        return f"{cuts[49] * 1e3:8.2f}{cuts[94] * 1e3:8.2f}{cuts[98] * 1e3:8.2f}"

    ratio = f"{sum(ours) / sum(theirs):7.2f}" if theirs else f"{'-':>7}"
    print(f"  {name:<14}{cell(ours)}   {cell(theirs)}   {cell(rust)} {ratio}")


def each(queries: list[str], ask: Callable[[str], object]) -> list[float]:
    """CPU seconds of each query."""
    times = []
    for query in queries:
        before = process_time()
        ask(query)
        times.append(process_time() - before)
    return times


def rss() -> int:
    """Memory in use at its highest, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def size(path: Path) -> float:
    """What a file or folder takes on disk, in MB."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def main(passages: int) -> None:
    """The whole run."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        entries = list(reports(passages))
        print(f"{passages} passages in {len(entries)} reports, {sum(len(e.records) for e in entries)} figures")
        index, fts = Index.open(folder / "index"), Fts(folder)
        before = rss()
        used = timed("index: all", lambda: index.replace(entries, [], 1))
        print(
            f"  {'':<46}{passages / used:9.0f} passages/s, {size(folder / 'index'):.0f} MB, +{rss() - before} MB memory"
        )

        def fill() -> None:
            for entry in entries:
                fts.add(entry)
            fts.db.commit()

        used = timed("FTS5: all", fill)
        print(f"  {'':<46}{passages / used:9.0f} passages/s, {size(fts.path):.0f} MB")
        rust = Tantivy(folder) if find_spec("tantivy") else None
        if rust:

            def grow() -> None:
                for entry in entries:
                    rust.add(entry)
                rust.commit()

            timed("tantivy: all (passages only)", grow)
        index.close()
        timed("index: open", lambda: Index.open(folder / "index").close())
        index = Index.open(folder / "index")
        query(index, fts, rust, entries)
        hostile(index)
        change(index)
        index.close()


def query(index: Index, fts: Fts, rust: Tantivy | None, entries: list[Entry]) -> None:
    """Times every kind of query, each over queries that were not asked before."""
    pick = random.Random(11)  # noqa: S311
    texts = [entry.text for entry in entries]
    counts = {word: index.document_frequency(word) for word in _sample(texts, pick, 3000)}
    total = sum(1 for entry in entries for _ in cut(entry.text))
    rare = [w for w, n in counts.items() if 3 <= n <= total // 1000 + 5][:REPEATS]
    middle = [w for w, n in counts.items() if total // 500 < n <= total // 50]
    common = sorted(counts, key=lambda w: -counts[w])[:REPEATS]
    ors = [pick.sample(middle, 3) for _ in range(REPEATS)]
    pairs = [p for p in (_pair(pick.choice(texts), pick) for _ in range(REPEATS * 4)) if p][:REPEATS]
    fields = [(w, pick.choice(entries).document.id) for w in pick.sample(common, min(len(common), REPEATS))]
    prefixes = list(dict.fromkeys(w[:4] for w in pick.sample(list(counts), 400)))[:REPEATS]

    def ours(text: str) -> object:
        return index.search(text, kind="passage", size=10)

    def rs(text: str) -> object:
        return rust.passages(text) if rust else None

    def all_of(qs: list[str]) -> list[float]:
        return each(qs, rs) if rust else []

    print(f"  {'CPU ms':<14}{'index p50     p95     p99':>24}   {'FTS5':>24}   {'tantivy':>24}   ratio")
    row("rare", each(rare, ours), each(rare, fts.passages), all_of(rare))
    row("common", each(common, ours), each(common, fts.passages), all_of(common))
    row("common again", each(common, ours), each(common, fts.passages), all_of(common))
    joined = [" OR ".join(words) for words in ors]
    row("or of three", each(joined, ours), each(joined, fts.passages), all_of(joined))
    both = [" AND ".join(words[:2]) for words in ors]
    row("and of two", each(both, ours), each(both, fts.passages), all_of(both))
    phrases = [f'"{pair}"' for pair in pairs]
    row("phrase", each(phrases, ours), each(phrases, fts.passages), all_of(phrases))
    row(
        "field",
        each([f"{w} document:{d}" for w, d in fields], ours),
        each([f"{w}\t{d}" for w, d in fields], lambda text: _in_document(fts, *text.split("\t"))),
        all_of([f'{w} AND document:"{d}"' for w, d in fields]),
    )
    title = [f"title:{w}" for w in middle[:REPEATS]]
    row("title", each(title, ours), each(title, fts.passages), all_of(title))

    def ranged(word: str) -> object:
        return index.search(f"{word} value:[1000 TO 50000]", kind="figure", size=10)

    row("range", each(common, ranged), each(common, lambda w: fts.figures(w, 1000, 50000)), [])
    row("range cached", each(common, ranged), each(common, lambda w: fts.figures(w, 1000, 50000)), [])
    star = [f"{prefix}*" for prefix in prefixes]
    row("prefix", each(star, ours), each(star, fts.passages), [])
    row(
        "bag of words",
        each([" ".join(words) for words in ors], index.passages),
        each(joined, fts.passages),
        [],
    )
    print(f"  memory at its highest: {rss()} MB")


def _in_document(fts: Fts, word: str, document: str) -> object:
    return fts.passages(f'{word} AND document:"{document}"')


def _sample(texts: list[str], pick: random.Random, size: int) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < size:
        words.update(dict.fromkeys(re.findall(r"\b[a-z]{4,}\b", fold(pick.choice(texts)))[:200]))
    return [w for w in words if w not in FUNCTION_WORDS][:size]


def _pair(text: str, pick: random.Random) -> str | None:
    found = list(re.finditer(r"\b[a-z]{4,} [a-z]{4,}\b", text))
    return pick.choice(found)[0] if found else None


HOSTILE = {
    "*": "*", "?*": "?*", "[a TO z]": "[a TO z]", "100,000 letters": "a" * 100_000, "20,000 brackets": "(" * 20_000,
    "3,000 nested parentheses": "(" * 3_000 + "a" + ")" * 3_000, "200 nested": "(" * 200 + "a" + ")" * 200,
    "ca~2": "ca~2", "the*": "the*", "NOT NOT … x": "NOT " * 120 + "x", "256 words": "a " * 256,
    "commonest words": "the OR of OR and OR in OR to", "mission~": "mission~", "NOT the": "NOT the",
    "value>=0": "value>=0",
}  # fmt: skip


def hostile(index: Index) -> None:
    """The CPU that catastrophic input costs, at its worst."""
    for name, text in HOSTILE.items():
        before = process_time()
        try:
            told = f"{index.search(text).total} hits"
        except QueryError as error:
            told = str(error)
        print(f"  {name:<26}{(process_time() - before) * 1e3:8.2f} ms CPU  {told[:90]}")


def change(index: Index) -> None:
    """Adds, updates and deletes reports one by one."""
    new = [
        Entry(e.document.model_copy(update={"id": f"new-{i}"}), e.text[:6000], [r for r in e.records if r.end < 6000])
        for i, e in enumerate(reports(20 * PER_REPORT, seed=13))
    ]
    generation = index.generation
    times: dict[str, list[float]] = {"add one": [], "and find it": [], "update one": [], "delete one": []}

    def one(name: str, work: Callable[[], object]) -> None:
        before = process_time()
        work()
        times[name].append(process_time() - before)

    for i, entry in enumerate(new):
        one("add one", lambda e=entry, i=i: index.replace([e], [], generation + i + 1))
        one("and find it", lambda i=i: index.search(f"document:new-{i}", kind="passage"))
    for i, entry in enumerate(new):
        one("update one", lambda e=entry, i=i: index.replace([e], [], generation + 100 + i))
    for i, entry in enumerate(new):
        one("delete one", lambda e=entry, i=i: index.replace([], [e.document.id], generation + 200 + i))
    for name, used in times.items():
        cuts = quantiles(used, n=100)
        print(f"  {name:<14}{cuts[49] * 1e3:8.2f}{cuts[94] * 1e3:8.2f}{max(used) * 1e3:8.2f}  ms CPU: p50, p95, most")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
