"""The calendar years of EDTF values (ISO 8601-2)."""

from __future__ import annotations

import re

YEAR = re.compile(r"(?<![\d-])\d{4}(?!\d)|(?<![\d-])\d{3}X|(?<![\d-])\d{2}XX")
EARLIEST, LATEST = 0, 9999


def edtf_years(edtf: str) -> tuple[int, int] | None:
    """First and last year that an EDTF value names, or None ("XXXX-03-04"); an open end reaches to year 0 or 9999."""
    found = YEAR.findall(edtf)
    if not found:
        return None
    first, last = int(found[0].replace("X", "0")), int(found[-1].replace("X", "9"))
    if "/" in edtf:
        begin, _, end = edtf.partition("/")
        first = EARLIEST if begin in {"", ".."} else first
        last = LATEST if end in {"", ".."} else last
    return first, last
