"""Acronyms defined in brackets: the long form is found by its letters.

After A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text"
(PSB 2003), with a stricter first try: every letter the initial of a word, small words skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from policy_qa.domain.records import LANGUAGES
from policy_qa_extractors.entities.words import connectors
from policy_qa_extractors.rulebook import load

SHORT = r"[A-Za-zÀ-ÿ0-9][\w&/+.’'-]{0,12}(?: [\w/+-]{1,6})?"
BRACKET = re.compile(rf"[(\[] ?[\"“'‘«]?(?P<short>{SHORT})[\"”'’»]?(?: ?[;,:=][^()\[\]\n]{{0,80}})? ?[)\]]")
REVERSED = re.compile(r"(?<![\w.])(?P<short>[A-Z][A-Za-z0-9&/-]{1,9}) \( ?(?P<long>[^()\n]{6,160}?) ?\)")
SKIPPED = connectors() | {"a", "an", "by", "from", "un", "una"}
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
LONGEST = 12


class Definition(NamedTuple):
    """A short form, where it stands, and its long form before or behind it."""

    short: str
    start: int
    end: int
    long_start: int
    long_end: int
    strict: bool


def is_short(text: str) -> bool:
    """Whether the words look like an acronym: up to two words, ten letters, at least one a capital."""
    letters = sum(character.isalpha() for character in text)
    return (
        2 <= len(text) <= 12
        and letters > 0
        and any(character.isupper() for character in text)
        and not (text[1:].islower() and len(text) > 4)
    )


def brackets(view: str) -> Iterator[re.Match[str]]:
    """Brackets that hold what may be an acronym."""
    for found in BRACKET.finditer(view):
        if is_short(found["short"]):
            yield found


def introduced(view: str) -> Iterator[re.Match[str]]:
    """Short forms that words introduce ("en adelante", "hereinafter")."""
    for language in LANGUAGES:
        for rule in load(f"{language}/entities.toml").rules:
            if rule.extra.get("gives") == "acronym":
                yield from rule.pattern.finditer(view)


def long_form(view: str, short: str, begin: int, end: int) -> tuple[int, bool] | None:
    """Where the long form of `short` starts that ends at `end`, not before `begin`; and whether the initials fit."""
    letters = [character for character in short.casefold() if character.isalnum()]
    if not letters:
        return None
    window = max(begin, end - 40 * LONGEST)
    words = list(WORD.finditer(view, window, end))[-min(len(letters) + 5, len(letters) * 2) :]
    if not words:
        return None
    strict = _initials(letters, words)
    if strict is not None:
        return strict, True
    loose = _schwartz_hearst(view, letters, words[0].start(), end)
    return (loose, False) if loose is not None else None


def _initials(letters: list[str], words: list[re.Match[str]]) -> int | None:
    """Where the long form starts whose words begin with the letters, one by one; small words may be skipped."""
    left = len(letters) - 1
    start = -1
    for word in reversed(words):
        text = word[0].casefold()
        if left < 0:
            break
        if text[0] == letters[left]:
            left -= 1
            start = word.start()
        elif text not in SKIPPED:
            return None
    return start if left < 0 else None


def _schwartz_hearst(view: str, letters: list[str], begin: int, end: int) -> int | None:
    """The shortest stretch that holds the letters in order, the first of them at the start of a word."""
    text = view[begin:end].casefold()
    at = len(text) - 1
    for place in range(len(letters) - 1, -1, -1):
        while at >= 0 and (text[at] != letters[place] or (place == 0 and at > 0 and text[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
        at -= 1
    return begin + at + 1
