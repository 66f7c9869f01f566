"""Text → records: figures, dates, entities and legal references that quote their source.

`extract(text)` needs no files, no store and no spaCy; the same finders are registered as spaCy components.
"""

from __future__ import annotations

from policy_qa_extractors.extraction import extract

__all__ = ["extract"]
