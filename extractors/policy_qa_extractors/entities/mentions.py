"""A mention: a stretch of the reading view that names something, before it becomes a record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from policy_qa_extractors.page import overlaps


class Mention(NamedTuple):
    """`name` is how the thing is called in full; `weak` ones count only where the name is certain elsewhere."""

    start: int
    end: int
    label: str
    rule: str
    name: str
    acronym: str | None = None
    weak: bool = False


def disjoint(mentions: Iterable[Mention], closed: Sequence[tuple[int, int]]) -> list[Mention]:
    """The mentions that stay, in order: of two that overlap the longer, then the first given; none in `closed`."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if overlaps(closed, mention.start, mention.end):
            continue
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start <= kept[-1].end - kept[-1].start:
                continue
            kept.pop()
        kept.append(mention)
    return kept
