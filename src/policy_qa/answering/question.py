"""Reading a question: rules decide what is wanted; the words left over are its focus."""

from __future__ import annotations

from collections.abc import Sequence

from policy_qa.answering.frame import Question
from policy_qa.answering.reading import cue_of, language_of, mended_text, plain
from policy_qa.answering.sources import Sources
from policy_qa.answering.terms import make_terms
from policy_qa.answering.words import fold, words


def read(question: str, sources: Sources, documents: Sequence[str] = ()) -> Question:
    """The frame of a question. `documents` limits where names and aliases are learnt."""
    text = plain(question)
    language = language_of(text)
    mended = mended_text(text, language)
    folded = "".join(fold(c)[:1] or " " for c in mended)
    return make_terms(text, language, words(mended), folded, cue_of(folded, language), sources, documents)
