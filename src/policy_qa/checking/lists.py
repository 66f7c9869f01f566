"""Lists: amounts that lead the items of a list, against the total in the line that introduces it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from policy_qa.checking.scene import Scene, is_amount, plain, same_kind
from policy_qa.checking.sums import against
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Figure
from policy_qa.domain.sources import Document

ITEM = re.compile(r"(?P<indent>\s*)(?:[-*•+–·▪◦]|\d{1,2}[.)]|[a-z]\))\s+(?P<body>.*)")
LONGEST = 60
"""At most so many items make a list that is added up."""


def lists(document: Document, scene: Scene, figures: Sequence[Figure], starts: Sequence[int]) -> Iterator[Check]:
    """The sum of the items of the list that a sentence introduces; `starts` are the figures' offsets, in order."""
    text = scene.text
    lead = [figure for figure in scene.figures if is_amount(figure)]
    if not lead or not plain(text[scene.start : scene.end + 1]).rstrip(" *_").endswith(":"):
        return
    parts = _items(text, scene.end, figures, starts)
    wholes = [f for f in lead if parts and same_kind(f, parts[0])]
    if len(parts) < 2 or not wholes or not all(same_kind(p, parts[0]) for p in parts):
        return
    closed = not scene.words.not_all.search(plain(text[scene.start : scene.end]))
    yield from against(document, scene, wholes, parts, "document", closed=closed)


def _items(text: str, at: int, figures: Sequence[Figure], starts: Sequence[int]) -> list[Figure]:
    """The one amount of each item of the list behind an offset; empty where an item has none or several."""
    parts: list[Figure] = []
    indent: int | None = None
    for start, line in _lines_after(text, at):
        item = ITEM.match(line)
        if item is None:
            if parts and line[:1] in " \t":
                continue
            break
        indent = len(item["indent"]) if indent is None else indent
        if len(item["indent"]) > indent:
            continue
        body = start + item.start("body")
        inside = figures[bisect_left(starts, body) : bisect_left(starts, start + len(line))]
        amount = _amount(inside, body, text)
        if amount is None or len(parts) == LONGEST:
            return []
        parts.append(amount)
    return parts


def _lines_after(text: str, at: int) -> Iterator[tuple[int, str]]:
    """The lines behind the one that holds an offset, blank ones left out, each with its own offset."""
    end = text.find("\n", at)
    while end >= 0:
        start = end + 1
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)].rstrip("\r")
        if line.strip():
            yield start, line


def _amount(inside: Sequence[Figure], body: int, text: str) -> Figure | None:
    """The amount that an item is about: the one it begins with, or its only one."""
    amounts = [figure for figure in inside if is_amount(figure)]
    leads = amounts and not text[body : amounts[0].start].strip(" *_~")
    return amounts[0] if len(amounts) == 1 or leads else None
