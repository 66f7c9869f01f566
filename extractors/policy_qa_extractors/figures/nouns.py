"""Noun groups: the words that say what is counted, and what may stand between them and the number."""

from __future__ import annotations

from typing import NamedTuple

from policy_qa_extractors.figures.clause import HARD, MARK, QUANTITY, Words
from policy_qa_extractors.figures.english import LONGEST, counted_head, is_noun, plain_head
from policy_qa_extractors.figures.spanish import head_and_last
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import (
    ADJECTIVE,
    ADVERB,
    CONJUNCTION,
    DETERMINER,
    FINITE,
    FUNCTION,
    NOUN,
    PAST,
    PLURAL,
    PRONOUN,
    UNKNOWN,
)

ACCENTS = str.maketrans("áéíóúüñ", "aeiouun")


class Group(NamedTuple):
    """A noun group by the places of its first, last and head word."""

    first: int
    last: int
    head: int


def group_at(words: Words, vocabulary: Vocabulary, place: int, plural: bool, limit: int = -1) -> Group | None:
    """The noun group that begins at `place` and ends before `limit`; with `plural` its head must be a plural noun if
    there is one in reach."""
    if vocabulary.lexicon.english and (quoted := _quoted(words, place, plural)) is not None:
        return quoted
    if vocabulary.lexicon.english:
        head = last = counted_head(words, place) if plural else plain_head(words, place, limit)
    else:
        head, last = head_and_last(words, place)
    return None if head < 0 else Group(_trimmed(words, vocabulary, place, head), last, head)


def _quoted(words: Words, place: int, plural: bool) -> Group | None:
    """The group in quotation marks that open at `place`: "five ‘test and demonstrate projects’"."""
    if words.low[place] not in {"“", "‘", '"'}:
        return None
    for last in range(place + 2, min(place + LONGEST, len(words.low))):
        if words.low[place] == "‘" and words.low[last].endswith("s’"):
            return Group(place + 1, last, last)
        if words.low[last] in {"”", "’", '"'}:
            kind = words.kinds[last - 1]
            named = kind & NOUN and (kind & PLURAL or not plural)
            return Group(place + 1, last - 1, last - 1) if named else None
    return None


def _trimmed(words: Words, vocabulary: Vocabulary, first: int, head: int) -> int:
    """The group's first word, past quotation marks and words that only say "more"."""
    idle = vocabulary.words["idle"]
    while first < head and (
        words.kinds[first] & MARK
        or words.low[first] in idle
        or (words.kinds[first] & ADVERB and not words.kinds[first] & (NOUN | ADJECTIVE) and not _grades(words, first))
    ):
        first += 1
    return first


def _grades(words: Words, place: int) -> bool:
    """Whether an adverb belongs to the participle behind it: "medically tailored"."""
    return words.low[place].endswith("ly") and bool(words.kinds[place + 1] & (PAST | ADJECTIVE))


def skip_articles(words: Words, place: int) -> int:
    """The place behind articles and numbers; "this" counts as one where a noun follows."""
    while place < len(words.low) and words.kinds[place] & (DETERMINER | QUANTITY):
        after = words.kinds[place + 1] if place + 1 < len(words.low) else 0
        if words.kinds[place] & PRONOUN and (after & FUNCTION or not after & (NOUN | ADJECTIVE)):
            break
        place += 1
    return place


def skip_unit(words: Words, place: int) -> int:
    """The place behind a unit that no table knows ("ppq", "g/m3"), or the rest of one ("s−1"), else `place`."""
    rest = words.low[place : place + 3]
    if (
        len(rest) == 3
        and len(rest[0]) <= 2
        and rest[1] in {"−", "-", "–"}
        and (rest[2].isdigit() or words.kinds[place + 2] & QUANTITY)
    ):
        return place + 3
    if place >= len(words.low) or not words.kinds[place] & UNKNOWN:
        return place
    low = words.low[place]
    vowels = any(c in "aeiouáéíóú" for c in low)
    short = words.text[words.starts[place]].islower() and (len(low) <= 2 or (len(low) <= 4 and not vowels))
    odd = not low.translate(ACCENTS).isascii() or "/" in low or any(c.isdigit() for c in low)
    return place + 1 if (short or odd) else place


def skip_brackets(words: Words, place: int) -> int:
    """The place behind a bracket that opens at `place` ("(67.6%)"), else `place`."""
    if place < len(words.low) and words.low[place] in ("(", "["):
        close = words.closing(place, 30)
        return close + 1 if close >= 0 else place
    return place


def with_complement(
    words: Words, vocabulary: Vocabulary, group: Group, determiners: bool = False, reaching: bool | None = None
) -> Group:
    """The group with an "of" phrase behind it ("cases of violence"), and the people joined by "and". With `determiners`
    also "of the", with `reaching` "for" and "on" too; it goes with `determiners` where it is not said."""
    group = _with_others(words, vocabulary, group)
    of, reach = vocabulary.words["of"], vocabulary.words["inner"]
    for _ in range(1 if vocabulary.lexicon.english else 2):
        place = group.last + 1
        leads = words.low[place : place + 1]
        kept = (determiners if reaching is None else reaching) or words.low[group.head] in vocabulary.words["kept"]
        if place + 1 >= len(words.low) or not (leads[0] in of or (kept and leads[0] in reach)):
            break
        begin = place + 1
        if determiners and words.kinds[begin] & DETERMINER:
            begin += 1
        if begin >= len(words.low) or words.kinds[begin] & (HARD | MARK) or words.kinds[begin] & PRONOUN:
            break
        inner = group_at(words, vocabulary, begin, plural=False)
        if inner is None or inner.first != begin or inner.last - group.first >= LONGEST:
            break
        group = _with_others(words, vocabulary, Group(group.first, inner.last, group.head))
    return group


def _doublet(words: Words, last: int) -> bool:
    """Whether both genders are named: "funcionarias y funcionarios"."""
    if last + 2 >= len(words.low) or words.low[last + 1] not in {"y", "o", "e", "u"}:
        return False
    one, other = words.low[last], words.low[last + 2]
    return one[:-2] == other[:-2] and {one[-2:], other[-2:]} == {"as", "os"}


def _with_others(words: Words, vocabulary: Vocabulary, group: Group) -> Group:
    """The group with "and men" behind "women": people named side by side."""
    population = vocabulary.population
    last = group.last
    if _doublet(words, last):
        return Group(group.first, last + 2, group.head)
    if words.low[last] not in population:
        return group
    while last + 2 < len(words.low) and last - group.first < LONGEST - 2:
        after = last + 2
        if words.low[last + 1] == "," and words.kinds[after] & CONJUNCTION and after + 1 < len(words.low):
            after += 1
        if words.low[after] not in population:
            break
        if not (words.kinds[last + 1] & CONJUNCTION or words.low[last + 1] == ","):
            break
        last = after
        while (
            last + 1 < len(words.low)
            and is_noun(words.kinds[last + 1])
            and words.kinds[last + 1] & PLURAL
            and not words.kinds[last + 1] & FINITE
        ):
            last += 1
    return Group(group.first, last, group.head) if last > group.last else group
