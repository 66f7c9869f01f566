"""Which Whoosh is installed: several distributions put their files into one and the same package."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from policy_qa.errors import IndexTrouble

GOOD = ("whoosh3", "Whoosh-Reloaded")
OTHERS = ("Whoosh", "whoosh-ng", "Whoosh2", "whoosh-igo", "Whoosh-rebooted")


def installed() -> list[str]:
    """The distributions of Whoosh that are installed."""
    found = []
    for name in (*GOOD, *OTHERS):
        try:
            version(name)
        except PackageNotFoundError:
            continue
        found.append(name)
    return found


def check(found: Iterable[str]) -> None:
    """Raises IndexTrouble where not just one of the good ones is there: what they share is then of neither."""
    names = list(found)
    if len(names) == 1 and names[0] in GOOD:
        return
    what = f"the package `whoosh` comes from {' and '.join(names) or 'nowhere known'}"
    gone = f"run `pip uninstall {' '.join(names)}`, then " if names else "run "
    raise IndexTrouble(what, where="whoosh", todo=f"{gone}`pip install whoosh3==3.54.0`")
