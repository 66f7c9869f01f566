"""A Data Package (Frictionless, profile tabular-data-package): records and documents as CSV, with their schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from policy_qa.domain.records import Record
from policy_qa.domain.sources import Document
from policy_qa.exporting.tables import COLUMNS, Quote, csv_lines

NUMBERS = {"start": "integer", "end": "integer", "year": "integer", "value_max": "number", "precision": "number"}
ABOUT = ("id", "title", "publisher", "published", "url", "language", "licence", "name", "sha256", "size", "characters")
EPOCH = (1980, 1, 1, 0, 0, 0)


def data_package(records: Iterable[Record], documents: Sequence[Document], quote: Quote) -> bytes:
    """A zip with datapackage.json, records.csv and documents.csv; the same records give the same bytes."""
    tables = {"records": "".join(csv_lines(records, quote)).encode(), "documents": _documents(documents).encode()}
    fields = {"records": COLUMNS, "documents": ABOUT}
    described = {
        "name": "policy-qa-records",
        "title": "Figures, dates, entities and legal references with their quotes",
        "profile": "tabular-data-package",
        "resources": [_resource(name, data, fields[name]) for name, data in tables.items()],
    }
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        _write(archive, "datapackage.json", json.dumps(described, ensure_ascii=False, indent=2).encode())
        for name, data in tables.items():
            _write(archive, f"{name}.csv", data)
    return whole.getvalue()


def _resource(name: str, data: bytes, fields: Sequence[str]) -> dict[str, object]:
    schema: dict[str, object] = {"fields": [{"name": f, "type": NUMBERS.get(f, "string")} for f in fields]}
    schema["primaryKey"] = ["id"]
    if name == "records":
        reference = {"resource": "documents", "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["document"], "reference": reference}]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "schema": schema,
    }


def _documents(documents: Sequence[Document]) -> str:
    import csv

    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(ABOUT)
    for document in documents:
        fields = document.model_dump(mode="json")
        writer.writerow(["" if fields[name] is None else _safe(fields[name]) for name in ABOUT])
    return out.getvalue()


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r\n" else value


def _write(archive: ZipFile, name: str, data: bytes) -> None:
    info = ZipInfo(name, EPOCH)
    info.compress_type = ZIP_DEFLATED
    archive.writestr(info, data)
