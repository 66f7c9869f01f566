"""Text → records: figures, dates, entities and legal references that quote their source.

`extract(text)` needs no files, no store and no spaCy; the same finders are registered as spaCy components.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policy_qa_extractors.extraction import extract

__all__ = ["extract"]


def __getattr__(name: str) -> object:
    """`extract` on first use: who only needs words and rules need not load the finders."""
    if name == "extract":
        from policy_qa_extractors.extraction import extract

        return extract
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
