"""Inline markup: what the reading view leaves out or replaces inside a block.

Markdown per CommonMark 0.31 (emphasis, links, escapes), HTML tags and character references,
white space, invisible characters, decomposed accents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from unicodedata import normalize

from policy_qa_extractors.page.view import URL_MARK, ViewMaker

INLINE = re.compile(
    r"""(?P<space>[\s\u2800]{2,}|[^\S ])
      | (?P<invisible>[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+)
      | (?P<target>\](?:\((?:[^()\s]|\([^()\s]{0,300}\)){0,2000}(?:\s+"[^"\n]{0,300}")?\)|\[[^\[\]\n]{0,80}\](?!\()))
      | (?P<note>\[\^?\d{1,3}\])
      | (?P<open>!?\[)
      | (?P<url>(?:https?|ftp)://[^\s<>"”’]+|www\.[^\s<>"”’]+)
      | (?P<emphasis>[*_]+)
      | (?P<escape>\\[!-/:-@\[-`{-~])
      | (?P<comment><!--.{0,500}?-->)
      | (?P<tag></?[A-Za-z][^<>]{0,400}>)
      | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,24});)
      | (?P<accent>[A-Za-z][\u0300-\u036f]{1,8})""",
    re.VERBOSE | re.DOTALL,
)
ODD = r"[\t-\r\x1c-\x1f\x85\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2069\u2800\u3000\u00ad\ufeff!\[\]*_\\<&]"
SPOT = re.compile(rf"{ODD}| (?=[\s\u2800])|h(?=ttps?://)|f(?=tp://)|w(?=ww\.)")
"""Where INLINE may match, accents apart: ten times as fast a search as INLINE's own."""
PLAIN_SPOT = re.compile(ODD)
RARE = ("  ", "://", "www.")
"""Without these, INLINE matches at odd characters alone, or at a space right before one of them."""
BLANK = "\u2800"
ACCENT = re.compile(r"[\u0300-\u036f]")
WORDLIKE = re.compile(r"\w")
LETTERS = re.compile(r"[^\W\d_]{2,24}")
LETTERS_BEFORE = re.compile(r"[^\W\d_]{2,24}\Z")
LONGEST = 24
THIN = "\u00a0\u2007\u2008\u2009\u200a\u202f"


def lay(maker: ViewMaker, start: int, end: int, known: Callable[[str], bool]) -> None:
    """Lays source[start:end], one block, into the view; `known` says whether a word in lower case is one."""
    source = maker.source
    linked = source.find("](", start, end) >= 0
    position = start
    for found in _leaping(source, start, end):
        name = found.lastgroup or ""
        text = _replacement(
            name,
            found[0],
            source[max(found.start() - 1, start) : found.start()],
            _after(source, found.end(), end),
            linked,
        )
        if text is None:
            continue
        cut = name == "space" and not text and _cuts_a_word(source, found.start() - 1, found.end(), end, known)
        maker.keep(position, found.start() - cut)
        maker.put(text, found.start(), found.end())
        position = found.end()
        if name == "url":
            position = _url_end(source, found.start(), found.end())
            _reput(maker, found.start(), position)
    maker.keep(position, end)


def _leaping(source: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of INLINE, in order; it is tried at every character only where a block has loose accents."""
    if ACCENT.search(source, start, end):
        yield from INLINE.finditer(source, start, end)
        return
    plain = not any(source.find(text, start, end) >= 0 for text in RARE)
    at, spots = start, PLAIN_SPOT if plain else SPOT
    while (spot := spots.search(source, at, end)) is not None:
        begin = spot.start()
        if plain and begin > at and source[begin - 1] == " " and (source[begin].isspace() or source[begin] == BLANK):
            begin -= 1
        found = INLINE.match(source, begin, end)
        if found is None:
            at = spot.end()
            continue
        yield found
        at = found.end()


def _after(source: str, offset: int, end: int) -> str:
    return source[offset] if offset < end else ""


def _replacement(name: str, text: str, before: str, after: str, linked: bool) -> str | None:
    """What stands in the view for a piece of markup; None keeps the piece as it is."""
    if name == "space":
        return _space(text, before, after)
    if name == "emphasis":
        return _emphasis(text, before, after)
    if name == "open":
        return "" if linked else None
    if name == "target":
        return "" if linked or text.startswith("][") else None
    if name == "entity":
        plain = unescape(text)
        return None if plain == text else (_space(plain, before, after) if plain.isspace() else plain)
    if name == "escape":
        return text[1]
    if name == "accent":
        return normalize("NFC", text)
    if name == "tag":
        return " " if text[1:3].lower() in {"br", "td", "th", "tr", "li", "p>", "p "} and before != " " else ""
    return URL_MARK if name == "url" else ""


def _space(text: str, before: str, after: str) -> str:
    if text in THIN and before.isdigit() and after.isdigit():
        return "\u00a0"
    if "\n" in text and before == "-" and after.isalpha():
        return ""
    return " "


def _cuts_a_word(source: str, hyphen: int, after: int, end: int, known: Callable[[str], bool]) -> bool:
    """Whether the hyphen at the end of a line only parts a word: "mil-", "lion", but not "long-", "term"."""
    head, tail = LETTERS_BEFORE.search(source, max(hyphen - LONGEST, 0), hyphen), LETTERS.match(source, after, end)
    return head is not None and tail is not None and tail[0].islower() and known(f"{head[0]}{tail[0]}".lower())


def _emphasis(text: str, before: str, after: str) -> str | None:
    if "_" in text and (WORDLIKE.match(before or " ") and WORDLIKE.match(after or " ")):
        return None
    loose = (not before or before.isspace()) and (not after or after.isspace())
    if loose or (before.isdigit() and after.isdigit()):
        return None
    return ""


def _url_end(source: str, start: int, end: int) -> int:
    """Where a URL ends: closing punctuation behind it belongs to the sentence."""
    url = source[start:end].rstrip(".,;:!?*_'\"»]")
    while url.endswith(")") and url.count("(") < url.count(")"):
        url = url[:-1].rstrip(".,;:!?")
    return start + len(url)


def _reput(maker: ViewMaker, start: int, end: int) -> None:
    maker.length[-1] = end - start
