"""OpenDocument texts (ISO/IEC 26300): headings, paragraphs, lists, tables and notes, in the order of the file.

Left out: tracked deletions, annotations, running headers and footers, macros, pictures, generated indexes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from policy_qa.domain.sources import Metadata
from policy_qa.errors import TooLarge, Unreadable
from policy_qa.loaders.archive import Package
from policy_qa.loaders.loaded import Loaded
from policy_qa.loaders.properties import dublin_core, with_title
from policy_qa.loaders.tables import Cell, Table, is_data, one_line
from policy_qa.loaders.writer import Writer

NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW = f"{NAMES}office:1.0}}", f"{NAMES}text:1.0}}", f"{NAMES}table:1.0}}", f"{NAMES}drawing:1.0}}"
SKIPPED = frozenset(
    (
        f"{TEXT}tracked-changes",
        f"{TEXT}table-of-content",
        f"{TEXT}alphabetical-index",
        f"{TEXT}illustration-index",
        f"{TEXT}table-index",
        f"{TEXT}sequence-decls",
        f"{TEXT}variable-decls",
        f"{OFFICE}annotation",
        f"{OFFICE}forms",
        f"{TABLE}shapes",
    )
)
SPACES = re.compile(r"[ \t\r\n]+")
REPEATS_LIMIT = 1_000
CELLS_LIMIT = 200_000


@dataclass(slots=True)
class Reader:
    """Walks the body of one document and lays it into the writer."""

    name: str
    titles: frozenset[str]
    writer: Writer = field(default_factory=Writer)
    notes: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    title: str | None = None
    cells: int = 0

    def blocks(self, parent: etree._Element, depth: int = 0) -> None:
        """Lays what stands below an element; `depth` is that of the list around it, 0 outside lists."""
        for child in parent:
            tag = child.tag
            if tag == f"{TEXT}h":
                self._heading(child)
            elif tag == f"{TEXT}p":
                self._paragraph(child, depth)
            elif tag == f"{TEXT}list":
                self.blocks(child, depth + 1)
            elif tag == f"{TABLE}table":
                self._table(child)
            elif tag not in SKIPPED:
                self.blocks(child, depth)

    def inline(self, element: etree._Element) -> str:
        """The printed words of a paragraph."""
        return "".join(self._words(element))

    def lay_notes(self) -> None:
        """Lays the notes that the text refers to behind it."""
        for number, words in enumerate(self.notes, 1):
            self.writer.paragraph(f"[^{number}]: {words}", "note")

    def _heading(self, element: etree._Element) -> None:
        level = element.get(f"{TEXT}outline-level", "1")
        self.writer.heading(int(level) if level.isdecimal() and len(level) < 3 else 1, self.inline(element))
        self._lay_boxes()

    def _paragraph(self, element: etree._Element, depth: int) -> None:
        text = self.inline(element)
        if element.get(f"{TEXT}style-name", "") in self.titles:
            self.title = self.title or text
            self.writer.heading(1, text)
        elif depth:
            self.writer.item(depth, text)
        else:
            self.writer.paragraph(text)
        self._lay_boxes()

    def _lay_boxes(self) -> None:
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.blocks(box)

    def _table(self, element: etree._Element) -> None:
        rows = list(_rows(element))
        table = Table([self._row(row) for row, _ in rows])
        while table.head < len(rows) and rows[table.head][1]:
            table.head += 1
        if is_data(table) and next(element.iterdescendants(f"{TABLE}table"), None) is None:
            self.writer.table(table)
            return
        for row, _ in rows:
            for cell in row.iterchildren(f"{TABLE}table-cell"):
                self.blocks(cell)

    def _row(self, row: etree._Element) -> list[Cell]:
        cells: list[Cell] = []
        hidden = 0
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            repeats = _count(cell, "number-columns-repeated")
            if cell.tag == f"{TABLE}covered-table-cell":
                # covered from the left it belongs to the span before it, from above it stands for itself
                taken = min(hidden, repeats)
                hidden -= taken
                cells.extend([Cell((), above=True)] * (repeats - taken))
                continue
            span = _count(cell, "number-columns-spanned")
            hidden = span - 1
            cells.extend([Cell(tuple(self.inline(p) for p in _paragraphs(cell)), span)] * repeats)
        while cells and not cells[-1].text:
            cells.pop()
        self.cells += len(cells)
        if self.cells > CELLS_LIMIT:
            raise TooLarge(f"over {CELLS_LIMIT:,} table cells", where=self.name, todo="split the report")
        return cells

    def _words(self, element: etree._Element) -> Iterator[str]:
        yield SPACES.sub(" ", element.text or "")
        for child in element:
            tag = child.tag
            if tag == f"{TEXT}s":
                yield " "
            elif tag == f"{TEXT}tab":
                yield "\t"
            elif tag == f"{TEXT}line-break":
                yield "\n"
            elif tag == f"{TEXT}note":
                yield self._note(child)
            elif tag == f"{DRAW}text-box":
                self.boxes.append(child)
            elif tag not in SKIPPED:
                yield from self._words(child)
            yield SPACES.sub(" ", child.tail or "")

    def _note(self, element: etree._Element) -> str:
        body = element.find(f"{TEXT}note-body")
        self.notes.append("")
        number = len(self.notes)
        if body is not None:
            self.notes[number - 1] = one_line(" ".join(self.inline(p) for p in body.iter(f"{TEXT}p")))
        return f"[^{number}]"


def load_odt(name: str, data: bytes) -> Loaded:
    """The text of an OpenDocument text; raises Unreadable for a damaged or encrypted one."""
    package = Package(name, data)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Unreadable("it is encrypted", where=name, todo="save it without a password")
    root = package.xml("content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Unreadable("there is no text document in it", where=name, todo="open it and save it again as .odt")
    reader = Reader(name, _title_styles(root))
    reader.blocks(body)
    reader.lay_notes()
    text = reader.writer.text()
    return Loaded(
        text, "odt", "utf-8", with_title(_properties(package), reader.title, text), (), reader.writer.layout()
    )


def _title_styles(root: etree._Element) -> frozenset[str]:
    """The style "Title" and the automatic styles made from it."""
    style = f"{NAMES}style:1.0}}"
    based = (
        s.get(f"{style}name", "") for s in root.iter(f"{style}style") if s.get(f"{style}parent-style-name") == "Title"
    )
    return frozenset(("Title", *based))


def _properties(package: Package) -> Metadata:
    if "meta.xml" not in package:
        return Metadata()
    return dublin_core((str(e.tag).rpartition("}")[2], e.text or "") for e in package.xml("meta.xml").iter())


def _rows(element: etree._Element, head: bool = False) -> Iterator[tuple[etree._Element, bool]]:
    """The rows of a table, each with whether it is a header row; an empty row is not repeated."""
    for child in element:
        if child.tag == f"{TABLE}table-row":
            repeats = _count(child, "number-rows-repeated")
            empty = next((t for t in child.itertext() if t.strip()), None) is None
            for _ in range(1 if empty else repeats):
                yield child, head
        elif child.tag in {f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"}:
            yield from _rows(child, head or child.tag == f"{TABLE}table-header-rows")


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell, also those in its lists, not those in a nested table."""
    for child in cell:
        if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
            yield child
        elif child.tag != f"{TABLE}table" and child.tag not in SKIPPED:
            yield from _paragraphs(child)


def _count(element: etree._Element, name: str) -> int:
    value = element.get(f"{TABLE}{name}", "1")
    return min(int(value), REPEATS_LIMIT) if value.isdecimal() and len(value) < 12 else 1
