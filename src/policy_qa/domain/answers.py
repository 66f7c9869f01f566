"""Questions as read and answers as given, in the shape of `ask --json` and `GET /api/ask`."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from pydantic import Field

from policy_qa.domain.records import Number, Record
from policy_qa.domain.sources import Citation
from policy_qa.domain.values import Span, Value

Outcome: TypeAlias = Literal["answered", "conflicting", "not_found", "not_understood", "incomplete"]
AnswerValue: TypeAlias = Number | str | bool | tuple[Number | str, ...]


class Interpretation(Value):
    """The frame read from a question: what is wanted and what narrows it.

    `wants` is an OntoNotes label, or `LAW`, `DEFINITION`, `LIST`, `CHANGE`, `CLAIM`; `focus` the words that
    say what is asked about; `period` is EDTF.
    """

    wants: str
    focus: str
    period: str | None = None
    places: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    population: str | None = None
    status: str | None = None
    actor: str | None = None
    language: str = "en"
    time: str | None = None


BARE = re.compile(r"[\d.,'\s−-]+")


class Answer(Value):
    """One answer: what a person reads (`text`), its value, and the citation that holds it."""

    text: str
    value: AnswerValue
    unit: str | None = None
    label: str
    record: str | None = None
    period: str | None = None
    measured_entity: str | None = None
    citation: Citation

    @property
    def in_full(self) -> str:
        """The value with its unit where only a bare number is printed (a header says the rest); else empty."""
        if not self.unit or not isinstance(self.value, (int, float)) or not BARE.fullmatch(self.text):
            return ""
        return f"{self.value:,} {self.unit}"


class Operand(Value):
    """One figure that a comparison or a derived answer was made from."""

    text: str
    value: AnswerValue
    unit: str | None = None
    period: str | None = None
    measured_entity: str | None = None
    record: str | None = None
    citation: Citation


class PassageHit(Value):
    """A passage of a document with its score; offsets are those of the document's text."""

    document: str
    start: int
    end: int
    score: float


class AskResult(Value):
    """What `ask` gives: an answer with its citation, or the reason why there is none."""

    question: str
    outcome: Outcome
    answer: Answer | None = None
    confidence: float = 0.0
    derived: bool = False
    alternatives: tuple[Answer, ...] = ()
    conflicts: tuple[Answer, ...] = ()
    operands: tuple[Operand, ...] = ()
    reason: str | None = None
    passages: tuple[PassageHit, ...] = ()
    interpretation: Interpretation
    explanation: tuple[str, ...] | None = None


class SearchHit(Citation):
    """One hit: a citation with its score; `kind` is `passage` or a record's kind.

    `highlights` are the places of the query's words, as offsets of the document's text.
    """

    score: float
    kind: str
    record: Record | None = None
    highlights: tuple[Span, ...] = ()


class Listing(Value):
    """A page of a list. `total` is a lower bound where counting all would cost too much."""

    page: int = 1
    size: int = 20
    total: int
    total_is_lower_bound: bool = False


class Group(Value):
    """The hits of one document: their places in `items`, counted from 0, the best first."""

    document: str
    title: str
    items: tuple[int, ...]


class SearchResult(Listing):
    """A page of hits, with facets and a spelling suggestion where there is one.

    `groups` says which items stand in which document, documents in the order of their best hit.
    `relaxed` where nothing held every word and these hold some; `complete` is false where the time ran out.
    """

    items: tuple[SearchHit, ...]
    groups: tuple[Group, ...] = ()
    suggestion: str | None = None
    facets: dict[str, dict[str, int]] = Field(default_factory=dict)
    facets_are_lower_bounds: bool = False
    complete: bool = True
    relaxed: bool = False


class RecordList(Listing):
    """A page of records."""

    items: tuple[Record, ...]
