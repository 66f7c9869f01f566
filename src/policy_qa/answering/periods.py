"""Time: whether a record is of the years that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from policy_qa.answering.frame import Question
from policy_qa.answering.scene import Scene, Scenes, Zone
from policy_qa.domain.edtf import LATEST, edtf_years
from policy_qa.domain.records import Date, Figure, LegalReference, Record
from policy_qa_extractors.rulebook import load

YEAR = re.compile(r"(?<![\d-])(?:1[0-9]|20)\d\d(?!\d)")
RANGE = re.compile(r"(\d{4})\s?[-–/]\s?(\d{4})")
REACH = 24
"""How many characters before a year may say what is compared with it."""
EXACT, SENTENCE, ABOVE, PUBLISHED, SILENT = 1.0, 0.95, 0.85, 0.75, 0.45


def span(edtf: str | None) -> tuple[int, int] | None:
    """First and last year of an EDTF value; None where it names no year."""
    return edtf_years(edtf) if edtf else None


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two spans of years share one."""
    return a[0] <= b[1] and b[0] <= a[1]


def period_fit(question: Question, record: Record, scene: Scene) -> tuple[float, str | None]:
    """How well a record's time fits the one asked for, and "period" where it contradicts."""
    asked = question.years
    if asked is None:
        return 1.0, None
    if isinstance(record, Figure) and _of_another_clause(asked, record, scene):
        return 0.2, "period"
    return _fit(asked, record, scene)


def _fit(asked: tuple[int, int], record: Record, scene: Scene) -> tuple[float, str | None]:
    """The fit by the record's own years, else those of its sentence, of what stands around it, of its publication."""
    own = own_span(record)
    if asked[0] < asked[1] and RANGE.sub(r"\1/\2", scene.text).find(f"{asked[0]}/{asked[1]}") >= 0:
        return SENTENCE, None
    if own is not None:
        if overlap(asked, own):
            wide = own[1] - own[0] > 2 and asked[0] == asked[1]
            return (0.8 if wide else EXACT), None
        if isinstance(record, Figure) and _near_year(asked, record, scene):
            return SENTENCE, None
        return 0.2, "period"
    if years_in(scene.sentence) and (said := _in_sentence(asked, record, scene)) is not None:
        return said
    around = years_in(scene.before)[-1:] or years_in(scene.above)
    if any(asked[0] <= year <= asked[1] for year in (*around, *years_in(scene.above))):
        return ABOVE, None
    if around:
        return 0.35, None
    published = scene.document.published
    if published is not None and asked[0] <= published.year <= asked[1]:
        return PUBLISHED, None
    return SILENT, None


def _of_another_clause(asked: tuple[int, int], figure: Figure, scene: Scene) -> bool:
    """Whether the years asked for only stand where they say nothing of a figure: behind it at the head of a clause of
    its own (", and in 1986 it closed"), or before it in a comparison that is over ("six fewer than in 2023, with two").
    """
    years = [(w.start, w.end) for w in scene.sentence.words if _asks(asked, w.folded)]
    if not years or any(figure.start <= start < figure.end for start, _ in years):
        return False
    text, at = scene.text, scene.start
    return all(
        _opens().search(text[figure.end - at : start - at]) is not None
        if start > figure.end
        else _over().search(text[max(start - at - REACH, 0) : figure.start - at]) is not None
        for start, _ in years
    )


def _asks(asked: tuple[int, int], folded: str) -> bool:
    return YEAR.fullmatch(folded) is not None and asked[0] <= int(folded) <= asked[1]


def _in_sentence(asked: tuple[int, int], record: Record, scene: Scene) -> tuple[float, str | None] | None:
    """The fit by the years of the record's sentence; None where these only say with what it is compared."""
    inside, compared = years_in(scene.sentence), _compared(scene)
    others = frozenset(year for _, _, year in compared)
    if isinstance(record, Figure) and others and set(inside) <= others:
        own = next((year for start, end, year in compared if start <= record.start and record.end <= end), None)
        if own is not None:
            return (SENTENCE, None) if asked[0] <= own <= asked[1] else (0.2, "period")
        return (0.2, "period") if others.issuperset(range(asked[0], asked[1] + 1)) else None
    if any(asked[0] <= year <= asked[1] for year in inside):
        return (SENTENCE if len(inside) == 1 or _nearest(record, scene, asked) else 0.6), None
    return 0.2, "period"


def own_span(record: Record) -> tuple[int, int] | None:
    """The years a record is of, by its own fields."""
    if isinstance(record, Figure):
        return span(record.period)
    if isinstance(record, Date):
        return span(record.value)
    if isinstance(record, LegalReference) and record.year:
        return (record.year, record.year)
    return None


def anchor_year(records: Iterable[Record], scenes: Scenes) -> int | None:
    """The year that "this year" means: the newest publication of the documents at hand, else their newest year."""
    rows = list(records)
    published = [scenes.document(d).published for d in {r.document for r in rows}]
    years = [day.year for day in published if day is not None]
    if not years:
        spans = [own_span(r) for r in rows]
        years = [s[1] for s in spans if s is not None and s[1] != LATEST]
    return max(years, default=None)


def years_in(zone: Zone) -> list[int]:
    """The years printed in a zone, in order; those inside a law's number don't count."""
    return [int(m[0]) for word in zone.words for m in YEAR.finditer(word.folded) if len(word.folded) <= 9]


def _compared(scene: Scene) -> list[tuple[int, int, int]]:
    """The years of a sentence with which something is compared, "an increase from 252 in 2022", each with the offsets
    of what is compared.
    """
    return [(scene.start + m.start(), scene.start + m.end(), int(m[1])) for m in _comparing().finditer(scene.text)]


@cache
def _comparing() -> re.Pattern[str]:
    words = "|".join(load("any/answering.toml").tables["comparing"]["before_year"])
    between = r"(?: (?!and\b|but\b|y\b|pero\b)[^\s,;:()]+,?){0,6}?"
    return re.compile(rf"\b(?:{words}){between} ((?:1[0-9]|20)\d\d)\b(?! ?(?:to|a|al|and|[-–]))", re.I)


@cache
def _opens() -> re.Pattern[str]:
    return re.compile(load("any/answering.toml").tables["comparing"]["opens"], re.I)


@cache
def _over() -> re.Pattern[str]:
    return re.compile(load("any/answering.toml").tables["comparing"]["over"], re.I)


def _near_year(asked: tuple[int, int], record: Record, scene: Scene) -> bool:
    """Whether the year asked for stands in the sentence though the record's period is another: a name's year."""
    return (
        False
        if own_span(record) is None
        else any(asked[0] <= year <= asked[1] for year in years_in(scene.sentence))
        and len(set(years_in(scene.sentence))) == 1
    )


def _nearest(record: Record, scene: Scene, asked: tuple[int, int]) -> bool:
    """Whether the year nearest to the record is one asked for."""
    best: tuple[int, int] | None = None
    for word in scene.sentence.words:
        for found in YEAR.finditer(word.folded):
            distance = min(abs(word.start - record.end), abs(record.start - word.end))
            if best is None or distance < best[0]:
                best = (distance, int(found[0]))
    return best is not None and asked[0] <= best[1] <= asked[1]
