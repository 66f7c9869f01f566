"""Diffs: how the records of a document changed from one reading to the next."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator

from policy_qa.domain.records import Record
from policy_qa.domain.values import Value

PLACE = {"id", "document", "start", "end", "sentence", "section"}
"""Where a record stands: a record that only moved has not changed."""


class Change(Value):
    """One record before and after: None before for an added one, None after for one that is gone."""

    before: Record | None = None
    after: Record | None = None


class Diff(Value):
    """What changed in the records of one document, in reading order of the later reading, what is gone at the end."""

    added: tuple[Record, ...] = ()
    gone: tuple[Record, ...] = ()
    changed: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.changed)

    def __str__(self) -> str:
        return f"{len(self.added)} records added, {len(self.gone)} gone, {len(self.changed)} changed"


def diff(before: Iterable[Record], after: Iterable[Record], *, moved: bool = True) -> Diff:
    """How records changed.

    Paired are first the records of the same id and content, then, where the text may have `moved`, those that say the
    same elsewhere, then those of the same id, then those of the same kind and words; what finds no partner was added
    or is gone.
    """
    old, new = list(before), list(after)
    _paired(old, new, lambda r: r)
    if moved:
        _paired(old, new, _content)
    pairs = _paired(old, new, lambda r: r.id) + _paired(old, new, lambda r: (r.kind, r.text))
    changed = (Change(before=a, after=b) for a, b in sorted(pairs, key=lambda pair: pair[1].start))
    return Diff(added=tuple(new), gone=tuple(old), changed=tuple(changed))


def lines(change: Diff) -> Iterator[str]:
    """The diff in words, a line a record."""
    for record in change.added:
        yield f"+ {_told(record)}"
    for record in change.gone:
        yield f"- {_told(record)}"
    for pair in change.changed:
        if pair.before is not None and pair.after is not None:
            yield f"~ {pair.after.kind} {pair.after.text!r}: {', '.join(_fields(pair.before, pair.after))}"


def _paired(old: list[Record], new: list[Record], key: Callable[[Record], Hashable]) -> list[tuple[Record, Record]]:
    """Takes those that have the same key out of both lists, the first with the first."""
    places: dict[Hashable, deque[int]] = defaultdict(deque)
    for position, record in enumerate(old):
        places[key(record)].append(position)
    pairs, left, gone = [], [], set()
    for record in new:
        found = places.get(key(record))
        if found:
            position = found.popleft()
            gone.add(position)
            pairs.append((old[position], record))
        else:
            left.append(record)
    old[:] = [record for position, record in enumerate(old) if position not in gone]
    new[:] = left
    return pairs


def _content(record: Record) -> str:
    return record.model_dump_json(exclude=PLACE)


def _told(record: Record) -> str:
    value = getattr(record, "value", None)
    return f"{record.kind} {record.text!r}" + (f" ({value})" if value is not None else "")


def _fields(before: Record, after: Record) -> Iterator[str]:
    """The fields that differ, each with both values; those of its place only where nothing else differs."""
    hidden = PLACE if before.model_dump(exclude=PLACE) != after.model_dump(exclude=PLACE) else {"id", "document"}
    old, new = before.model_dump(exclude=hidden), after.model_dump(exclude=hidden)
    for name in new:
        if old.get(name) != new[name]:
            yield f"{name} {old.get(name)!r} → {new[name]!r}"
