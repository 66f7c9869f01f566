"""Work that makes many small values and no cycles, done without the cycle collector looking through them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Holds the cycle collector off: looking for cycles took 10 to 30 % of the time of a reading, and held one question
    in ten up by four times its own time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
