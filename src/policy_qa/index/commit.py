"""One commit: documents taken out, rows put in, all of it seen at once when the manifest is replaced."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from whoosh.codec.whoosh3 import W3Segment
from whoosh.fields import Schema
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from policy_qa.index.folder import CODEC, NAME, Folder, Manifest, clean, digest_of, put_manifest
from policy_qa.index.gathering import Gathering
from policy_qa.index.schema import KEYS, POOLS, PRINTS, WORDINGS, Row

FULL = 100_000
"""Rows in a segment: what is gathered in memory at one time."""

MANY, FEW = 16, 8
"""With more than so many segments that are not full, the smallest are joined until few are left."""


class _Segment(SegmentWriter):  # type: ignore[misc]
    """Writes one segment and leaves the manifest to the commit."""

    def __init__(self, folder: Folder, schema: Schema) -> None:
        info = SimpleNamespace(generation=0, schema=schema, segments=[])
        target = SimpleNamespace(storage=folder, indexname=NAME, _read_toc=lambda: info)
        super().__init__(target, _lk=False, codec=CODEC, compound=False)
        self.pool = Gathering()

    def add_row(self, row: Row) -> None:
        """Puts in a row, as `add_document` would, without a detour through single postings."""
        number, pool, lasting = self.docnum, self.pool, self.perdocwriter
        lasting.start_doc(number)
        for name in sorted(row):
            value: Any = row[name]
            if name in POOLS:
                lasting.add_field(name, self.schema[name], None, pool.say(name, number, value))
            elif name in WORDINGS:
                pool.say(name, number, ((value, 1.0),))
            elif name in KEYS:
                pool.key(name, number, value)
            elif name in PRINTS:
                pool.print(name, number, value)
            elif value is not None:
                lasting.add_column_value(name, self.schema[name].column_type, value)
        lasting.finish_doc()
        self._added = True
        self.docnum += 1

    def finished(self) -> W3Segment:
        """The segment, all of it on disk."""
        segment = self._finalize_segment()
        self._finish()
        return segment


class Commit:
    """Collects the changes of one commit; the caller holds the folder's lock."""

    def __init__(self, path: Path, manifest: Manifest, schema: Schema) -> None:
        self._path, self._manifest, self._schema = path, manifest, schema
        self._folder = Folder(str(path))
        self._segments = [_copy(segment) for segment in manifest.segments]
        self._writer: _Segment | None = None

    def delete(self, numbers: Iterable[int]) -> None:
        """Takes out documents, by their numbers in the commit that this one follows."""
        bases = list(accumulate((segment.doc_count_all() for segment in self._manifest.segments), initial=0))
        for number in numbers:
            at = bisect_right(bases, number) - 1
            self._segments[at].delete_document(number - bases[at])

    def add(self, row: Row) -> None:
        """Puts in a row."""
        self._open().add_row(row)
        if self._open().doc_count() >= FULL:
            self._close()

    def finish(self, generation: int) -> Manifest:
        """Writes everything; the manifest comes last."""
        segments = self._joined()
        files: dict[str, str] = {}
        for segment in segments:
            for name in sorted(segment.list_files(self._folder)):
                files[name] = self._manifest.files.get(name) or digest_of(self._path / name)
        version, commit = self._manifest.version, self._manifest.commit + 1
        manifest = Manifest(version, generation, commit, tuple(segments), files)
        put_manifest(self._path, manifest, self._manifest)
        clean(self._path, manifest)
        return manifest

    def abandon(self) -> None:
        """Leaves everything as it was."""
        with suppress(Exception):
            if self._writer:
                self._writer.cancel()
        with suppress(OSError):
            clean(self._path, self._manifest)

    def _joined(self) -> list[W3Segment]:
        """The segments to keep: none that is empty, none half deleted, not too many small ones."""
        living = [segment for segment in self._segments if segment.doc_count()]
        small = [s for s in living if s.doc_count() < FULL // 2]
        small.sort(key=lambda s: (s.doc_count(), s.segid))
        joined = small[: len(small) - FEW] if len(small) > MANY else []
        joined += [s for s in living if s.deleted_count() > s.doc_count() and s not in joined]
        for segment in joined:
            reader = SegmentReader(self._folder, self._schema, segment)
            self._open().add_reader(reader)
            reader.close()
        self._segments = [segment for segment in living if segment not in joined]
        self._close()
        return self._segments

    def _open(self) -> _Segment:
        if self._writer is None:
            self._writer = _Segment(self._folder, self._schema)
        return self._writer

    def _close(self) -> None:
        if self._writer is not None:
            writer, self._writer = self._writer, None
            self._segments.append(writer.finished())


def _copy(segment: W3Segment) -> W3Segment:
    copy = W3Segment(CODEC, NAME, segment.doc_count_all(), segment.segid, set(segment.deleted_docs()) or None)
    copy._fieldlengths = segment._fieldlengths  # noqa: SLF001 - a segment is these five values
    return copy
