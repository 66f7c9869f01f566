"""A noun left out in Spanish: "el ingreso de las mujeres fue S/ 1 150 y el de los hombres S/ 1 620"."""

from __future__ import annotations

from policy_qa_extractors.figures.asked import Asked
from policy_qa_extractors.figures.clause import MARK, QUANTITY, Words
from policy_qa_extractors.figures.nouns import Group, group_at, skip_articles
from policy_qa_extractors.figures.subject import chain, subject_of, verb_before
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import ADVERB, AUXILIARY, DETERMINER, FINITE, NOUN, PLURAL, PREPOSITION

VERBS, OWNER = 4, 6
PARTS = frozenset({"y", "e", ";", "mientras", "que"})
PLURALS = frozenset({"los", "las"})
STANDS = frozenset({"el", "la", "los", "las"})
OPENS = frozenset({"y", "e", ",", ";", "mientras", "que", "("})


def owner(words: Words, vocabulary: Vocabulary, at: int) -> Group | None:
    """Whose the number at `at` is, where the noun that it measures stands only before: "y el de los hombres"."""
    if vocabulary.lexicon.english:
        return None
    last = at - 1
    while last > max(at - VERBS, 2) and words.kinds[last] & (AUXILIARY | PREPOSITION | ADVERB | FINITE):
        if words.kinds[last] & NOUN:
            break
        last -= 1
    for place in range(last, max(last - OWNER, 1), -1):
        if words.kinds[place] & (MARK | QUANTITY):
            return None
        if words.low[place] in vocabulary.words["of"]:
            if words.low[place - 1] not in STANDS or words.low[place - 2] not in OPENS:
                return None
            first = skip_articles(words, place + 1)
            return group_at(words, vocabulary, first, plural=False) if first <= last else None
    return None


def left_out(words: Words, vocabulary: Vocabulary, at: int) -> bool:
    """Whether the noun behind the number at `at` is left out: "las 14 del informe anterior", no "10 de las 14"."""
    if vocabulary.lexicon.english or not 0 < at < len(words.low) - 2 or words.low[at - 1] not in PLURALS:
        return False
    if words.low[at + 1] == "del":
        return not words.kinds[at + 2] & PLURAL
    return words.low[at + 1] == "de" and words.low[at + 2] in {"la", "el", "este", "esta", "ese", "esa"}


def named_before(asked: Asked) -> tuple[int, int] | None:
    """The people right before a Spanish bracket: "el doble que los hombres (9,8 %)"."""
    place = asked.at - 2
    if asked.vocabulary.lexicon.english or place < 0 or asked.words.low[place] not in asked.vocabulary.population:
        return None
    return asked.words.starts[place], asked.words.ends[place]


def unspoken(asked: Asked) -> bool:
    """Whether the subject of the number's clause only stands for what was measured before: "la cifra sube a 46 %"."""
    words, vocabulary = asked.words, asked.vocabulary
    if vocabulary.lexicon.english or asked.quantity.label not in {"CARDINAL", "PERCENT"}:
        return False
    verb = verb_before(words, vocabulary, asked.at)
    group = subject_of(words, vocabulary, verb) if verb >= 0 else None
    return group is not None and group.first == group.last and words.low[group.head] in vocabulary.words["container"]


def said_of(words: Words, vocabulary: Vocabulary, at: int) -> Group | None:
    """What the number is said of where a comma stands for the verb: "y la escolaridad, de 7,8 años"."""
    led = at > 1 and words.low[at - 1] in vocabulary.words["of"]
    comma = at - 2 if at > 1 and (led or words.low[at - 1] in {"un", "una"}) else at - 1
    if vocabulary.lexicon.english or comma < 1 or words.low[comma] != ",":
        return None
    groups = chain(words, vocabulary, comma - 1)
    before = groups[-1].first - 1 if groups else -1
    while before >= 0 and words.kinds[before] & DETERMINER:
        before -= 1
    if not groups or before == groups[-1].first - 1:
        return None
    if not (led and before < 0) and (before < 0 or words.low[before] not in PARTS):
        return None
    return Group(groups[-1].first, groups[0].last, groups[-1].head)
