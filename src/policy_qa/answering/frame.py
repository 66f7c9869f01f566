"""The frame of a question: what is wanted, and the slots that narrow it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from policy_qa.answering.thesaurus import months
from policy_qa.answering.ways import TRANSLATION, Way
from policy_qa.domain.records import Language

NEAREST = 4

Role = Literal["head", "modifier", "name", "number", "word", "verb", "light"]
Form = Literal["one", "change", "difference", "list", "definition", "yesno"]


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase of the focus: the ways to say it, what it does in the question, what it weighs.

    `rarity` lies between 0.5 and 1; `label` is that of the entity which the term names;
    `cognate` is its key for words of the other language; a text without one of its `marks` holds no way to say it.
    """

    text: str
    ways: tuple[Way, ...]
    roots: tuple[str, ...]
    role: Role
    weight: float
    rarity: float = 1.0
    label: str | None = None
    language: Language = "en"
    cognate: str = ""
    marks: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        marks = {way.phrase[0] for way in self.ways if way.phrase} | {way.family[0] for way in self.ways if way.family}
        object.__setattr__(self, "marks", frozenset(marks))

    @property
    def nearest(self) -> tuple[Way, ...]:
        """The first ways to say it, and all that mean the same in the other language."""
        return tuple(way for n, way in enumerate(self.ways) if n < NEAREST or way.quality >= TRANSLATION)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as read. `years` are first and last year asked for; `sides` where its words stand in contrasts,
    `small` its stop words, `counted_sides` where those of the counted noun do, `numbers` are those printed in it.
    """

    text: str
    language: Language
    wants: str
    form: Form
    terms: tuple[Term, ...]
    focus: str
    years: tuple[int, int] | None = None
    year_pair: tuple[int, int] | None = None
    time: str | None = None
    part: str | None = None
    part_stem: str | None = None
    name: str | None = None
    noun: str | None = None
    instrument: str | None = None
    units: frozenset[str] = frozenset()
    labels: tuple[str, ...] = ()
    holds: bool = False
    negated: bool = False
    keywords: bool = False
    entities: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    numbers: frozenset[float] = frozenset()
    sides: dict[str, dict[int, set[int]]] = field(default_factory=dict)
    counted_sides: dict[int, set[int]] = field(default_factory=dict)

    @property
    def month(self) -> bool:
        """Whether a month is named."""
        return any(stem in months() for stem in self.stems)

    @property
    def timed(self) -> bool:
        """Whether a year or a month is named."""
        return self.years is not None or self.month

    @property
    def vocabulary(self) -> frozenset[str]:
        """The stems of all words of the question and of the names in it."""
        return frozenset(self.stems) | {
            s
            for term in self.terms
            for n, way in enumerate(term.ways)
            if n < 4 or way.quality > 0.9
            for s in way.phrase
        }

    @property
    def heads(self) -> tuple[Term, ...]:
        """The counted noun (or nouns, where it is one of several)."""
        return tuple(term for term in self.terms if term.role == "head")

    @property
    def period(self) -> str | None:
        """The years asked for, as EDTF."""
        if self.years is None:
            return None
        first, last = self.years
        return str(first) if first == last else f"{first}/{last}"
