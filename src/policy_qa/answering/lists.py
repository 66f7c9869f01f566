"""To be written."""

from __future__ import annotations

from typing import Any


def listed(result: Any, question: Any, matches: Any, scenes: Any, sources: Any, documents: Any) -> Any:
    """Stub."""
    from policy_qa.answering.ask import decide

    return decide(result, question, matches, scenes, sources, documents)
