"""A PDF file → its text with the map of its pages; encrypted and scanned ones are refused.

A line that had no room for the next word goes on with it behind a space; any other line break stays, also that behind a
hyphen; a blank line parts paragraphs. Footnotes stand behind the text, and behind them, marked as boilerplate, running
heads, page numbers and text in another direction, so that they part no sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from policy_qa.domain.sources import Metadata
from policy_qa.errors import TooLarge, Unreadable
from policy_qa.loaders.loaded import Loaded, Region
from policy_qa.loaders.pdf.blocks import BULLET, SIZE_STEP, STOPS, PdfBlock, blocks, joint
from policy_qa.loaders.pdf.grid import Grid, grids, with_tables
from policy_qa.loaders.pdf.order import ordered, rows
from policy_qa.loaders.pdf.running import Running, edge_rows
from policy_qa.loaders.pdf.words import PageText, Word
from policy_qa.loaders.properties import dublin_core, with_title
from policy_qa.loaders.writer import Writer, sound

PAGES_LIMIT = 3_000
CHARACTERS_LIMIT = 300_000
"""The most that one page may hold."""

SCANNED = 25
"""A page with fewer characters than this and a picture on it is taken for a scan."""

HEADING_LINES = 4
HEADING_LIMIT = 220
LEVELS = 4
QUOTES = ("“", "‘‘", '"', "«")
BOLD_LEVEL = 6
NOTE_SIZE = 0.9
NOTE = re.compile(r"(?:\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[*†‡§]{1,3})\s*\S")
ADDRESS = re.compile(r"@|://|www\.")
BROKEN = re.compile(r"\w[-–]$")
SOFT = re.compile(r"[,\-–—]$|[^\W\d_]$")


@dataclass(slots=True)
class PdfPage:
    """One page: its words in the main direction, what runs another way, its height in points, its ruled tables."""

    words: list[Word]
    turned: list[Word]
    height: float
    grids: list[Grid] = field(default_factory=list)
    blocks: list[PdfBlock] = field(default_factory=list)
    notes: list[PdfBlock] = field(default_factory=list)
    edges: list[str] = field(default_factory=list)


def load_pdf(name: str, data: bytes) -> Loaded:
    """The text of a PDF; raises Unreadable for a damaged, encrypted or scanned one, TooLarge for too many pages."""
    document = _opened(name, data)
    try:
        pages, empty = _pages(name, document)
        stated = _properties(document)
    finally:
        document.close()
    body = _body_size(pages)
    _arrange(pages, body)
    writer, title = Writer(), None
    starts: list[tuple[int, int]] = []
    levels = _levels(pages, body)
    joined = _Joined(writer, starts)
    for number, page in enumerate(pages, 1):
        joined.begin(number)
        for block in page.blocks:
            level = _level(block, body, levels)
            if level and title is None and level < BOLD_LEVEL:
                title = " ".join(block.text.split())
            joined.lay(block, level)
    joined.end()
    layout = list(_page_regions(starts, writer.size))
    for number, page in enumerate(pages, 1):
        with writer.within("page", f"page {number}, notes"):
            for block in page.notes:
                writer.paragraph(block.text, "note")
    _lay_edges(writer, pages)
    notes = [f"page {', '.join(map(str, empty[:20]))}: no text, perhaps a picture"] if empty else []
    text = writer.text()
    regions = sorted([*layout, *writer.layout()], key=lambda r: (r.start, -r.end))
    return Loaded(text, "pdf", "binary", with_title(stated, title, text), tuple(notes), tuple(regions))


def _opened(name: str, data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise Unreadable("the PDF is encrypted", where=name, todo="save it without a password") from None
        raise Unreadable("the PDF is damaged", where=name, todo="open it and print it to a new PDF") from None
    if not len(document):
        raise Unreadable("the PDF has no pages", where=name)
    if len(document) > PAGES_LIMIT:
        raise TooLarge(f"{len(document):,} pages; the most that is read is {PAGES_LIMIT:,}", where=name)
    return document


def _pages(name: str, document: pdfium.PdfDocument) -> tuple[list[PdfPage], list[int]]:
    """The pages with their words, and the numbers of those without any; raises Unreadable where all are pictures."""
    pages, empty, characters, unmapped, pictures = [], [], 0, 0, 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            raise Unreadable(f"page {number + 1} is damaged", where=name, todo="print it to a new PDF") from None
        try:
            text = PageText(page, CHARACTERS_LIMIT)
        except ValueError:
            what = f"page {number + 1} holds over {CHARACTERS_LIMIT:,} characters"
            raise TooLarge(what, where=name, todo="split the report") from None
        ruled = grids(page) if text.upright else []
        pages.append(PdfPage(text.words, text.turned, page.get_height(), ruled))
        found = sum(len(w.text) for w in text.words)
        characters += found
        unmapped += text.unmapped
        pictures += found < SCANNED and next(page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None
        if not found:
            empty.append(number + 1)
        page.close()
    if not characters or pictures * 2 > len(pages):
        what = f"{pictures or len(pages)} of its {len(pages)} pages are pictures of a text (a scan), or empty"
        raise Unreadable(what, where=name, todo="run text recognition (OCR) on it first, then add the result")
    if unmapped > characters:
        raise Unreadable("its type does not say which letters it shows", where=name, todo="run text recognition on it")
    return pages, empty


def _arrange(pages: list[PdfPage], body: float) -> None:
    """Fills each page's blocks in reading order, its footnotes, and its edges: running lines and turned text."""
    running = Running([(page.words, page.height) for page in pages])
    for number, page in enumerate(pages):
        edges = [row for row in edge_rows(page.words, page.height) if running.is_running(row, number)]
        taken = {id(word) for row in edges for word in row}
        page.edges = [_shown(row) for row in edges] + [_shown(row) for row in rows(page.turned)]
        words = with_tables([word for word in page.words if id(word) not in taken], page.grids)
        for part in ordered(words):
            found = blocks(part)
            notes = _notes_at(found, body)
            page.blocks += found[:notes]
            page.notes += found[notes:]


