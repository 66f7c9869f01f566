"""The corpus folder on disk: which files are in it, and putting one in or taking one out safely."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from policy_qa.corpus.catalogue import CATALOGUE, read_catalogue
from policy_qa.corpus.names import safe_name
from policy_qa.domain.sources import Metadata, document_id
from policy_qa.errors import BadInput, DocumentConflict, Unreadable

TEMPORARY = ".incoming-"


@dataclass(frozen=True)
class CorpusFile:
    """One file of the folder. `name` is its path inside it with "/"; `size` in bytes, `changed` in nanoseconds."""

    path: Path
    name: str
    id: str
    size: int
    changed: int

    @cached_property
    def sha256(self) -> str:
        """Of the bytes as they are when first asked for; raises Unreadable."""
        return sha256(self.read()).hexdigest()

    def read(self) -> bytes:
        """The bytes as they are now; raises Unreadable."""
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise Unreadable(f"can't be read: {error.strerror or error}", where=self.name) from None


@dataclass(frozen=True, slots=True)
class Listed:
    """The files of a folder by name; `notes` says what was left out and why, `conflicts` which files share an id."""

    files: tuple[CorpusFile, ...]
    notes: tuple[str, ...]
    conflicts: tuple[DocumentConflict, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of reports; `catalogue` is what its corpus.toml said when it was opened."""

    folder: Path
    catalogue: dict[str, Metadata]

    @classmethod
    def open(cls, folder: Path) -> Corpus:
        """The corpus at `folder`, which need not exist yet; BadInput for a file of that name or a bad corpus.toml."""
        if folder.exists() and not folder.is_dir():
            raise BadInput("this is a file, not a corpus folder", where=str(folder), todo="give a folder")
        return cls(folder, read_catalogue(folder / CATALOGUE))

    def listed(self) -> Listed:
        """All files with the notes on what was left out.

        Left out are hidden files, corpus.toml, links that leave the folder, what is no regular file, and unsafe names;
        of files that share an id the first by name stays and the conflict names both.
        """
        notes: list[str] = []
        byid: dict[str, CorpusFile] = {}
        conflicts = []
        for file in sorted(self._walk(notes), key=lambda f: f.name):
            if (other := byid.get(file.id)) is not None:
                conflicts.append(_conflict(file.id, other.name, file.name))
            else:
                byid[file.id] = file
        return Listed(tuple(byid.values()), tuple(sorted(notes)), tuple(conflicts))

    def files(self) -> list[CorpusFile]:
        """The files, by name, each with an id of its own."""
        return list(self.listed().files)

    def metadata(self, document: str) -> Metadata:
        """What corpus.toml says of a document id; nothing where it is silent."""
        return self.catalogue.get(document, Metadata())

    def find(self, document: str) -> CorpusFile | None:
        """The file of a document id; None where there is none."""
        return next((file for file in self.files() if file.id == document), None)

    def put(self, source: Path | bytes, name: str | None = None, *, replace: bool = False) -> Path:
        """Copies a file in under its own or the given name, whole or not at all; gives its path in the folder.

        The same bytes under the same name are left as they are. A file whose id is taken is refused with
        DocumentConflict unless `replace`, which puts it in the other's place. Raises BadInput for an unsafe name,
        Unreadable for a source that can't be read or a folder that can't be written.
        """
        last = safe_name(name if name is not None else _name_of(source))
        data = source if isinstance(source, bytes) else _bytes_of(source)
        target = self.folder / last
        taken = self.find(document_id(last))
        if taken is not None and taken.path == target and taken.read() == data:
            return target
        if not replace and (taken is not None or target.exists()):
            raise _conflict(document_id(last), taken.name if taken else last, last)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(target, data)
            if taken is not None and taken.path != target:
                taken.path.unlink(missing_ok=True)
        except OSError as error:
            raise Unreadable(f"can't be written: {error.strerror or error}", where=str(target)) from None
        return target

    def remove(self, document: str) -> Path | None:
        """Takes the file of a document id out of the folder; gives the path it had, None where there was none."""
        file = self.find(document)
        if file is None:
            return None
        try:
            file.path.unlink(missing_ok=True)
        except OSError as error:
            raise Unreadable(f"can't be removed: {error.strerror or error}", where=file.name) from None
        return file.path

    def _walk(self, notes: list[str]) -> Iterator[CorpusFile]:
        inside = self.folder.resolve()
        for root, folders, names in os.walk(self.folder):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            for name in names:
                path = Path(root, name)
                if name.startswith(".") or path == self.folder / CATALOGUE:
                    continue
                try:
                    yield _file(path, self.folder, inside)
                except (BadInput, Unreadable) as error:
                    notes.append(f"left out: {error}")
            links = (folder for folder in folders if Path(root, folder).is_symlink())
            notes.extend(f"left out: {folder!a}: links to folders are not followed" for folder in links)


def _file(path: Path, folder: Path, inside: Path) -> CorpusFile:
    relative = path.relative_to(folder).as_posix()
    shown = relative if relative.isprintable() else ascii(relative)
    safe_name(path.name)
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(inside):
            raise Unreadable("a link that leaves the corpus folder", where=shown, todo="copy the file itself")
        found = path.stat()
    except (OSError, RuntimeError):
        raise Unreadable("can't be reached", where=shown) from None
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable("not a regular file", where=shown)
    return CorpusFile(path, relative, document_id(path.name), found.st_size, found.st_mtime_ns)


def _conflict(document: str, first: str, second: str) -> DocumentConflict:
    return DocumentConflict(
        f"{first} and {second} have the same id {document!r}",
        where=second,
        todo="rename one of them, or use --replace to put the second in the place of the first",
    )


def _name_of(source: Path | bytes) -> str:
    if isinstance(source, bytes):
        raise BadInput("these bytes have no name", todo="give a name with an extension")
    return source.name


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("there is no such file", where=str(path), todo="check the path") from None
    except IsADirectoryError:
        raise Unreadable("this is a folder", where=str(path), todo="give a file") from None
    except (OSError, ValueError) as error:
        raise Unreadable(f"can't be read: {error}", where=str(path)) from None


def _write(target: Path, data: bytes) -> None:
    """Writes beside the target, syncs, then renames: the target is never seen half-written."""
    handle, temporary = tempfile.mkstemp(prefix=TEMPORARY, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Makes the rename last through a power cut, where the system lets folders be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
