"""Marks the words of a query in a quote, by the same reading of words that found it."""

from __future__ import annotations

from unicodedata import combining, normalize

from policy_qa.index.query import And, Field, Fuzzy, Not, Or, Phrase, Prefix, Query, Word
from policy_qa.index.words import Token, fold, one_letter_off, query_terms, stem, tokens


def highlights(query: Query, quote: str) -> list[tuple[int, int]]:
    """Spans of the quote, in order, disjoint; what follows NOT and what fields ask for is not marked."""
    text, places = folded_with_places(quote)
    words = tokens(text, "")
    spans: set[tuple[int, int]] = set()
    for part in _leaves(query):
        spans.update(_marked(part, words))
    return [(places[start], places[end]) for start, end in sorted(spans)]


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its places (and its end) the place in the text."""
    if text.isascii():
        return text.lower(), list(range(len(text) + 1))
    folded: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        for piece in normalize("NFKD", character.casefold()):
            if not combining(piece):
                folded.append(piece)
                places.append(at)
    return "".join(folded), _ends(places, text)


def _ends(places: list[int], text: str) -> list[int]:
    """Places with the end; a combining mark belongs to the letter before it."""
    return [*places, len(text)]


def _leaves(query: Query) -> list[Word | Phrase | Prefix | Fuzzy]:
    if isinstance(query, And | Or):
        return [leaf for part in query.parts for leaf in _leaves(part)]
    return [] if isinstance(query, Field | Not) else [query]


def _marked(part: Word | Phrase | Prefix | Fuzzy, words: list[Token]) -> list[tuple[int, int]]:
    if isinstance(part, Prefix):
        beginning = fold(part.text)
        return [(word.start, word.end) for word in words if word.surface.startswith(beginning)]
    if isinstance(part, Fuzzy):
        wanted = fold(part.text)
        return [(word.start, word.end) for word in words if one_letter_off(wanted, word.surface)]
    wanted_terms = [set(query_terms(token)) for token in part.words()]
    return _rows(wanted_terms, words)


def _rows(wanted: list[set[str]], words: list[Token]) -> list[tuple[int, int]]:
    forms = [{*word.keys, *word.wider, stem(word.surface, "en"), stem(word.surface, "es")} for word in words]
    found = []
    for i in range(len(words) - len(wanted) + 1):
        if all(terms & forms[i + j] for j, terms in enumerate(wanted)):
            found += [(words[i + j].start, words[i + j].end) for j in range(len(wanted))]
    return found
