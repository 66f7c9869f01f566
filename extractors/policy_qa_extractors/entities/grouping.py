"""Grouping: the mentions of many documents gathered by what they name.

Names are one where a table says so (both languages), where they differ only in case, accents or a plural,
or where every word is the same but for one letter (OSA distance, rapidfuzz) and is long enough for that to be safe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from unicodedata import combining, normalize

from rapidfuzz.distance import OSA

from policy_qa.domain.records import Entity
from policy_qa.domain.values import Value
from policy_qa_extractors.entities.gazetteer import known

LONG_WORD = 7
FUZZY_LABELS = frozenset({"ORG", "PRODUCT", "LAW", "EVENT"})


class Group(Value):
    """All mentions of one entity: its commonest name, how it is also called, and how often and where it is named."""

    name: str
    label: str
    acronym: str | None
    mentions: int
    documents: tuple[str, ...]
    names: tuple[str, ...]
    records: tuple[str, ...]


def grouped(records: Iterable[Entity]) -> list[Group]:
    """The entities that the records name, the most often named first, then by name.

    A mention by an acronym that its own document doesn't explain joins the one entity that another document
    gives this acronym to; where there are several such, it stays by itself.
    """
    rows = list(records)
    meanings = acronyms(rows)
    gathered: dict[str, list[Entity]] = {}
    for record in rows:
        names = meanings.get(record.name, ())
        gathered.setdefault(key(names[0] if len(names) == 1 else record.name), []).append(record)
    groups = [_group(members) for members in _merged(gathered)]
    return sorted(groups, key=lambda group: (-group.mentions, group.name))


def acronyms(records: Iterable[Entity]) -> dict[str, tuple[str, ...]]:
    """What each acronym stands for in the records' documents: full names, sorted, one for each entity."""
    meanings: dict[str, dict[str, str]] = {}
    for record in records:
        if record.acronym and record.name != record.acronym:
            names = meanings.setdefault(record.acronym, {})
            name = names.setdefault(key(record.name), record.name)
            names[key(record.name)] = min(name, record.name)
    return {acronym: tuple(sorted(names.values())) for acronym, names in sorted(meanings.items())}


@cache
def key(name: str) -> str:
    """What is the same for all forms of a name: its English table name, without case, accents, plurals and quotes."""
    entry = known().get(name)
    words = ((entry.english or entry.spanish) if entry else name).replace("’", "'").casefold().split()
    return " ".join(_plain(word) for word in words)


def _plain(word: str) -> str:
    letters = "".join(letter for letter in normalize("NFKD", word) if not combining(letter))
    return letters[:-1] if len(letters) > 3 and letters.endswith("s") and not letters.endswith("ss") else letters


def _merged(gathered: dict[str, list[Entity]]) -> list[list[Entity]]:
    """Groups whose names differ by a letter in a long word are put together; compared only within equal initials."""
    blocks: dict[tuple[str, str], list[str]] = {}
    for name, members in gathered.items():
        initials = "".join(word[0] for word in name.split())
        blocks.setdefault((_commonest(members, "label"), initials), []).append(name)
    merged: list[list[Entity]] = []
    for (label, _), names in blocks.items():
        heads: list[str] = []
        for name in sorted(names, key=lambda name: (-len(gathered[name]), name)):
            head = next((h for h in heads if label in FUZZY_LABELS and _variants(h, name)), None)
            if head is None:
                heads.append(name)
                merged.append(gathered[name])
            else:
                gathered[head].extend(gathered[name])
    return merged


def _variants(one: str, other: str) -> bool:
    """Whether two keys are spellings of one name: word by word the same, or one letter apart in a long word."""
    pairs = list(zip(one.split(), other.split(), strict=False))
    return len(one.split()) == len(other.split()) and all(
        a == b
        or (
            min(len(a), len(b)) >= LONG_WORD and a.isalpha() and b.isalpha() and OSA.distance(a, b, score_cutoff=1) <= 1
        )
        for a, b in pairs
    )


def _commonest(members: list[Entity], field: str) -> str:
    counts = Counter(str(getattr(member, field)) for member in members)
    return min(counts, key=lambda value: (-counts[value], value))


def _group(members: list[Entity]) -> Group:
    full = [member for member in members if member.name != member.acronym]
    explained = Counter(member.acronym for member in members if member.acronym)
    name = _commonest([m for m in full if m.acronym] or full or members, "name")
    return Group(
        name=name,
        label=_commonest(members, "label"),
        acronym=min(explained, key=lambda short: (-explained[short], short)) if explained else None,
        mentions=len(members),
        documents=tuple(sorted({member.document for member in members})),
        names=tuple(sorted({form for member in members for form in (member.name, member.text)} - {name})),
        records=tuple(member.id for member in members),
    )
