"""Entities: named institutions, places, persons, programmes, plans and events, with their acronyms."""

from policy_qa_extractors.entities.find import find

__all__ = ["find"]
