"""Exporting: records as files that others read: CSV, JSON Lines, JSON-LD, a Data Package, Parquet.

Good for: taking all records away, each with its quote and its place. Not good for: taking them back in (backup does).
"""

from policy_qa.exporting.linked import ByteOffsets, annotation, jsonld_lines
from policy_qa.exporting.package import data_package
from policy_qa.exporting.tables import COLUMNS, csv_lines, jsonl_lines, parquet

__all__ = [
    "COLUMNS",
    "ByteOffsets",
    "annotation",
    "csv_lines",
    "data_package",
    "jsonl_lines",
    "jsonld_lines",
    "parquet",
]
