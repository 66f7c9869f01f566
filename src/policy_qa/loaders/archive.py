"""Zip files with XML in them, opened without trust: capped sizes, no entities, nothing written, nothing fetched."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from policy_qa.errors import TooLarge, Unreadable

PART_LIMIT = 100_000_000
"""The largest part that is unpacked, in bytes."""

PARTS_LIMIT = 5_000
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, KeyError)
ENCRYPTED = 0x1


class Package:
    """A zip file's parts by name; Unreadable for one that is broken, TooLarge for one that unpacks to too much."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._parts = {info.filename: info for info in self._zip.infolist()}
        except BROKEN as error:
            raise _broken(name, error) from None
        if len(self._parts) > PARTS_LIMIT:
            raise TooLarge(f"{len(self._parts):,} parts; the most that is read is {PARTS_LIMIT:,}", where=name)

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._parts)

    def read(self, part: str) -> bytes:
        """The bytes of a part."""
        info = self._parts.get(part)
        if info is None:
            raise Unreadable(f"the part {part[:60]} is missing", where=self.name, todo="open it and save it again")
        if info.file_size > PART_LIMIT:
            what = f"{part[:60]} unpacks to {info.file_size:,} bytes; the most that is read is {PART_LIMIT:,}"
            raise TooLarge(what, where=self.name)
        if info.flag_bits & ENCRYPTED:
            raise Unreadable("it is encrypted", where=self.name, todo="save it without a password")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Unreadable(f"{part[:60]} is packed in an unknown way", where=self.name)
        try:
            return self._zip.read(info)
        except BROKEN as error:
            raise _broken(self.name, error) from None

    def xml(self, part: str) -> etree._Element:
        """The root of an XML part; a document type, the way to bombs and to fetched files, is refused."""
        return parse_xml(self.name, self.read(part))


def parse_xml(name: str, data: bytes) -> etree._Element:
    """The root of an XML text without document type, comments and processing instructions."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        check_memory(parser)
        raise _broken(name, error) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("its XML has a document type, which such files do not have", where=name)
    return root


def check_memory(parser: etree.XMLParser | etree.HTMLParser) -> None:
    """Raises MemoryError where libxml2 ran out of it, which it says in its log alone."""
    if any(entry.type_name == "ERR_NO_MEMORY" for entry in parser.error_log):
        raise MemoryError


def _broken(name: str, error: Exception) -> Unreadable:
    reason = " ".join(str(error).split())[:120]
    return Unreadable(
        f"the file is damaged: {reason}", where=name, todo="open it in a word processor and save it again"
    )
