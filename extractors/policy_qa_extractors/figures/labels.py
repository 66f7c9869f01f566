"""Labels: what stands before a colon, or in the cell before the number."""

from __future__ import annotations

from policy_qa_extractors.figures.clause import MARK, QUANTITY, TIME, Words
from policy_qa_extractors.lexicon import ADVERB, AUXILIARY, BASE, DETERMINER, FINITE, NOUN, PREPOSITION

LONGEST = 9
OPENS = frozenset("|;:.•!?")
SIGNS = frozenset({":", "|"})


def label_before(words: Words, sign: int) -> tuple[int, int] | None:
    """First and last word of the label that ends with the sign at `sign`, without date, bracket and article; None where
    a clause or a number stands there."""
    if sign < 1 or words.low[sign] not in SIGNS:
        return None
    first = sign
    while first > 0 and words.low[first - 1] not in OPENS:
        first -= 1
        if sign - first > LONGEST or words.kinds[first] & QUANTITY:
            return None
    last = _end(words, first, sign - 1)
    while first <= last and words.kinds[first] & (DETERMINER | MARK | TIME):
        first += 1
    if first > last or any(_tells(words.kinds[place]) for place in range(first, last + 1)):
        return None
    return first, last


def row_head(words: Words) -> tuple[int, int] | None:
    """First and last word of the first cell of the row, where it holds words."""
    if words.low[:1] != ["|"] or words.begin != words.sentence[0] or "|" not in words.low[1:]:
        return None
    stop = words.low.index("|", 1)
    last = stop - 1
    while last >= 1 and words.kinds[last] & (TIME | PREPOSITION | MARK | QUANTITY):
        last -= 1
    return (1, last) if last >= 1 else None


def _end(words: Words, first: int, last: int) -> int:
    """The last word of the label, before a bracket, a date and its preposition."""
    while last >= first:
        if words.low[last] in (")", "]") and (opening := words.opening(last)) > first:
            last = opening - 1
        elif words.kinds[last] & (TIME | PREPOSITION) or words.kinds[last] & MARK:
            last -= 1
        else:
            break
    return last


def _tells(kind: int) -> bool:
    """Whether a word of this kind makes a clause of a label."""
    return bool(kind & AUXILIARY) or (bool(kind & FINITE) and not kind & (NOUN | BASE | ADVERB | PREPOSITION))
