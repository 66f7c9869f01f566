"""Bytes → Unicode: byte order mark, UTF-8, declared charset, else a guess that is stated; never a lone surrogate."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import NamedTuple

from policy_qa.errors import BadInput, Unreadable

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LEGACY = ("windows-1252", "mac-roman", "cp850")
"""What a text may be in that is not UTF-8, the likeliest first."""

MISFITS_ALLOWED = 20
"""One misplaced character in so many is let pass."""

MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
FITTING = frozenset(
    "áéíóúüñÁÉÍÓÚÜÑàèìòùâêîôûäëïöÿçÇœŒæÆøØåÅÀÈÌÒÙÂÊÎÔÛÄËÏÖßãõÃÕýÝšŠžŽðÐþÞ"
    "«»¿¡ªº°€£§©®™·•–—‘’‚“”„…\xa0\xad¢¥±²³µ¶¹¼½¾×÷‰†‡ˆ˜‹›´¨¸¬¯¦ƒŸ"
)
MISPLACED = re.compile("(?<=[a-z])[^\x00-\x7fáéíóúüñàèìòùâêîôûäëïöÿçœæøåßãõýšžðþ’‘·–—ªº\xad](?=[a-z])")
"""Capitals and signs inside a word."""

CONTROLS_ALLOWED = 1000
"""One control character in so many others may stand in a text; more make it binary."""


class Decoded(NamedTuple):
    """The text without its byte order mark, the encoding it was in, and a note where that was guessed."""

    text: str
    encoding: str
    note: str = ""


def decode(data: bytes, name: str, encoding: str | None = None, declared: str | None = None) -> Decoded:
    """The text of the bytes of `name`.

    `encoding` is the user's word and is kept to; `declared` is the file's own and is tried after the byte order mark.
    Raises Unreadable for bytes that are not text in it, BadInput for an encoding that nobody knows.
    """
    if not data.strip(b" \t\r\n\x0b\x0c"):
        raise Unreadable("the file is empty", where=name, todo="give a file with text in it")
    found = _decoded(data, name, encoding, declared)
    _check_text(found.text, name)
    return found


def _decoded(data: bytes, name: str, encoding: str | None, declared: str | None) -> Decoded:
    for mark, marked in BOMS:
        if data.startswith(mark) and (encoding is None or _codec(encoding).startswith(marked[:6])):
            return Decoded(_strict(data[len(mark) :], marked, name), marked)
    if encoding is not None:
        return Decoded(_strict(data, _codec(encoding), name), _codec(encoding))
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        wrong = error.start
    if declared is not None:
        try:
            codec = _codec(declared)
            return Decoded(_strict(data, codec, name), codec)
        except (BadInput, Unreadable):
            pass
    return _guessed(data, name, wrong)


def _codec(encoding: str) -> str:
    """The codec's name; only codecs between bytes and text will do."""
    try:
        info = codecs.lookup(encoding)
        "a".encode(encoding)
    except (LookupError, ValueError, TypeError):
        raise BadInput(f"no encoding is called {encoding[:40]!r}", todo="try utf-8, windows-1252 or utf-16") from None
    return LEGACY[0] if info.name == "cp1252" else info.name


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        text = data.decode(codec)
        text.encode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"byte 0x{data[error.start]:02x} at offset {error.start} is not {codec}",
            where=name,
            todo="name its encoding with --encoding, or save it as UTF-8",
        ) from None
    except (UnicodeError, ValueError):
        raise Unreadable(f"the bytes are not text in {codec}", where=name, todo="save it as UTF-8") from None
    return text


def _guessed(data: bytes, name: str, wrong: int) -> Decoded:
    """The legacy encoding in which nearly all high bytes stand where such letters and signs stand in words."""
    high = len(data.translate(None, bytes(range(128))))
    broken = len(b"".join(MULTIBYTE.findall(data))) * 2 > high
    readings = [] if broken or high * 3 > len(data) else [(_misfits(data, codec), codec) for codec in LEGACY]
    misfits, codec = min(readings, key=lambda reading: reading[0], default=(high, LEGACY[0]))
    if misfits * MISFITS_ALLOWED > high:
        raise Unreadable(
            f"byte 0x{data[wrong]:02x} at offset {wrong} is not UTF-8, nor is the whole text in another known encoding",
            where=name,
            todo="name its encoding with --encoding, or save it as UTF-8",
        )
    return Decoded(data.decode(codec), codec, f"encoding guessed: {codec}")


def _misfits(data: bytes, codec: str) -> int:
    """How many characters of a reading stand where no western text has them; all where a byte means nothing."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return len(data)
    odd = sum(count for char, count in Counter(text).items() if char > "\x7f" and char not in FITTING)
    return odd + sum(1 for _ in MISPLACED.finditer(text))


def _check_text(text: str, name: str) -> None:
    if (at := text.find("\0")) >= 0:
        raise Unreadable(
            f"character {at} is NUL: this is binary, or UTF-16 without its mark",
            where=name,
            todo="save it as UTF-8, or name its encoding with --encoding",
        )
    controls = sum(1 for _ in CONTROL.finditer(text))
    if controls * CONTROLS_ALLOWED > len(text) + CONTROLS_ALLOWED * 2:
        raise Unreadable(f"{controls} control characters: this is binary, not text", where=name)
    if not text.strip():
        raise Unreadable("the file is empty", where=name, todo="give a file with text in it")
