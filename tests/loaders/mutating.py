"""Broken and hostile files made from sound ones: bytes flipped, cut, doubled, parts swapped, sizes lied about."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from io import BytesIO
from random import Random
from typing import TypeAlias
from warnings import catch_warnings, simplefilter

from lxml import etree

Mutation: TypeAlias = Callable[[Random, bytes, Sequence[bytes]], bytes]

NUMBER = re.compile(rb"(?<![\w#])\d{1,6}(?!\w)")
NUMBERS = (b"0", b"-1", b"1", b"255", b"65536", b"2147483647", b"4294967296", b"9" * 20, b"1e308", b"1.5", b"NaN")
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 9))
DOCTYPES = (
    b'<!DOCTYPE a [<!ENTITY l0 "ha">' + LAUGHS + b"]>",
    b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
    b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>',
)
WORDS = {
    "html": (
        b"<table>",
        b"</table>",
        b"<tr>",
        b"<td rowspan=65534 colspan=1000>",
        b"<li>",
        b"<ol><ul>",
        b"</div>",
        b"<h1>",
        b"<sup>",
        b"<title>",
        b"<!--",
        b"]]>",
        b"<pre>",
        b"<svg><foreignObject>",
        b"<template>",
        b"&#0;",
        b"&#xD800;",
        b"&#x110000;",
        b"&amp",
        b"<meta charset=utf-16>",
        b"<meta charset=utf-7>",
        b"<meta charset=hex>",
        b"<nav hidden>",
        b"<main>",
        b"<dl><dd>",
        b"\x00",
        b"<plaintext>",
        b"<frameset>",
        b"<select><option>",
        b"&l8;",
        b"<a href='javascript:0'>",
        b"<" * 50,
        b"<p" + b" a=1" * 300,
    ),
    "pdf": (
        b"/Kids [2 0 R]",
        b"/Parent 4 0 R",
        b"/Length 999999999",
        b"/MediaBox [0 0 1e30 1e30]",
        b"/Rotate 90",
        b"/Rotate 37",
        b"Tf",
        b"Tj",
        b"/Filter /FlateDecode",
        b"/Filter [/ASCIIHexDecode /LZWDecode]",
        b"endobj",
        b"stream\n",
        b"<< /A << /B ",
        b"[" * 200,
        b"xref",
        b"%%EOF",
        b"startxref\n0",
        b"/Encrypt 3 0 R",
        b"/Count 1000000",
        b"1 0 0 1 1e38 1e38 cm",
        b"q " * 100,
        b"0 Tz",
        b"-1000 Tc",
        b"/ObjStm",
        b"<FEFF",
    ),
    "xml": (
        b"<w:p>",
        b"</w:p>",
        b"<w:tbl><w:tr><w:tc>",
        b"</w:tc></w:tr></w:tbl>",
        b'<w:gridSpan w:val="99999"/>',
        b"<w:vMerge/>",
        b"<w:del>",
        b"<w:txbxContent>",
        b'<w:footnoteReference w:id="1"/>',
        b'<w:ilvl w:val="99"/>',
        b'<w:outlineLvl w:val="-1"/>',
        b"<text:note>",
        b"<table:table>",
        b'table:number-columns-repeated="16384"',
        b'table:number-rows-repeated="1048576"',
        b"<text:list><text:list-item>",
        b"&l8;",
        b"&#0;",
        b"&#xFFFF;",
        b"<![CDATA[",
        b"<?xml version='1.1'?>",
        b'xmlns:w="urn:a"',
        b"\x00",
        b"\xff\xfe",
    ),
    "text": (
        b"\x00",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xc0\x80",
        b"\x85",
        b"\r",
        b"\x1b[31m",
        b"---\n",
        b"title: &a [*a, *a]\n",
        b"---\na: !!python/object:os.system x\n---\n",
        b"# ",
        b"| a | b |\n|---|---|\n",
        b"[a](",
        b"![",
        b"```\n",
        b"<div>",
        b"1,234.5 million ",
        b"\xe2\x80\xae",
        b"*" * 60,
        b"[" * 200,
        b"(" * 200,
        b"> " * 100,
        b"- " * 100,
    ),
}
"""What the mutations strew into files of a kind."""


def flipped(random: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """A few bits turned over."""
    made = bytearray(data)
    for _ in range(random.randint(1, 12)):
        made[random.randrange(len(made))] ^= 1 << random.randrange(8)
    return bytes(made)


def cut_short(random: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """Only the beginning, or all but the beginning."""
    at = random.randrange(1, len(data)) if len(data) > 1 else 1
    return data[:at] if random.random() < 0.7 else data[at:]


def shuffled(random: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """A stretch taken out, doubled many times, or put elsewhere."""
    start = random.randrange(len(data))
    piece = data[start : start + random.randint(1, 400)]
    rest = data[:start] + data[start + len(piece) :]
    at = random.randrange(len(rest) + 1)
    return rest[:at] + piece * random.choice((0, 1, 2, 200)) + rest[at:]


def spliced(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """The beginning of one file and the end of another."""
    other = random.choice(others)
    return data[: random.randrange(len(data) + 1)] + other[random.randrange(len(other)) :]


def renumbered(random: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """Some numbers made absurd: sizes, counts, levels, offsets."""
    share = random.choice((0.02, 0.2))
    return NUMBER.sub(lambda m: random.choice(NUMBERS) if random.random() < share else m[0], data)


def strewn(kind: str) -> Mutation:
    """Words of the format put where they do not belong, now and then nested thousands deep."""

    def mutation(random: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
        for _ in range(random.randint(1, 8)):
            at = random.randrange(len(data) + 1)
            times = random.choice((1, 1, 1, 3, 3_000)) if random.random() < 0.3 else 1
            data = data[:at] + random.choice(WORDS[kind]) * times + data[at:]
        return data

    return mutation


PLAIN: tuple[Mutation, ...] = (flipped, cut_short, shuffled, spliced, renumbered)
XML: tuple[Mutation, ...] = (*PLAIN, strewn("xml"))


def doctyped(random: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """A document type with entities put before an XML part, and used in it."""
    head = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    body = data[head:].replace(b"</", random.choice((b"&l8;", b"&x;", b"")) + b"</", 5)
    return data[:head] + random.choice(DOCTYPES) + body


def restructured(random: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """An XML part that is still well formed, its elements moved, doubled, nested, renamed, its values lied about."""
    try:
        root = etree.fromstring(data)
    except (etree.XMLSyntaxError, ValueError):
        return data
    for _ in range(random.randint(1, 10)):
        elements = [e for e in root.iter() if isinstance(e.tag, str)][:2_000]
        random.choice(CHANGES)(random, random.choice(elements), random.choice(elements))
    return bytes(etree.tostring(root))


def _taken_out(_random: Random, one: etree._Element, _other: etree._Element) -> None:
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def _doubled(random: Random, one: etree._Element, other: etree._Element) -> None:
    copy = deepcopy(one)
    if sum(1 for _ in copy.iter()) < 200:
        for _ in range(random.choice((1, 3, 30))):
            other.insert(random.randrange(len(other) + 1), deepcopy(copy))


def _nested(random: Random, one: etree._Element, other: etree._Element) -> None:
    for _ in range(random.choice((1, 10, 240, 2_000))):
        one = etree.SubElement(one, other.tag)
    one.text = "57"


def _renamed(_random: Random, one: etree._Element, other: etree._Element) -> None:
    one.tag = other.tag


def _said_otherwise(random: Random, one: etree._Element, _other: etree._Element) -> None:
    one.text = random.choice(("57", "\u202e\u0301 1,2", "9" * 400, " ", "x" * 70_000))


def _lied_about(random: Random, one: etree._Element, other: etree._Element) -> None:
    if names := [*one.attrib, *other.attrib]:
        one.set(random.choice(names), random.choice((*NUMBERS, b"", b"x" * 5_000)).decode())


CHANGES = (_taken_out, _doubled, _nested, _renamed, _said_otherwise, _lied_about, _lied_about)


def repacked(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """A package with one part broken, bombed, swapped with another, renamed, doubled or left out."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    at = random.randrange(len(parts))
    if random.random() < 0.6:
        at = max(range(len(parts)), key=lambda n: parts[n][0].endswith(("document.xml", "content.xml")))
    name, part = parts[at]
    act = random.randrange(20)
    if act < 15:
        parts[at] = (
            name,
            random.choice((*(restructured,) * 12, *XML, doctyped))(random, part or b" ", [p or b" " for _, p in parts]),
        )
    elif act == 15:
        other = random.randrange(len(parts))
        parts[at], parts[other] = (name, parts[other][1]), (parts[other][0], part)
    elif act == 16:
        parts[at] = (random.choice(("../../evil", "/etc/x", "a" * 60_000, "", "word/\x00", name.upper())), part)
    elif act == 17:
        parts.append((name, random.choice(others)))
    elif act == 18:
        del parts[at]
    else:
        parts[at] = (
            name,
            part[: len(part) // 2] + b" " * random.choice((1_000_000, 120_000_000)) + part[len(part) // 2 :],
        )
    made = BytesIO()
    with catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        simplefilter("ignore")  # of names that stand twice
        for known, content in parts:
            archive.writestr(zipfile.ZipInfo(known or "x"), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def lied(random: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """Sizes, offsets, flags and methods in the zip's own heads that are not true."""
    made = bytearray(data)
    places = [m.start() for m in re.finditer(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06", data)]
    for place in random.sample(places, min(len(places), 2)):
        at = place + 4 + 2 * random.randrange(18)
        if at + 4 <= len(made):
            value = random.choice((0, 1, 8, 12, 99, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
            made[at : at + 4] = struct.pack("<I", value)
    return bytes(made)


MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    ".txt": (*PLAIN, strewn("text")),
    ".md": (*PLAIN, strewn("text"), strewn("html")),
    ".html": (*PLAIN, strewn("html"), strewn("html")),
    ".pdf": (*PLAIN, strewn("pdf")),
    ".docx": (flipped, cut_short, shuffled, lied, *(repacked,) * 8),
    ".odt": (flipped, cut_short, shuffled, lied, *(repacked,) * 8),
}


def mutated(seed: int, ending: str, samples: Sequence[bytes]) -> bytes:
    """The file of a seed: one sample through one to three mutations."""
    random = Random(seed)  # noqa: S311
    data = random.choice(samples)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        try:
            data = random.choice(MUTATIONS[ending])(random, data, samples) or b" "
        except (
            zipfile.BadZipFile,
            zipfile.LargeZipFile,
            EOFError,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
            struct.error,
        ):
            return data  # a mutation before this one broke it already
        except Exception as error:
            if type(error).__module__ != "zlib":
                raise
            return data
    return data
