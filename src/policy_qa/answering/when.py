"""Words for a time that only the corpus tells: "this year", "last year", "the year before", "latest"; and what was read
for them, in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policy_qa.answering.frame import Question
from policy_qa.answering.periods import anchor_year
from policy_qa.answering.scene import Scenes
from policy_qa.domain.answers import AskResult
from policy_qa.domain.records import Record

ANCHORED = {"this_year": 0, "last_year": -1, "year_before": -1}
"""Words for a year, and how far from the newest it is."""
NAMES = {"this_year": "this year", "last_year": "last year", "year_before": "the year before"}


def dated(question: Question, found: Sequence[Record], scenes: Scenes) -> Question:
    """The question with its words for a year resolved against the newest of what was found."""
    if question.time not in ANCHORED or question.years is not None:
        return question
    anchor = anchor_year(found, scenes)
    if anchor is None:
        return question
    year = anchor + ANCHORED[question.time]
    return replace(question, years=(year, year))


def said(asked: Question, read: Question, result: AskResult) -> AskResult:
    """The result with what was taken for the question's words for a time, also in the reason of a refusal."""
    time = _in_words(asked, read, result)
    if time is None:
        return result
    reason = f"{result.reason} {time[0].upper()}{time[1:]}." if result.reason else None
    frame = result.interpretation.model_copy(update={"time": time, "period": read.period})
    return result.model_copy(update={"interpretation": frame, "reason": reason})


def _in_words(asked: Question, read: Question, result: AskResult) -> str | None:
    if asked.time in ANCHORED and asked.years is None:
        if read.years is None:
            return f"“{NAMES[asked.time]}” could not be told: what was found names no year"
        year, newest = read.years[0], read.years[0] - ANCHORED[asked.time]
        return f"“{NAMES[asked.time]}” was read as {year}, since the newest of what was found is of {newest}"
    if asked.time == "latest":
        period = result.answer.period if result.answer else None
        return f"the newest figure found is of {period}" if period else "the newest figure found states no period"
    return None
