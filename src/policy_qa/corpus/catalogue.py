"""corpus.toml: what people say about the texts beside it, one `[[document]]` table each."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from pathlib import Path

from pydantic import ValidationError

from policy_qa.domain.sources import Metadata
from policy_qa.errors import BadInput, Unreadable

CATALOGUE = "corpus.toml"
TABLE = "document"
KEYS = ("id", *Metadata.model_fields)


def read_catalogue(path: Path) -> dict[str, Metadata]:
    """Metadata by document id; empty where there is no such file.

    Raises BadInput that names line and key for anything that is not a `[[document]]` with an id of its own and the
    keys title, publisher, published (a TOML date), url, language (en, es), licence; Unreadable where it can't be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is not UTF-8"
        raise Unreadable(f"can't be read: {reason}", where=path.name) from None
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise BadInput(f"not TOML: {error}", where=path.name, todo="mend that line") from None
    return _entries(content, text, path.name)


def _entries(content: dict[str, object], text: str, name: str) -> dict[str, Metadata]:
    if unknown := next((key for key in content if key != TABLE), None):
        raise BadInput(
            f"unknown key {unknown!r}", where=_line(text, name, unknown), todo="use [[document]] tables only"
        )
    tables = content.get(TABLE, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise BadInput("[document] is one table", where=_line(text, name, TABLE), todo="write [[document]]")
    found: dict[str, Metadata] = {}
    for number, table in enumerate(tables, 1):
        where = _table_line(text, name, number)
        key = table.pop("id", None)
        if not isinstance(key, str) or not key:
            raise BadInput(
                "this document has no id", where=where, todo="add id = the file's name without its extension"
            )
        if key in found:
            raise BadInput(f"the id {key!r} stands twice", where=where, todo="take one out")
        found[key] = _metadata(table, where)
    return found


def _metadata(table: dict[str, object], where: str) -> Metadata:
    if unknown := next((key for key in table if key not in KEYS), None):
        raise BadInput(f"unknown key {unknown!r}", where=where, todo=f"known keys are {', '.join(KEYS)}")
    published = table.get("published")
    if "published" in table and (not isinstance(published, date) or isinstance(published, datetime)):
        raise BadInput("published is no date", where=where, todo="write it without quotes, as 2024-03-08")
    try:
        return Metadata.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BadInput(f"{'.'.join(map(str, first['loc']))}: {first['msg']}", where=where) from None


def _line(text: str, name: str, key: str) -> str:
    """Where a key or table of the top level begins."""
    found = re.search(rf"^\s*(?:\[\[?\s*)?[\"']?{re.escape(key)}\b", text, re.MULTILINE)
    return f"{name} line {text.count(chr(10), 0, found.end()) + 1}" if found else name


def _table_line(text: str, name: str, number: int) -> str:
    """Where the nth `[[document]]` begins."""
    starts = [m.end() for m in re.finditer(r"^\s*\[\[\s*[\"']?document", text, re.MULTILINE)]
    if number > len(starts):
        return f"{name}, document {number}"
    return f"{name} line {text.count(chr(10), 0, starts[number - 1]) + 1}, document {number}"
