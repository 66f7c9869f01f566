"""The one family of errors: each says what is wrong, where, and what to do about it."""

from __future__ import annotations


class PolicyQAError(Exception):
    """Base of every error that a user can meet.

    `what` says what is wrong, `where` names the place in a text, file or query (or is empty),
    `todo` says what to do (or is empty). `slug` names the kind of problem at the edges.
    """

    slug = "error"

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.todo = todo

    def __str__(self) -> str:
        """One line: what, where, what to do."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}; {self.todo}" if self.todo else line

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Travels between processes whole, keyword arguments and all."""
        return _rebuild, (type(self), self.what, self.where, self.todo)


def _rebuild(kind: type[PolicyQAError], what: str, where: str, todo: str) -> PolicyQAError:
    return kind(what, where=where, todo=todo)


class BadInput(PolicyQAError):
    """Something the caller gave can't be used as it is: an empty question, an unknown label."""

    slug = "bad-input"


class QueryError(BadInput):
    """A search query that can't be read; `where` points at the character."""

    slug = "bad-query"


class Unreadable(PolicyQAError):
    """A file that can't be taken in: missing, empty, binary, not in a known encoding."""

    slug = "unreadable"


class UnsupportedFormat(Unreadable):
    """A file of a kind that no loader reads."""

    slug = "unsupported-format"


class TooLarge(PolicyQAError):
    """Over a stated limit of size, length or number."""

    slug = "too-large"


class UnknownDocument(PolicyQAError):
    """No document of that id is in the store."""

    slug = "unknown-document"


class UnknownRecord(PolicyQAError):
    """No record of that id is in the store."""

    slug = "unknown-record"


class DocumentConflict(PolicyQAError):
    """Another document already has that id."""

    slug = "document-conflict"


class StoreError(PolicyQAError):
    """The store can't be opened, read or written."""

    slug = "store"


class IndexTrouble(PolicyQAError):
    """The index can't be opened, read or written; the store is not affected."""

    slug = "index"


class RuleError(PolicyQAError):
    """A rule file that can't be loaded; `where` names file and rule."""

    slug = "rule"
