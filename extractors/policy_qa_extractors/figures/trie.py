"""Word lists as regular expressions that share their beginnings, so that a miss costs one step."""

from __future__ import annotations

import re
from collections.abc import Iterable

Branch = dict[str, "Branch"]


def pattern(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first."""
    root: Branch = {}
    for word in words:
        branch = root
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return _written(root)


def cased(words: Iterable[str]) -> set[str]:
    """Each word as it stands, with a capital, and in capitals."""
    return {form for word in words for form in (word, word[:1].upper() + word[1:], word.upper())}


def _written(branch: Branch) -> str:
    choices = [re.escape(letter) + _written(below) for letter, below in sorted(branch.items()) if letter]
    if not choices:
        return ""
    if "" in branch:
        return f"(?:{'|'.join(choices)})?"
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
