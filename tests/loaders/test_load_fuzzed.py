"""A short run of the fuzzer: whatever a file holds, it is read or clearly refused, and no reader breaks down."""

from __future__ import annotations

import pytest

from loaders.fuzzing import Tally, samples_of, tried
from loaders.mutating import MUTATIONS


@pytest.mark.parametrize("ending", MUTATIONS)
def test_broken_and_hostile_files_are_read_or_refused(ending: str) -> None:
    samples, tally = samples_of(ending), Tally()
    for number in range(150):
        tried(number, ending, samples, tally)
    assert tally.failed == []
    assert tally.broken == []
    assert tally.counts["read"] > 10, tally.counts
