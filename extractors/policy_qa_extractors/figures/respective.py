"""Lists told apart by "respectively": "en 2020, 2021 y 2022 hubo 12, 14 y 11 casos, respectivamente"."""

from __future__ import annotations

from policy_qa_extractors.figures.clause import QUANTITY, TIME, Words
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import DETERMINER, PREPOSITION

TODAY = 3
JOINTS = frozenset({",", "y", "e", "and"})


def date_of(words: Words, vocabulary: Vocabulary, at: int) -> int | None:
    """The place of the date that belongs to the quantity at `at`, where the sentence pairs as many dates as numbers."""
    if vocabulary.words["respective"].isdisjoint(words.low):
        return None
    numbers = next((run for run in _runs(words, QUANTITY) if at in run), [])
    for dates in _runs(words, TIME):
        if len(dates) == len(numbers) > 1:
            return dates[numbers.index(at)]
    return None


def is_today(words: Words, vocabulary: Vocabulary, at: int) -> bool:
    """Whether the words before the quantity tell of today: "en 2019 había 10 centros; hoy, 25"."""
    now = vocabulary.words["now"]
    return bool(now) and any(words.quote(place, place).lower() in now for place in range(max(at - TODAY, 0), at))


def _runs(words: Words, kind: int) -> list[list[int]]:
    """The places of words of one kind, in runs that only commas, "and", prepositions and articles part."""
    runs: list[list[int]] = []
    open_run = False
    for place, kinds in enumerate(words.kinds):
        if kinds & kind:
            if open_run:
                runs[-1].append(place)
            else:
                runs.append([place])
            open_run = True
        elif words.low[place] not in JOINTS and not kinds & (PREPOSITION | DETERMINER):
            open_run = False
    return runs
