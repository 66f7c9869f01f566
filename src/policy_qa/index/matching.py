"""Which documents a query finds, and how well each fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from math import inf, nextafter
from time import monotonic
from typing import TypeAlias

from policy_qa.errors import QueryError
from policy_qa.index.amounts import read_number, read_years
from policy_qa.index.fields import FIELDS, near
from policy_qa.index.laws import read_law
from policy_qa.index.periods import FIRST, LAST, days_of
from policy_qa.index.query import And, Field, Fuzzy, Not, Or, Phrase, Prefix, Query, Range, Word
from policy_qa.index.snapshot import PLACES, Docs, Scores, Snapshot
from policy_qa.index.words import Token, fold, one_letter_off, query_terms

Found: TypeAlias = Docs | Scores
MANY = 2000
"""Words of a phrase that all stand in more documents than this are met as sorted lists, which costs an import once."""

EXPANSION = 500
"""At most so many words stand for one prefix."""

NOTHING: Docs = frozenset()


class OutOfTime(Exception):
    """The search took longer than it was allowed."""


class Matching:
    """Finds in one snapshot, in given pools, until a deadline (of `time.monotonic`)."""

    def __init__(self, snapshot: Snapshot, pools: Sequence[str], deadline: float = inf) -> None:
        self._snapshot, self._pools, self._deadline = snapshot, tuple(pools), deadline

    def find(self, query: Query) -> Found:
        """The documents found: with scores where words were looked for, else as a set. Not to be changed."""
        if monotonic() > self._deadline:
            raise OutOfTime
        if isinstance(query, And):
            return self._every(query.parts)
        if isinstance(query, Or):
            return self._any(query.parts)
        if isinstance(query, Not):
            return self._snapshot.everything().difference(self.find(query.part))
        if isinstance(query, Field):
            return self._field(query)
        return self._text(query)

    def _text(self, query: Word | Phrase | Prefix | Fuzzy) -> Found:
        if isinstance(query, Prefix):
            return self._surfaces(self._beginning(fold(query.text), query.at))
        if isinstance(query, Fuzzy):
            return self._surfaces(_near(self._snapshot, fold(query.text)))
        return self.words(query.words())

    def words(self, words: list[Token]) -> Scores:
        """Documents that hold these words one after the other."""
        if len(words) == 1:
            return self.word(words[0])
        lists: list[Scores] = []
        for pool in self._pools:
            docs = self._in_a_row(pool, words)
            scored = [
                _sum([self._snapshot.scores_among(pool, term, docs) for term in query_terms(word)], max)
                for word in words
            ]
            lists.append(_sum(scored, None))
        return _sum(lists, None)

    def word(self, word: Token) -> Scores:
        """Documents that hold a word in any of its forms."""
        lists = [scores for pool in self._pools for scores in self._alternatives(pool, word)]
        return lists[0] if len(lists) == 1 else _sum(lists, max)

    def _alternatives(self, pool: str, word: Token) -> list[Scores]:
        lists = [self._snapshot.scores(pool, term) for term in query_terms(word)]
        return [scores for scores in lists if scores] or lists[:1]

    def _in_a_row(self, field: str, words: list[Token]) -> Docs:
        terms = [query_terms(word) for word in words]
        if len(terms) == 1:
            return self._held(field, terms[0])
        often = [sum(self._snapshot.frequency(field, term) for term in some) for some in terms]
        if min(often) > MANY:
            return self._often_in_a_row(field, terms)
        docs: AbstractSet[int] = self._holding(field, terms)
        order = sorted(range(len(terms)), key=often.__getitem__)
        starts: set[int] | None = None
        for i in order:
            here = set().union(*(self._snapshot.positions(field, term, docs, i) for term in terms[i]))
            starts = here if starts is None else starts & here
            docs = {start // PLACES for start in starts}
        return frozenset(docs)

    def _often_in_a_row(self, field: str, terms: list[tuple[str, ...]]) -> Docs:
        """The same for words that stand in many documents."""
        from policy_qa.index.phrases import starts

        lists = [
            [(postings, leaf.base) for term in some for postings, leaf in self._snapshot.postings(field, term)]
            for some in terms
        ]
        return self._snapshot.everything().intersection(starts(lists))

    def _holding(self, field: str, terms: list[tuple[str, ...]]) -> Docs:
        """The documents that hold every word, in any of its forms."""
        lists = [[self._snapshot.docs(field, term) for term in some] for some in terms]
        lists.sort(key=lambda some: sum(map(len, some)))
        docs: set[int] = set().union(*lists[0])
        for some in lists[1:]:
            docs = docs.intersection(some[0]) if len(some) == 1 else {n for n in docs if any(n in one for one in some)}
        return frozenset(docs)

    def _beginning(self, prefix: str, at: int) -> tuple[str, ...]:
        words = self._snapshot.words("surface", prefix)
        if len(words) > EXPANSION:
            raise QueryError(
                f"{len(words)} words begin with `{prefix}`",
                where=f"character {at + 1}",
                todo="write more letters before the *",
            )
        return words

    def _surfaces(self, words: Iterable[str]) -> Scores:
        found: set[int] = set()
        for word in words:
            if monotonic() > self._deadline:
                raise OutOfTime
            found |= self._snapshot.docs("surface", word)
        kinds = self._kinds()
        return dict.fromkeys(found if kinds is None else found & kinds, 1.0)

    def _kinds(self) -> Docs | None:
        if len(self._pools) > 1:
            return None
        passages = self._snapshot.docs("kind", "passage")
        return passages if self._pools[0] == "words" else self._snapshot.everything() - passages

    def _every(self, parts: tuple[Query, ...]) -> Found:
        found: list[Found] = []
        refused: list[Found] = []
        for part in parts:
            here = self.find(part.part if isinstance(part, Not) else part)
            (refused if isinstance(part, Not) else found).append(here)
            if not here and not isinstance(part, Not):
                return NOTHING
        found.sort(key=len)
        docs = set(found[0] if found else self._snapshot.everything())
        for other in found[1:]:
            docs.intersection_update(other)
        for other in refused:
            docs.difference_update(other)
        scored = [part for part in found if isinstance(part, dict)]
        if not scored:
            return frozenset(docs)
        if len(scored) == 1:
            return {number: scored[0][number] for number in docs}
        return {number: sum(scores[number] for scores in scored) for number in docs}

    def _any(self, parts: tuple[Query, ...]) -> Found:
        found = [self.find(part) for part in parts]
        if not any(isinstance(part, dict) for part in found):
            return frozenset().union(*found)
        return _sum([part if isinstance(part, dict) else dict.fromkeys(part, 0.0) for part in found], None)

    def _field(self, query: Field) -> Docs:
        takes, operand = FIELDS[query.name].takes, query.operand
        if isinstance(operand, Prefix) and takes == "key":
            return self._held(query.name, self._snapshot.words(query.name, fold_key(query.name, operand.text)))
        if isinstance(operand, Prefix):
            return self._held(query.name, self._snapshot.words(query.name, fold(operand.text)))
        if isinstance(operand, Fuzzy):
            return self._held(query.name, _near(self._snapshot, fold(operand.text), query.name))
        if isinstance(operand, Range) or takes in {"number", "year", "period"}:
            return self._numbers(query.name, operand)
        if takes == "law":
            return self._law(operand)
        if takes == "words":
            return self._in_a_row(query.name, operand.words())
        return self._key(query.name, operand)

    def _key(self, name: str, operand: Word | Phrase) -> Docs:
        docs = self._snapshot.docs(name, fold_key(name, operand.text))
        if not docs and name in {"label", "document"}:
            known = {*FIELDS[name].choices, *self._snapshot.words(name, "")}
            if name == "label":
                known = {label.upper() for label in known}
            if known and operand.text not in known:
                where = f"character {operand.at + 1}"
                raise QueryError(
                    f"unknown {name} `{operand.text}`", where=where, todo=near(operand.text, sorted(known))
                )
        return docs

    def _held(self, field: str, terms: Iterable[str]) -> Docs:
        return frozenset().union(*(self._snapshot.docs(field, term) for term in terms))

    def _law(self, operand: Word | Phrase) -> Docs:
        keys = read_law(operand.text)
        if not keys:
            where = f"character {operand.at + 1}"
            raise QueryError(
                f"`{operand.text}` names no law", where=where, todo='write it as in law:"DS 013-2023-MIMP"'
            )
        docs = self._snapshot.docs("law", keys[0])
        for key in keys[1:]:
            docs &= self._snapshot.docs("law", key)
        return docs

    def _numbers(self, name: str, operand: Word | Phrase | Range) -> Docs:
        takes = FIELDS[name].takes
        low = operand.low if isinstance(operand, Range) else operand.text
        high = operand.high if isinstance(operand, Range) else operand.text
        strict = (operand.low_strict, operand.high_strict) if isinstance(operand, Range) else (False, False)
        if takes == "number":
            return self._values(low, high, *strict)
        first, last = (_year(low), _year(high)) if takes == "year" else (days_of(low), days_of(high))
        begin = (FIRST if first is None else first[0]) if not strict[0] else first[1] + 1 if first else FIRST
        end = (LAST if last is None else last[1]) if not strict[1] else last[0] - 1 if last else LAST
        between = self._snapshot.between
        if takes == "year":
            return between("begins", -inf, end) & between("ends", begin, inf)
        return between("begins", begin, inf) & between("ends", -inf, end)

    def _values(self, low: str, high: str, low_strict: bool, high_strict: bool) -> Docs:
        least, most = read_number(low) if low else None, read_number(high) if high else None
        docs: Docs = NOTHING
        if low and high and low == high:
            pairs = [(value, value) for value in (least.values if least else ())]
        else:
            pairs = [(least.values[0] if least else -inf, most.values[0] if most else inf)]
        for start, stop in pairs:
            bounds = nextafter(start, inf) if low_strict else start, nextafter(stop, -inf) if high_strict else stop
            docs |= self._snapshot.between("value", *bounds) | self._snapshot.between("value_max", *bounds)
        for unit in {amount.unit for amount in (least, most) if amount and amount.unit}:
            docs &= self._snapshot.docs("unit", unit)
        return docs


def _year(text: str) -> tuple[int, int] | None:
    year = read_years(text)
    return None if year is None else days_of(f"{year:04}")


def fold_key(name: str, text: str) -> str:
    """The form in which an exact field keeps a key."""
    return text if name == "document" else text.lower() if name == "label" else fold(text)


def _near(snapshot: Snapshot, word: str, field: str = "surface") -> list[str]:
    return [known for known in snapshot.words(field, word[:1]) if one_letter_off(word, known)]


def _sum(lists: list[Scores], join: object) -> Scores:
    """One mapping from many: the sum of a document's scores, or the greatest where `join` is max."""
    if not lists:
        return {}
    lists = sorted(lists, key=len, reverse=True)
    found = dict(lists[0])
    get = found.get
    for scores in lists[1:]:
        if join is max:
            found.update({number: score for number, score in scores.items() if get(number, 0.0) < score})
        else:
            found.update({number: get(number, 0.0) + score for number, score in scores.items()})
    return found
