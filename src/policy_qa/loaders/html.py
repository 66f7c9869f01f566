"""Web pages: the blocks of the page in order, with navigation and other boilerplate marked, not lost.

Nothing is fetched: scripts, styles, frames and pictures are left out. Blocks are judged in `boilerplate`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from policy_qa.domain.sources import Metadata
from policy_qa.errors import TooLarge, Unreadable
from policy_qa.loaders.archive import check_memory
from policy_qa.loaders.boilerplate import Judge, judged
from policy_qa.loaders.decode import decode
from policy_qa.loaders.html_blocks import HtmlBlock, Walker
from policy_qa.loaders.loaded import Loaded
from policy_qa.loaders.properties import named, with_title
from policy_qa.loaders.writer import Writer

CHARSET = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*|\?xml[^>]{0,80}encoding\s*=\s*["'])([\w.:-]{1,30})""", re.I
)
DECLARED_WITHIN = 4_096
LATIN = {"iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252"}
"""What browsers take these labels for (WHATWG Encoding)."""

ELEMENTS_LIMIT = 1_000_000
SITE = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,60}$")


def load_html(name: str, data: bytes, encoding: str | None = None) -> Loaded:
    """The text of a web page; raises Unreadable where there is none, TooLarge for over a million elements."""
    found = CHARSET.search(data, 0, DECLARED_WITHIN)
    declared = found[1].decode("ascii").casefold() if found else None
    decoded = decode(data, name, encoding, LATIN.get(declared or "", declared))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(decoded.text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        check_memory(parser)
        raise Unreadable("there is no web page in it", where=name) from None
    check_memory(parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message for entry in parser.error_log):
        raise TooLarge("its elements are nested too deeply", where=name, todo="save it as plain text")
    if root is None:
        raise Unreadable("there is no web page in it", where=name)
    if sum(1 for _ in root.iter()) > ELEMENTS_LIMIT:
        raise TooLarge(f"over {ELEMENTS_LIMIT:,} elements", where=name, todo="split the page")
    blocks = judged(Walker(Judge(root)).walk(root))
    writer = Writer()
    _lay(writer, blocks)
    notes = [decoded.note] if decoded.note else []
    if aside := sum(len(b.text) for b in blocks if b.aside):
        notes.append(f"boilerplate marked: {aside} of {sum(len(b.text) for b in blocks)} characters")
    title = next((b.text for b in blocks if b.kind == "heading" and b.level == 1 and not b.aside), None)
    text = writer.text()
    return Loaded(text, "html", decoded.encoding, _metadata(root, title, text), tuple(notes), writer.layout())


def _lay(writer: Writer, blocks: list[HtmlBlock]) -> None:
    """Lays the blocks; neighbours that are set aside for one reason make one region."""
    at = 0
    while at < len(blocks):
        stop = at + 1
        while stop < len(blocks) and blocks[stop].aside == blocks[at].aside:
            stop += 1
        if blocks[at].aside:
            with writer.within("boilerplate", blocks[at].aside):
                _lay_each(writer, blocks[at:stop])
        else:
            _lay_each(writer, blocks[at:stop])
        at = stop


def _lay_each(writer: Writer, blocks: list[HtmlBlock]) -> None:
    for block in blocks:
        if block.table is not None:
            writer.table(block.table)
        elif block.kind == "heading" and not block.aside:
            writer.heading(block.level, block.text)
        elif block.kind == "item":
            writer.item(block.level, block.text)
        else:
            writer.paragraph(block.text)


def _metadata(root: etree._Element, heading: str | None, text: str) -> Metadata:
    """What the head says; the first heading before the title of the window, which often names the site too."""
    said = dict(_said(root))
    stated = named(said)
    if stated.title is None and (heading is None or not heading.strip()):
        window = SITE.sub("", " ".join(" ".join(e.itertext()) for e in root.iter("title")).strip())
        heading = window or None
    return with_title(stated, heading, text)


def _said(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The names and contents of the head's meta and link elements; the document's language."""
    yield "language", root.get("lang", root.get("{http://www.w3.org/XML/1998/namespace}lang", ""))
    for element in root.iter("link"):
        if element.get("rel", "") in {"canonical", "license"}:
            yield element.get("rel", ""), element.get("href", "")
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        yield name.casefold(), element.get("content", "")
