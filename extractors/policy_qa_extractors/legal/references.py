"""References as one rule reads them: instrument, number, year, issuer, and the lists that go on behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policy_qa_extractors.legal.grammar import grammar
from policy_qa_extractors.legal.names import named
from policy_qa_extractors.rulebook import Rule

SIGN = r"(?:N(?:[°º*ªo.]{1,3}|(?= ?\d))|Nros?\.?|Nos?\.?|no\.|[Nn][úu]m\.?|#) ?"
CODE = re.compile(
    rf"(?:,? (?:y|e|and|&|and the|y el|y la)|,) (?P<item>(?:{SIGN})?(?P<number>[A-Z]?\d{{1,6}})-(?P<year>(?:19|20)\d\d)"
    r"(?:[-/](?P<issuer>[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ0-9]*(?:[-/.][A-ZÁÉÍÓÚÑ0-9]+)*))?)(?!\w)"
)
PLAIN = re.compile(
    rf"(?:,? (?:y|e|and|&)|,) (?P<item>(?P<sign>{SIGN})?(?P<number>\d{{1,3}}\.\d{{3}}|\d{{3,6}}))(?!\w|[.,]\d|-\d)"
    r"(?! (?!de\b|del\b|y\b|e\b|and\b|of\b|que\b|en\b|se\b)[a-zà-ÿ]{3})"
)
FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A legal reference, view offsets; `core` is where the instrument itself starts, behind a provision."""

    start: int
    end: int
    core: int
    rule: Rule
    instrument: str
    citation: str
    number: str | None = None
    year: int | None = None
    issuer: str | None = None
    provision: str | None = None
    urn: str | None = None
    name: str | None = None


def read(text: str) -> Iterator[Reference]:
    """The references that rules read in a text, in order, disjoint."""
    rules, end = grammar(), 0
    for anchor in rules.scan.finditer(text):
        if anchor.start() < end:
            continue
        for rule in rules.starts[anchor[0].casefold()]:
            found = rule.pattern.match(text, anchor.start())
            if found is None:
                continue
            first = named(text, found, end) if "name" in rule.extra else _numbered(found, rule)
            if first is None:
                continue
            reference = first if isinstance(first, Reference) else _named(first, rule)
            yield reference
            end = reference.end
            for further in _series(text, reference, found[0]):
                yield further
                end = further.end
            break


def _numbered(found: re.Match[str], rule: Rule) -> Reference:
    groups = found.groupdict()
    year = groups.get("year") or groups.get("year_of")
    issuer = groups.get("issuer") or groups.get("body")
    parts = {name: text for name, text in groups.items() if text}
    return _made(found.start(), found.end(), rule, parts, year, issuer)


def _named(name: tuple[int, int, str], rule: Rule) -> Reference:
    start, end, words = name
    citation = rule.extra["citation"].replace("{name}", words)
    return Reference(start, end, start, rule, rule.extra["instrument"], citation, name=words)


def _made(start: int, end: int, rule: Rule, parts: dict[str, str], year: str | None, issuer: str | None) -> Reference:
    number = parts.get("number")
    tail = "-".join(part for part in (number, parts.get("year"), parts.get("issuer")) if part)
    citation: str = FIELD.sub(lambda m: tail if m[1] == "code" else parts.get(m[1], ""), rule.extra["citation"])
    if body := parts.get("body"):
        citation = citation.replace(" No.", f" {body} No.")
    return Reference(
        start, end, start, rule, rule.extra["instrument"], citation, number=number, year=_year(year), issuer=issuer
    )


def _year(printed: str | None) -> int | None:
    if printed is None:
        return None
    return int(printed) if len(printed) == 4 else (1900 if int(printed) >= 30 else 2000) + int(printed)


def _series(text: str, first: Reference, head: str) -> Iterator[Reference]:
    """Further numbers of the same instrument: "Leyes N° 28983 y 30364"."""
    kind = first.rule.extra.get("series")
    if kind is None:
        return
    pattern = CODE if kind == "code" else PLAIN
    plural = any(word.casefold().endswith("s") for word in head.split()[:2])
    at = first.end
    while found := pattern.match(text, at):
        if kind == "plain" and not plural and not found["sign"]:
            return
        parts = {name: part for name, part in found.groupdict().items() if part}
        made = _made(found.start("item"), found.end(), first.rule, parts, parts.get("year"), parts.get("issuer"))
        yield replace(made, core=made.start)
        at = found.end()
