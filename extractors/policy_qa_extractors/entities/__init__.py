"""Entities: named institutions, places, persons, programmes, plans and events, with their acronyms."""

from policy_qa_extractors.entities.find import find
from policy_qa_extractors.entities.grouping import Group, acronyms, grouped

__all__ = ["Group", "acronyms", "find", "grouped"]
