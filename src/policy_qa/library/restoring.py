"""Restore: a backup read, checked whole, and put back in one transaction.

An archive is read by the names of its manifest only; nothing is ever unpacked to a path that it names.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from policy_qa.corpus import CATALOGUE, Corpus, safe_name
from policy_qa.domain.records import RECORD
from policy_qa.domain.reviews import Review
from policy_qa.domain.sources import Document
from policy_qa.errors import BadInput, DocumentConflict, PolicyQAError, TooLarge, Unreadable
from policy_qa.library.archiving import FORMAT, MANIFEST, VERSION
from policy_qa.library.taking import report_id
from policy_qa.loaders.front import SIZE_LIMIT
from policy_qa.store import Kept, Store

PART_LIMIT = 20 * SIZE_LIMIT
"""The longest part in bytes: records of a report are a few times its size."""

MANIFEST_LIMIT = 200_000_000
RATIO = 300
"""So many times the archive's own size it may hold; text packs to a tenth, a bomb to a thousandth."""


def restore(store: Store, folder: Path, archive: Path, *, replace: bool = False) -> int:
    """Puts a backup's documents and reviews in the place of the store's, and its files into the corpus folder.

    Gives how many documents there are. All of the archive is checked before anything is written. Raises BadInput
    where the store is not empty, DocumentConflict where another file stands in the corpus folder, each unless
    `replace`; Unreadable or TooLarge for a bad archive, StoreError. Files of the corpus folder that are not in the
    archive are left there.
    """
    if store.size()[0] and not replace:
        raise BadInput(
            "the store is not empty", where=str(archive), todo="say --replace to put the backup in its place"
        )
    backup = Backup(archive)
    try:
        backup.check()
        missing = _missing(backup, folder, replace=replace)
        corpus = Corpus.open(folder)
        for kept in backup.kept():
            if kept.document.id in missing:
                corpus.put(kept.source, kept.document.name, replace=True)
        _put_catalogue(backup, folder)
        store.restore(backup.kept(), backup.reviews())
    finally:
        backup.close()
    return len(backup.documents)


def _missing(backup: Backup, folder: Path, *, replace: bool) -> set[str]:
    """The documents whose file is not in the corpus folder as it was; raises DocumentConflict for another's place."""
    there = {file.id: file for file in Corpus.open(folder).files()}
    missing = set()
    for kept in backup.kept():
        file = there.get(kept.document.id)
        if file is not None and file.sha256 == kept.document.sha256:
            continue
        if file is not None and not replace:
            raise _in_the_way(file.name)
        missing.add(kept.document.id)
    told, place = backup.catalogue(), folder / CATALOGUE
    if told is not None and not replace and place.is_file() and place.read_bytes() != told:
        raise _in_the_way(CATALOGUE)
    return missing


def _put_catalogue(backup: Backup, folder: Path) -> None:
    told = backup.catalogue()
    if told is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / CATALOGUE).write_bytes(told)


def _in_the_way(name: str) -> DocumentConflict:
    what = "another file of that name stands in the corpus folder"
    return DocumentConflict(what, where=name, todo="move it away, or say --replace")


