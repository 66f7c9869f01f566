"""The check of one report: every relation that its text states, recomputed."""

from __future__ import annotations

from collections.abc import Sequence

from policy_qa.checking.changes import changes
from policy_qa.checking.dated import dated
from policy_qa.checking.restated import restated
from policy_qa.checking.scene import scenes
from policy_qa.checking.shares import anaphoric, shares_and_sums
from policy_qa.domain.checks import Check
from policy_qa.domain.records import Date, Figure, LegalReference, Record
from policy_qa.domain.sources import Document


def check(document: Document, text: str, records: Sequence[Record]) -> list[Check]:
    """The relations of one report, in reading order of their first number; `records` in reading order too."""
    figures = [record for record in records if isinstance(record, Figure)]
    laws = [record for record in records if isinstance(record, LegalReference)]
    dates = [record for record in records if isinstance(record, Date)]
    found: list[Check] = []
    all_scenes = list(scenes(text, figures))
    for place, scene in enumerate(all_scenes):
        found.extend(shares_and_sums(document, scene))
        found.extend(anaphoric(document, scene, all_scenes[max(place - 2, 0) : place]))
        found.extend(changes(document, scene))
    found.extend(restated(document, text, figures))
    found.extend(dated(document, text, laws, dates))
    return sorted(found, key=lambda row: (row.citations[0].answer_start or 0, row.type, row.records))
