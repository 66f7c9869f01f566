"""Acronyms defined in brackets: the long form is found by its letters.

After A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text"
(PSB 2003), with a stricter first try: every letter the initial of a word, small words skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policy_qa.domain.records import LANGUAGES
from policy_qa_extractors.entities.anchors import matches, rules
from policy_qa_extractors.entities.words import table

SHORT = r"[A-Za-zÀ-ÿ0-9][\w&/+.’'-]{0,12}(?: [\w/+-]{1,8})?"
BRACKET = re.compile(rf"[(\[] ?[\"“'‘«]?(?P<short>{SHORT})[\"”'’»]?(?: ?[;,:=][^()\[\]\n]{{0,80}})? ?[)\]]")
SOLID = r"(?<![\w.-])(?P<short>[A-Za-z]?[A-Z][\w&/+.-]{0,11}) ?"
SHORT_BEFORE = re.compile(rf"{SOLID}\Z")
REVERSED = re.compile(rf"{SOLID}[(\[] ?(?P<long>[^()\[\]\n;]{{6,160}}?) ?[)\];]")
OPENING = re.compile(r"[(\[]")
WIDEST = 14
"""How many characters a short form and the space behind it take at most."""
ENCLOSED = re.compile(r"\([^()\[\]\n;]{6,160}(?=, ?(?P<short>[A-Za-z]?[A-Z][\w&/+.-]{1,11}) ?\))")
SKIPPED = table("connectors") | {"a", "an", "by", "from", "un", "una"}
PIECE = re.compile(r"\S+")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
INNER = re.compile(r"\w\(\w{1,4}\)[/-]")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
LONGEST = 12
SHORTEST = 4
NUMBERS = {"2": "two", "3": "three", "4": "four", "5": "five", "6": "six"}


def is_short(text: str) -> bool:
    """Whether the words look like an acronym: two words or twelve letters at most, one of them a capital."""
    if len(text) == 1:
        return text.isupper()
    solid = sum(character.isalnum() for character in text)
    return (
        2 <= solid <= 12
        and any(character.isupper() for character in text)
        and not text.partition(" ")[0].isdigit()
        and not text.endswith("-")
        and not YEAR.search(text)
    )


def brackets(view: str) -> Iterator[re.Match[str]]:
    """Brackets that hold what may be an acronym."""
    for found in BRACKET.finditer(view):
        if is_short(found["short"]):
            yield found


def enclosed(view: str) -> Iterator[re.Match[str]]:
    """Short forms behind their long form in one pair of brackets: "(Encuesta Nacional de Hogares, ENAHO)"."""
    return (found for found in ENCLOSED.finditer(view) if is_short(found["short"]))


def introduced(view: str) -> Iterator[re.Match[str]]:
    """Short forms that words introduce ("en adelante", "hereinafter")."""
    for language in LANGUAGES:
        for rule in rules(language, "acronym"):
            yield from matches(rule, view)


def long_form(view: str, short: str, begin: int, end: int) -> tuple[int, bool] | None:
    """Where the long form of `short` starts that ends at `end`, not before `begin`; and whether the initials fit."""
    letters = [character for character in short.lower() if character.isalnum()]
    if not letters:
        return None
    window = max(begin, end - 40 * LONGEST)
    pieces = list(PIECE.finditer(view, window, end))[-min(len(letters) + 5, len(letters) * 2) :]
    if not pieces:
        return None
    words = list(WORD.finditer(view, pieces[0].start(), end))
    strict = _initials(letters, words)
    if len(letters) == 1:
        return (strict, True) if strict is not None and end - strict > SHORTEST else None
    start = _loose(view, letters, pieces[0].start(), end) if strict is None else strict
    if start is None or view.startswith(short.partition(" ")[0] + " ", start):
        return None
    start = _joined(view, begin, start)
    return (start, strict is not None) if _balanced(view[start:end]) else None


def _loose(view: str, letters: list[str], begin: int, end: int) -> int | None:
    """Where the long form starts by its letters alone; digits that end the short form may be missing from it."""
    solid = letters
    while solid and solid[-1].isdigit():
        solid = solid[:-1]
    for row in (letters, solid):
        start = _schwartz_hearst(view, row, begin, end) if len(row) > 1 else None
        if start is not None and _plausible(view[start:end], row):
            return start
    return None


def _joined(view: str, begin: int, start: int) -> int:
    """The start of the word that `start` is in, where it is joined by hyphens or commas ("2,4-dinitro…")."""
    at = start
    while at > begin and view[at - 1] not in ' /([{)]}\n"“‘':
        at -= 1
    return start if view[at : at + 1] == "-" else at


def _plausible(text: str, letters: list[str]) -> bool:
    """Whether a loosely matched long form is one phrase; of two letters, the second must begin a word too."""
    if " " in text and text.count("(") > len(INNER.findall(text)):
        return False
    if len(letters) > 2 and ", " not in text:
        return True
    initials = (word[0][0].lower() for word in WORD.finditer(text))
    return (", " not in text and text.count(" ") < 2) or all(letter in initials for letter in letters)


def _balanced(text: str) -> bool:
    """Whether every bracket that a long form opens is closed in it."""
    return text.count("(") == text.count(")") and text.count("[") == text.count("]")


def reversed_forms(view: str) -> Iterator[re.Match[str]]:
    """Acronyms with what may be their long form in brackets behind them."""
    end = 0
    for bracket in OPENING.finditer(view):
        at = bracket.start()
        short = SHORT_BEFORE.search(view, max(end, at - WIDEST), at)
        found = REVERSED.match(view, short.start()) if short and at >= end else None
        if found is None:
            continue
        end = found.end()
        if is_short(found["short"]) and " " in found["long"]:
            yield found


def _initials(letters: list[str], words: list[re.Match[str]]) -> int | None:
    """Where the long form starts whose words begin with the letters, one by one; small words may be skipped."""
    left = len(letters) - 1
    start = -1
    for word in reversed(words):
        text = word[0].casefold()
        if left < 0:
            break
        if text[0] == letters[left] or text == NUMBERS.get(letters[left]):
            left -= 1
            start = word.start()
        elif text not in SKIPPED:
            return None
    return start if left < 0 else None


def _schwartz_hearst(view: str, letters: list[str], begin: int, end: int) -> int | None:
    """The shortest stretch that holds the letters in order, the first of them at the start of a word."""
    text = view[begin:end].lower()
    at = len(text) - 1
    for place in range(len(letters) - 1, -1, -1):
        while at >= 0 and (text[at] != letters[place] or (place == 0 and at > 0 and text[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
        at -= 1
    return begin + at + 1
