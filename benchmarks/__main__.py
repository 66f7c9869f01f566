"""All measurements, one after another, as Markdown on stdout: `make bench`.

Each can be run alone, with more texts or sizes; its first lines say how. `python -m benchmarks NAME …` runs some.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
CORPUS = sorted(str(path) for path in (HERE.parent / "corpus").glob("*.txt"))
ARGUMENTS = {"figures_speed": CORPUS}


def main() -> None:
    """Runs the measurements named, or all."""
    names = sys.argv[1:] or sorted(path.stem for path in HERE.glob("*_*.py") if not path.stem.startswith("_"))
    for name in names:
        print(f"\n## {name}\n", flush=True)
        subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}", *ARGUMENTS.get(name, [])], cwd=HERE.parent, check=False
        )


if __name__ == "__main__":
    main()
