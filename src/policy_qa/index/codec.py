"""How posting lists lie on disk: one packed block of plain numbers a term, read in one go.

Whoosh's own codec cuts lists into blocks of 128 pickled postings, to be walked one by one; a list read whole is
several times faster here, and there is nothing to unpickle. The rest is Whoosh's third codec.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from operator import itemgetter, sub
from os import urandom
from struct import Struct
from typing import NamedTuple, Protocol

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3PerDocReader, W3Segment, W3TermInfo
from whoosh.fields import Schema
from whoosh.matching import ListMatcher
from whoosh.system import pack_ushort
from whoosh.util.numeric import length_to_byte

from policy_qa.index.schema import BODY

_HEAD = Struct("<IfIIIIII")  # postings, weight (if all alike), how many weigh BODY, bytes of the five pieces
_SMALL = 64  # shorter pieces don't get smaller by packing


class _Source(Protocol):
    def get(self, position: int, length: int) -> bytes: ...


class Postings(ListMatcher):  # type: ignore[misc]
    """A whole posting list: document numbers, weights and lengths side by side.

    `lengths` are Whoosh's one-byte codes of the field's length in each document; `said` counts the documents where
    the term has the weight of a passage's body or more.
    """

    def __init__(self, source: _Source, offset: int, term: tuple[str, bytes]) -> None:
        count, weight, self.said, *sizes = _HEAD.unpack(source.get(offset, _HEAD.size))
        raw = memoryview(source.get(offset + _HEAD.size, sum(sizes)))
        pieces = []
        at = 0
        for size in sizes:
            pieces.append(raw[at : at + size])
            at += size
        self.ids = array("I", accumulate(_numbers(pieces[0])))
        self.weights = _numbers(pieces[1]) if sizes[1] else array("f", (weight,)) * count
        self.lengths = _unpacked(pieces[2])
        self._counts, self._places = pieces[3], pieces[4]
        self._stored: list[bytes] | None = None
        super().__init__(self.ids, self.weights, term=term)

    def places(self) -> tuple[array[int], array[int]]:
        """The positions of the term, all in a row, and where each document's begin and end in that row."""
        if not len(self._counts):
            return array("I"), array("I", bytes(4 * (len(self.ids) + 1)))
        return _numbers(self._places), array("I", accumulate(_numbers(self._counts), initial=0))

    def value(self) -> bytes:
        """The positions in the current document, as stored."""
        if self._stored is None:
            flat, ends = self.places()
            self._stored = [array("I", flat[a:b]).tobytes() for a, b in pairwise(ends)]
        return self._stored[self._i]


@dataclass(slots=True)
class _Block:
    """The postings of one term as Whoosh's summary of a term wants to see them."""

    _ids: array[int]
    _weights: array[float]

    def __len__(self) -> int:
        return len(self._ids)

    def min_length(self) -> int:
        """Not kept: lists are read whole."""
        return 0

    max_length = min_length

    def max_weight(self) -> float:
        """The greatest weight."""
        return max(self._weights)

    def min_id(self) -> int:
        """The first document."""
        return self._ids[0]

    def max_id(self) -> int:
        """The last document."""
        return self._ids[-1]


class Gathered(NamedTuple):
    """The postings of one term: documents, weights, and, where they are kept, how many places each has, and those."""

    ids: array[int]
    weights: array[float]
    counts: array[int]
    places: bytes


class _Fields(W3FieldWriter):  # type: ignore[misc]
    """Writes sorted postings a term at a time."""

    def add_postings(
        self, schema: Schema, lengths: W3PerDocReader, items: Iterable[tuple[str, bytes, Gathered]]
    ) -> None:
        """Writes all postings of a segment; they come sorted by field and term."""
        for name, terms in groupby(items, itemgetter(0)):
            self.start_field(name, schema[name])
            codes = _Codes(lengths, name) if schema[name].scorable else None
            for _, term, gathered in terms:
                self._add_term(term, gathered, codes)
            self.finish_field()

    def _add_term(self, term: bytes, gathered: Gathered, codes: _Codes | None) -> None:
        terminfo = W3TermInfo()
        terminfo.add_block(_Block(gathered.ids, gathered.weights))
        start = self._postfile.tell()
        block = _encoded(gathered, codes)
        self._postfile.write(block)
        terminfo.set_extent(start, len(block))
        self._tindex.add(pack_ushort(self._fieldid) + term, terminfo.to_bytes())


