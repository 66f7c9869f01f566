"""Provisions: the articles and sections cited with an instrument."""

from __future__ import annotations

import re
from dataclasses import replace

from policy_qa_extractors.legal.references import Reference

UNIT = (
    r"(?:art[íi]culos?|arts?(?:\.|(?= ?\d))|numerales|numeral|n[úu]m\.|literales|literal|lit\.|incisos?|inc\."
    r"|p[áa]rrafos?|p[áa]rr\.|apartados?|cap[íi]tulos?|fracci[óo]n(?:es)?|t[íi]tulos?|articles?|sections?|sub-?sections?|secs?\."
    r"|ss?\.|ss?(?= ?\d)|§§?|regulations?|regs?\.?(?= ?\d)|rules?|clauses?|cl\.|paragraphs?|paras?\.|titles?|chapters?"
    r"|schedules?|parts?)"
)
ITEM = (
    r"(?:(?:\d{1,4}(?:\.\d{1,3}){0,5}[A-Z]{0,2}(?:-[A-Z])?|[IVXLC]{1,7}|(?![yeou] )[a-zñ]|\([\w]{1,4}\))"
    r"(?:[°º]|\.[°ºª]|o\.|o(?= ))?(?:\([\w]{1,4}\)){0,4}\)?"
    r"(?: (?:bis|ter|qu[áa]ter)\b| [a-z]\))?)"
)
ITEMS = rf"{ITEM}(?:(?:, | y | e | al? | and | or | to |[-–]){ITEM}){{0,30}}"
ORDINAL = (
    r"(?:(?:[úu]nica|primera|segunda|tercera|cuarta|quinta|sexta|s[ée]p?tima|octava|novena|und[ée]cima|duod[ée]cima"
    r"|d[ée]cim[ao]|(?:vi|tri|cuadra)g[ée]sim[ao]) ?){1,2}"
)
DISPOSITION = (
    r"disposici[óo]n(?: (?:complementaria|adicional|final|transitoria|derogatoria|modificatoria|especial)){0,3}"
)
ONE = rf"(?:{UNIT} ?(?:N[°º] ?)?{ITEMS}|{ORDINAL} ?{DISPOSITION}|{DISPOSITION} {ORDINAL})"
ALL = rf"{ONE}(?:,? (?:y )?(?:del |de la |de los |de las |de |of )?{ONE}){{0,5}}"
LEFT = re.compile(
    rf"(?<![\w])(?P<provision>{ALL})(?: de la| del| de los| de las| of the| of| to the|,)"
    r"(?: (?:citad[oa]|mencionad[oa]|referid[oa]|acotad[oa]|said))?"
    r"(?: (?:TUO|Texto Único Ordenado|Texto Único Ordenado \(TUO\)|Reglamento|Título Preliminar)(?: de la| del))? $",
    re.IGNORECASE,
)
DIRECT = re.compile(
    r"(?:art[íi]culos?|arts?(?:\.|(?= ?\d))|articles?|sections?|ss?\.|ss?(?= ?\d)|§§?|regs?\.?(?= ?\d)) ?",
    re.IGNORECASE,
)
BARE = re.compile(rf"(?<![\w])(?P<provision>{ALL}) $", re.IGNORECASE)
NEXT = re.compile(r"(?: de la| del| de| of the| of| to the)? ")
LINK = (
    " de la ",
    " del ",
    " of the ",
    " of ",
    " to the ",
    ", ",
    "citado ",
    "citada ",
    "mencionado ",
    "mencionada ",
    "referido ",
    "referida ",
)
BEHIND = re.compile(
    rf"(?P<direct>, | )(?P<own>en (?:su|sus|el|los|la|las) |in (?:its )?)?(?P<provision>{ALL})(?!\w)", re.IGNORECASE
)
REACH = 160


def with_provision(text: str, one: Reference, floor: int, ceiling: int) -> Reference:
    """The reference with the provision printed right before or behind it; its span is widened to what touches it."""
    if one.provision:
        return one
    start = max(floor, one.start - REACH, text.rfind("\n", floor, one.start) + 1)
    pattern = LEFT if text.endswith(LINK, start, one.start) else None
    if pattern is None and text[one.start - 1 : one.start] == " " and text[one.start - 2 : one.start - 1] not in ".,;:":
        pattern = BARE
    found = pattern.search(text, start, one.start) if pattern else None
    if found and (pattern is LEFT or text[one.start : one.end].isupper() or DIRECT.match(found["provision"])):
        return replace(one, start=found.start(), provision=found["provision"])
    found = BEHIND.match(text, one.end, min(ceiling, one.end + REACH))
    if found is None and one.through:
        return _apart(text, one, ceiling)
    if found is None:
        return one
    apart = found["direct"] == " " and not found["own"] and not DIRECT.match(found["provision"])
    if apart or NEXT.fullmatch(text, found.end(), ceiling):
        return one
    end = one.end if found["own"] else found.end()
    return replace(one, end=end, provision=found["provision"])


def _apart(text: str, one: Reference, ceiling: int) -> Reference:
    """The reference with the provision behind its name in apposition, which its span leaves out."""
    found = BEHIND.match(text, one.through, min(ceiling, one.through + REACH))
    if found is None or found["direct"] == " " or NEXT.fullmatch(text, found.end(), ceiling):
        return one
    return replace(one, provision=found["provision"])
