"""What the documents name: their mentions of entities, gathered by entity."""

from __future__ import annotations

from collections.abc import Sequence

from policy_qa.domain.answers import Listing
from policy_qa.domain.records import Entity, Record
from policy_qa_extractors.entities import Group, grouped


class EntityList(Listing):
    """A page of entities, the most often named first."""

    items: tuple[Group, ...]


def entities_of(records: Sequence[Record]) -> list[Group]:
    """The entities that the records name, the most often named first; records of other kinds say nothing."""
    return grouped(record for record in records if isinstance(record, Entity))
