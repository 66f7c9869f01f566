"""The rulebook: rules as TOML data, each with the examples that hold it.

A rule file may hold `[macros]` (name = regular expression, written `{name}` in patterns) and `[[rule]]` tables:

    [[rule]]
    id = "date.month-year"                 # unique in the whole book
    pattern = '(?P<month>{month}) (?P<year>{year})'
    meaning = "a month of a year"          # one line for people
    value = "{year}-{month}"               # further keys are the finder's own (`Rule.extra`)
    examples = [{ text = "in May 2023", span = "May 2023", value = "2023-05" }]
    counter_examples = ["may 2023 people agree"]

Patterns see the reading view of a page (single spaces, no markup), so `" "` is all the white space they need.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from policy_qa.errors import RuleError

GROUP = re.compile(r"\(\?P(<|=)(\w+)(>|\))")
FIXED = frozenset({"id", "pattern", "meaning", "examples", "counter_examples", "flags"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `pattern` is compiled, `extra` holds the keys that only its finder reads."""

    id: str
    pattern: re.Pattern[str]
    meaning: str
    examples: tuple[dict[str, Any], ...]
    counter_examples: tuple[str, ...]
    extra: dict[str, Any] = field(default_factory=dict)


class Choice:
    """Rules that may be tried at one place, held as one pattern: where none matches, one look says so."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All rules as one pattern; the last group of a match names the first rule that matches there."""
        return re.compile("|".join(_alone(rule.pattern, place) for place, rule in enumerate(self.rules)))

    def matches(self, text: str, start: int) -> Iterator[tuple[Rule, re.Match[str]]]:
        """The rules that match at `start`, in their order, each with its match."""
        first = self.pattern.match(text, start)
        if first is None:
            return
        for rule in self.rules[int(str(first.lastgroup)[1:]) :]:
            if (found := rule.pattern.match(text, start)) is not None:
                yield rule, found


def _alone(pattern: re.Pattern[str], place: int) -> str:
    """A pattern as one branch among others: its groups named apart, an empty group `r{place}` at its end."""
    text = GROUP.sub(rf"(?P\1\2_{place}\3", pattern.pattern)
    return f"(?{'i' if pattern.flags & re.IGNORECASE else ''}:{text})(?P<r{place}>)"


@dataclass(frozen=True, slots=True)
class Book:
    """All that one rule file says: its rules, and the tables besides (word lists)."""

    name: str
    rules: tuple[Rule, ...]
    tables: dict[str, Any]


@cache
def load(name: str) -> Book:
    """The rule file `name`, such as "en/dates.toml".

    Raises RuleError naming file and rule where the file can't be read, an id stands twice, a pattern is
    broken or matches the empty string, or a rule has no example.
    """
    try:
        tables = tomllib.loads(_resource(name).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise RuleError(f"can't be read: {problem}", where=name) from problem
    macros = {key: str(value) for key, value in tables.pop("macros", {}).items()}
    rules = tuple(_rule(name, row, macros) for row in tables.pop("rule", []))
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError("this id stands twice", where=f"{name}: {rule.id}", todo="give it another id")
        seen.add(rule.id)
    return Book(name, rules, tables)


@cache
def names() -> tuple[str, ...]:
    """Every rule file of the book, sorted: "any/markup.toml", "en/dates.toml", …"""
    root = files("policy_qa_extractors").joinpath("rules")
    return tuple(
        sorted(
            f"{folder.name}/{file.name}"
            for folder in root.iterdir()
            if folder.is_dir()
            for file in folder.iterdir()
            if file.name.endswith(".toml")
        )
    )


@cache
def fingerprint() -> str:
    """Sha256 over every rule file: records made by the same rules carry the same fingerprint."""
    digest = sha256()
    for name in names():
        digest.update(name.encode() + b"\0" + _resource(name).read_bytes() + b"\0")
    return digest.hexdigest()


def _resource(name: str) -> Traversable:
    return files("policy_qa_extractors").joinpath("rules", *name.split("/"))


def _rule(name: str, row: dict[str, Any], macros: dict[str, str]) -> Rule:
    where = f"{name}: {row.get('id', 'a rule without id')}"
    for key in ("id", "pattern", "meaning", "examples"):
        if not row.get(key):
            raise RuleError(f"has no {key}", where=where, todo=f"add `{key}`")
    try:
        pattern = re.compile(expand(row["pattern"], macros), _flags(row.get("flags", "")))
    except (re.error, KeyError) as problem:
        raise RuleError(f"pattern is broken: {problem}", where=where) from problem
    if pattern.match(""):
        raise RuleError("pattern matches the empty string", where=where)
    extra = {key: value for key, value in row.items() if key not in FIXED}
    counters = tuple(row.get("counter_examples", ()))
    return Rule(row["id"], pattern, row["meaning"], tuple(row["examples"]), counters, extra)


def expand(pattern: str, macros: dict[str, str]) -> str:
    """The pattern with each `{name}` of a known macro put in, as a group; nested macros too."""
    for _ in range(8):
        wider = re.sub(r"\{([a-z_]+)\}", lambda m: f"(?:{macros[m[1]]})", pattern)
        if wider == pattern:
            return wider
        pattern = wider
    raise KeyError("macros that contain each other")


def _flags(letters: str) -> re.RegexFlag:
    flags = re.RegexFlag(0)
    for letter in letters:
        flags |= {"i": re.IGNORECASE, "m": re.MULTILINE}[letter]
    return flags
