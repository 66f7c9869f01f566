"""The store: sources, texts, records and their generation; the truth that everything else is made from.

Good for: keeping what was taken in, whole, and giving it back to the character.
Not good for: finding words (the index).
"""

from policy_qa.store.store import Kept, RecordFilter, Source, Store

__all__ = ["Kept", "RecordFilter", "Source", "Store"]
