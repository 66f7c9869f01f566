"""Lists: amounts that lead the items of a list, against the total in the line that introduces it.

Where no line does, an amount that stands above the list and is the very sum of its items is taken for their total.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from policy_qa.checking.scene import Scene, is_amount, plain, same_kind
from policy_qa.checking.sums import against
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Figure
from policy_qa.domain.sources import Document

ITEM = re.compile(r"(?P<indent>\s*)(?:[-*•+–·▪◦]|\d{1,2}[.)]|[a-z]\))\s+(?P<body>.*)")
LONGEST = 60
"""At most so many items make a list that is added up."""
ENOUGH, LEAST_SUM = 3, 50
"""So many items, and so large a sum, are enough to take an equal amount above the list for their total."""


def lists(document: Document, text: str, figures: Sequence[Figure], scenes: Sequence[Scene]) -> Iterator[Check]:
    """The sums of the lists of a text."""
    if not scenes:
        return
    starts = [figure.start for figure in figures]
    ends = [scene.end for scene in scenes]
    equal: dict[tuple[float, str, str | None], list[Figure]] = defaultdict(list)
    for figure in figures:
        if is_amount(figure):
            equal[float(figure.value), figure.label, figure.unit].append(figure)
    for start, items in _blocks(text):
        parts = _parts(text, items, figures, starts)
        if len(parts) < 2 or not all(same_kind(part, parts[0]) for part in parts):
            continue
        above = bisect_left(ends, start + 1) - 1
        lead = scenes[above] if above >= 0 and not text[ends[above] : start].strip(" \n\r\t:*_") else None
        if lead is not None and plain(text[lead.start : lead.end + 1]).rstrip(" *_").endswith(":"):
            wholes = [f for f in lead.figures if is_amount(f) and same_kind(f, parts[0])]
            closed = not lead.words.not_all.search(plain(text[lead.start : lead.end]))
            found = list(against(document, lead, wholes, parts, "document", closed=closed)) if wholes else []
            yield from found
            if found:
                continue
        total = sum(float(part.value) for part in parts)
        if len(parts) >= ENOUGH and total >= LEAST_SUM:
            as_much = equal.get((total, parts[0].label, parts[0].unit), [])
            wholes = as_much[: bisect_left(as_much, start, key=lambda f: f.start)][-1:]
            yield from against(document, scenes[max(above, 0)], wholes, parts, "document", closed=False)


def _blocks(text: str) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """The lists of a text: where each starts, and its items, each with the offset of its words."""
    items: list[tuple[int, str]] = []
    first, indent, at = 0, 0, 0
    for line in text.splitlines(keepends=True):
        item = ITEM.match(line.rstrip("\r\n"))
        if item is not None and (not items or len(item["indent"]) >= indent):
            if not items:
                first, indent = at, len(item["indent"])
            if len(item["indent"]) == indent:
                items.append((at + item.start("body"), item["body"]))
        elif line.strip() and not (items and line[:1] in " \t"):
            if items:
                yield first, items
            items = []
        at += len(line)
    if items:
        yield first, items


def _parts(
    text: str, items: Sequence[tuple[int, str]], figures: Sequence[Figure], starts: Sequence[int]
) -> list[Figure]:
    """The one amount of each item; empty where an item has none or several."""
    if not 2 <= len(items) <= LONGEST:
        return []
    parts: list[Figure] = []
    for start, body in items:
        inside = figures[bisect_left(starts, start) : bisect_left(starts, start + len(body))]
        amount = _amount(inside, start, text)
        if amount is None:
            return []
        parts.append(amount)
    return parts


def _amount(inside: Sequence[Figure], body: int, text: str) -> Figure | None:
    """The amount that an item is about: the one it begins with, or its only one."""
    amounts = [figure for figure in inside if is_amount(figure)]
    leads = amounts and not text[body : amounts[0].start].strip(" *_~")
    return amounts[0] if len(amounts) == 1 or leads else None
