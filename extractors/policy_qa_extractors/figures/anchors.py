"""Anchors: where a number may begin in a page, one after the other."""

from __future__ import annotations

import re

from policy_qa_extractors.figures.tables import DIGIT, Tables
from policy_qa_extractors.page import Page


class Anchors:
    """Leads from anchor to anchor: digits are searched for, words are looked up in the page's list of words."""

    def __init__(self, page: Page, words: Tables) -> None:
        self.text = page.view.text
        self.pattern = words.anchor
        self.places = page.places(words.firsts)
        self.place = 0
        self.digit = -1

    def after(self, position: int) -> re.Match[str] | None:
        """The first anchor that starts at `position` or behind it; positions must not go back."""
        digit = self._digit(position)
        while self.place < len(self.places) and self.places[self.place] < digit:
            start = self.places[self.place]
            self.place += 1
            if start >= position and (word := self.pattern.match(self.text, start)) is not None:
                return word
        return self.pattern.match(self.text, digit)

    def _digit(self, position: int) -> int:
        """Where the first digit at `position` or behind it stands; the end of the text where there is none."""
        if self.digit < position:
            found = DIGIT.search(self.text, position)
            self.digit = found.start() if found else len(self.text)
        return self.digit
