"""Joins: two dates that make a range, or one with an open end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policy_qa_extractors.dates.atoms import Atom
from policy_qa_extractors.rulebook import Rule

MARK = "¤"
LEFT, BETWEEN, RIGHT = 30, 24, 24


@dataclass(slots=True)
class Expression:
    """A whole date expression, view offsets: one or two atoms, and the rule that reads it."""

    start: int
    end: int
    rule: Rule
    value: str
    unit: str = ""


def join(text: str, atoms: list[Atom], rules: tuple[Rule, ...]) -> list[Expression]:
    """The expressions that the atoms of a text make, in order."""
    out: list[Expression] = []
    place, last = 0, 0
    while place < len(atoms):
        one = atoms[place]
        two = atoms[place + 1] if place + 1 < len(atoms) and atoms[place + 1].start - one.end <= BETWEEN else None
        made, used = _joined(text, one, two, last, rules)
        out.append(made)
        place, last = place + used, made.end
    return out


def _joined(text: str, one: Atom, two: Atom | None, last: int, rules: tuple[Rule, ...]) -> tuple[Expression, int]:
    left = max(last, one.start - LEFT)
    window = text[left : one.start] + MARK
    if two:
        window += text[one.end : two.start] + MARK + text[two.end : two.end + RIGHT]
    else:
        window += text[one.end : one.end + RIGHT]
    first = one.start - left
    for rule in rules:
        found = rule.pattern.search(window)
        if found is None or found.start() > first or found.end() <= first:
            continue
        count = found[0].count(MARK)
        value = _combined(one, two if count == 2 else None, rule.extra["value"])
        if value is None:
            continue
        ahead = found.end() - first - 1
        if count == 2 and two:
            ahead += len(two.value) * 0 + (two.end - two.start - 1) + (one.end - one.start) - 0
            return Expression(left + found.start(), two.end + (found.end() - window.rfind(MARK) - 1), rule, value), 2
        return Expression(left + found.start(), one.end + ahead, rule, value), 1
    return Expression(one.start, one.end, one.rule, one.value, one.unit), 1


def _combined(one: Atom, two: Atom | None, template: str) -> str | None:
    """The value of a join; None where it makes no range."""
    if "/" in one.value or "shift" in one.rule.extra or (two and ("/" in two.value or "shift" in two.rule.extra)):
        return None
    first = one.value
    if two is None:
        return template.replace("{1}", first)
    if "{year}" in first and "{year}" not in two.value:
        year = int(two.value[:4])
        earlier = first[6:8] > two.value[5:7] if len(two.value) >= 7 else False
        first = first.replace("{year}", str(year - earlier))
    if re.fullmatch(r"\d{4}.*", first) and re.fullmatch(r"\d{4}.*", two.value) and first[:4] > two.value[:4]:
        return None
    return template.replace("{1}", first).replace("{2}", two.value)
