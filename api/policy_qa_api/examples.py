"""Example questions made from the reports themselves; only those that the library answers with the right figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from policy_qa.domain.records import Figure
from policy_qa.errors import PolicyQAError
from policy_qa.library import Library, RecordFilter

WANTED = 4
TRIED = 12
FORMS = {"en": "How many {} are there?", "es": "¿Cuál es el número de {}?"}


class Examples:
    """The example questions of a library, made once for each generation."""

    def __init__(self) -> None:
        self._generation = -1
        self._questions: tuple[str, ...] = ()

    def of(self, library: Library) -> tuple[str, ...]:
        """Up to four questions; none where no figure can be asked for."""
        try:
            generation = library.generation
            if generation != self._generation:
                self._questions = tuple(islice(_answered(library), WANTED))
                self._generation = generation
        except PolicyQAError:
            return ()
        return self._questions


def _answered(library: Library) -> Iterator[str]:
    for figure in islice(_candidates(library), TRIED):
        question = FORMS[figure.language].format(figure.measured_entity)
        answer = library.ask(question).answer
        if answer is not None and answer.record == figure.id:
            yield question


def _candidates(library: Library) -> Iterator[Figure]:
    """Plain counts that name what they count in two to five words, report by report in turns."""
    lanes = [_counts(library, document.id) for document in library.documents()[:8]]
    for turn in range(max(map(len, lanes), default=0)):
        yield from (lane[turn] for lane in lanes if turn < len(lane))


def _counts(library: Library, document: str) -> Sequence[Figure]:
    page = library.records(RecordFilter(kinds=("figure",), documents=(document,), labels=("CARDINAL",)), size=200)
    figures = [r for r in page.items if isinstance(r, Figure)]
    names = [r.measured_entity for r in figures]
    return [
        figure
        for figure, name in zip(figures, names, strict=True)
        if name and 2 <= len(name.split()) <= 5 and names.count(name) == 1 and float(figure.value) >= 10
    ]
