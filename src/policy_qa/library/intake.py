"""Intake: reports added, replaced, removed, and the store brought level with the corpus folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeAlias

from policy_qa.corpus import Corpus
from policy_qa.domain.sources import Document, Metadata
from policy_qa.errors import DocumentConflict, PolicyQAError, Unreadable
from policy_qa.library.taking import Taken, report_id, take
from policy_qa.store import Store
from policy_qa_extractors.rulebook import fingerprint

Fate: TypeAlias = Literal["added", "replaced", "already_there", "removed", "refused"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: `document` where it is kept now, `error` where it was refused."""

    name: str
    fate: Fate
    document: Document | None = None
    error: PolicyQAError | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What `sync` would do: files to take in for the first time, files that changed, ids whose file is gone."""

    new: tuple[Path, ...]
    changed: tuple[Path, ...]
    gone: tuple[str, ...]

    @property
    def steps(self) -> int:
        """How many documents would be touched."""
        return len(self.new) + len(self.changed) + len(self.gone)


Progress: TypeAlias = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True)
class Intake:
    """The door through which reports come in: one store, one corpus folder, one reading pipeline."""

    store: Store
    corpus: Corpus
    pipeline: str | None = None

    def add(
        self, name: str, data: bytes, said: Metadata, *, replace: bool = False, encoding: str | None = None
    ) -> Outcome:
        """Takes one report in and puts its file into the corpus folder; "already_there" for the same bytes.

        Raises what loaders, corpus and store raise; then nothing is kept.
        """
        identity = report_id(name)
        digest = sha256(data).hexdigest()
        if same := self.store.with_sha256(digest):
            kept = identity if identity in same else same[0]
            return Outcome(name, "already_there", self.store.document(kept))
        taken = self._take(name, data, said, encoding)
        replaces = self._refuse_taken_id(taken, replace=replace)
        self.corpus.put(data, taken.document.name, replace=replace)
        self._keep(taken, replace=replace)
        return Outcome(name, "replaced" if replaces else "added", taken.document, notes=taken.notes)

    def plan(self) -> Plan:
        """What it takes to bring the store level with the corpus folder."""
        kept = {d.id: d for d in self.store.documents()}
        files = {f.id: f for f in self.corpus.files()}
        new = tuple(f.path for i, f in files.items() if i not in kept)
        changed = tuple(f.path for i, f in files.items() if i in kept and f.sha256 != kept[i].sha256)
        return Plan(new, changed, tuple(i for i in kept if i not in files))

    def pending(self) -> int:
        """How many files of the corpus folder are not taken in yet, told by id and size alone."""
        kept = {d.id: d.size for d in self.store.documents()}
        return sum(1 for file in self.corpus.files() if kept.get(file.id) != file.size)

    def carry_out(self, plan: Plan) -> Iterator[Outcome]:
        """Does what a plan says, file by file; a file that can't be read is refused and the rest goes on."""
        for path in (*plan.new, *plan.changed):
            yield self._sync_file(path)
        for identity in plan.gone:
            self.store.remove(identity)
            yield Outcome(identity, "removed")

    def _sync_file(self, path: Path) -> Outcome:
        try:
            data = read_bytes(path)
            taken = self._take(path.name, data, Metadata(), None)
            before = self.store.find(taken.document.id)
            self._keep(taken, replace=True)
        except PolicyQAError as problem:
            return Outcome(str(path), "refused", error=problem)
        return Outcome(str(path), "replaced" if before else "added", taken.document, notes=taken.notes)

    def _take(self, name: str, data: bytes, said: Metadata, encoding: str | None) -> Taken:
        listed = self.corpus.metadata(report_id(name))
        return take(name, data, said, listed, encoding=encoding, pipeline=self.pipeline)

    def _refuse_taken_id(self, taken: Taken, *, replace: bool) -> bool:
        """Whether the id is taken; raises DocumentConflict where it is and `replace` is not said."""
        document = taken.document
        other = self.store.find(document.id)
        if other is not None and not replace:
            raise DocumentConflict(
                f"the id {document.id!r} is taken by {other.name!r}",
                where=document.name,
                todo="rename the file, or say --replace to make it the next version",
            )
        return other is not None

    def _keep(self, taken: Taken, *, replace: bool) -> None:
        self.store.add(
            taken.document,
            taken.source,
            taken.text,
            taken.records,
            rules=fingerprint(),
            layout=taken.layout,
            replace=replace,
        )


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises Unreadable, naming it and what to do."""
    try:
        if path.is_dir():
            raise Unreadable("is a folder, not a file", where=str(path))
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise Unreadable("there is no such file", where=str(path), todo="check the name") from problem
    except (OSError, ValueError) as problem:
        raise Unreadable(f"can't be read: {problem}", where=str(path)) from problem


def files_under(paths: Iterable[Path], known: Callable[[Path], bool]) -> Iterator[Path]:
    """The files named, and those under the folders named that a loader knows, in order of their names."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and known(p) and not p.name.startswith("."))
        else:
            yield path
