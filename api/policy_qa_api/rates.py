"""How often one client may ask: a bucket of requests each, that fills steadily. Loopback is never held back."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

CLIENTS = 10_000
"""How many clients are remembered; the longest unseen are forgotten first."""


class Rates:
    """Buckets of `per_minute` requests by client."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> int:
        """Takes one request out of a client's bucket: 0, or the seconds to wait where it is empty."""
        now = self._clock()
        left, seen = self._buckets.pop(client, (float(self._per_minute), now))
        left = min(self._per_minute, left + (now - seen) * self._per_minute / 60)
        allowed = left >= 1
        self._buckets[client] = (left - 1 if allowed else left, now)
        if len(self._buckets) > CLIENTS:
            self._buckets.popitem(last=False)
        return 0 if allowed else max(1, round((1 - left) * 60 / self._per_minute))
