"""Figures: numbers that count or measure something, each with what it counts."""

from policy_qa_extractors.figures.find import examine, find
from policy_qa_extractors.figures.tables import number_words

__all__ = ["examine", "find", "number_words"]