class _Codes(dict[int, int]):
    """Whoosh's one-byte code of a field's length, by document."""

    def __init__(self, reader: W3PerDocReader, field: str) -> None:
        self._reader, self._field = reader, field

    def __missing__(self, number: int) -> int:
        code = self[number] = int(length_to_byte(self._reader.doc_field_length(number, self._field) or 0))
        return code


def _encoded(gathered: Gathered, codes: _Codes | None) -> bytes:
    ids, weights, places = gathered.ids, gathered.weights, array("I", gathered.places)
    if len(ids) == 1:
        return _encoded_alone(gathered, codes)
    alike = weights.count(weights[0]) == len(weights)
    pieces = (
        _packed(array("I", [ids[0], *map(sub, ids[1:], ids)])),
        b"" if alike else _packed(weights),
        _pack(bytes([codes[number] for number in ids])) if codes is not None else b"",
        _packed(gathered.counts) if places else b"",
        _packed(places) if places else b"",
    )
    said = len(ids) * (weights[0] >= BODY) if alike else len([weight for weight in weights if weight >= BODY])
    return _HEAD.pack(len(ids), weights[0], said, *map(len, pieces)) + b"".join(pieces)


def _encoded_alone(gathered: Gathered, codes: _Codes | None) -> bytes:
    """The same for a term of one document: most terms are of this kind, and packing gains them nothing."""
    weight = gathered.weights[0]
    pieces = (
        b"I=" + gathered.ids.tobytes(),
        b"",
        b"=" + bytes([codes[gathered.ids[0]]]) if codes is not None else b"",
        b"I=" + gathered.counts.tobytes() if gathered.places else b"",
        b"I=" + gathered.places if gathered.places else b"",
    )
    return _HEAD.pack(1, weight, weight >= BODY, *map(len, pieces)) + b"".join(pieces)


class _PerDocument(W3PerDocReader):  # type: ignore[misc]
    def stored_fields(self, _number: int) -> dict[str, object]:
        """Nothing is kept in stored fields, which Whoosh pickles."""
        return {}


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's third codec with posting lists of our own."""

    def new_segment(self, _storage: object, name: str) -> W3Segment:
        """A segment whose files no other has the name of; Whoosh's own ids repeat where a program seeds `random`."""
        return W3Segment(self, name, segid=urandom(8).hex())

    def field_writer(self, storage: object, segment: W3Segment) -> _Fields:
        """Writes terms and posting lists."""
        return _Fields(self, storage, segment)

    def postings_reader(
        self,
        file: _Source,
        terminfo: object,
        _format: object,
        term: tuple[str, bytes] = ("", b""),
        scorer: object = None,  # noqa: ARG002
    ) -> Postings:
        """Reads a posting list."""
        return Postings(file, terminfo.extent()[0], term)  # type: ignore[attr-defined]

    def per_document_reader(self, storage: object, segment: W3Segment) -> _PerDocument:
        """Reads columns and lengths."""
        return _PerDocument(storage, segment)


def _packed(numbers: array[int] | array[float]) -> bytes:
    """Numbers with their type code, in the narrowest type that holds them."""
    if numbers.typecode == "I":
        top = max(numbers)
        numbers = array("B" if top < 256 else "H" if top < 65536 else "I", numbers)
    return numbers.typecode.encode() + _pack(numbers.tobytes())


def _pack(raw: bytes) -> bytes:
    if len(raw) > _SMALL and len(small := zlib.compress(raw, 1)) < len(raw):
        return b"z" + small
    return b"=" + raw


def _unpacked(piece: memoryview) -> bytes:
    if not len(piece):
        return b""
    return zlib.decompress(piece[1:]) if piece[0] == ord("z") else bytes(piece[1:])


def _numbers(piece: memoryview) -> array[int]:
    return array(chr(piece[0]), _unpacked(piece[1:]))
