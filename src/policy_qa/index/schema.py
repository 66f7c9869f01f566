"""What one index document holds: a passage or a record in fields.

`words` (of passages) and `frame` (of records) pool several texts with weights before scoring: that is BM25F as
Robertson, Zaragoza and Taylor define it (CIKM 2004), at the price of one posting list a word.
"""

from __future__ import annotations

from array import array
from math import nan
from typing import TypeAlias

from whoosh import columns, fields, formats

VERSION = 3
"""Raised with every change of fields or analysis; an index of another version is built anew."""

BODY, HEADING, TITLE = 1.0, 0.5, 0.3
"""Weights of a word in a passage; one that stands in the headings or the title alone weighs less than BODY."""

GAP = 16
"""Positions left free between pooled texts, so that no phrase runs across them."""

Row: TypeAlias = dict[str, object]
"""A row by field: weighted texts (pools), a text (wordings), terms (keys), texts (prints), a value (columns)."""


class Places(formats.Format):  # type: ignore[misc]
    """Positions of a word as plain 32-bit numbers: nothing to unpickle, quick to read."""

    def decode_positions(self, value: bytes) -> array[int]:
        """The positions, ascending."""
        return array("I", value)

    def decode_frequency(self, value: bytes) -> int:
        """How often the word stands there."""
        return len(value) // 4

    def decode_weight(self, value: bytes) -> float:
        """The same as a float; the true weight stands in the posting list."""
        return float(len(value) // 4)


class Pool(fields.FieldType):  # type: ignore[misc]
    """A scored field fed with weighted tokens of several texts."""

    def __init__(self) -> None:
        super().__init__(format=Places(), analyzer=None, scorable=True)


class Wording(fields.FieldType):  # type: ignore[misc]
    """An unscored field of words with their positions."""

    def __init__(self) -> None:
        super().__init__(format=Places(), analyzer=None)


class Keys(fields.FieldType):  # type: ignore[misc]
    """An unscored field of exact terms."""

    def __init__(self) -> None:
        super().__init__(format=formats.Existence(), analyzer=None)


POOLS = ("words", "frame")
WORDINGS = ("title", "section", "entity", "publisher", "issuer")
KEYS = ("kind", "label", "document", "law", "unit", "qualifier", "language")
PRINTS = ("surface",)
NUMBERS = ("value", "value_max", "begins", "ends")
"""Columns of numbers: a figure's value, and a period's first and last day as ordinals; NaN where there is none."""


def schema() -> fields.Schema:
    """The fields of the index."""
    made = fields.Schema()
    for name in POOLS:
        made.add(name, Pool())
    for name in WORDINGS:
        made.add(name, Wording())
    for name in (*KEYS, *PRINTS):
        made.add(name, Keys())
    for name in NUMBERS:
        made.add(name, fields.COLUMN(columns.NumericColumn("d", default=nan)))
    made.add("hit", fields.COLUMN(columns.VarBytesColumn()))
    return made
