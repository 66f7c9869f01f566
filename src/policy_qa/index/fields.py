"""The fields of the query language: what each is called, what it takes, what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Takes: TypeAlias = Literal["choice", "key", "words", "law", "number", "year", "period"]


@dataclass(frozen=True, slots=True)
class FieldKind:
    """One field: how its operand is read, the choices where they are few, and a line for the help."""

    takes: Takes
    says: str
    choices: tuple[str, ...] = ()


KINDS = ("passage", "figure", "date", "entity", "legal_reference")
LABELS = ("CARDINAL", "PERCENT", "MONEY", "QUANTITY", "DATE", "ORG", "GPE", "LOC", "PERSON", "EVENT", "LAW", "PRODUCT")

FIELDS = {
    "kind": FieldKind("choice", "passage, figure, date, entity or legal_reference", KINDS),
    "label": FieldKind("choice", "a record's label: PERCENT, MONEY, ORG, …", LABELS),
    "document": FieldKind("key", "a document's id, or the beginning of one: document:peru*"),
    "title": FieldKind("words", "words of the document's title"),
    "section": FieldKind("words", "words of the headings above"),
    "entity": FieldKind("words", "what a figure counts, or the name of an entity"),
    "law": FieldKind("law", 'a law in any printed form: law:"DS 013-2023-MIMP", law:30364'),
    "issuer": FieldKind("words", "who issued a law: issuer:MIMP"),
    "unit": FieldKind("key", "%, an ISO 4217 or UCUM code, or none: unit:PEN"),
    "qualifier": FieldKind(
        "choice", "how exact", ("over", "under", "at_least", "at_most", "approximately", "none")
    ),
    "year": FieldKind("year", "a year that a record's period touches: year:2023, year:2020..2023"),
    "period": FieldKind("period", "a period that holds the record's, in EDTF: period:2021-36, period>=2023-06"),
    "value": FieldKind("number", "a figure's value: value>1000, value:[1 TO 5 million], value<5%"),
    "language": FieldKind("choice", "en or es", ("en", "es")),
    "publisher": FieldKind("words", "words of the publisher's name"),
}  # fmt: skip

LIMITS = {"letters": 512, "terms": 32, "depth": 20, "prefix": 3, "fuzzy": 5}
"""Longest query in code points, most terms, deepest brackets, shortest prefix and fuzzy word in letters."""


def near(word: str, choices: tuple[str, ...] | list[str]) -> str:
    """A question that names the likeliest choice, or the list of all."""
    from difflib import get_close_matches

    folded = {choice.lower(): choice for choice in choices}
    close = get_close_matches(word.lower(), list(folded), n=1, cutoff=0.6)
    if close:
        return f"did you mean `{folded[close[0]]}`?"
    return f"there are {', '.join(choices[:20])}{', …' if len(choices) > 20 else ''}"
