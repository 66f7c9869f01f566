"""What a text says, as posting lists take it: its terms with their places, and the words as printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policy_qa.index.words import Token, fold, tokens


class Said:
    """The words of one text. `terms` stand at `places`, counted in words from 0; `length` is how many words there are.

    Two of them are equal where they are the same one, so that what was made of one is found again.
    """

    __slots__ = ("length", "places", "surfaces", "terms")

    def __init__(self, found: Sequence[Token]) -> None:
        self.length = len(found)
        self.surfaces = [token.surface for token in found]
        if all(len(token.keys) == 1 and not token.wider for token in found):
            self.terms = [token.keys[0] for token in found]
            self.places: Sequence[int] = range(self.length)
        else:
            self.terms = [term for token in found for term in token.keys + token.wider]
            self.places = [at for at, token in enumerate(found) for _ in token.keys + token.wider]


class Wordings:
    """Reads texts for the index; a text that comes again is not read again."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], Said] = {}
        self._tokens: dict[tuple[str, str], list[Token]] = {}

    def of(self, text: str, language: str) -> Said:
        """What a text says."""
        key = (text, language)
        found = self._said.get(key)
        if found is None:
            found = self._said[key] = Said(self._read(key))
        return found

    def of_all(self, texts: Iterable[str], language: str) -> Said:
        """What several texts say, as one."""
        return Said([token for text in texts for token in self._read((text, language))])

    def _read(self, key: tuple[str, str]) -> list[Token]:
        found = self._tokens.get(key)
        if found is None:
            found = self._tokens[key] = tokens(fold(key[0]), key[1])
        return found
