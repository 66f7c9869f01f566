"""Dates: days, months, years, periods and open ranges as EDTF."""

from policy_qa_extractors.dates.find import find

__all__ = ["find"]
