"""Joins: two dates that make a range, or one with an open end."""

from __future__ import annotations

from dataclasses import replace

from policy_qa_extractors.dates.atoms import Atom
from policy_qa_extractors.rulebook import Rule

MARK = "¤"
LEFT, BETWEEN, RIGHT = 32, 32, 28


def join(text: str, atoms: list[Atom], rules: tuple[Rule, ...]) -> list[Atom]:
    """The expressions that the atoms of a text make, in order."""
    out: list[Atom] = []
    place, last = 0, 0
    while place < len(atoms):
        one = atoms[place]
        two = atoms[place + 1] if place + 1 < len(atoms) and atoms[place + 1].start - one.end <= BETWEEN else None
        made, used = _joined(text, one, two, last, rules)
        if used == 1 and "weekday" in made.rule.extra and two and not text[one.end : two.start].strip(", "):
            made, used = _joined(text, replace(two, start=one.start), None, last, rules)
            used = 2
        out.append(made)
        place, last = place + used, made.end
    return out


def _joined(text: str, one: Atom, two: Atom | None, last: int, rules: tuple[Rule, ...]) -> tuple[Atom, int]:
    left = max(last, one.start - LEFT)
    window = text[left : one.start] + MARK
    first = one.start - left
    if two:
        second = first + 1 + two.start - one.end
        window += text[one.end : two.start] + MARK + text[two.end : two.end + RIGHT]
    else:
        second = -1
        window += text[one.end : one.end + RIGHT]
    for rule in rules:
        found = rule.pattern.search(window)
        if found is None or found.start() > first or found.end() <= first:
            continue
        both = two is not None and found.end() > second
        value = _combined(one, two if both else None, rule)
        if value is None:
            continue
        start = left + found.start() if found.start() < first else one.start
        end = two.end + found.end() - second - 1 if both and two else one.end + found.end() - first - 1
        anchor = one.anchor or (two.anchor if both and two else None)
        return Atom(start, end, rule, value, None, anchor), 2 if both else 1
    return one, 1


def _combined(one: Atom, two: Atom | None, rule: Rule) -> str | None:
    """The value of a join; None where it makes no range."""
    template: str = rule.extra["value"]
    if one.shift or "joined" in one.rule.extra or ("/" in one.value) != (template == "{1}"):
        return None
    if two is None:
        value = one.value.replace("X", "0" if template.startswith("{1}/") else "9")
        return template.replace("{1}", value) if "{2}" not in template else None
    if two.shift and "joined" in two.rule.extra:
        return template.replace("{1}", one.value).replace("{2}", "..")
    if two.shift or "/" in two.value:
        return None
    first, last = one.value.replace("X", "0"), two.value.replace("X", "9")
    if first.startswith("{year}") and last.startswith("{year}") and last[6:] < first[6:]:
        last = last.replace("{year}", "{next}")
    elif "{year}" in first and "{year}" not in last:
        first = first.replace("{year}", str(int(last[:4]) - (first[6:].ljust(6) > last[4:].ljust(6))))
    elif "{year}" in last and "{year}" not in first:
        last = last.replace("{year}", str(int(first[:4]) + (last[6:] < first[4:])))
    if first[:1].isdigit() and last[:1].isdigit() and first[:7] > last[:7].ljust(7, "9"):
        return None
    return template.replace("{1}", first).replace("{2}", last)
