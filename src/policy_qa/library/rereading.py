"""Reading again: the kept texts through today's rules, first to show what would change, then to keep it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policy_qa.domain.records import Record
from policy_qa.domain.sources import Document
from policy_qa.domain.values import Value
from policy_qa.errors import PolicyQAError
from policy_qa.library.crew import Task, each
from policy_qa.library.diffing import Diff, diff
from policy_qa.library.intake import Intake, Outcome
from policy_qa.library.taking import aside_of, records_of, rules_of


class Rereading(Value):
    """What reading a document again would change. `stale` says that it was read with other rules than today's."""

    document: Document
    diff: Diff
    stale: bool


@dataclass(frozen=True, slots=True)
class KeptText:
    """A document as it is kept, to be read again."""

    document: Document
    text: str
    layout: str
    pipeline: str | None


def read_again(kept: KeptText) -> list[Record]:
    """The records of a kept text by today's rules."""
    document = kept.document
    aside = aside_of(kept.layout)
    return records_of(kept.text, aside, document.id, document.language, document.published, kept.pipeline)


def shown(intake: Intake, jobs: int) -> Iterator[Rereading]:
    """What reading each document again would change; nothing is written."""
    store, rules = intake.store, rules_of(intake.pipeline)
    for task, again in each(read_again, _tasks(intake, store.documents()), jobs):
        if isinstance(again, PolicyQAError):
            raise again
        document = task.given.document
        before = store.records(document.id)
        stale = store.kept(document.id)["rules"] != rules
        yield Rereading(document=document, diff=_diff(before, again), stale=stale)


def carried_out(intake: Intake, found: Iterable[Rereading], jobs: int) -> Iterator[Outcome]:
    """Keeps the new records of the documents that change, and today's rules where only these are new.

    The text stays as it is. A document that another process changed meanwhile is read as it is then.
    """
    rereadings = list(found)
    for one in rereadings:
        if one.stale and not one.diff:
            with intake.alone():
                intake.store.read_with(one.document.id, rules_of(intake.pipeline))
    changing = [one.document for one in rereadings if one.diff]
    for task, again in each(read_again, _tasks(intake, changing), jobs):
        if isinstance(again, PolicyQAError):
            yield Outcome(task.name, "refused", error=again, size=task.size)
        else:
            yield _kept(intake, task.given, again)


def _tasks(intake: Intake, documents: Iterable[Document]) -> Iterator[Task[KeptText]]:
    for document in documents:
        text, layout = intake.store.text(document.id), intake.store.layout(document.id)
        yield Task(document.name, KeptText(document, text, layout, intake.pipeline), document.size)


def _kept(intake: Intake, kept: KeptText, again: list[Record]) -> Outcome:
    document, store = kept.document.model_copy(update={"records": len(again)}), intake.store
    with intake.alone():
        before = store.records(document.id)
        store.add(
            document,
            store.source(document.id),
            kept.text,
            again,
            rules=rules_of(intake.pipeline),
            layout=kept.layout,
            replace=True,
        )
    return Outcome(document.name, "replaced", document, size=document.size, diff=_diff(before, again))


def _diff(before: Sequence[Record], after: Sequence[Record]) -> Diff:
    """How the records of one text changed: a record is the same only where it stands in the same place."""
    return diff(before, after, moved=False)
