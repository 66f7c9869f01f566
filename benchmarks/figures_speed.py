"""How fast reports are read, as a ratio to spaCy's blank tokenisation of the same texts in the same run.

    python -m benchmarks.figures_speed corpus/*.txt [--only reports|peers|sizes]

`figures alone` reads the page and its figures, `extract` records of all four kinds, `component` makes the Doc and runs
`policy_qa_figures` on it. Peers are measured on the first characters of the English texts, ours again on the same ones.
Time is processor time, for each text the best of several rounds in which all readers take turns; every text was read
before, so that spaCy's tokenizer knows each of its words. Sizes, hostile texts and memory are those of `extract`, on
the English texts repeated. Prints Markdown tables.
"""

from __future__ import annotations

import argparse
import gc
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import spacy

from benchmarks.peers import PEERS
from policy_qa.domain.records import LANGUAGES, Language
from policy_qa_extractors import extract, figures
from policy_qa_extractors.page import read_page
from policy_qa_extractors.page.language import detect

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 5
HOSTILE = {
    "digits": "1",
    "commas": ",",
    "million million": "million ",
    "opening brackets": "(",
    "lines of 5": "5\n",
    "one two three": "one two three ",
    "half of the": "half of the ",
    "12 women": "12 women ",
    "rows of a table": "| 1 | 2 |\n",
}
HOSTILE_SIZE = 1_200_000
PEER_SIZE = 20_000
LANGUAGE_NAMES: dict[Language, str] = {"en": "English", "es": "Spanish"}
Reader = Callable[[str], Any]


def seconds(readers: Mapping[str, Reader], texts: Sequence[str], rounds: int = ROUNDS) -> dict[str, float]:
    """The processor time of each reader over all texts: for each text the best of some rounds, taken in turns."""
    best: dict[str, list[float]] = {name: [float("inf")] * len(texts) for name in readers}
    for _ in range(rounds):
        for place, text in enumerate(texts):
            for name, read in readers.items():
                gc.collect()
                begin = time.process_time()
                read(text)
                best[name][place] = min(best[name][place], time.process_time() - begin)
    return {name: sum(row) for name, row in best.items()}


def ours(language: Language) -> dict[str, Reader]:
    """Tokenisation, and our readers."""
    blank, piped = spacy.blank(language), spacy.blank(language)
    piped.add_pipe("policy_qa_figures")
    blank.max_length = piped.max_length = 1 << 31
    return {
        "spacy.blank": blank.make_doc,
        "figures alone": lambda text: figures.examine(read_page(text, language=language), [], [], []),
        "extract": partial(extract, language=language),
        "component": piped,
    }


def reports(texts: Sequence[str]) -> None:
    """The reports as they are, one after another, by language."""
    print("| texts | reader | characters a second | ratio to tokenisation |\n|---|---|---|---|")
    for language in LANGUAGES:
        own = [text for text in texts if detect(text) == language]
        if not own:
            continue
        size = sum(map(len, own))
        took = seconds(ours(language), own)
        for name, second in took.items():
            print(
                f"| {len(own)} {LANGUAGE_NAMES[language]}, {size:,} characters | {name} | {size / second:,.0f} "
                f"| {took['spacy.blank'] / second:.2f} |"
            )


def beside_peers(texts: Sequence[str]) -> None:
    """Ours and the peers, once each on the same English characters; the peers that are missing are named."""
    text = "\n\n".join(text for text in texts if detect(text) == "en")[:PEER_SIZE]
    if not text:
        return
    took = seconds(ours("en"), [text])
    base = took["spacy.blank"]
    rows = [(name, "figures" if name != "extract" else "all four kinds", took[name]) for name in list(took)[1:]]
    for peer in PEERS:
        try:
            read = peer.load("en")
            read(text[:200])
            rows.append((peer.printed, peer.reads, seconds({"": read}, [text], rounds=1)[""]))
        except ImportError:
            rows.append((f"{peer.name} (not installed)", peer.reads, 0.0))
    print(
        f"\n| reader, {len(text):,} characters | reads | characters a second | ratio to tokenisation |"
        "\n|---|---|---|---|"
    )
    for name, reads, second in rows:
        speed = f"{len(text) / second:,.0f} | {base / second:.4f}" if second else "– | –"
        print(f"| {name} | {reads} | {speed} |")


def sizes(source: str) -> None:
    """Time per character at each size, hostile texts against prose, and the peak of memory."""
    text = (source * (SIZES[-1] // len(source) + 1))[: SIZES[-1]]
    read = partial(extract, language="en")
    print("\n| characters | extract, µs a character |\n|---|---|")
    each = {size: seconds({"": read}, [text[:size]], rounds=3)[""] / size for size in SIZES}
    for size, second in each.items():
        print(f"| {size:,} | {second * 1e6:.2f} |")
    prose = each[SIZES[-1]]
    print("\n| hostile text, 1,200,000 characters | time per character against prose |\n|---|---|")
    for name, unit in HOSTILE.items():
        hostile = (unit * HOSTILE_SIZE)[:HOSTILE_SIZE]
        print(f"| {name} | {seconds({'': read}, [hostile], rounds=1)[''] / HOSTILE_SIZE / prose:.2f} |")
    tracemalloc.start()
    extract(text, language="en")
    print(f"\nPeak memory of `extract` on {len(text):,} characters: {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB.")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--only", choices=("reports", "peers", "sizes"), help="one part of the measurements")
    arguments = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in arguments.files]
    for text in texts:
        extract(text)
    if arguments.only in (None, "reports"):
        reports(texts)
    if arguments.only in (None, "peers"):
        beside_peers(texts)
    if arguments.only in (None, "sizes"):
        sizes("\n\n".join(text for text in texts if detect(text) == "en"))


if __name__ == "__main__":
    main()
