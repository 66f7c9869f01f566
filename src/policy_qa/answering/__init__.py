"""Answering: a question becomes a frame with one slot empty; records are matched to it slot by slot.

Good for: figures, dates, names and laws that a text states, each cited; refusals that say which slot failed.
Not good for: opinions, summaries, anything no record states.
"""

from policy_qa.answering.ask import TIME_LIMIT, ask
from policy_qa.answering.sources import Sources

__all__ = ["TIME_LIMIT", "Sources", "ask"]
