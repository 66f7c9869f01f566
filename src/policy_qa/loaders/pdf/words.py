"""Words of a PDF page with their places, from PDFium's characters.

Coordinates are PDF points, y upwards. Words end at spaces and at gaps; raised digits become superscript digits.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from policy_qa.loaders.tables import Table

GAP = 0.22
"""The gap between two characters that ends a word, in sizes of the type."""

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
HYPHENS = frozenset("\x02\ufffe\xad")
"""What PDFium gives for a hyphen at the end of a line."""

BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "‣", "\uf02d": "–", "\uf076": "•", "\uf0fc": "✓"}
"""Bullets of the Symbol and Wingdings fonts."""

SIZE_LEAST = 0.5
BAND = 12.0
BAND_LIMIT = 400
BOLD_WEIGHT = 600


@dataclass(slots=True)
class Word:
    """One word: its text, left and right edge, baseline, size of the type, whether it is bold.

    `led`: dots lead the eye to it, as to the page number in a table of contents. `table`: it stands for one.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    led: bool = False
    table: Table | None = None


@dataclass(slots=True)
class Character:
    """One printed character as PDFium gives it, turned so that its writing direction is to the right."""

    text: str
    left: float
    right: float
    base: float
    size: float
    index: int


class PageText:
    """A page's words in the direction that most of it is written in, and those that run another way.

    Raises ValueError for a page of more than `most` characters.
    """

    def __init__(self, page: pdfium.PdfPage, most: int) -> None:
        text = page.get_textpage()
        try:
            self.count = raw.FPDFText_CountChars(text)
            if self.count > most:
                raise ValueError(self.count)
            self.unmapped = 0
            self.upright = True
            self.words, self.turned = self._words(text)
        finally:
            text.close()

    def _words(self, text: pdfium.PdfTextPage) -> tuple[list[Word], list[Word]]:
        turns = self._turns(text)
        main = Counter(turns).most_common(1)[0][0] if turns else 0
        self.upright = main == 0
        words = _raised(_unique(self._joined(text, turns, main)))
        turned = [w for turn in sorted(set(turns) - {main}) for w in _unique(self._joined(text, turns, turn))]
        return words, turned

    def _turns(self, text: pdfium.PdfTextPage) -> list[int]:
        """Of each character how often its line is turned by 90 degrees."""
        turns = []
        for index in range(self.count):
            angle = raw.FPDFText_GetCharAngle(text, index)
            turns.append(round(angle / (math.pi / 2)) % 4 if angle > 0 else 0)
        return turns

    def _joined(self, text: pdfium.PdfTextPage, turns: list[int], turn: int) -> Iterator[Word]:
        """Joins characters that stand close together on one baseline."""
        word: Word | None = None
        spot = (0.0, 0.0)
        for char in self._characters(text, turns, turn):
            # the letters of a ligature all have its place
            ligature, spot = char is not None and (char.left, char.base) == spot, _spot(char, spot)
            if char is None or char.text.isspace():
                if word:
                    yield word
                word = None
            elif word and (ligature or _goes_on(word, char)):
                raised = char.base - word.base > 0.15 * word.size
                word.text += char.text.translate(RAISED) if raised else char.text
                word.right = max(word.right, char.right)
            else:
                if word:
                    yield word
                word = Word(char.text, char.left, char.right, char.base, char.size, _bold(text, char.index))
        if word:
            yield word

    def _characters(self, text: pdfium.PdfTextPage, turns: list[int], turn: int) -> Iterator[Character | None]:
        """The characters of one direction; None where PDFium sees a gap."""
        x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
        for index, turned in enumerate(turns):
            if raw.FPDFText_IsGenerated(text, index):
                yield None
                continue
            if turned != turn:
                continue
            code = raw.FPDFText_GetUnicode(text, index)
            shown = _shown(code)
            if not shown:
                self.unmapped += code == 0
                continue
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            raw.FPDFText_GetLooseCharBox(text, index, box)
            raw.FPDFText_GetMatrix(text, index, matrix)
            size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
            size = max(size or box.top - box.bottom, SIZE_LEAST)
            yield _placed(Character(shown, 0.0, 0.0, y.value, size, index), x.value, box, turn)


def _spot(char: Character | None, before: tuple[float, float]) -> tuple[float, float]:
    return before if char is None else (char.left, char.base)


def _shown(code: int) -> str:
    """The text of a code point; nothing for what no text may hold."""
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code in {0, 0xFFFF, 0xFEFF}:
        return ""
    char = chr(code)
    if char in HYPHENS:
        return "-"
    if char in BULLETS:
        return BULLETS[char]
    if code < 0x20:
        return " "
    return LIGATURES.get(char, char)


def _placed(char: Character, x: float, box: raw.FS_RECTF, turn: int) -> Character:
    """The character with its edges, in coordinates turned back so that its line runs to the right."""
    char.left, char.right = box.left, box.right
    if turn == 1:
        char.left, char.right, char.base = -box.top, -box.bottom, x
    elif turn == 2:
        char.left, char.right, char.base = -box.right, -box.left, -char.base
    elif turn == 3:
        char.left, char.right, char.base = box.bottom, box.top, -x
    return char


def _goes_on(word: Word, char: Character) -> bool:
    """Whether a character belongs to the word before it, on its line or as a raised figure behind it."""
    gap, rise = char.left - word.right, char.base - word.base
    if not -0.5 * word.size < gap < GAP * max(word.size, 1.0):
        return False
    if abs(rise) <= 0.1 * word.size:
        return True
    return 0.15 * word.size < rise < 0.7 * word.size and char.size < 0.85 * word.size and char.text.isdigit()


def _bold(text: pdfium.PdfTextPage, index: int) -> bool:
    if raw.FPDFText_GetFontWeight(text, index) >= BOLD_WEIGHT:
        return True
    buffer, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text, index, buffer, 100, flags)
    name = buffer.raw[: min(length, 100)].lower()
    return b"bold" in name or b"black" in name or b"heavy" in name


def _raised(words: list[Word]) -> list[Word]:
    """The words with raised numbers, such as note marks, joined as superscripts to the words that they stand at."""
    by_height: dict[int, list[Word]] = {}
    for word in words:
        by_height.setdefault(int(word.base // BAND), []).append(word)
    kept = []
    for word in words:
        owner = _owner(word, by_height) if word.text.isdecimal() and len(word.text) <= 3 else None
        mark = word.text.translate(RAISED)
        if owner is None:
            kept.append(word)
        elif owner.left < word.left:
            owner.text, owner.right = owner.text + mark, word.right
        else:
            owner.text, owner.left = f"{mark} {owner.text}", word.left
    return kept


def _owner(mark: Word, by_height: dict[int, list[Word]]) -> Word | None:
    """The larger word that a small raised number touches on its left, else the one that follows it."""
    band = int(mark.base // BAND)
    following = None
    for word in (w for b in (band, band - 1) for w in by_height.get(b, [])[:BAND_LIMIT]):
        if mark.size >= 0.85 * word.size or not 0.15 * word.size < mark.base - word.base < 0.7 * word.size:
            continue
        if -0.3 * word.size < mark.left - word.right < 0.35 * word.size:
            return word
        if -0.3 * word.size < word.left - mark.right < word.size:
            following = word
    return following


def _unique(words: Iterator[Word]) -> list[Word]:
    """The words without those printed twice over each other, which makes type look bold or shadowed."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for word in words:
        spot = (word.text, round(word.left / 2), round(word.base / 2))
        if spot not in seen:
            seen.add(spot)
            kept.append(word)
    return kept
