"""The corpus folder on disk: which files are in it, and putting one in or taking one out safely."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from policy_qa.corpus.catalogue import CATALOGUE, read_catalogue
from policy_qa.corpus.names import safe_name
from policy_qa.domain.sources import Metadata, document_id
from policy_qa.errors import BadInput, DocumentConflict, Unreadable

TEMPORARY = ".incoming-"
NOTHING_HELD: Mapping[str, str] = {}
ODD = re.compile(r"[^\w.-]|^\.", re.ASCII)


@dataclass(frozen=True)
class CorpusFile:
    """One file of the folder. `name` is its path inside it with "/"; `size` in bytes, `changed` in nanoseconds."""

    folder: Path
    name: str
    id: str
    size: int
    changed: int

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.folder / self.name

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
    """A folder of reports; `catalogue` is what its corpus.toml said when it was opened.

    The names in the folder are looked at when the first file is put in, and not again for each file after it.
    """

    folder: Path
    catalogue: dict[str, Metadata]
    _names: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def open(cls, folder: Path) -> Corpus:
        """The corpus at `folder`, which need not exist yet; BadInput for a file of that name or a bad corpus.toml."""
        if folder.exists() and not folder.is_dir():
            raise BadInput("this is a file, not a corpus folder", where=str(folder), todo="give a folder")
        return cls(folder, read_catalogue(folder / CATALOGUE))

    def listed(self, held: Mapping[str, str] = NOTHING_HELD) -> Listed:
        """All files with the notes on what was left out.

        Left out are hidden files, corpus.toml, links that leave the folder, what is no regular file, and unsafe names;
        of files that share an id the one of the name that is `held` (by id) stays, else the first by name, and the
        conflict names both.
        """
        notes: list[str] = []
        byid: dict[str, CorpusFile] = {}
        conflicts = []
        for file in sorted(self._walk(notes), key=lambda f: f.name):
            first = byid.setdefault(file.id, file)
            if first is file:
                continue
            better = held.get(file.id) == file.path.name != first.path.name
            stays, goes = (file, first) if better else (first, file)
            byid[file.id] = stays
            conflicts.append(_conflict(file.id, stays.name, goes.name, "rename one of them, or take it out"))
        return Listed(tuple(byid.values()), tuple(sorted(notes)), tuple(conflicts))

    def files(self, held: Mapping[str, str] = NOTHING_HELD) -> list[CorpusFile]:
        """The files, each with an id of its own; see `listed`."""
        return list(self.listed(held).files)

    def metadata(self, document: str | Path) -> Metadata:
        """What corpus.toml says of a document id, or of a file by its name; nothing where it is silent."""
        identity = document_id(document.name) if isinstance(document, Path) else document
        return self.catalogue.get(identity, Metadata())

    def find(self, document: str, name: str = "") -> CorpusFile | None:
        """The file of a document id, that of this name where several have the id; None where there is none."""
        return next((file for file in self.files({document: name}) if file.id == document), None)

    def put(self, source: Path | bytes, name: str | None = None, *, replace: bool = False) -> Path:
        """Copies a file in under its own or the given name, whole or not at all; gives its path in the folder.

        The same bytes under the same name are left as they are. A file whose id is taken is refused with
        DocumentConflict unless `replace`, which puts it in the other's place. Raises BadInput for an unsafe name,
        Unreadable for a source that can't be read or a folder that can't be written.
        """
        last = safe_name(name if name is not None else _name_of(source))
        data = source if isinstance(source, bytes) else _bytes_of(source)
        target = self.folder / last
        taken = target if target.exists() else self._taken(document_id(last))
        if taken == target and not target.is_symlink() and _bytes_of(target) == data:
            return target
        if taken is not None and not replace:
            todo = "rename one of them, or use --replace to put the second in the place of the first"
            raise _conflict(document_id(last), taken.name, last, todo)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(target, data)
            if taken is not None and taken != target:
                taken.unlink(missing_ok=True)
            self._names[document_id(last)] = last
        except OSError as error:
            raise Unreadable(f"can't be written: {error.strerror or error}", where=str(target)) from None
        return target

    def remove(self, document: str, name: str = "") -> Path | None:
        """Takes the file of a document id out of the folder, that of this name where several have the id.

        Gives the path it had, None where there was none.
        """
        file = self.find(document, name)
        if file is None:
            return None
        try:
            file.path.unlink(missing_ok=True)
            self._names.clear()
        except OSError as error:
            raise Unreadable(f"can't be removed: {error.strerror or error}", where=file.name) from None
        return file.path

    def _walk(self, notes: list[str], below: str = "") -> Iterator[CorpusFile]:
        """The files of a folder, `below` with a slash at its end, and of the folders in it."""
        try:
            with os.scandir(self.folder / below) as found:
                entries = sorted(found, key=lambda e: e.name)
        except OSError:
            return
        for entry in entries:
            name = below + entry.name
            if entry.name.startswith(".") or name == CATALOGUE:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(notes, f"{name}/")
                continue
            try:
                yield self._file(entry, name)
            except (BadInput, Unreadable) as error:
                notes.append(f"left out: {error}")

    def _file(self, entry: os.DirEntry[str], name: str) -> CorpusFile:
        safe_name(entry.name)
        shown = name if name.isprintable() else ascii(name)
        try:
            if entry.is_symlink() and not Path(entry.path).resolve(strict=True).is_relative_to(self.folder.resolve()):
                raise Unreadable("a link that leaves the corpus folder", where=shown, todo="copy the file itself")
            found = entry.stat()
        except (OSError, RuntimeError):
            raise Unreadable("can't be reached", where=shown) from None
        if stat.S_ISDIR(found.st_mode):
            raise Unreadable("a link to a folder", where=shown, todo="copy the files themselves")
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable("not a regular file", where=shown)
        return CorpusFile(self.folder, name, _id_of(entry.name), found.st_size, found.st_mtime_ns)

    def _taken(self, document: str) -> Path | None:
        """The file beside corpus.toml that has this id already."""
        if not self._names:
            try:
                with os.scandir(self.folder) as found:
                    names = sorted((entry.name for entry in found), reverse=True)
            except OSError:
                return None
            self._names.update((_id_of(n), n) for n in names if not n.startswith(".") and n != CATALOGUE)
        name = self._names.get(document)
        return self.folder / name if name is not None and (self.folder / name).exists() else None


def _id_of(name: str) -> str:
    """The same as `document_id`, quicker where the name has no letter to replace."""
    if ODD.search(name):
        return document_id(name)
    return name.rpartition(".")[0] or name


def _conflict(document: str, first: str, second: str, todo: str) -> DocumentConflict:
    return DocumentConflict(f"{first} and {second} have the same id {document!r}", where=second, todo=todo)


def _name_of(source: Path | bytes) -> str:
    if isinstance(source, bytes):
        raise BadInput("these bytes have no name", todo="give a name with an extension")
    return source.name


def _bytes_of(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_dir() and not path.is_file():
            raise Unreadable("this is no regular file", where=str(path), todo="give a file")
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("there is no such file", where=str(path), todo="check the path") from None
    except IsADirectoryError:
        raise Unreadable("this is a folder", where=str(path), todo="give a file") from None
    except (OSError, ValueError) as error:
        raise Unreadable(f"can't be read: {error}", where=str(path)) from None


def _write(target: Path, data: bytes) -> None:
    """Writes beside the target, syncs, then renames: the target is never seen half-written."""
    temporary = target.with_name(TEMPORARY + target.name)
    temporary.unlink(missing_ok=True)  # of a writer that was killed
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
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
