"""`backup`, `restore`, `manifest`: a library as one file, and as one hash."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

Replace = Annotated[bool, typer.Option("--replace", help="put it in the place of what is there")]


def backup(
    file: Annotated[Path, typer.Argument(help="the archive to write, such as reports.zip")], replace: Replace = False
) -> int:
    """Writes sources, texts, records and reviews into one archive."""
    from policy_qa.cli import show
    from policy_qa.cli.app import library

    with library() as desk:
        count = desk.backup(file, replace=replace)
    show.say(f"{file}: {_counted(count)}, {file.stat().st_size:,} bytes")
    return 0


def restore(
    file: Annotated[Path, typer.Argument(help="an archive that backup wrote")], replace: Replace = False
) -> int:
    """Puts an archive back: store, corpus folder and index."""
    from policy_qa.cli import show
    from policy_qa.cli.app import library

    with library() as desk:
        count = desk.restore(file, replace=replace)
        show.say(f"restored {_counted(count)} from {file}")
        show.pending(desk)
    return 0


def manifest() -> int:
    """Prints what the library holds as canonical JSON with one sha256: the same corpus, the same hash."""
    from policy_qa.cli.app import library

    with library() as desk:
        sys.stdout.write(desk.manifest() + "\n")
    return 0


def _counted(count: int) -> str:
    return "1 document" if count == 1 else f"{count} documents"
