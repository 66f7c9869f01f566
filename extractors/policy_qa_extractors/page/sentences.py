"""Sentences: where they end in the reading view.

A full stop ends a sentence unless it belongs to an abbreviation ("No.", "art.", "U.S."), an initial or a number.
"""

from __future__ import annotations

import re

from policy_qa_extractors.rulebook import load

STOP = re.compile(r"[.!?…\n](?:(?<=\n)|(?<!\n)[.!?…]*[\"'”’»)\]]* +(?=[\"'“‘«(\[¿¡*]*[\w\ufffc$€£]))")
"""Begins with one class of characters, so that `re` leaps to the next of them."""
LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+$|[Nn][º°.]*$")


def _abbreviations() -> frozenset[str]:
    return frozenset(word.casefold() for word in load("any/abbreviations.toml").tables["words"])


def split(view: str) -> tuple[list[int], list[int]]:
    """Starts and ends of the sentences of a view, ends exclusive; no sentence crosses a newline."""
    abbreviations = _abbreviations()
    starts, ends, begin = [], [], 0
    for stop in STOP.finditer(view):
        at = stop.start()
        if view[at] != "\n" and not _ends(view, at, stop.end(), begin, abbreviations):
            continue
        end = at + len(stop[0].rstrip())
        if begin < end:
            starts.append(begin)
            ends.append(end)
        begin = stop.end()
    if begin < len(view):
        starts.append(begin)
        ends.append(len(view))
    return starts, ends


def _ends(view: str, at: int, after: int, begin: int, abbreviations: frozenset[str]) -> bool:
    """Whether the stop at `at` ends the sentence that began at `begin`."""
    follower = view[after : after + 1]
    if view[at] != "." or view[at : at + 2] == "..":
        return not follower.islower()
    word = LAST_WORD.search(view, max(begin, at - 30), at)
    if word is None:
        return not follower.islower()
    text = word[0].casefold()
    if text in abbreviations:
        return False
    if len(text) == 1 and text.isalpha() and word[0].isupper():
        return False
    if "." in text:
        return follower.isupper() and len(text) > 3 and view[after : after + 4].istitle()
    return not follower.islower()
