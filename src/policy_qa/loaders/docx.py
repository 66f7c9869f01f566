"""Word documents (Office Open XML, ECMA-376): body text, tables, notes and text boxes, in the order of the file.

Left out: deleted and hidden text, field codes, comments, running headers and footers, macros, pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from policy_qa.domain.sources import Metadata
from policy_qa.errors import Unreadable
from policy_qa.loaders.archive import Package, parse_xml
from policy_qa.loaders.loaded import Loaded
from policy_qa.loaders.properties import core_properties, with_title
from policy_qa.loaders.tables import Cell, Table, is_data, one_line
from policy_qa.loaders.writer import Writer

STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MAIN = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{MAIN.decode()}}}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
CONTENTS = re.compile(r"toc \d|table of figures|table of authorities", re.IGNORECASE)
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SKIPPED = frozenset(
    f"{W}{name}"
    for name in ("del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "sectPr", "object")
)
FIXED = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "",
}
NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
BOLD_HEADING = 6
"""The level given to a short paragraph that is bold from end to end."""

HEADING_LIMIT = 140


@dataclass(slots=True)
class Style:
    """What a paragraph style says: outline level (1 to 9, 0 for text), list depth, the title, a table of contents."""

    level: int = 0
    depth: int = 0
    title: bool = False
    contents: bool = False


@dataclass(slots=True)
class Reader:
    """Walks the body of one document and lays it into the writer."""

    styles: dict[str, Style]
    writer: Writer = field(default_factory=Writer)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    title: str | None = None

    def blocks(self, parent: etree._Element) -> None:
        """Lays the paragraphs and tables below an element."""
        for child in _children(parent):
            if child.tag == f"{W}p":
                self.paragraph(child)
            elif child.tag == f"{W}tbl":
                self.table(child)
            elif child.tag not in SKIPPED:
                self.blocks(child)

    def paragraph(self, element: etree._Element) -> None:
        """Lays one paragraph as heading, list item or plain, then the text boxes that hang on it."""
        text = self.inline(element)
        style = self._style(element)
        if style.title and self.title is None:
            self.title = text
        level = 1 if style.title else style.level
        if not level and not style.depth and _all_bold(element) and _like_heading(text):
            level = BOLD_HEADING
        if style.contents:
            with self.writer.within("boilerplate", "table of contents"):
                self.writer.paragraph(text)
        elif level:
            self.writer.heading(level, text)
        elif style.depth:
            self.writer.item(style.depth, text)
        else:
            self.writer.paragraph(text)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.blocks(box)

    def table(self, element: etree._Element) -> None:
        """Lays one table by rows; one that only lays out text, as the blocks of its cells."""
        rows = [row for row in _below(element, "tr", stop="tc") if row.find(f"{W}trPr/{W}del") is None]
        table = Table([self._row(row) for row in rows])
        while table.head < len(rows) and _on(rows[table.head].find(f"{W}trPr/{W}tblHeader")):
            table.head += 1
        if is_data(table) and next(element.iterdescendants(f"{W}tbl"), None) is None:
            self.writer.table(table)
            return
        for row in rows:
            for cell in _below(row, "tc", stop="p"):
                self.blocks(cell)

    def inline(self, element: etree._Element) -> str:
        """The printed words of a paragraph."""
        return "".join(self._words(element))

    def _row(self, row: etree._Element) -> list[Cell]:
        before = row.find(f"{W}trPr/{W}gridBefore")
        cells = [Cell((), span=_number(before))] if before is not None else []
        for cell in _below(row, "tc", stop="p"):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            above = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            texts = () if above else tuple(self.inline(p) for p in _below(cell, "p", stop="p"))
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            cells.append(Cell(texts, span=_number(span), above=above))
        return cells

    def _words(self, element: etree._Element) -> Iterator[str]:
        for child in _children(element):
            tag = child.tag
            if tag in {f"{W}t", MATH_TEXT, DRAWN_TEXT}:
                yield child.text or ""
            elif tag in FIXED:
                yield FIXED[tag]
            elif tag in NOTES:
                self.notes.append((NOTES[tag], child.get(f"{W}id", "")))
                yield f"[^{len(self.notes)}]"
            elif tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif tag == f"{W}r":
                yield from self._run(child)
            elif tag not in SKIPPED:
                yield from self._words(child)

    def _run(self, run: etree._Element) -> Iterator[str]:
        properties = run.find(f"{W}rPr")
        if properties is not None and _on(properties.find(f"{W}vanish")):
            return
        raised = properties.find(f"{W}vertAlign") if properties is not None else None
        words = self._words(run)
        if raised is not None and raised.get(f"{W}val") == "superscript":
            words = (w if w.startswith("[^") else w.translate(SUPERSCRIPT) for w in words)
        yield from words

    def _style(self, element: etree._Element) -> Style:
        properties = element.find(f"{W}pPr")
        if properties is None:
            return Style()
        named = properties.find(f"{W}pStyle")
        base = self.styles.get(named.get(f"{W}val", ""), Style()) if named is not None else Style()
        level, depth = _outline(properties), _depth(properties)
        level, depth = base.level if level is None else level, base.depth if depth is None else depth
        return Style(level, depth, base.title, base.contents)


def load_docx(name: str, data: bytes) -> Loaded:
    """The text of a Word document; raises Unreadable for a damaged or encrypted one."""
    package = Package(name, data)
    main = _main_part(package)
    folder = main.rpartition("/")[0]
    body = _xml(package, main).find(f"{W}body")
    if body is None:
        raise Unreadable("there is no Word document in it", where=name, todo="open it and save it again as .docx")
    reader = Reader(_styles(package, f"{folder}/styles.xml"))
    reader.blocks(body)
    _lay_notes(package, folder, reader)
    notes = ("macros in it were not read",) if any(n.endswith("vbaProject.bin") for n in package.names()) else ()
    stated = core_properties(package) if "docProps/core.xml" in package else Metadata()
    text = reader.writer.text()
    return Loaded(text, "docx", "utf-8", with_title(stated, reader.title, text), notes, reader.writer.layout())


def _main_part(package: Package) -> str:
    if "_rels/.rels" in package:
        for relation in package.xml("_rels/.rels"):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and target in package:
                return target
    return "word/document.xml"


def _xml(package: Package, part: str) -> etree._Element:
    return parse_xml(package.name, package.read(part).replace(STRICT, MAIN))


def _styles(package: Package, part: str) -> dict[str, Style]:
    """The paragraph styles by id, each with what it takes over from the style it is based on."""
    if part not in package:
        return {}
    elements = {s.get(f"{W}styleId", ""): s for s in _xml(package, part).iterchildren(f"{W}style")}
    return {key: _style_of(key, elements) for key in elements}


def _style_of(key: str, elements: dict[str, etree._Element]) -> Style:
    """Follows the chain of styles from the base down, ten steps at most."""
    chain: list[etree._Element] = []
    while key in elements and len(chain) < 10:
        chain.append(elements[key])
        based = elements[key].find(f"{W}basedOn")
        key = based.get(f"{W}val", "") if based is not None else ""
    style = Style()
    for element in reversed(chain):
        named = element.find(f"{W}name")
        name = named.get(f"{W}val", "") if named is not None else ""
        if heading := HEADING.match(name):
            style.level = int(heading[1])
        style.contents = style.contents or CONTENTS.match(name) is not None
        style.title = style.title or name.casefold() == "title"
        properties = element.find(f"{W}pPr")
        if properties is not None:
            level, depth = _outline(properties), _depth(properties)
            style.level = style.level if level is None else level
            style.depth = style.depth if depth is None else depth
    return style


def _outline(properties: etree._Element) -> int | None:
    """The outline level from 1, 0 for body text, None where nothing is said."""
    found = properties.find(f"{W}outlineLvl")
    if found is None or not found.get(f"{W}val", "").isdecimal():
        return None
    level = int(found.get(f"{W}val", "9"))
    return level + 1 if level < 9 else 0


def _depth(properties: etree._Element) -> int | None:
    """The list depth from 1, 0 where numbering is taken away, None where nothing is said."""
    found = properties.find(f"{W}numPr")
    if found is None:
        return None
    number, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    if number is not None and number.get(f"{W}val") == "0":
        return 0
    return 1 if level is None else _number(level, 0) + 1


def _lay_notes(package: Package, folder: str, reader: Reader) -> None:
    """Lays the footnotes and endnotes that the text refers to behind it."""
    bodies: dict[tuple[str, str], etree._Element] = {}
    for kind in {kind for kind, _ in reader.notes}:
        if f"{folder}/{kind}.xml" in package:
            for note in _xml(package, f"{folder}/{kind}.xml"):
                bodies[kind, note.get(f"{W}id", "")] = note
    for number, key in enumerate(list(reader.notes), 1):
        if key in bodies:
            words = one_line(" ".join(reader.inline(p) for p in bodies[key].iter(f"{W}p")))
            if words:
                reader.writer.paragraph(f"[^{number}]: {words}", "note")


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """The children, of alternatives only the first that is given."""
    for child in parent:
        if child.tag == f"{COMPATIBILITY}AlternateContent":
            if len(child):
                yield child[0]
        else:
            yield child


def _below(parent: etree._Element, name: str, stop: str) -> Iterator[etree._Element]:
    """The elements called `name` below the parent, through wrappers, not into those called `stop`."""
    for child in _children(parent):
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag not in SKIPPED and child.tag != f"{W}{stop}":
            yield from _below(child, name, stop)


def _number(element: etree._Element | None, missing: int = 1) -> int:
    value = element.get(f"{W}val", "") if element is not None else ""
    return min(int(value), 1000) if value.isdecimal() and len(value) < 6 else missing


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "true") not in {"0", "false", "off"}


def _all_bold(paragraph: etree._Element) -> bool:
    runs = [r for r in paragraph.iter(f"{W}r") if "".join(t.text or "" for t in r.iter(f"{W}t")).strip()]
    return bool(runs) and all(_on(r.find(f"{W}rPr/{W}b")) for r in runs)


def _like_heading(text: str) -> bool:
    bare = text.strip()
    return 2 < len(bare) <= HEADING_LIMIT and not bare.endswith((".", ";", ",")) and any(c.isalpha() for c in bare)
