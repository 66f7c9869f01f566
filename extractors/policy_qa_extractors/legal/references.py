"""References as one rule reads them: instrument, number, year, issuer, and the lists that go on behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policy_qa_extractors.legal.citations import citation, instrument_of, issuer_of, urn_of, year_of
from policy_qa_extractors.legal.grammar import grammar
from policy_qa_extractors.legal.names import Name, named, tailed
from policy_qa_extractors.page import Page
from policy_qa_extractors.rulebook import Rule

SIGN = r"(?:N(?:[°º*ªo.]{1,3}|(?= ?\d))|Nros?\.?|Nos?\.?|no\.|[Nn][úu]m\.?|#) ?"
SEPARATOR = r"(?:,? (?:y|e|and|&|y el|y la|y los|and the)|,)"
SERIES = {
    "code": re.compile(
        rf"{SEPARATOR} (?P<item>(?P<sign>{SIGN})?(?P<number>[A-Z]?\d{{1,6}})-(?P<year>(?:19|20)\d\d)"
        r"(?:[-/](?P<issuer>[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ0-9]*(?:[-/.][A-ZÁÉÍÓÚÑ0-9]+)*))?)(?!\w)"
    ),
    "plain": re.compile(
        rf"{SEPARATOR} (?P<item>(?P<sign>{SIGN})?(?P<number>\d{{1,3}}\.\d{{3}}|\d{{2,6}}))(?!\w|[.,]\d|-\d|%| %)"
        r"(?! (?!(?:de|del|y|e|and|of|que|en|se|on|were|are|have|son)\b)[a-zà-ÿ]{3})"
    ),
    "union": re.compile(
        rf"{SEPARATOR} (?P<item>(?P<sign>{SIGN})?(?P<year>(?:19|20)\d\d)/(?P<number>\d{{1,4}})/"
        r"(?P<issuer>EC|CE|EU|UE|EEC|CEE))(?!\w)"
    ),
    "nations": re.compile(
        rf"{SEPARATOR} (?P<item>(?P<sign>)(?P<number>\d{{1,4}}(?:/\d{{1,3}})?)"
        r"(?: \((?P<year>(?:19|20)\d\d)\))?)(?![\w.,]*\d)"
    ),
    "slash": re.compile(rf"{SEPARATOR} (?P<item>(?P<sign>{SIGN})?(?P<number>\d{{1,4}})/(?P<year>(?:19|20)\d\d))(?!\w)"),
}
OF_DAY = re.compile(r",? (?:of|del?) \d{1,2} (?:de )?[A-Za-z]{3,10},? (?:del? )?(?P<year>(?:18|19|20)\d\d)(?!\w)")
"""The day right behind a number: "Ley 82 de 24 de octubre de 2013"."""
LISTED = 200


@dataclass(frozen=True, slots=True)
class Reference:
    """A legal reference, view offsets; `core` is where the instrument itself starts, behind a provision.

    `through` is where a name in apposition ends: "Ley Nº 28278, Ley de Radio y Televisión".
    """

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
    through: int = 0


def read(page: Page) -> Iterator[Reference]:
    """The references that rules read in a page's view, in order, disjoint."""
    text, rules, end, at = page.view.text, grammar(), 0, 0
    for place in page.places(rules.firsts):
        if place < at or (anchor := rules.scan.match(text, place)) is None:
            continue
        at = place + 1
        key = "digits" if anchor["digits"] else anchor[0].casefold()
        for rule in rules.starts[key]:
            found = rule.pattern.match(text, anchor.start())
            if found is None or _barred(text, found.start(), rule):
                continue
            reference = _named(text, found, rule, end) if "name" in rule.extra else _numbered(text, found, rule)
            if reference is None:
                continue
            yield reference
            end = reference.end
            for further in _series(text, reference, found):
                yield further
                end = further.end
            at = end
            break


def _barred(text: str, start: int, rule: Rule) -> bool:
    unless = rule.extra.get("unless_before")
    return unless is not None and text.endswith(tuple(unless), max(0, start - 24), start)


def _named(text: str, found: re.Match[str], rule: Rule, floor: int) -> Reference | None:
    name = named(text, found, rule, floor)
    if name is None:
        return None
    parts = {"kind": found[0].strip(), "name": name.words + name.tail} | (
        {"number": name.number} if name.number else {}
    )
    return _reference(name.start, name.end, rule, parts, name)


def _numbered(text: str, found: re.Match[str], rule: Rule) -> Reference:
    parts = {name: text for name, text in found.groupdict().items() if text is not None}
    for other in ("number2", "number3", "year2", "year3"):
        if other in parts:
            parts[other[:-1]] = parts.pop(other)
    if "number" in parts:
        parts["number"] = parts["number"].replace(" ", "")
    if not {"year", "year_of"} & parts.keys() and "number" in parts and (day := OF_DAY.match(text, found.end())):
        parts["signed"] = day["year"]
    parts.setdefault("name", found[0])
    parts["printed"] = found[0]
    if "tails" not in rule.extra:
        return _reference(found.start(), found.end(), rule, parts, None)
    name = tailed(text, Name(found.start(), found.end(), found[0], year_of(parts)))
    parts["name"] += name.tail
    if name.number:
        parts["number"] = name.number
    return _reference(name.start, name.end, rule, parts, name)


def _reference(start: int, end: int, rule: Rule, parts: dict[str, str], name: Name | None) -> Reference:
    return Reference(
        start=start,
        end=end,
        core=start,
        rule=rule,
        instrument=instrument_of(rule, parts),
        citation=citation(rule, parts),
        number=parts.get("number"),
        year=name.year if name else year_of(parts),
        issuer=issuer_of(rule, parts),
        provision=parts.get("provision"),
        urn=urn_of(rule, parts),
        name=name.words if name else None,
    )


def _series(text: str, first: Reference, head: re.Match[str]) -> Iterator[Reference]:
    """Further numbers of the same instrument: "Leyes N° 28983 y 30364"."""
    kind = first.rule.extra.get("series")
    if kind is None:
        return
    plural = any(word.casefold().endswith("s") for word in head[0].split()[:3])
    shared = {name: head.groupdict().get(name) for name in ("kind", "organ", "scope")}
    at = first.end
    for _ in range(LISTED):
        found = SERIES[kind].match(text, at)
        if found is None or (kind in {"plain", "nations"} and not plural and not found["sign"]):
            return
        parts = {name: part for name, part in {**shared, **found.groupdict()}.items() if part}
        yield _reference(found.start("item"), found.end(), first.rule, parts, None)
        at = found.end()
