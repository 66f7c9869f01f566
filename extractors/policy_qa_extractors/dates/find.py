"""The finder of dates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policy_qa.domain.records import Date
from policy_qa_extractors.dates.atoms import scan
from policy_qa_extractors.dates.grammar import grammar
from policy_qa_extractors.dates.joins import Expression, join
from policy_qa_extractors.page import Found, Page

COMPARED = re.compile(r"(?:compared (?:to|with)|versus|vs\.?|than|frente a|from|respecto)[^.;]{0,30}$")


def find(page: Page, laws: Sequence[Found]) -> list[Found]:
    """The dates of a page, in order; digits inside a legal reference are none."""
    expressions = join(page.view.text, scan(page, laws), grammar(page.language).joins)
    out: list[Found] = []
    year: tuple[int, str] | None = None
    for one in expressions:
        value, anchor = _resolved(one, year)
        if value is None:
            continue
        inferred = anchor is not None or "{year}" in one.value
        record = page.make(
            Date, one.start, one.end, label="DATE", rule=one.rule.id, value=value, inferred=inferred, anchor=anchor
        )
        out.append(Found(one.start, one.end, record))
        if (
            not inferred
            and re.match(r"\d{4}", value)
            and not COMPARED.search(page.view.text, max(0, one.start - 40), one.start)
        ):
            year = (int(value[:4]), page.quote(one.start, one.end))
    return out


def _resolved(one: Expression, year: tuple[int, str] | None) -> tuple[str | None, str | None]:
    if "shift" in one.rule.extra:
        if year is None or one.unit not in {"year", "año"}:
            return None, None
        return str(year[0] + one.rule.extra["shift"]), year[1]
    return one.value.replace("{year}", "XXXX"), None
