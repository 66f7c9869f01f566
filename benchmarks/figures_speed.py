"""How fast figures are read, as a ratio to spaCy's blank tokenisation of the same text in the same run.

    python -m benchmarks.figures_speed corpus/*.txt

Texts are repeated to the sizes measured. `figures alone` reads the page and its figures, `extract` all four kinds,
`component` runs `policy_qa_figures` on a Doc. Peers are measured where they are installed: quantulum3, number-parser,
text2num. Prints Markdown tables: characters a second, ratio to tokenisation, time per character by size, hostile texts,
and the peak of memory.
"""

from __future__ import annotations

import argparse
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

import spacy

from policy_qa_extractors import extract, figures
from policy_qa_extractors.page import read_page

SIZES = (10_000, 100_000, 1_000_000)
PIECE = 20_000
HOSTILE = {"digits": "1", "commas": ",", "million million": "million ", "opening brackets": "("}
HOSTILE_SIZE = 1_200_000
PEER_SIZE = 20_000


def seconds(run: Callable[[str], object], text: str, rounds: int = 3) -> float:
    """The best of a few runs over the text."""
    best = float("inf")
    for _ in range(rounds):
        begin = time.perf_counter()
        run(text)
        best = min(best, time.perf_counter() - begin)
    return best


def tokenise(text: str) -> None:
    """spaCy's blank English tokenisation, in pieces as a careful user would feed it."""
    nlp = spacy.blank("en")
    for begin in range(0, len(text), PIECE):
        nlp(text[begin : begin + PIECE])


def component(text: str) -> None:
    """The figures component on Docs of the same pieces."""
    nlp = spacy.blank("en")
    nlp.add_pipe("policy_qa_figures")
    for begin in range(0, len(text), PIECE):
        nlp(text[begin : begin + PIECE])


def alone(text: str) -> None:
    """The page and its figures, without the finders of other kinds."""
    figures.examine(read_page(text, language="en"), [], [], [])


def everything(text: str) -> None:
    """All four kinds of records."""
    extract(text, language="en")


def peers() -> dict[str, Callable[[str], object]]:
    """The peers that are installed, each as a function over a text."""
    found: dict[str, Callable[[str], object]] = {}
    for name, module, call in (
        ("quantulum3", "quantulum3.parser", "parse"),
        ("number-parser", "number_parser", "parse"),
        ("text2num", "text_to_num", "alpha2digit"),
    ):
        try:
            function = getattr(import_module(module), call)
        except ImportError:
            continue
        found[name] = partial(function, lang="en") if name == "text2num" else function
    return found


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    source = "\n\n".join(path.read_text(encoding="utf-8") for path in parser.parse_args().files)
    text = (source * (SIZES[-1] // len(source) + 1))[: SIZES[-1]]
    runs = {"spacy.blank": tokenise, "figures alone": alone, "extract": everything, "component": component}
    alone(text[:PIECE])
    base = seconds(tokenise, text)
    print("| reader | characters a second | ratio to tokenisation |\n|---|---|---|")
    for name, run in runs.items():
        took = seconds(run, text)
        print(f"| {name} | {len(text) / took:,.0f} | {base / took:.2f} |")
    for name, peer in peers().items():
        took = seconds(peer, text[:PEER_SIZE], rounds=1) * len(text) / PEER_SIZE
        print(f"| {name} | {len(text) / took:,.0f} | {base / took:.3f} |")
    print("\n| characters | extract, µs a character |\n|---|---|")
    for size in SIZES:
        print(f"| {size:,} | {seconds(everything, text[:size]) / size * 1e6:.2f} |")
    prose = seconds(everything, text, rounds=1) / len(text)
    print("\n| hostile text | time per character against prose |\n|---|---|")
    for name, unit in HOSTILE.items():
        hostile = (unit * HOSTILE_SIZE)[:HOSTILE_SIZE]
        print(f"| {name} | {seconds(everything, hostile, rounds=1) / len(hostile) / prose:.2f} |")
    tracemalloc.start()
    everything(text)
    print(f"\nPeak memory of `extract` on {len(text):,} characters: {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB.")


if __name__ == "__main__":
    main()
