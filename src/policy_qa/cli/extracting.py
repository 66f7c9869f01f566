"""`extract`: the records of files on stdout, nothing kept."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from policy_qa import loaders
from policy_qa.domain.records import Language
from policy_qa.domain.sources import document_id
from policy_qa.errors import PolicyQAError

if TYPE_CHECKING:
    from policy_qa.domain.records import Record


def records_of(
    paths: list[str], *, document: str | None, language: Language | None, published: date | None, encoding: str | None
) -> int:
    """Prints the records of each file as it is read; 0 where all were, 1 where some were refused, 2 where all were."""
    from policy_qa.cli.main import complain

    refused = 0
    for path in paths:
        try:
            for record in _read(path, document, language, published, encoding):
                sys.stdout.write(record.model_dump_json() + "\n")
        except PolicyQAError as problem:
            refused += 1
            complain(str(problem))
    return 0 if not refused else 2 if refused == len(paths) else 1


def _read(
    path: str, document: str | None, language: Language | None, published: date | None, encoding: str | None
) -> list[Record]:
    from policy_qa.library.intake import read_bytes
    from policy_qa_extractors import extract

    stdin = path == "-"
    name = "stdin.txt" if stdin else Path(path).name
    data = sys.stdin.buffer.read() if stdin else read_bytes(Path(path))
    loaded = loaders.load_safely(data, name, encoding=encoding)
    identity = document or document_id(name)
    return extract(
        loaders.blanked(loaded.text, loaded.boilerplate()),
        language=language or loaded.metadata.language,
        document=identity,
        published=published or loaded.metadata.published,
    )
