"""Running heads, running feet and page numbers: what stands at the edge of many pages, numbers aside."""

from __future__ import annotations

import re
from collections import Counter

from policy_qa.loaders.pdf.order import rows
from policy_qa.loaders.pdf.words import Word

EDGE_ROWS = 3
EDGE = 0.14
"""How far from its top or bottom edge a running line stands at most, in heights of the page."""

NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
PAGE_NUMBER = re.compile(r"(?:(?:page|p[áa]gina|p[áa]g\.?)\s*)?[-–|]?\s*#\s*[-–|]?(?:\s*(?:of|de|/)\s*#)?")


class Running:
    """Learns from all pages which lines run on; `is_running` tells of a row whether it is one."""

    def __init__(self, pages: list[tuple[list[Word], float]]) -> None:
        self.pages = len(pages)
        self.counts: Counter[str] = Counter()
        for words, height in pages:
            self.counts.update({_form(row) for row in edge_rows(words, height)})

    def is_running(self, row: list[Word]) -> bool:
        """Whether a row at the edge of a page is a page number, or is found on many: a fifth, three, or two of two."""
        if PAGE_NUMBER.fullmatch(_form(row)):
            return True
        return self.counts[_form(row)] >= (2 if self.pages == 2 else max(3, self.pages // 5))


def edge_rows(words: list[Word], height: float) -> list[list[Word]]:
    """The first and last rows of a page, where they stand near its edge."""
    found = rows(words)
    top = [row for row in found[:EDGE_ROWS] if row[0].base > (1 - EDGE) * height]
    bottom = [row for row in found[max(len(found) - EDGE_ROWS, len(top)) :] if row[0].base < EDGE * height]
    return top + bottom


def _form(row: list[Word]) -> str:
    return NUMBER.sub("#", " ".join(w.text for w in row).casefold())
