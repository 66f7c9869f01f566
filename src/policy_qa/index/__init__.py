"""The index: passages and records made findable; a projection of the store that can be thrown away.

index = Index.open(path)
index.replace([Entry(document, text, records)], removed=["old-report"], generation=7)
index.search("women label:PERCENT").items
index.passages("rural care services", k=10)
index.records_like("rural care services", kinds=["figure"])
"""

from __future__ import annotations

from policy_qa.index.index import Hit, Hits, Index
from policy_qa.index.schema import Entry

__all__ = ["Entry", "Hit", "Hits", "Index"]
