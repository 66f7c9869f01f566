"""The index: passages and records made findable; a projection of the store that can be thrown away.

    index = Index.open(path)
    index.replace([Entry(document, text, records)], removed=["old-report"], generation=7)
    index.search("women label:PERCENT year:2023", facets=["document"]).items
    index.passages("rural care services", k=10)
    index.records_like("rural care services", kinds=["figure"])

`parse` reads the query language of `docs/search.md`; `str(query)` prints it.
"""

from __future__ import annotations

from policy_qa.index.index import Hits, Index
from policy_qa.index.parsing import parse
from policy_qa.index.query import Query
from policy_qa.index.ranking import FACETS, SORTS
from policy_qa.index.rows import Entry
from policy_qa.index.snapshot import Hit

__all__ = ["FACETS", "SORTS", "Entry", "Hit", "Hits", "Index", "Query", "parse"]
