"""Running heads, running feet and page numbers: what stands at the edge of many pages, numbers aside."""

from __future__ import annotations

import re
from collections import Counter

from policy_qa.loaders.pdf.order import rows
from policy_qa.loaders.pdf.words import Word

EDGE_ROWS = 3
LEAST = 3
EDGE = 0.14
"""How far from its top or bottom edge a running line stands at most, in heights of the page."""

NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
PAGE_NUMBER = re.compile(r"(?:(?:page|p[áa]gina|p[áa]g\.?)\s*)?[-–|]?\s*#\s*[-–|]?(?:\s*(?:of|de|/)\s*#)?")


class Running:
    """Learns from all pages which lines run on; `is_running` tells of a row whether it is one."""

    def __init__(self, pages: list[tuple[list[Word], float]]) -> None:
        self.pages = len(pages)
        self.counts: Counter[str] = Counter()
        self.offsets: Counter[int] = Counter()
        for page, (words, height) in enumerate(pages):
            found = edge_rows(words, height)
            self.counts.update({_form(row) for row in found})
            self.offsets.update({offset for row in found for offset in _offsets(row, page)})

    def is_running(self, row: list[Word], page: int) -> bool:
        """Whether a row at the edge of a page, counted from 0, is a page number, or the same on many pages.

        Many are a fifth of all, at least three, or two of two; so is a row with a number that counts the pages.
        """
        form, many = _form(row), max(LEAST, self.pages // 5)
        if PAGE_NUMBER.fullmatch(form) or any(self.offsets[n] >= many for n in _offsets(row, page)):
            return True
        return self.counts[form] >= (2 if self.pages == 2 else many)


def _offsets(row: list[Word], page: int) -> set[int]:
    """How far the first and last number of a row are ahead of the page's own number."""
    numbers = [int(n) for n in re.findall(r"\d{1,6}", " ".join(w.text for w in row))]
    return {number - page for number in (numbers[:1] + numbers[-1:])}


def edge_rows(words: list[Word], height: float) -> list[list[Word]]:
    """The first and last rows of a page, where they stand near its edge."""
    found = rows(words)
    top = [row for row in found[:EDGE_ROWS] if row[0].base > (1 - EDGE) * height]
    bottom = [row for row in found[max(len(found) - EDGE_ROWS, len(top)) :] if row[0].base < EDGE * height]
    return top + bottom


def _form(row: list[Word]) -> str:
    return NUMBER.sub("#", " ".join(w.text for w in row).casefold())
