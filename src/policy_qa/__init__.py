"""policy-qa: reads policy reports into cited records and answers questions from them.

Names are handed out lazily (PEP 562), so that importing a lower room does not import the store and the index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policy_qa.errors import PolicyQAError
    from policy_qa.library import Library

__all__ = ["Library", "PolicyQAError"]


def __getattr__(name: str) -> object:
    if name == "Library":
        from policy_qa.library import Library

        return Library
    if name == "PolicyQAError":
        from policy_qa.errors import PolicyQAError

        return PolicyQAError
    raise AttributeError(f"module 'policy_qa' has no attribute {name!r}")
