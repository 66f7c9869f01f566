"""Checking: reports held against themselves, against each other, and against claims.

Good for: arithmetic that a text states of itself. Not good for: saying what is true; it says what the report says.
"""

from policy_qa.checking.across import across
from policy_qa.checking.bench import Bench
from policy_qa.checking.check import check
from policy_qa.checking.claims import judge
from policy_qa.checking.series import series
from policy_qa.checking.yesno import answered

__all__ = ["Bench", "across", "answered", "check", "judge", "series"]
