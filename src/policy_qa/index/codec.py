"""How posting lists lie on disk: one packed block of plain numbers a term, read in one go.

Whoosh's own codec cuts lists into blocks of 128 pickled postings, to be walked one by one; a list read whole is
several times faster here, and there is nothing to unpickle. The rest is Whoosh's third codec.
"""

from __future__ import annotations

import zlib
from array import array
from itertools import accumulate, pairwise
from struct import Struct
from typing import Protocol

from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3Segment
from whoosh.matching import ListMatcher
from whoosh.util.numeric import length_to_byte

_HEAD = Struct("<IfIIIII")  # postings, weight (if all alike), then the bytes of ids, weights, lengths, counts, places
_SMALL = 64  # shorter pieces don't get smaller by packing


class _Source(Protocol):
    def get(self, position: int, length: int) -> bytes: ...


class Postings(ListMatcher):  # type: ignore[misc]
    """A whole posting list: document numbers, weights and lengths side by side.

    `lengths` are Whoosh's one-byte codes of the field's length in each document.
    """

    def __init__(self, source: _Source, offset: int, term: tuple[str, bytes]) -> None:
        count, weight, *sizes = _HEAD.unpack(source.get(offset, _HEAD.size))
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

    def places(self) -> list[array[int]]:
        """The positions of the term in each document."""
        if not len(self._counts):
            return [array("I")] * len(self.ids)
        flat = _numbers(self._places)
        found, at = [], 0
        for count in _numbers(self._counts):
            found.append(array("I", flat[at : at + count]))
            at += count
        return found

    def value(self) -> bytes:
        """The positions in the current document, as stored."""
        if self._stored is None:
            self._stored = [places.tobytes() for places in self.places()]
        return self._stored[self._i]


class PostingsWriter:
    """Collects the postings of one term and writes them as one block."""

    def __init__(self, file: object) -> None:
        self._file = file

    def written(self) -> bool:
        """Blocks are never written before the end."""
        return False

    def start_postings(self, _format: object, terminfo: object) -> None:
        """Begins a term."""
        self._terminfo = terminfo
        self._ids = array("I")
        self._weights = array("f")
        self._lengths = bytearray()
        self._counts = array("I")
        self._places: list[bytes] = []

    def add_posting(self, number: int, weight: float, value: bytes, length: int | None = None) -> None:
        """Adds a document; numbers come in ascending order."""
        self._ids.append(number)
        self._weights.append(weight)
        self._lengths.append(length_to_byte(length or 0))
        self._counts.append(len(value) // 4)
        self._places.append(value)

    def finish_postings(self) -> object:
        """Writes the block and tells the term where it lies."""
        ids, weights = self._ids, self._weights
        alike = min(weights) == max(weights)
        places = array("I", b"".join(self._places))
        pieces = (
            _packed(array("I", [ids[0], *(b - a for a, b in pairwise(ids))])),
            b"" if alike else _packed(weights),
            _pack(bytes(self._lengths)) if any(self._lengths) else b"",
            _packed(self._counts) if places else b"",
            _packed(places) if places else b"",
        )
        start = self._file.tell()  # type: ignore[attr-defined]
        head = _HEAD.pack(len(ids), weights[0], *map(len, pieces))
        self._file.write(head + b"".join(pieces))  # type: ignore[attr-defined]
        self._terminfo.add_block(self)  # type: ignore[attr-defined]
        self._terminfo.set_extent(start, len(head) + sum(map(len, pieces)))  # type: ignore[attr-defined]
        return self._terminfo

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


class _PerDocument(W3PerDocReader):  # type: ignore[misc]
    def stored_fields(self, _number: int) -> dict[str, object]:
        """Nothing is kept in stored fields, which Whoosh pickles."""
        return {}


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's third codec with posting lists of our own."""

    def postings_writer(self, file: object, byteids: bool = False) -> PostingsWriter:  # noqa: ARG002
        """Writes posting lists."""
        return PostingsWriter(file)

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
