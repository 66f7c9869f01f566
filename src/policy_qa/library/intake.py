"""Intake: reports added, replaced, removed, and the store brought level with the corpus folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeAlias

from policy_qa.corpus import Corpus
from policy_qa.domain.sources import Document, Metadata
from policy_qa.errors import DocumentConflict, PolicyQAError, TooLarge, Unreadable
from policy_qa.library.crew import Task, each
from policy_qa.library.diffing import Diff, diff
from policy_qa.library.taking import Report, Taken, report_id, rules_of, take
from policy_qa.loaders.front import SIZE_LIMIT
from policy_qa.store import Source, Store

Fate: TypeAlias = Literal["added", "replaced", "already_there", "removed", "refused"]

FEW, SMALL = 2, 100_000
"""So few files, or files of so few bytes together, are read here: starting processes for them would take longer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: `document` where it is kept now, `error` where it was refused.

    `size` is that of the file in bytes; `diff` says how the records of a replaced document changed.
    """

    name: str
    fate: Fate
    document: Document | None = None
    error: PolicyQAError | None = None
    notes: tuple[str, ...] = ()
    size: int = 0
    diff: Diff | None = None


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


@dataclass(frozen=True, slots=True)
class Wish:
    """How files are to be added. `inside` says that they lie in the corpus folder already."""

    said: Metadata
    encoding: str | None = None
    replace: bool = False
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Intake:
    """The door through which reports come in: one store, one corpus folder, one reading pipeline.

    `alone` gives the writing lock; it is held only while one report is written.
    """

    store: Store
    corpus: Corpus
    alone: Callable[[], AbstractContextManager[None]]
    pipeline: str | None = None

    def add(
        self, name: str, data: bytes, said: Metadata, *, replace: bool = False, encoding: str | None = None
    ) -> Outcome:
        """Takes one report in and puts its file into the corpus folder; "already_there" for the same bytes.

        Raises what loaders, corpus and store raise; then nothing is kept.
        """
        wish = Wish(said, encoding, replace)
        report = self._report(name, data, wish)
        return self._there(report, wish) or self._kept(take(report), wish)

    def add_files(self, paths: Iterable[Path], wish: Wish, jobs: int) -> Iterator[Outcome]:
        """Takes files in, in their order, read in so many processes; a file that is refused never stops the rest.

        What is there already is told by its hash and not read again, so that a run that was cut short goes on where
        it stopped.
        """
        for task, taken in each(_take_or_tell, self._tasks(paths, wish), jobs):
            outcome = self._settled(taken, wish)
            yield replace(outcome, name=task.name, size=task.size)

    def plan(self) -> Plan:
        """What it takes to bring the store level with the corpus folder.

        A file of another size than its document's has changed; one of the same size is hashed. Times of change are
        not trusted, because copies, checkouts and restored files carry old ones: hashing costs a second for 500 MB,
        and is linear in what the folder holds.
        """
        kept = self.store.sources()
        files = {f.id: f for f in self.corpus.files(_names(kept))}
        new = tuple(f.path for i, f in files.items() if i not in kept)
        other = (f for i, f in files.items() if i in kept and (f.size != kept[i].size or f.sha256 != kept[i].sha256))
        return Plan(new, tuple(f.path for f in other), tuple(i for i in kept if i not in files))

    def pending(self) -> int:
        """How many files of the corpus folder are not taken in yet, told by id and size alone."""
        kept = self.store.sources()
        files = self.corpus.files(_names(kept))
        return sum(1 for file in files if file.id not in kept or kept[file.id].size != file.size)

    def left_out(self) -> list[str]:
        """Which files of the corpus folder are passed over, and why: unsafe names, links out of it, ids that are taken.

        A line each.
        """
        listed = self.corpus.listed(_names(self.store.sources()))
        return [*(str(conflict) for conflict in listed.conflicts), *listed.notes]

    def carry_out(self, plan: Plan, jobs: int) -> Iterator[Outcome]:
        """Does what a plan says; a file that can't be read is refused and the rest goes on."""
        yield from self.add_files((*plan.new, *plan.changed), Wish(Metadata(), replace=True, inside=True), jobs)
        for identity in plan.gone:
            with self.alone():
                self.store.remove(identity)
            yield Outcome(identity, "removed")

    def _tasks(self, paths: Iterable[Path], wish: Wish) -> Iterator[Task[Report | Outcome]]:
        """Files as tasks; what need not or can't be read is settled here already."""
        for path in paths:
            try:
                report = self._report(path.name, read_bytes(path), wish)
                settled = self._there(report, wish)
            except PolicyQAError as problem:
                yield Task(str(path), Outcome(str(path), "refused", error=problem))
                continue
            yield Task(str(path), settled or report, len(report.data))

    def _settled(self, taken: Taken | Outcome | PolicyQAError, wish: Wish) -> Outcome:
        if isinstance(taken, Outcome):
            return taken
        if isinstance(taken, PolicyQAError):
            return Outcome("", "refused", error=taken)
        try:
            return self._kept(taken, wish)
        except PolicyQAError as problem:
            return Outcome("", "refused", error=problem)

    def _report(self, name: str, data: bytes, wish: Wish) -> Report:
        said = (wish.said, self.corpus.metadata(report_id(name)))
        return Report(name, data, said, wish.encoding, self.pipeline)

    def _there(self, report: Report, wish: Wish) -> Outcome | None:
        """What there is to say of a report before it is read: the same bytes are there already, or its id is taken."""
        identity = report_id(report.name)
        same = self.store.with_sha256(sha256(report.data).hexdigest())
        if identity in same or (same and not wish.inside):
            kept = identity if identity in same else same[0]
            return Outcome(report.name, "already_there", self.store.document(kept))
        other = None if wish.replace else self.store.find(identity)
        if other is not None:
            raise DocumentConflict(
                f"the id {identity!r} is taken by {other.name!r}",
                where=report.name,
                todo="rename the file, or say --replace to make it the next version",
            )
        return None

    def _kept(self, taken: Taken, wish: Wish) -> Outcome:
        """Keeps what was read, in one transaction; first looks again, as others may have written meanwhile."""
        document = taken.document
        with self.alone():
            report = Report(document.name, taken.source)
            if there := self._there(report, wish):
                return there
            before = self.store.find(document.id)
            change = None
            if before is not None:
                change = diff(self.store.records(document.id), taken.records)
            if not wish.inside:
                self.corpus.put(taken.source, document.name, replace=wish.replace)
            self.store.add(
                document,
                taken.source,
                taken.text,
                taken.records,
                rules=rules_of(self.pipeline),
                layout=taken.layout,
                replace=wish.replace,
            )
        fate: Fate = "replaced" if before is not None else "added"
        return Outcome(document.name, fate, document, notes=taken.notes, diff=change)


