"""Series: numbers that count up through a document, as notes and their marks do.

A note begins its own line ("12 Ministry of Health, 2004"); its mark stands at the end of a sentence or a line
("… in 1996. 5"), or in brackets.
Alone, neither can be told from a count; three and more that count up by one can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SHORTEST = 3
LONG = 8
SKIPPED = 3
NEAR = 4
FAR: tuple[int, list[int]] = (-100, [])
"""Marks inside sentences look like counts: only a long series tells them."""
# Each begins with one class, not a repeat of it: so `re` leaps from digit to digit.
START = re.compile(r"[0-9][0-9]{0,2}(?=[ .] ?[^\W\d_a-z]| ?[“\"'‘(])")
END = re.compile(r"[0-9][0-9]{0,2}(?=\.?(?:\n| [A-ZÁÉÍÓÚÑ¿“]))")
INSIDE = re.compile(r"[0-9][0-9]{0,2}(?=[.,;:)”\"»\n](?![0-9])| [a-záéíóúñ]{1,4} )")
BRACKETED = re.compile(r"[0-9][0-9]{0,2}(?=\))")


def counted_up(text: str) -> frozenset[int]:
    """The offsets of numbers that belong to a series of notes or of their marks, or in brackets through the text."""
    starts = [m for m in START.finditer(text) if text[m.start() - 1 : m.start()] in ("", "\n")]
    ends = [m for m in END.finditer(text) if _ends(text, m.start())]
    brackets = [m for m in BRACKETED.finditer(text) if text[m.start() - 1 : m.start()] == "("]
    inside = [m for m in INSIDE.finditer(text) if _ends(text, m.start())]
    return frozenset(_chains(inside, LONG, SKIPPED)).union(*(_chains(found) for found in (starts, ends, brackets)))


def _ends(text: str, start: int) -> bool:
    """Whether a mark may stand here: behind a space that follows a word or the end of a sentence."""
    return text[start - 1 : start] == " " and text[start - 2 : start - 1] not in ",;:(/- \n"


def _chains(found: Iterable[re.Match[str]], shortest: int = SHORTEST, step: int = 1) -> set[int]:
    """The members of every chain of `shortest` and more matches that count up by one, or by `step` at most.

    Of two neighbours in a chain no more than NEAR other matches stand between them.
    """
    chains: dict[int, tuple[int, list[int]]] = {}
    members: set[int] = set()
    for place, match in enumerate(found):
        number = int(match[0])
        before = next(
            (n for n in range(number - 1, number - 1 - step, -1) if place - chains.get(n, FAR)[0] <= NEAR + 1), 0
        )
        chain = [*chains.pop(before, FAR)[1], match.start()]
        chains[number] = place, chain[-shortest:]
        if len(chain) >= shortest:
            members.update(chain)
    return members