class Backup:
    """An archive opened for reading. Raises Unreadable for what is no backup, is damaged, or was made to do harm."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._archive = zipfile.ZipFile(path)
        except FileNotFoundError as problem:
            raise Unreadable("there is no such file", where=str(path), todo="check the name") from problem
        except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as problem:
            raise Unreadable(f"is no backup: {problem}", where=str(path)) from problem
        try:
            self.documents, self._parts = self._manifest()
        except BaseException:
            self._archive.close()
            raise

    def close(self) -> None:
        """Lets go of the file."""
        self._archive.close()

    def check(self) -> None:
        """Reads everything once; raises Unreadable or TooLarge at the first thing that is not as the manifest says."""
        for _ in self.kept():
            pass
        self.reviews()
        self.catalogue()

    def kept(self) -> Iterator[Kept]:
        """Each document as the store keeps it, its hashes and quotes held against each other."""
        for identity in self.documents:
            try:
                yield self._one(identity)
            except (ValueError, KeyError, TypeError) as problem:
                raise self._damaged(f"document {identity!r} is not one: {str(problem).splitlines()[0]}") from problem

    def reviews(self) -> list[Review]:
        """The reviews."""
        try:
            return [Review.model_validate_json(line) for line in self._part("reviews.jsonl").splitlines()]
        except ValueError as problem:
            raise self._damaged("its reviews can't be read") from problem

    def catalogue(self) -> bytes | None:
        """The corpus.toml, or None."""
        return self._part(CATALOGUE) if CATALOGUE in self._parts else None

    def _one(self, identity: str) -> Kept:
        place = f"documents/{identity}"
        told = json.loads(self._part(f"{place}/document.json"))
        rules = str(told.pop("rules"))
        document = Document.model_validate(told)
        if not document.id == identity == report_id(document.name) or safe_name(document.name) != document.name:
            raise ValueError("its id is not that of its name")
        source = self._part(f"sources/{document.sha256}")
        if sha256(source).hexdigest() != document.sha256 or len(source) != document.size:
            raise ValueError("its source is another")
        text = self._part(f"{place}/text.txt").decode()
        layout = self._part(f"{place}/layout.json").decode()
        lines = self._part(f"{place}/records.jsonl").decode().split("\n")[:-1]
        records = [RECORD.validate_json(line) for line in lines]
        if (
            len(records) != document.records
            or len(text) != document.characters
            or not isinstance(json.loads(layout), list)
        ):
            raise ValueError("its parts do not fit each other")
        for record in records:
            if record.document != identity or text[record.start : record.end] != record.text:
                raise ValueError(f"record {record.id} quotes other words than stand there")
        return Kept(document, source, text, layout, tuple(records), rules)

    def _manifest(self) -> tuple[list[str], dict[str, tuple[str, int]]]:
        try:
            head = json.loads(self._read(MANIFEST, MANIFEST_LIMIT))
            if head["format"] != FORMAT or head["version"] != VERSION:
                raise self._damaged(f"it is no {FORMAT} of version {VERSION}")
            parts = {str(n): (str(p["sha256"]), int(p["size"])) for n, p in head["parts"].items()}
            documents = [str(identity) for identity in head["documents"]]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
            raise self._damaged("its manifest can't be read") from problem
        self._check_entries(parts)
        if len(set(documents)) != len(documents):
            raise self._damaged("a document stands in it twice")
        return documents, parts

    def _check_entries(self, parts: dict[str, tuple[str, int]]) -> None:
        """Refuses parts that the manifest does not name, parts of other sizes, and more than the file can hold."""
        entries = self._archive.infolist()
        names = [entry.filename for entry in entries]
        if sorted(names) != sorted([*parts, MANIFEST]):
            odd = sorted(set(names).symmetric_difference([*parts, MANIFEST])) or ["a part"]
            raise self._damaged(f"{odd[0][:80]!a} and its manifest do not fit each other")
        length = self.path.stat().st_size
        if sum(entry.compress_size for entry in entries) > length:
            raise self._damaged("its parts overlap")
        if sum(entry.file_size for entry in entries) > RATIO * length:
            raise TooLarge(f"it unpacks to over {RATIO} times its size", where=str(self.path))
        for entry in entries:
            if entry.filename != MANIFEST and entry.file_size != parts[entry.filename][1]:
                raise self._damaged(f"{entry.filename!a} is not of the size that its manifest says")

    def _part(self, name: str) -> bytes:
        if name not in self._parts:
            raise self._damaged(f"{name[:80]!a} is missing")
        digest, size = self._parts[name]
        if size > PART_LIMIT:
            raise TooLarge(f"{name[:80]!a} is over {PART_LIMIT:,} bytes", where=str(self.path))
        data = self._read(name, size)
        if len(data) != size or sha256(data).hexdigest() != digest:
            raise self._damaged(f"{name!a} is not as it was written")
        return data

    def _read(self, name: str, limit: int) -> bytes:
        try:
            with self._archive.open(name) as part:
                return part.read(limit + 1)
        except (
            OSError,
            ValueError,
            KeyError,
            EOFError,
            RuntimeError,
            NotImplementedError,
            zipfile.BadZipFile,
            zlib.error,
        ) as problem:
            raise self._damaged(f"{name[:80]!a} can't be read: {problem}") from problem

    def _damaged(self, what: str) -> PolicyQAError:
        return Unreadable(f"the backup is damaged: {what}", where=str(self.path), todo="nothing was restored")
