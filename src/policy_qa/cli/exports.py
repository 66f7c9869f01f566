"""`export`: records to a file for others."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from policy_qa import exporting
from policy_qa.cli.show import say
from policy_qa.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_qa.library import Library, RecordFilter

ENDINGS = {".csv": "csv", ".jsonl": "jsonl", ".jsonld": "jsonld", ".json": "jsonld", ".zip": "datapackage"}
ENDINGS[".parquet"] = "parquet"


def export_records(desk: Library, wanted: RecordFilter, file: Path, form: str | None) -> int:
    """0 where records were written, 1 where there are none; raises BadInput for an unknown ending."""
    chosen = form or ENDINGS.get(file.suffix.lower(), "jsonl" if str(file) == "-" else "")
    if not chosen:
        raise BadInput("its ending names no format", where=str(file), todo=f"end it in one of {' '.join(ENDINGS)}")
    found = desk.all_records(wanted)
    text = lru_cache(maxsize=8)(desk.text)
    document = lru_cache(maxsize=64)(desk.document)
    if chosen == "parquet":
        exporting.parquet(found, desk.quote, file)
    elif chosen == "datapackage":
        _write(file, [exporting.data_package(found, desk.documents(), desk.quote)])
    else:
        lines = {
            "csv": lambda: exporting.csv_lines(found, desk.quote),
            "jsonl": lambda: exporting.jsonl_lines(found),
            "jsonld": lambda: exporting.jsonld_lines(found, document, text),
        }[chosen]()
        _write(file, (line.encode() for line in lines))
    if str(file) != "-":
        say(f"{len(found)} records written to {file}")
    return 0 if found else 1


def _write(file: Path, pieces: Iterable[bytes]) -> None:
    if str(file) == "-":
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        return
    with file.open("wb") as out:
        for piece in pieces:
            out.write(piece)
