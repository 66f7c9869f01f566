"""Names learnt from the document: "Law 28983, Law of Equal Opportunities …", "Violence Against Women Act (VAWA)"."""

from __future__ import annotations

import re
from dataclasses import replace
from unicodedata import normalize

from policy_qa_extractors.legal.provisions import with_provision
from policy_qa_extractors.legal.references import Reference

GLOSS = re.compile(
    r"(?: ?[-–—,:] ?|(?:,? Decreto [\w ]{0,30})?,? (?:que aprueba la|or the|known as the|the|la) | ?\(| )"
    r"[“\"]?(?:the |la )?"
)
ACRONYM = re.compile(r",? \((?:the )?[“\"]?(?P<acronym>[A-Z][A-Za-z]{0,8}[A-Z])[”\"]?\)")
TITLE = re.compile(r"\n| ?[-–—(] ?|, ")
DEFINED = re.compile(
    r"[^.;\n]{0,240}?(?:en adelante|en lo sucesivo|hereinafter|hereafter)(?:,? (?:referred to as|denominad[oa]))?,? "
    r"[“\"(]?(?:el|la|the) [“\"]?(?P<term>"
    r"(?:Decreto|Ley|Reglamento|Código|Convenio|Convención|Ordenanza|Act|Law|Decree|Regulations?|Directive|Convention|Order)"
    r"(?: (?:Legislativo|Supremo|Orgánica|de Urgencia|Regional))?)(?!\w| N| \d)"
)
LIMIT = 200
WORD = re.compile(r"\w+")


def key(name: str) -> str:
    """A name as it is compared: no case, no accents, no punctuation."""
    plain = "".join(c for c in normalize("NFD", name.casefold()) if not "\u0300" <= c <= "\u036f")
    return " ".join(WORD.findall(plain))


def settle(text: str, references: list[Reference]) -> list[Reference]:
    """The references, those by name given the number that the document prints with it, names in apposition left out."""
    known: dict[str, Reference] = {}
    out: list[Reference] = []
    for one, after in zip(references, [*references[1:], None]):
        if (
            one.name
            and after
            and after.number
            and "place" not in after.rule.extra
            and TITLE.fullmatch(text, one.end, after.start)
        ):
            known.setdefault(key(one.name), after)
        if one.name and one.number:
            known.setdefault(key(one.name), one)
        if one.name is None:
            out.append(one)
            continue
        before = out[-1] if out else None
        if before and before.number and before.name is None and GLOSS.fullmatch(text, before.end, one.start):
            known.setdefault(key(one.name), before)
            out[-1] = replace(before, through=one.end)
            continue
        out.append(one)
    out = sorted([_numbered(one, known) for one in out] + _acronyms(text, out), key=lambda one: one.start)
    return sorted(out + _provisions(text, out), key=lambda one: one.start)


def _numbered(one: Reference, known: dict[str, Reference]) -> Reference:
    source = known.get(key(one.name)) if one.name else None
    if source is None:
        return one
    return replace(
        one,
        instrument=source.instrument,
        number=source.number,
        year=source.year,
        issuer=source.issuer,
        citation=source.citation,
    )


def _acronyms(text: str, references: list[Reference]) -> list[Reference]:
    """Later mentions by an acronym that the document puts in brackets behind a name."""
    short: dict[str, Reference] = {}
    for one in references:
        found = ACRONYM.match(text, one.end) if one.name else None
        if found and len(short) < LIMIT:
            short.setdefault(found["acronym"], replace(one, end=found.end()))
    if not short:
        return []
    words = "|".join(sorted(map(re.escape, short), key=len, reverse=True))
    out, place = [], 0
    for found in re.finditer(rf"(?<![\w-])(?:{words})(?![\w-])", text):
        source = short[found[0]]
        while place < len(references) and references[place].end <= found.start():
            place += 1
        inside = place < len(references) and references[place].start < found.end()
        if found.start() >= source.end and not inside:
            out.append(replace(source, start=found.start(), end=found.end(), core=found.start(), provision=None))
    return out


def _provisions(text: str, references: list[Reference]) -> list[Reference]:
    """Provisions of a norm that the document has given a short name: "artículo 42 del Decreto Legislativo".

    Only after a definition ("Nº 1297, en adelante el Decreto Legislativo"); without a provision the word stays generic.
    """
    short: dict[str, Reference] = {}
    for one in references:
        found = DEFINED.match(text, one.end) if one.number else None
        if found and len(short) < LIMIT:
            short.setdefault(found["term"], replace(one, end=found.end()))
    if not short:
        return []
    words = "|".join(sorted(map(re.escape, short), key=len, reverse=True))
    out, place, floor = [], 0, 0
    for found in re.finditer(rf"(?:\b(?:del|de la|of the|to the) )(?P<term>{words})(?!\w| N| \d| que| para)", text):
        source = short[found["term"]]
        while place < len(references) and references[place].end <= found.start("term"):
            floor = references[place].end
            place += 1
        start, end = found.span("term")
        inside = place < len(references) and references[place].start < end
        if start < source.end or inside:
            continue
        bare = replace(source, start=start, end=end, name=None, provision=None)
        made = with_provision(text, bare, floor, end)
        if made.provision:
            out.append(made)
            floor = end
    return out