def _names(kept: Mapping[str, Source]) -> dict[str, str]:
    return {identity: source.name for identity, source in kept.items()}


def _take_or_tell(given: Report | Outcome) -> Taken | Outcome:
    return given if isinstance(given, Outcome) else take(given)


def worth_a_crew(paths: Sequence[Path]) -> bool:
    """Whether files are so many and large that processes of their own read them sooner."""
    if len(paths) <= FEW:
        return False
    size = 0
    for path in paths:
        try:
            size += path.stat().st_size
        except (OSError, ValueError):
            continue
        if size > SMALL:
            return True
    return False


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises Unreadable or TooLarge, naming it and what to do."""
    try:
        if path.is_dir():
            raise Unreadable("is a folder, not a file", where=str(path))
        if path.exists() and not path.is_file():
            raise Unreadable("is no regular file", where=str(path), todo="give a file")
        if path.stat().st_size > SIZE_LIMIT:
            raise TooLarge(f"over {SIZE_LIMIT:,} bytes", where=str(path), todo="split the report")
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise Unreadable("there is no such file", where=str(path), todo="check the name") from problem
    except (OSError, ValueError) as problem:
        raise Unreadable(f"can't be read: {problem}", where=str(path)) from problem


def files_under(paths: Iterable[Path], known: Callable[[Path], bool]) -> Iterator[Path]:
    """The files named, and those under the folders named that are known, in order of their names.

    Hidden files and folders, and links that leave the folder, are left out.
    """
    for path in paths:
        if path.is_dir():
            inside = path.resolve()
            yield from sorted(p for p in path.rglob("*") if _of_folder(p, path, inside) and known(p))
        else:
            yield path


def _of_folder(path: Path, folder: Path, inside: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return not hidden and path.is_file() and path.resolve().is_relative_to(inside)
