"""Fuzzes a loader with broken and hostile files: the parent must not fall over, nor wait beyond the cap.

    python tests/loaders/fuzzing.py .pdf --seconds 600 [--first 0] [--keep FOLDER] [FILE...]

The samples are those of the tests, and the files named, which are of that kind. The same number gives the same file, so
a finding can be made again with `--first NUMBER --count 1`.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))

from loaders.loader_samples import SAMPLES
from loaders.mutating import MUTATIONS, mutated
from policy_qa.errors import PolicyQAError
from policy_qa.loaders import load_safely

CAP = 20.0
"""Seconds that one file may take here."""

SLACK = 10.0
"""Seconds that ending a process may take on a busy machine."""

BROKE = "its reader broke down over it"


@dataclass
class Tally:
    """What became of the files: counts by outcome, the numbers of those to look at, the longest wait."""

    counts: Counter[str] = field(default_factory=Counter)
    broken: list[int] = field(default_factory=list)
    failed: list[tuple[int, str]] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)


def tried(number: int, ending: str, samples: Sequence[bytes], tally: Tally, cap: float = CAP) -> bytes:
    """Loads the file of a number and notes what became of it; gives its bytes."""
    data = mutated(number, ending, samples)
    began = time.monotonic()
    try:
        outcome = _outcome(data, ending, cap)
    except Exception as error:  # what must not happen
        tally.failed.append((number, repr(error)[:200]))
        outcome = "failed"
    took = time.monotonic() - began
    if took > cap + SLACK:
        tally.failed.append((number, f"took {took:.0f} s"))
    if outcome == BROKE:
        tally.broken.append(number)
    tally.counts[outcome] += 1
    tally.slowest = max(tally.slowest, (round(took, 2), number))
    return data


def _outcome(data: bytes, ending: str, cap: float) -> str:
    try:
        found = load_safely(data, f"a{ending}", seconds=cap)
    except PolicyQAError as error:
        str(error).encode("utf-8")
        what = error.what.partition(":")[0]
        return BROKE if what == BROKE else f"{type(error).__name__}: {''.join(c for c in what if not c.isdigit())[:50]}"
    found.text.encode("utf-8")
    assert found.text.strip()
    assert all(0 <= x.start <= x.end <= len(found.text) for x in found.layout), "a region outside the text"
    return "read"


def samples_of(ending: str, files: Sequence[Path] = ()) -> list[bytes]:
    """The samples of a kind."""
    return [data for name, data in SAMPLES.items() if name.endswith(ending)] + [path.read_bytes() for path in files]


def main() -> None:
    """Runs for so long and prints what became of the files as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ending", choices=MUTATIONS)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--count", type=int, default=1 << 60)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder for the files that broke a reader")
    chosen = parser.parse_intermixed_args()
    samples, tally = samples_of(chosen.ending, chosen.files), Tally()
    end = time.monotonic() + chosen.seconds
    number = chosen.first
    while time.monotonic() < end and number < chosen.first + chosen.count:
        before = len(tally.broken) + len(tally.failed)
        data = tried(number, chosen.ending, samples, tally)
        if chosen.keep and len(tally.broken) + len(tally.failed) > before:
            (chosen.keep / f"{number}{chosen.ending}").write_bytes(data)
        number += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = {"files": number - chosen.first, "broken": tally.broken[:50], "failed": tally.failed[:50]}
    counts = dict(tally.counts.most_common())
    sys.stdout.write(
        json.dumps(
            {"ending": chosen.ending, **told, "slowest": tally.slowest, "peak_mb": peak, "counts": counts}, indent=1
        )
        + "\n"
    )
    sys.exit(1 if tally.failed else 0)


if __name__ == "__main__":
    main()
