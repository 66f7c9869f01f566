"""Figures: numbers that count or measure something, each with what it counts."""

from policy_qa_extractors.figures.find import examine, find

__all__ = ["examine", "find"]
