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
NO_MARK_BEHIND = frozenset({"", *",;:(/- \n"})
"""What a mark's space may not follow: it follows a word or the end of a sentence."""
START = re.compile(r"[0-9][0-9]{0,2}(?=[ .] ?[^\W\d_a-z]| ?[“\"'‘(])")
END = re.compile(r"[0-9][0-9]{0,2}(?=\.?(?:\n| [A-ZÁÉÍÓÚÑ¿“]))")
INSIDE = re.compile(r"[0-9][0-9]{0,2}(?=[.,;:)”\"»\n](?![0-9])| [a-záéíóúñ]{1,4} )")
BRACKETED = re.compile(r"[0-9][0-9]{0,2}(?=\))")


def counted_up(text: str, digits: Iterable[int]) -> frozenset[int]:
    """The offsets of numbers that belong to a series of notes or of their marks, or in brackets through the text.

    `digits` are the offsets at which runs of digits start.
    """
    starts: list[re.Match[str]] = []
    ends: list[re.Match[str]] = []
    brackets: list[re.Match[str]] = []
    inside: list[re.Match[str]] = []
    for at in digits:
        before = text[at - 1] if at else "\n"
        if before == " ":
            if text[at - 2 : at - 1] not in NO_MARK_BEHIND:
                _keep(ends, END.match(text, at))
                _keep(inside, INSIDE.match(text, at))
        elif before == "\n":
            _keep(starts, START.match(text, at))
        elif before == "(":
            _keep(brackets, BRACKETED.match(text, at))
    return frozenset(_chains(inside, LONG, SKIPPED)).union(*(_chains(found) for found in (starts, ends, brackets)))


def _keep(row: list[re.Match[str]], found: re.Match[str] | None) -> None:
    if found is not None:
        row.append(found)


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
