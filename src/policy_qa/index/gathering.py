"""Gathers the postings of a segment: a row of numbers a field while documents come in, sorted into lists at the end.

A term is a number from the moment it is first met, so that a text that many records share is looked up once, and all
that is done a word is done on whole rows of numbers.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from policy_qa.index.codec import Gathered
from policy_qa.index.said import Said
from policy_qa.index.schema import GAP

REMEMBERED = 5_000
"""So many texts are kept as numbers at a time."""


class Field:
    """The occurrences of one field, in the order of the documents: a term each, and its place where places are kept.

    A run is a stretch of occurrences in one document that weigh alike.
    """

    __slots__ = ("documents", "places", "sizes", "terms", "weights")

    def __init__(self) -> None:
        self.terms = array("I")
        self.places = array("I")
        self.documents = array("I")
        self.sizes = array("I")
        self.weights = array("d")

    def run(self, document: int, size: int, weight: float) -> None:
        """Says whose the last `size` occurrences are."""
        self.documents.append(document)
        self.sizes.append(size)
        self.weights.append(weight)


class Gathering:
    """Takes the place of Whoosh's pool of postings."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._fields: defaultdict[str, Field] = defaultdict(Field)
        self._terms: dict[Said, array[int]] = {}
        self._surfaces: dict[Said, array[int]] = {}

    def say(self, name: str, document: int, parts: Iterable[tuple[Said, float]]) -> int:
        """Adds weighted texts of a document, GAP places apart; gives how many terms they have."""
        field, at, length = self._fields[name], 0, 0
        for said, weight in parts:
            numbers = self._remembered(self._terms, said, said.terms)
            field.terms += numbers
            if isinstance(said.places, range):
                field.places.extend(range(at, at + said.length))
            else:
                field.places.extend([at + place for place in said.places])
            field.run(document, len(numbers), weight)
            length += len(numbers)
            at += said.length + GAP
        return length

    def print(self, name: str, document: int, parts: Iterable[Said]) -> None:
        """Adds the printed words of texts, without their places."""
        field = self._fields[name]
        for said in parts:
            numbers = self._remembered(self._surfaces, said, said.surfaces)
            field.terms += numbers
            field.run(document, len(numbers), 1.0)

    def key(self, name: str, document: int, terms: Iterable[str]) -> None:
        """Adds exact terms."""
        field, numbers = self._fields[name], [self._numbers[term] for term in terms]
        field.terms.extend(numbers)
        field.run(document, len(numbers), 1.0)

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Adds a posting of another segment; the documents of a term come in ascending order."""
        name, term, document, weight, places = posting
        field, size = self._fields[name], len(places) // 4 or 1
        field.terms.extend([self._numbers[term.decode()]] * size)
        field.places.frombytes(places)
        field.run(document, 1, weight)
        field.run(document, size - 1, 0.0)

    def iter_postings(self) -> Iterator[tuple[str, bytes, Gathered]]:
        """All terms with their postings, sorted by field and term."""
        printed = [term.encode(errors="replace") for term in self._numbers]
        words = sorted(set(printed))
        rank = {word: at for at, word in enumerate(words)}
        ranks = np.array([rank[word] for word in printed], np.uint64)
        for name in sorted(self._fields):
            if len(self._fields[name].terms):
                for at, gathered in _lists(self._fields[name], ranks):
                    yield name, words[at], gathered

    def cleanup(self) -> None:
        """Forgets everything."""
        self._numbers.clear()
        self._fields.clear()
        self._terms, self._surfaces = {}, {}

    def _remembered(self, known: dict[Said, array[int]], said: Said, words: list[str]) -> array[int]:
        numbers = known.get(said)
        if numbers is None:
            if len(known) >= REMEMBERED:
                known.clear()
            numbers = known[said] = array("I", map(self._numbers.__getitem__, words))
        return numbers


def _lists(field: Field, ranks: NDArray[np.uint64]) -> Iterator[tuple[int, Gathered]]:
    """The posting list of each term of a field, by rank: occurrences sorted by term, those of one document joined."""
    order, terms = _sorted(field, ranks)
    sizes = np.frombuffer(field.sizes, np.uint32)
    documents = np.repeat(np.frombuffer(field.documents, np.uint32), sizes)[order]
    begins = _changes(terms) | _changes(documents)
    first = np.flatnonzero(begins)
    ids = array("I", documents[first].tobytes())
    del documents
    if len(field.places):
        runs = np.repeat(np.frombuffer(field.weights, np.float64), sizes)[order]
        weights = array("f", np.bincount(np.cumsum(begins) - 1, weights=runs).astype(np.float32).tobytes())
        counts = array("I", np.diff(first, append=len(terms)).astype(np.uint32).tobytes())
        places = np.frombuffer(field.places, np.uint32)[order].tobytes()
        del runs
    else:
        weights, counts, places = array("f", [1.0]) * len(ids), array("I"), b""
    del order
    starts = np.flatnonzero(_changes(terms[first]))
    at = [*starts.tolist(), len(ids)]
    place = [*(first[starts] * 4).tolist(), len(terms) * 4]
    for number, rank in enumerate(terms[first[starts]].tolist()):
        begin, end = at[number], at[number + 1]
        where = places[place[number] : place[number + 1]]
        yield rank, Gathered(ids[begin:end], weights[begin:end], counts[begin:end], where)


def _sorted(field: Field, ranks: NDArray[np.uint64]) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
    """The order of the occurrences by term and then as they came, and the ranks of their terms in that order."""
    numbers = np.arange(len(field.terms), dtype=np.uint64)
    keys = ranks[np.frombuffer(field.terms, np.uint32)] << np.uint64(32) | numbers
    keys.sort()
    return (keys & np.uint64(0xFFFFFFFF)).astype(np.intp), (keys >> np.uint64(32)).astype(np.uint32)


def _changes(numbers: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Where another number begins."""
    found = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=found[1:])
    return found
