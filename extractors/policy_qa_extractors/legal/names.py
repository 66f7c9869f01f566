"""Named laws: how far the name goes around the word "Law", "Act" or "Ley"."""

from __future__ import annotations

import re

from policy_qa_extractors.rulebook import load

LEFT = 120
CAPITAL = re.compile(r"(?:[A-Z][\w’'-]*|and|of|for|the|to|in|on|with|against|or|by|from|&),? (?=\S)")
YEAR = re.compile(r",? (?:of )?(?P<year>(?:1[5-9]|20)\d\d)(?!\w|[.,]\d)")


def named(text: str, found: re.Match[str], floor: int) -> tuple[int, int, str] | None:
    """Start, end and words of the name headed by what the rule matched; None where it is a generic word."""
    start = _left(text, found.start(), floor)
    name = text[start : found.end()]
    words = name.split()
    if len(words) < 3 and not (len(words) == 2 and found[0] == "Act"):
        return None
    if name in load("en/legal.toml").tables.get("generic", ()):
        return None
    return start, found.end(), name


def _left(text: str, head: int, floor: int) -> int:
    """Where the capitalised words before the head word begin."""
    low = max(floor, head - LEFT)
    start = head
    while start > low:
        before = text.rfind(" ", low, start - 1) + 1 or low
        word = text[before : start - 1]
        if (
            not word
            or text[start - 1] != " "
            or not (word[0].isupper() or word in {"and", "of", "for", "against", "in", "to", "on"})
        ):
            break
        start = before
    while start < head and not text[start].isupper():
        start = text.find(" ", start, head) + 1 or head
    if text[start:head].startswith(("The ", "This ")):
        start = text.find(" ", start) + 1
    return start
