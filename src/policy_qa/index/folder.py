"""The folder of the index: one manifest names every file by its sha256, and replacing it is the commit.

Whoosh would keep a pickle of classes there, and pickles run code. Here the list of segments is JSON, the few plain
tables that Whoosh itself pickles are read by a reader that knows no classes, and a file that isn't as the
manifest says makes the whole folder worthless: the index is built anew.
"""

from __future__ import annotations

import json
import mmap
import os
import pickle
import re
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from sys import byteorder
from typing import NoReturn

from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.util.filelock import try_for

from policy_qa.errors import IndexTrouble
from policy_qa.index.codec import Codec

NAME = "index"
MANIFEST = "manifest.json"
LOCK_WAIT = 30.0
"""Seconds to wait for another writer."""

_MAPPED = 2**22
"""A larger file is mapped, not read: the system then keeps in memory what is used of it."""

_OURS = re.compile(r"(?:index_[0-9a-z]+\..+|manifest\.json.*|_index_.*|stamp\.json.*)\Z")
CODEC = Codec()


class Damaged(Exception):
    """The folder is not what its manifest says."""


class _NoClasses(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"no {module}.{name} in an index")


class _File(StructFile):  # type: ignore[misc]
    """A file in memory, or mapped where it is large: read by position, so that threads don't meet."""

    def __init__(self, path: Path, name: str) -> None:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > _MAPPED:
                self._view: mmap.mmap | bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            else:
                self._view = file.read()
        super().__init__(BytesIO(self._view) if isinstance(self._view, bytes) else self._view, name=name)
        self.is_real = False

    def get(self, position: int, length: int) -> bytes:
        return self._view[position : position + length]

    def get_array(self, position: int, typecode: str, length: int) -> array[int]:
        found = array(typecode)
        found.frombytes(self.get(position, length * found.itemsize))
        if byteorder == "little":
            found.byteswap()
        return found

    def read_pickle(self) -> object:
        return _NoClasses(self.file).load()


class Folder(FileStorage):  # type: ignore[misc]
    """The folder as Whoosh sees it."""

    def open_file(self, name: str, **_options: object) -> _File:
        """A file to read."""
        return _File(Path(self.folder) / name, name)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a commit holds: the store's generation, the segments, and each file's sha256."""

    version: int
    generation: int
    commit: int = 0
    segments: tuple[W3Segment, ...] = ()
    files: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """The manifest as it stands on disk."""
        segments = [
            {
                "id": s.segid,
                "documents": s.doc_count_all(),
                "deleted": sorted(s.deleted_docs()),
                "lengths": dict(sorted(s._fieldlengths.items())),  # noqa: SLF001 - a segment is these five values
            }
            for s in self.segments
        ]
        told = {"version": self.version, "generation": self.generation, "commit": self.commit}
        return sealed({**told, "segments": segments, "files": self.files})


def sealed(told: dict[str, object]) -> str:
    """JSON with its own sha256 in it, so that a manifest that was damaged shows."""
    text = json.dumps(told, sort_keys=True)
    return json.dumps({**told, "sha256": sha256(text.encode()).hexdigest()}, sort_keys=True)


def read_manifest(path: Path, version: int) -> Manifest:
    """The manifest of a folder; raises Damaged where there is none of this version."""
    try:
        text = (path / MANIFEST).read_text(encoding="utf-8")
        told = json.loads(text)
        del told["sha256"]
        if sealed(told) != text:
            raise Damaged("the manifest is not as it was written")
        if told["version"] != version:
            raise Damaged(f"an index of version {told['version']}")
        segments = []
        for each in told["segments"]:
            segment = W3Segment(CODEC, NAME, each["documents"], str(each["id"]), set(each["deleted"]) or None)
            segment._fieldlengths = each["lengths"]  # noqa: SLF001
            segments.append(segment)
        files = {str(name): str(digest) for name, digest in told["files"].items()}
        return Manifest(version, int(told["generation"]), int(told["commit"]), tuple(segments), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(f"no manifest to read: {error}") from error


def verify(path: Path, manifest: Manifest, known: dict[str, str] | None = None) -> None:
    """Raises Damaged where a file is missing or changed; `known` names files checked before."""
    for name, digest in manifest.files.items():
        if known is not None and known.get(name) == digest:
            continue
        try:
            if "/" in name or digest_of(path / name) != digest:
                raise Damaged(f"{name} is not as it was written")
        except OSError as error:
            raise Damaged(f"{name} can't be read: {error}") from error


def digest_of(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return sha256().hexdigest()
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
            return sha256(view).hexdigest()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the folder's write lock."""
    lock = Folder(str(path)).lock(f"{NAME}_WRITELOCK")
    if not try_for(lock.acquire, timeout=LOCK_WAIT):
        raise IndexTrouble("another process is writing the index", where=str(path), todo="try again in a moment")
    try:
        yield
    finally:
        lock.release()


def make_empty(path: Path, version: int) -> Manifest:
    """Makes the folder an empty index; takes away what an earlier one left there, and nothing else."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        manifest = Manifest(version, 0)
        put_manifest(path, manifest)
        clean(path, manifest)
    except OSError as error:
        raise IndexTrouble(f"the index can't be made: {error}", where=str(path)) from error
    return manifest


def put_manifest(path: Path, manifest: Manifest, before: Manifest | None = None) -> None:
    """The commit: all files are on disk before the manifest that names them takes its place."""
    for name in manifest.files:
        if before is None or name not in before.files:
            _sync(path / name)
    new = path / f"{MANIFEST}.new"
    with new.open("w", encoding="utf-8") as file:
        file.write(manifest.to_json())
        file.flush()
        os.fsync(file.fileno())
    new.replace(path / MANIFEST)
    _sync(path)


def clean(path: Path, manifest: Manifest) -> None:
    """Takes away files of earlier commits; one still in use elsewhere stays until the next time."""
    for file in path.iterdir():
        if file.name not in manifest.files and file.name != MANIFEST and _OURS.match(file.name) and file.is_file():
            if file.name.endswith("WRITELOCK"):
                continue
            try:
                file.unlink()
            except OSError:
                continue


def _sync(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return  # Windows opens no folders
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
