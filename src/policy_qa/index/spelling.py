"""Words that may have been meant."""

from __future__ import annotations

from policy_qa.index.query import And, Or, Phrase, Query, Word
from policy_qa.index.snapshot import Snapshot
from policy_qa.index.words import fold, query_terms, tokens


def close_words(snapshot: Snapshot, word: str, k: int = 3) -> list[str]:
    """Up to k printed words most alike to a folded word, the commonest first.

    They share its first letter and differ by one letter, or by two from eight letters on.
    """
    from rapidfuzz.distance import OSA

    limit = 1 if len(word) < 8 else 2
    if len(word) < 3:
        return []
    alike = [known for known in snapshot.words("surface", word[:1]) if abs(len(known) - len(word)) <= limit]
    close = [(OSA.distance(word, known, score_cutoff=limit), known) for known in alike]
    ranked = sorted((far, -snapshot.frequency("surface", known), known) for far, known in close if far <= limit)
    return [known for _, _, known in ranked[:k]]


def suggest(snapshot: Snapshot, query: Query) -> str | None:
    """The query with its unknown words put right; None where there is nothing to put right."""
    mended = _mended(snapshot, query)
    return None if mended == query else str(mended)


def _mended(snapshot: Snapshot, query: Query) -> Query:
    if isinstance(query, And | Or):
        return type(query)(tuple(_mended(snapshot, part) for part in query.parts))
    if isinstance(query, Word | Phrase):
        return type(query)(_text(snapshot, query.text), query.at)
    return query


def _text(snapshot: Snapshot, text: str) -> str:
    words = text.split()
    for i, word in enumerate(words):
        found = tokens(fold(word), "")
        if len(found) == 1 and found[0].surface.isalpha() and not _known(snapshot, word):
            words[i] = next(iter(close_words(snapshot, found[0].surface, 1)), word)
    return " ".join(words)


def _known(snapshot: Snapshot, word: str) -> bool:
    terms = [term for token in tokens(fold(word), "") for term in query_terms(token)]
    return any(snapshot.frequency(pool, term) for pool in ("words", "frame") for term in terms)
