"""Tokenisation in safe pieces: spaCy's tokenizer is quadratic on long runs without white space."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.tokens import Doc
from spacy.vocab import Vocab

LONGEST_RUN = 200
RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")


class PieceTokenizer:
    """Gives the Doc of a text of any length; runs of over 200 characters are tokenised in pieces of 200."""

    def __init__(self, inner: Callable[[str], Doc], vocab: Vocab) -> None:
        self.inner = inner
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A Doc whose text is the given text, to the character."""
        docs = [self.inner(piece) for piece in pieces(text)]
        if not docs:
            return Doc(self.vocab)
        return docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)


def pieces(text: str) -> Iterator[str]:
    """The text in order, cut only inside runs of over 200 characters without white space."""
    position = 0
    for run in RUN.finditer(text):
        if position < run.start():
            yield text[position : run.start()]
        for begin in range(run.start(), run.end(), LONGEST_RUN):
            yield text[begin : min(begin + LONGEST_RUN, run.end())]
        position = run.end()
    if position < len(text):
        yield text[position:]
