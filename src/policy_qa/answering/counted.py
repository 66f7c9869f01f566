"""The counted noun of a question: "how many [rural districts] …", "how many of the applicants were [women]"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from policy_qa.answering.thesaurus import grammar, sides, word_list
from policy_qa.answering.words import Word
from policy_qa.domain.records import Language
from policy_qa_extractors.lexicon import NOUN, PAST, PLURAL, VERBAL, for_language
from policy_qa_extractors.rulebook import load

LONGEST = 6


@dataclass(frozen=True, slots=True)
class Counted:
    """The words of the counted noun group, and where its head (or heads) begin."""

    words: tuple[Word, ...] = ()
    heads: frozenset[int] = frozenset()

    @property
    def starts(self) -> frozenset[int]:
        """Where the words of the group begin."""
        return frozenset(word.start for word in self.words)


def counted(tokens: Sequence[Word], begin: int, language: Language, *, singular: bool = False) -> Counted:
    """The noun group that starts at or after an offset; behind a copula the noun that says which of them count.

    `singular`: "how much", which no plural follows.
    """
    row = [t for t in tokens if t.start >= begin]
    if language == "es" and singular and row and for_language(language).kinds(row[0].text.casefold()) & VERBAL:
        return Counted()
    group, after = _group(row, 0, language, singular)
    if not group:
        return Counted()
    main = group
    if after < len(row) and row[after].folded in grammar("copulas"):
        second, _ = _group(row, after + 1, language)
        if second and _nouns(second, language) and second[0].text[:1].islower():
            main = second
        elif second and sides((w.stem for w in second), "populations"):
            heads = {_head(group, language).start, _head(second, language).start}
            return Counted((*group, *second), frozenset(heads))
    heads = {_head(main, language).start}
    if main is group and after + 1 < len(row) and row[after].folded in grammar("couples"):
        second, _ = _group(row, after + 1, language)
        if second and _nouns(second, language):
            return Counted((*main, *second), frozenset(heads | {_head(second, language).start}))
    if main is group and after + 1 < len(row) and row[after].folded in ("of", "de"):
        inner, _ = _group(row, after + 1, language)
        if inner and _nouns(inner, language):
            return Counted((*main, *inner), frozenset(heads | {_head(inner, language).start}))
    return Counted(tuple(main), frozenset(heads))


def _is_number(word: Word) -> bool:
    return word.folded[0].isdigit() or word.folded in load("any/answering.toml").tables["scales"]


def acts(tokens: Sequence[Word], language: Language) -> frozenset[int]:
    """Where words begin that are verbs here though they can be nouns: "did the band [visit]"."""
    if language != "en":
        return frozenset()
    lexicon = for_language(language)
    found = set()
    helped = False
    for before, word in pairwise(tokens):
        helped = helped or before.folded in grammar("helpers")
        kinds = lexicon.kinds(word.text.casefold())
        if (
            helped
            and kinds & VERBAL
            and not kinds & PLURAL
            and before.folded not in grammar("before_nouns") | grammar("leads")
        ):
            found.add(word.start)
    return frozenset(found)


def _head(group: Sequence[Word], language: Language) -> Word:
    return group[-1] if language == "en" else group[0]


def _nouns(group: Sequence[Word], language: Language) -> bool:
    """Whether a group says who counts: a plural noun that is no participle and no empty word."""
    word = _head(group, language)
    kinds = for_language(language).kinds(word.text.casefold())
    return bool(kinds & PLURAL) and not kinds & PAST and word.folded not in word_list(language, "light")


def _before_noun(row: Sequence[Word], at: int, kinds: int, language: Language) -> bool:
    """Whether a participle stands before the noun that it describes: "lab [confirmed] cases"."""
    if language != "en" or not kinds & PAST or at + 1 >= len(row):
        return False
    return bool(for_language(language).kinds(row[at + 1].text.casefold()) & NOUN)


def _group(row: Sequence[Word], at: int, language: Language, singular: bool = False) -> tuple[list[Word], int]:
    """The noun group at a place, and the place after it."""
    stop, light = word_list(language, "after_head"), word_list(language, "stop")
    lexicon = for_language(language)
    group: list[Word] = []
    plural = False
    while at < len(row) and len(group) < LONGEST:
        word = row[at]
        kinds = lexicon.kinds(word.text.casefold())
        if not group and (word.folded in grammar("leads") or _is_number(word)):
            at += 1
            continue
        if word.folded in stop or (word.folded in light and not kinds & NOUN) or word.folded[0].isdigit():
            break
        acting = kinds & VERBAL and not kinds & PLURAL and (plural or not kinds & NOUN)
        if acting and group and not plural and _before_noun(row, at, kinds, language):
            acting = 0
        if acting or (singular and group and kinds & VERBAL and kinds & PLURAL):
            if group:
                break
            at += 1
            continue
        group.append(word)
        plural = plural or bool(kinds & PLURAL)
        at += 1
    return group, at
