"""The blocks of a web page: headings, paragraphs, list items and tables, each with its ties to the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lxml import etree

from policy_qa.loaders.boilerplate import Judge
from policy_qa.loaders.tables import Cell, Table, is_data, one_line

BlockKind: TypeAlias = Literal["heading", "paragraph", "item", "table"]

# fmt: off
SKIPPED = frozenset(
    (
        "title", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas",
        "audio", "video", "map", "select", "datalist", "textarea", "input", "progress", "meter", "dialog",
        "del", "s", "strike", "rp", "rt", "frameset",
    )
)
BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li", "main",
        "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
        "tr", "ul", "caption", "button", "option", "h1", "h2", "h3", "h4", "h5", "h6", "search", "hgroup",
    )
)
# fmt: on
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset(("ul", "ol", "menu"))
SPACE = re.compile(r"[ \t\n\r\f]+")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SPAN_LIMIT = 1_000
WIDTH_LIMIT = 5_000
"""The most columns of a table, spans and all; what is wider only lays out text."""

CELLS_LIMIT = 200_000
DEFINITION_LIMIT = 120


@dataclass(slots=True)
class HtmlBlock:
    """One block. `aside` says why it is boilerplate, `zone` is the main part that it stands in; both may be empty.

    `level` is a heading's or a list item's depth; `linked` counts the code points of the text that are links.
    """

    kind: BlockKind
    text: str
    level: int = 0
    table: Table | None = None
    aside: str = ""
    zone: str = ""
    linked: int = 0


class Walker:
    """Walks a page from start to end once, without recursion, and gathers its blocks."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.blocks: list[HtmlBlock] = []
        self.words: list[str] = []
        self.linked = 0
        self.links = self.raised = self.verbatim = 0
        self.headings: list[int] = []
        self.lists: list[bool] = []
        self.asides: list[tuple[etree._Element, str]] = []
        self.zones: list[tuple[etree._Element, str]] = []

    def walk(self, root: etree._Element) -> list[HtmlBlock]:
        """The blocks below an element, in order."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._leave(element)
            elif element.tag in SKIPPED:
                walk.skip_subtree()
            elif element.tag in {"table", "dl"} and (table := _told(element)) is not None:
                self._flush()
                self._table(element, table)
                walk.skip_subtree()
            else:
                self._enter(element)
        self._flush()
        return self.blocks

    def _enter(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in BLOCKS:
            self._flush()
        if reason := self.judge.aside(element):
            self.asides.append((element, reason))
        if zone := self.judge.zone(element):
            self.zones.append((element, zone))
        if tag in HEADINGS:
            self.headings.append(HEADINGS[tag])
        elif tag in LISTS:
            self.lists.append(False)
        elif tag == "li":
            if self.lists:
                self.lists[-1] = True
        elif tag == "br":
            self.words.append("\n")
        self._count(tag, 1)
        self._say(element.text)

    def _leave(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in BLOCKS and tag not in SKIPPED:
            self._flush()
        if tag not in SKIPPED:
            self._count(tag, -1)
        if tag in HEADINGS and self.headings:
            self.headings.pop()
        elif tag in LISTS and self.lists:
            self.lists.pop()
        elif tag == "li" and self.lists:
            self.lists[-1] = False
        if self.asides and self.asides[-1][0] is element:
            self.asides.pop()
        if self.zones and self.zones[-1][0] is element:
            self.zones.pop()
        self._say(element.tail)

    def _count(self, tag: str, step: int) -> None:
        if tag == "a":
            self.links += step
        elif tag == "sup":
            self.raised += step
        elif tag == "pre":
            self.verbatim += step

    def _say(self, text: str | None) -> None:
        if not text:
            return
        said = text if self.verbatim else SPACE.sub(" ", text)
        self.words.append(said.translate(SUPERSCRIPT) if self.raised else said)
        if self.links:
            self.linked += len(said.strip())

    def _flush(self) -> None:
        """Ends the block that is being gathered."""
        text = "".join(self.words).strip()
        if text:
            level = self.headings[-1] if self.headings else len(self.lists)
            kind: BlockKind = "heading" if self.headings else "item" if self.lists and self.lists[-1] else "paragraph"
            self.blocks.append(HtmlBlock(kind, text, level, None, self._aside(), self._zone(), self.linked))
        self.words, self.linked = [], 0

    def _table(self, element: etree._Element, table: Table) -> None:
        aside, zone = self.judge.aside(element) or self._aside(), self._zone()
        for caption in element.iterchildren("caption"):
            words = " ".join(_paragraphs(caption))
            if words:
                self.blocks.append(HtmlBlock("paragraph", words, 0, None, aside, zone))
        text = " ".join(cell.text for row in table.rows for cell in row)
        linked = sum(len("".join(a.itertext()).strip()) for a in element.iter("a"))
        self.blocks.append(HtmlBlock("table", text, 0, table, aside, zone, linked))

    def _aside(self) -> str:
        return self.asides[0][1] if self.asides else ""

    def _zone(self) -> str:
        return self.zones[0][1] if self.zones else ""


def _told(element: etree._Element) -> Table | None:
    return _data_table(element) if element.tag == "table" else _definitions(element)


def _definitions(element: etree._Element) -> Table | None:
    """The rows of a list of terms, each with what is said of it; None where that is prose or more than words."""
    if next(element.iterdescendants("table", "dl", "ul", "ol", "pre"), None) is not None:
        return None
    table, before = Table(pairs=True), "dd"
    for child in element.iterdescendants("dt", "dd"):
        words = tuple(_paragraphs(child))
        if sum(map(len, words)) > DEFINITION_LIMIT or (child.tag == "dt") == (before == "dt"):
            return None
        if child.tag == "dt":
            table.rows.append([])
        table.rows[-1].append(Cell(words, header=child.tag == "dt"))
        before = str(child.tag)
    return table if table.rows and all(len(row) == 2 for row in table.rows) else None


def _data_table(element: etree._Element) -> Table | None:
    """The rows of a table; None for one that only lays out text."""
    if element.get("role") in {"presentation", "none"} or next(element.iterdescendants("table"), None) is not None:
        return None
    table = Table()
    below: dict[int, int] = {}
    cells, leading = 0, True
    for row in element.iter("tr"):
        parent = row.getparent()
        leading = leading and parent is not None and parent.tag == "thead"
        table.head += leading
        placed = list(_placed(row, below))
        cells += len(placed)
        if cells > CELLS_LIMIT or sum(cell.span for cell in placed) > WIDTH_LIMIT:
            return None
        table.rows.append(placed)
    return table if is_data(table) else None


def _placed(row: etree._Element, below: dict[int, int]) -> Iterator[Cell]:
    """The cells of a row; where one from a row above reaches into it, a cell that says so."""
    column = 0
    for cell in row.iterchildren("td", "th"):
        if column > WIDTH_LIMIT:
            break
        while below.get(column, 0) > 0:
            below[column] -= 1
            column += 1
            yield Cell((), above=True)
        span, rows = _number(cell, "colspan"), _number(cell, "rowspan")
        if rows > 1:
            below.update(dict.fromkeys(range(column, column + span), rows - 1))
        column += span
        yield Cell(tuple(_paragraphs(cell)), span, cell.tag == "th")
    for later in sorted(c for c, left in below.items() if c >= column and left > 0):
        below[later] -= 1


def _paragraphs(element: etree._Element) -> list[str]:
    """The words of a cell or caption, by its blocks and line breaks."""
    words = [""]
    raised = 0
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, child in walk:
        if event == "start" and child.tag in SKIPPED:
            walk.skip_subtree()
            continue
        tag = child.tag
        raised += (tag == "sup") * (1 if event == "start" else -1)
        if tag in BLOCKS or tag == "br":
            words.append("")
        text = child.text if event == "start" else child.tail if child is not element else None
        words[-1] += (text or "").translate(SUPERSCRIPT) if raised else text or ""
    return [line for line in map(one_line, words) if line]


def _number(element: etree._Element, name: str) -> int:
    value = element.get(name, "1").strip()
    return max(1, min(int(value), SPAN_LIMIT)) if value.isdecimal() and len(value) < 6 else 1
