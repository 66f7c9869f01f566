"""The check of one report: every relation that its text states, recomputed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policy_qa.checking.anaphors import anaphoric
from policy_qa.checking.averages import averages
from policy_qa.checking.changes import changes
from policy_qa.checking.dated import dated
from policy_qa.checking.headings import headings, summaries
from policy_qa.checking.lists import lists
from policy_qa.checking.ratios import occupancy, percent_of, ratios
from policy_qa.checking.restated import restated
from policy_qa.checking.scene import scenes
from policy_qa.checking.shares import distant, shares_and_sums
from policy_qa.checking.sums import sums
from policy_qa.checking.tables import tables
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Date, Figure, LegalReference, Record
from policy_qa.domain.sources import Document

FAR = 5
"""So many sentences with figures are handed on as what an anaphor may point back to."""


def check(document: Document, text: str, records: Sequence[Record]) -> list[Check]:
    """The relations of one report, in reading order of their first number; `records` in reading order too."""
    figures = [record for record in records if isinstance(record, Figure)]
    laws = [record for record in records if isinstance(record, LegalReference)]
    dates = [record for record in records if isinstance(record, Date)]
    found = [
        *_of_sentences(document, text, figures),
        *tables(document, text, figures),
        *restated(document, text, figures),
        *headings(document, text, figures),
        *summaries(document, text, figures),
        *dated(document, text, laws, dates),
    ]
    return sorted(_each_once(found), key=lambda row: (row.citations[0].answer_start or 0, row.type, row.records))


def _of_sentences(document: Document, text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    all_scenes = list(scenes(text, figures))
    for place, scene in enumerate(all_scenes):
        yield from shares_and_sums(document, scene)
        yield from ratios(document, scene)
        yield from percent_of(document, scene)
        yield from occupancy(document, scene)
        yield from sums(document, scene)
        yield from averages(document, scene)
        yield from anaphoric(document, scene, all_scenes[max(place - FAR, 0) : place])
        yield from changes(document, scene)
    yield from lists(document, text, figures, all_scenes)
    yield from distant(document, all_scenes)


def _each_once(found: Iterable[Check]) -> list[Check]:
    """Each relation of the same numbers once, the first found; a share that one whole bears out is of no other."""
    kept: dict[tuple[str, frozenset[str]], Check] = {}
    for row in found:
        kept.setdefault((row.type, frozenset(row.records)), row)
    borne_out = {(row.records[0], row.records[-1]) for row in kept.values() if row.type == "share" and row.holds}
    return [
        row
        for row in kept.values()
        if row.type != "share" or row.holds is not False or (row.records[0], row.records[-1]) not in borne_out
    ]
