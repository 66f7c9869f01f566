"""One Whoosh, and one of those that the index is tested on."""

from __future__ import annotations

import pytest

from policy_qa.errors import IndexTrouble
from policy_qa.index.distribution import GOOD, check, installed


def test_the_one_installed_is_good() -> None:
    check(installed())


@pytest.mark.parametrize("found", [["whoosh3", "Whoosh-Reloaded"], ["whoosh-ng"], ["whoosh3", "Whoosh"], []])
def test_others_and_mixtures_are_named_with_the_way_out(found: list[str]) -> None:
    with pytest.raises(IndexTrouble, match=r"pip install whoosh3==3\.54\.0") as caught:
        check(found)
    assert all(name in str(caught.value) for name in found)


@pytest.mark.parametrize("name", GOOD)
def test_either_good_one_will_do(name: str) -> None:
    check([name])
