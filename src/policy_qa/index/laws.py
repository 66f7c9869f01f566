"""Laws in any printed form as keys: the instrument, its number, its year, its issuer."""

from __future__ import annotations

import re

from policy_qa.index.words import fold

_INSTRUMENTS = (
    ("constitution", r"constitution|constitucion(?: politica)?"),
    ("convention", r"convention|convencion"),
    ("directive", r"directive|directiva"),
    ("regulation", r"regulation|reglamento"),
    ("supreme_decree", r"supreme decree|decreto supremo|d\.? ?s\.?"),
    ("legislative_decree", r"legislative decree|decreto legislativo|d\.? ?leg\.?|d\.? ?l\.?"),
    ("emergency_decree", r"(?:emergency|urgency) decree|decreto de urgencia|d\.? ?u\.?"),
    ("supreme_resolution", r"supreme resolution|resolucion suprema|r\.? ?s\.?"),
    ("ministerial_resolution", r"ministerial resolution|resolucion ministerial|r\.? ?m\.?"),
    ("ordinance", r"(?:regional |municipal )?ordinance|ordenanza(?: regional| municipal)?|o\.? ?r\.?|o\.? ?m\.?"),
    ("executive_order", r"executive order|e\.? ?o\.?"),
    ("act", r"act"),
    ("law", r"law|ley"),
)
_NAME = re.compile("|".join(rf"(?P<{name}>\b(?:{words})(?=[\s\d]|\Z))" for name, words in _INSTRUMENTS))
_NUMBER = re.compile(r"(?<![\w-])(\d{1,8})(?:[-/]((?:19|20)\d\d))?(?:[-/]([a-z][a-z0-9-]{0,24}))?(?![\w])")


def law_keys(instrument: str | None, number: str | None, year: int | None, issuer: str | None) -> tuple[str, ...]:
    """The keys of a law's parts; a part that is not known has none."""
    keys = (
        f"instrument {instrument}" if instrument else "",
        f"number {fold(number).lstrip('0') or '0'}" if number else "",
        f"year {year}" if year else "",
        f"issuer {fold(issuer)}" if issuer else "",
    )
    return tuple(key for key in keys if key)


def read_law(printed: str) -> tuple[str, ...]:
    """The keys that a law named in any printed form must have: "DS 013-2023-MIMP", "Ley N° 30364", "30364"."""
    text = fold(printed)
    name = _NAME.search(text)
    instrument = name.lastgroup if name else None
    rest = text[name.end() :] if name else text
    match = _NUMBER.search(rest)
    if not match:
        return law_keys(instrument, None, None, None)
    return law_keys(instrument, match[1], int(match[2]) if match[2] else None, match[3])
