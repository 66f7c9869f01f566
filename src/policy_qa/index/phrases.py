"""Words one after the other, where they stand often: whole lists of places met as sorted numbers.

numpy is imported with this module, and this module only when a phrase of common words is looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from policy_qa.index.codec import Postings

BITS = 32
"""A place is a document's number above so many bits, and a position of the text below."""


def starts(lists: Sequence[Iterable[tuple[Postings, int]]]) -> Iterable[int]:
    """The numbers of the documents in which a place of each list follows one of the list before it.

    Each list holds the postings of one word in all its forms and segments, each with the segment's first document
    number.
    """
    met: NDArray[np.int64] | None = None
    for shift, some in enumerate(lists):
        found = [_places(postings, base, shift) for postings, base in some]
        here = np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
        met = here if met is None else np.intersect1d(met, here, assume_unique=True)
    return np.unique((met if met is not None else np.empty(0, np.int64)) >> BITS).tolist()  # type: ignore[no-any-return]


def _places(postings: Postings, base: int, shift: int) -> NDArray[np.int64]:
    flat, ends = (np.asarray(numbers, np.int64) for numbers in postings.places())
    documents = np.asarray(postings.ids, np.int64) + base
    return (np.repeat(documents, ends[1:] - ends[:-1]) << BITS) + flat - shift