def _notes_at(found: list[PdfBlock], body: float) -> int:
    """Where the footnotes at the foot of a column begin: blocks in small type, the first of them with a mark."""
    at = len(found)
    while at and found[at - 1].table is None and found[at - 1].size < NOTE_SIZE * body:
        at -= 1
    while at < len(found) and not NOTE.match(found[at].text):
        at += 1
    return at if at else len(found)


def _shown(row: list[Word]) -> str:
    return " ".join(word.text for word in row)


def _body_size(pages: list[PdfPage]) -> float:
    """The size that most characters are printed in."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            sizes[round(word.size * 2) / 2] += len(word.text)
    return max(sizes.items(), key=lambda item: (item[1], -item[0]))[0] if sizes else 10.0


def _levels(pages: list[PdfPage], body: float) -> list[float]:
    """The sizes of headings, the largest first, that differ by more than a step."""
    sizes = sorted({round(b.size, 1) for p in pages for b in p.blocks if _large(b, body)}, reverse=True)
    levels: list[float] = []
    for size in sizes:
        if not levels or levels[-1] > size * SIZE_STEP:
            levels.append(size)
    return levels


def _large(block: PdfBlock, body: float) -> bool:
    return (
        block.table is None
        and not block.contents
        and block.size > SIZE_STEP * body
        and len(block.lines) <= HEADING_LINES
        and len(block.text) <= HEADING_LIMIT
        and not block.text.startswith(QUOTES)
        and any(c.isalpha() for c in block.text)
    )


def _level(block: PdfBlock, body: float, levels: list[float]) -> int:
    """The level of a heading; 0 for anything else."""
    if block.table is not None or block.bullet or block.contents:
        return 0
    if _large(block, body):
        return min(next((i for i, size in enumerate(levels, 1) if size <= block.size * SIZE_STEP), 1), LEVELS)
    text = block.text
    plain = len(block.lines) <= 2 and len(text) <= HEADING_LIMIT and not text.endswith((".", ",", ";"))
    return BOLD_LEVEL if block.bold and plain and any(map(str.isalpha, text)) and not ADDRESS.search(text) else 0


class _Joined:
    """Lays blocks; a paragraph that goes on in the next column or page is laid as one."""

    def __init__(self, writer: Writer, starts: list[tuple[int, int]]) -> None:
        self.writer = writer
        self.starts = starts
        self.open: PdfBlock | None = None
        self.inside: list[tuple[int, int]] = []
        self.pending: list[int] = []

    def begin(self, page: int) -> None:
        """A page begins; where, the next block says."""
        self.pending.append(page)

    def lay(self, block: PdfBlock, level: int) -> None:
        """Lays a block, or holds it back until it is known whether it goes on."""
        plain = level == 0 and block.table is None and not block.contents
        if plain and self.open and _goes_on(self.open, block):
            text, first = self.open.text, block.lines[0]
            first.wrapped = True
            self.inside += [(page, len(text) + len(joint(text, first))) for page in self.pending]
            self.pending = []
            self.open.lines += block.lines
            return
        self.end()
        if plain:
            self.open = PdfBlock(list(block.lines), bullet=block.bullet)
            self.inside, self.pending = [(page, 0) for page in self.pending], []
        else:
            start = self._lay_now(block, level)
            self.starts += [(page, start) for page in self.pending]
            self.pending = []

    def end(self) -> None:
        """Lays what is still held back."""
        if self.open is None:
            return
        block, self.open = self.open, None
        text = sound(block.text)
        bare = BULLET.sub("", text, count=1)
        start = self.writer.item(1, bare) if block.bullet else self.writer.paragraph(text)
        self.starts += [(page, start + at) for page, at in self.inside]

    def _lay_now(self, block: PdfBlock, level: int) -> int:
        if block.contents:
            with self.writer.within("boilerplate", "table of contents"):
                return self.writer.paragraph(block.text)
        return self.writer.table(block.table) if block.table else self.writer.heading(level, block.text)


def _goes_on(before: PdfBlock, block: PdfBlock) -> bool:
    """Whether a paragraph at the top of a column ends the one at the foot of the column before."""
    text = before.text
    if block.bullet or text.endswith(STOPS) or abs(before.size - block.size) > 0.1 * before.size:
        return False
    return bool(BROKEN.search(text)) or (block.text[0].islower() and bool(SOFT.search(text)))


def _page_regions(starts: list[tuple[int, int]], end: int) -> list[Region]:
    bounds = [start for _, start in starts[1:]] + [end]
    return [Region(start, stop, "page", f"page {page}") for (page, start), stop in zip(starts, bounds) if start < stop]


def _lay_edges(writer: Writer, pages: list[PdfPage]) -> None:
    for number, page in enumerate(pages, 1):
        if page.edges:
            with writer.within("boilerplate", f"page {number}, edges"):
                for line in page.edges:
                    writer.paragraph(line)


def _properties(document: pdfium.PdfDocument) -> Metadata:
    return dublin_core((key.casefold(), value) for key, value in document.get_metadata_dict().items() if value)
