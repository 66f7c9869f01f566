"""Words as the index sees them: folded, numbers and law numbers whole, lightly stemmed.

One reading serves indexing, queries and highlights, so that what is found is what gets marked.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

WORD_LIMIT = 64
"""Longer words are cut to this many letters: no one searches for them, and they would swell the vocabulary."""

SCALES = {
    "mil millones": 9, "thousand": 3, "mil": 3, "million": 6, "mn": 6, "millon": 6, "millones": 6,
    "billion": 9, "bn": 9, "trillion": 12, "billon": 12, "billones": 12,
}  # fmt: skip
_SIGN = "%"
_SCALE = "|".join(name.replace(" ", r"\s") for name in SCALES)
_TOKEN = re.compile(
    rf"""
    (?P<number>\d{{1,30}}(?:[.,]\d{{1,30}}){{0,12}})
        (?:(?P<code>(?:[-/][a-z0-9]{{1,24}}){{1,5}}\b)
          |(?P<percent>[ \u00a0\u202f]?%|(?=\s(?:percent|per\scent|por\sciento)\b))
          |(?=\s(?P<scale>{_SCALE})\b))?
    | (?P<initials>\b(?:[a-z]\.){{2,8}})
    | (?P<word>[^\W_]+(?:['’][a-z]{{1,2}}\b)?)
    """,
    re.VERBOSE,
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+")
_DOT_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_DECIMAL_COMMA = re.compile(r"\d+,\d+")


class Token(NamedTuple):
    """One word of a text.

    `surface` is the printed form, folded; `keys` are the terms that a query for just this word looks for, `wider`
    those that find it too (26.7 finds "26.7%"); offsets are those of the folded text.
    """

    surface: str
    keys: tuple[str, ...]
    wider: tuple[str, ...]
    start: int
    end: int


def fold(text: str) -> str:
    """Gives the text without accents and case; "MUJER", "mujér" and "muje\u0301r" read alike."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c))


def number_forms(printed: str) -> tuple[str, ...]:
    """The plain forms a printed number may stand for: "1,003" → 1003; "36,5" → 36.5; "1.003" → 1.003 or 1003.

    Both decimal marks are in use in one country, so a dot before three digits is read both ways.
    """
    if printed.isdigit():
        return (printed,)
    if _THOUSANDS.fullmatch(printed):
        dots = printed.count(".") > 1 or ("." in printed and printed.find(".") < printed.find(","))
        plain = printed.replace(".", "").replace(",", ".") if dots else printed.replace(",", "")
        return (_plain(plain),)
    if _DOT_THOUSANDS.fullmatch(printed):
        return (_plain(printed), printed.replace(".", ""))
    if _DECIMAL_COMMA.fullmatch(printed):
        return (_plain(printed.replace(",", ".")),)
    return (_plain(printed),)


def _plain(number: str) -> str:
    whole, _, decimals = number.partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def tokens(text: str, language: str) -> list[Token]:
    """The words of a folded text, in order; words are stemmed by the language, or by neither where it is empty."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "word":
            word = _word(match[0])
            found.append(Token(word, (stem(word, language),), (), start, end))
        elif kind == "initials":
            word = match[0].replace(".", "")
            found.append(Token(word, (word,), (), start, end))
        else:
            found.append(Token(match[0], *_number(match), start, end))
    return found


def _word(printed: str) -> str:
    if "'" in printed or "’" in printed:
        printed = printed.replace("’", "'").partition("'")[0]
    return printed[:WORD_LIMIT]


def _number(match: re.Match[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    number, code = match["number"], match["code"]
    if code:
        parts = [_bare(part) for part in re.split(r"[-/]", number + code)]
        return ("-".join(parts),), tuple(dict.fromkeys(parts))
    forms = number_forms(number)
    if match["percent"] is not None:
        return tuple(form + _SIGN for form in forms), forms
    if match["scale"]:
        return tuple(_scaled(form, SCALES[" ".join(match["scale"].split())]) for form in forms), forms
    return forms, ()


def _bare(part: str) -> str:
    return (part.lstrip("0") or "0") if part.isdigit() else part


def _scaled(number: str, zeros: int) -> str:
    """A plain number times a power of ten, by moving its point."""
    whole, _, decimals = number.partition(".")
    moved = whole + decimals[:zeros].ljust(zeros, "0")
    return _plain(f"{_bare(moved)}.{decimals[zeros:]}")


_IRREGULAR = {"women": "woman", "men": "man", "children": "child", "people": "person", "persons": "person"}
_VOWEL = re.compile(r"[aeiouy]")


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """The light stem of a folded word: endings of number, of -ing and -ed, the last vowel in Spanish.

    English after Harman's S stemmer (JASIS 42, 1991), Spanish after Savoy's light stemmer (CLEF 2001), both shortened.
    """
    if len(word) < 4 or not word.isalpha():
        return _IRREGULAR.get(word, word)
    return _spanish(word) if language == "es" else _english(word)


def _english(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and _VOWEL.search(base):
            word = base[:-1] if base[-1] == base[-2] and base[-1] not in "lsz" else base
            break
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 4 else word


def _spanish(word: str) -> str:
    if word.endswith("ces") and len(word) > 4:
        word = word[:-3] + "z"
    elif word.endswith("es") and len(word) > 5 and word[-3] not in "aeiou":
        word = word[:-2]
    elif word.endswith("s"):
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word[-1] in "aoe" else word


def query_terms(word: Token) -> tuple[str, ...]:
    """The terms to look for: those under which either language may have indexed the word."""
    if not word.surface.isalpha():
        return word.keys
    return tuple(dict.fromkeys((stem(word.surface, "en"), stem(word.surface, "es"))))


def one_letter_off(word: str, other: str) -> bool:
    """Whether two folded words, or their stems, share the first letter and differ by one letter at most.

    A letter added, left out, changed or swapped with the next (optimal string alignment).
    """
    from rapidfuzz.distance import OSA

    if word[:1] != other[:1] or abs(len(word) - len(other)) > _ENDING:
        return False
    pairs = {(word, other), *((stem(word, language), stem(other, language)) for language in ("en", "es"))}
    return any(OSA.distance(one, two, score_cutoff=1) <= 1 for one, two in pairs)


_ENDING = 4  # letters of the longest ending that stems lose, and one

_FUNCTION_WORDS = frozenset(
    """
    a an the of in on at by for to from with and or as is are was were be been being has have had do does did it its
    this that these those there their they them he she his her we our you your i my not no than then so if but into over
    how what which who whom whose when where why many much
    el la los las un una unos unas de del al en y o u e con por para que se su sus es son fue fueron ser ha han hay lo
    le les como mas no cuanto cuanta cuantos cuantas cual cuales quien quienes cuando donde
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


def telling(words: list[Token]) -> list[Token]:
    """The words of a question that say something; all of them where none does."""
    return [word for word in words if says_something(word.surface)] or words


def says_something(word: str) -> bool:
    """Whether a word is more than a function word of English or Spanish."""
    return fold(word) not in _FUNCTION_WORDS
