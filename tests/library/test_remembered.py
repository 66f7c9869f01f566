"""Results are remembered by key, the newest few of them."""

from __future__ import annotations

from policy_qa.library import Library
from policy_qa.library.remembered import Remembered


def test_the_newest_few_are_kept() -> None:
    made: list[int] = []
    kept: Remembered[int] = Remembered(most=2)

    def ask(key: int) -> int:
        return kept.get(key, lambda: made.append(key) or key * 10)

    assert [ask(one) for one in (1, 2, 1, 3, 1, 2)] == [10, 20, 10, 30, 10, 20]
    assert made == [1, 2, 3, 2]


def test_checks_follow_the_corpus(library: Library) -> None:
    library.add("a.txt", b"Of the 200 pilots, 80 (50%) were women.")
    before = library.check()
    assert library.check() == before
    library.add("b.txt", b"Of the 300 sailors, 30 (10%) were women.")
    assert len(library.check()) == len(before) + 1
