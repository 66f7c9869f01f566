"""The library: the front desk that joins the rooms.

with Library.open(home) as library:
    library.ask("how many rural care services").answer.value
"""

from policy_qa.errors import PolicyQAError
from policy_qa.library.home import Home
from policy_qa.library.library import Library
from policy_qa.store import RecordFilter

__all__ = ["Home", "Library", "PolicyQAError", "RecordFilter"]
