"""What a finder gives: a record, and where it stands in the reading view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policy_qa.domain.records import Record


class Found(NamedTuple):
    """A record with its span in the view (the record's own offsets are the source's)."""

    start: int
    end: int
    record: Record


class Claim(NamedTuple):
    """A stretch of the view that has an owner: `reason` is one of the ledger's words ("name", "url", …) or a kind."""

    start: int
    end: int
    reason: str


def overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether any of the spans, sorted and disjoint, shares a character with start–end; O(log n)."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] <= start:
            low = middle + 1
        else:
            high = middle
    return low < len(spans) and spans[low][0] < end
