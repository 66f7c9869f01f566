"""The same query with less asked for, where nothing holds all its words."""

from __future__ import annotations

from policy_qa.index.query import And, Field, Not, Or, Phrase, Query, Word
from policy_qa.index.words import says_something


def loosened(query: Query) -> Query | None:
    """The same query with any of its words in place of all; fields and refusals stay."""
    if not isinstance(query, And):
        return None
    words = tuple(part for part in query.parts if isinstance(part, Word | Phrase))
    rest = tuple(part for part in query.parts if isinstance(part, Field | Not))
    if len(words) < 2 or len(words) + len(rest) < len(query.parts):
        return None
    asked = tuple(part for part in words if isinstance(part, Phrase) or says_something(part.text)) or words
    some = asked[0] if len(asked) == 1 else Or(asked)
    return And((some, *rest)) if rest else some
