"""Provisions: the articles and sections cited with an instrument."""

from __future__ import annotations

import re
from dataclasses import replace

from policy_qa_extractors.legal.references import Reference

UNIT = (
    r"(?:art[íi]culos?|arts?\.|numerales|numeral|literales|literal|incisos?|p[áa]rrafos?|apartados?|cap[íi]tulos?|t[íi]tulos?"
    r"|articles?|sections?|subsections?|secs?\.|ss?\.|§§?|paragraphs?|paras?\.|titles?|chapters?|schedules?|parts?)"
)
ITEM = r"(?:(?:\d{1,4}(?:\.\d{1,3}){0,3}[A-Z]?(?:-[A-Z])?|[IVXLC]{1,7}|[a-zñ])[°º]?(?:\([\w]{1,4}\)){0,4}\)?)"
ITEMS = rf"{ITEM}(?:(?:, | y | e | al? | and | or | to |[-–]){ITEM}){{0,30}}"
ONE = rf"{UNIT} ?(?:N[°º] ?)?{ITEMS}"
LEFT = re.compile(
    rf"(?<![\w])(?P<provision>{ONE}(?:,? (?:y )?(?:del |de la |de los |de las |de |of )?{ONE}){{0,5}})"
    r"(?: de la| del| de los| de las| of the| of| to the|,) $",
    re.IGNORECASE,
)
LINK = (" de la ", " del ", " of the ", " of ", " to the ", ", ")
REACH = 160


def with_provision(text: str, one: Reference, floor: int) -> Reference:
    """The reference with the provision printed right before it, its span widened to it."""
    start = max(floor, one.start - REACH, text.rfind("\n", floor, one.start) + 1)
    if not text.endswith(LINK, start, one.start):
        return one
    found = LEFT.search(text, start, one.start)
    if found is None:
        return one
    return replace(one, start=found.start(), provision=found["provision"])
