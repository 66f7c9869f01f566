"""Blocks: the lines of a text gathered into headings, paragraphs, list items, table rows.

A newline inside a paragraph is a wrap where the text is hard-wrapped: where the first word of the next line
would not have fitted into the width that most lines keep, or where the next line goes on in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple, TypeAlias

BlockKind: TypeAlias = Literal["paragraph", "heading", "item", "row", "front_matter", "code"]

LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]*(?:\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]|\Z)")
NO_LINES = re.compile(r"[\x1c-\x1e]")
"""Python's `splitlines` ends lines at these too."""
HASHES = re.compile(r"\s{0,3}(#{1,6})\s+")
MARKER = re.compile(
    r"\s*(?:>\s?)*(?:[-*+•●▪◦–—·‣○■□➢✓]\s+|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+(?=\S)|\d{1,2}(?:\.\d{1,2}){1,4}\.?\s+(?=[A-ZÁÉÍÓÚÜÑ¿¡“\"«*]))"
)
NUMBERED = re.compile(r"\s*(?:>\s?)*\(?[0-9a-zA-Z]")
ROW = re.compile(r"\s*\|.*\|\s*$|[^|]+\|[^|]+\|")
RULER = re.compile(r"\s*[|:\-=_*+ ]{3,}\s*$")
BOLD = re.compile(r"\s*(?:\*\*|__)[^*_]{2,160}(?:\*\*|__)\s*[:.]?\s*$")
ARTICLE = re.compile(
    r"\W{0,6}(?:art[íi]culo|article|section|cap[íi]tulo|chapter|t[íi]tulo|title|disposici[óo]n|anexo|annex)\s+"
    r"(?:\d{1,4}|[IVXLC]{1,7}|[A-Z])\b",
    re.IGNORECASE,
)
OPEN_END = re.compile(
    r"\b(?:[ae]l?|del?|las?|l?os?|un[ao]?s?|en|y|que|por|con|para|sus?|más|menos|"
    r"the|an|of|and|to|in|for|with|by|from|or|than|more|less)$",
    re.IGNORECASE,
)
"""Words that no line ends a sentence or a heading with."""
OPEN_LENGTH = 8
RULES = frozenset("|:-=_*+")
NOTES = re.compile(r"(?:\[\^?\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹])+$")
"""The marks of notes behind the end of a sentence."""

SENTENCE_END = tuple(".;!?:")
NO_PROSE_END = frozenset('.;!?:|*_”"»)')
COLUMNS = re.compile(r"\S(?: {2,}|\t)\S")
FULL = 0.8
"""The part of the wrap width that a line fills where another word would perhaps have fitted."""
HEADING_LIMIT = 140
INTRO_WORDS = 6
MOST_HEADING_WORDS = 18
FRONT_MATTER_LINES = 200


class Block(NamedTuple):
    """A stretch of the source, without its list marker; `level` is a heading's depth, 1 the outermost.

    `start` and `end` are source offsets, `view_start` and `view_end` those of the reading view;
    `intro` is the place of the block that introduces a list item, or -1; `marker` the source span of the list marker.
    """

    kind: BlockKind
    start: int
    end: int
    level: int
    intro: int
    marker: tuple[int, int]
    view_start: int
    view_end: int


@dataclass(slots=True)
class Draft:
    """A block being gathered, source offsets only."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    marker: tuple[int, int] = (0, 0)
    gap: bool = True
    lines: int = 1


def gather(source: str) -> list[Draft]:
    """The blocks of a text, in order."""
    rows = lines_of(source)
    lines = [(end - len(row), end) for row, end in zip(rows, accumulate(map(len, rows)))]
    skip = _front_matter(rows)
    drafts = [Draft("front_matter", *lines[n]) for n in range(1, max(skip - 1, 1)) if rows[n].strip()]
    width = _wrap_width(rows[skip:])
    fenced, gap, before = False, True, ""
    for place in range(skip, len(rows)):
        line, (start, end) = rows[place], lines[place]
        bare = line.strip()
        if bare.startswith(("```", "~~~")):
            fenced, gap = not fenced, True
            continue
        if not bare or (bare[0] in RULES and RULER.match(line) and not any(c.isalnum() for c in bare)):
            if bare and drafts and not gap and set(bare) <= {"=", "-"}:
                drafts[-1].kind, drafts[-1].level = "heading", 1 if bare[0] == "=" else 2
            gap = True
            continue
        if fenced:
            drafts.append(Draft("code", start, end))
        elif not gap and drafts and _wraps(drafts[-1], before, line, width):
            drafts[-1].end = end
            drafts[-1].lines += 1
        else:
            drafts.append(_opened(start, end, line, gap))
        gap, before = False, line
    _find_headings(source, drafts)
    return [d for d in drafts if _trim(source, d)]


def lines_of(source: str) -> list[str]:
    """The lines of a text, each with its end."""
    return LINE.findall(source)[:-1] if NO_LINES.search(source) else source.splitlines(keepends=True)


def _front_matter(rows: list[str]) -> int:
    """The number of lines that YAML front matter takes at the beginning, fences included."""
    if not rows or rows[0].lstrip("\ufeff").rstrip() != "---":
        return 0
    for number, row in enumerate(rows[1:FRONT_MATTER_LINES], 1):
        if row.rstrip() in {"---", "..."}:
            return number + 1
    return 0


def _wrap_width(rows: list[str]) -> int:
    """The width that a hard-wrapped text keeps: the 80th percentile of lines with one behind them; 0 where over 130."""
    printed = [len(row.rstrip()) for row in rows]
    lengths = sorted(length for length, behind in pairwise(printed) if length and behind)
    if len(lengths) < 2:
        return 0
    width = lengths[len(lengths) * 8 // 10]
    return width if 30 <= width <= 130 else 0


def _opened(start: int, end: int, line: str, gap: bool) -> Draft:
    if hashes := HASHES.match(line):
        return Draft("heading", start + hashes.end(), end, level=len(hashes[1]), gap=gap)
    if line.count("|") >= 2 and ROW.match(line) and not line.lstrip().startswith(("[", "*", "-")):
        return Draft("row", start, end, gap=gap)
    if marker := MARKER.match(line):
        return Draft("item", start + marker.end(), end, marker=(start, start + marker.end()), gap=gap)
    return Draft("paragraph", start, end, gap=gap)


def _wraps(draft: Draft, before: str, line: str, width: int) -> bool:
    """Whether a line goes on with the block before it, whose last line is `before`."""
    before = before.rstrip("\r\n")
    if (
        draft.kind in {"row", "code", "front_matter"}
        or ("#" in line and HASHES.match(line))
        or (line.count("|") >= 2 and ROW.match(line))
    ):
        return False
    bare = before.rstrip()
    if draft.kind == "heading" and draft.level <= 6 and draft.level > 0:
        return False
    bold = BOLD.match(before) if "**" in before or "__" in before else None
    if bold and BOLD.match(line):
        return False
    marker = MARKER.match(line)
    if marker and (not NUMBERED.match(line) or bare.endswith(SENTENCE_END) or len(bare) < width - 25):
        return False
    if bare.count("**") % 2 == 1 and line.lstrip().startswith("**"):
        return True
    if before.endswith("  ") and draft.kind != "item" and bare.endswith((".", ":")):
        return False
    first = line.split(None, 1)[0]
    if (width and len(bare) + 1 + len(first) > width) or OPEN_END.search(bare, max(len(bare) - OPEN_LENGTH, 0)):
        return True
    if _unended(bare, first, width, draft.lines):
        return True
    return first[0].islower() and not bare.endswith((".", ":", ";", "!", "?")) and not bold


def _unended(bare: str, first: str, width: int, lines: int) -> bool:
    """Whether a line of prose, nearly as wide as the wrap, ends within a sentence before a capitalised word.

    The first line of a block does so only within a name ("the City" | "Council"): it may be an item of a bare list.
    """
    if not width or len(bare) < FULL * width or bare[-1] in NO_PROSE_END or not first[0].isupper():
        return False
    words = bare.split()
    return (
        (lines > 1 or words[-1].istitle())
        and sum(word[0].islower() for word in words) * 2 > len(words)
        and not COLUMNS.search(bare)
    )


def _find_headings(source: str, drafts: list[Draft]) -> None:
    """Marks the short lines that stand alone and do not end like a sentence."""
    for place, draft in enumerate(drafts):
        if draft.kind != "paragraph" or draft.lines > 2 or draft.end - draft.start > HEADING_LIMIT:
            continue
        text = source[draft.start : draft.end].strip()
        following = drafts[place + 1] if place + 1 < len(drafts) else None
        if text.startswith(("**", "__")) and BOLD.match(text):
            draft.kind, draft.level = "heading", 7
        elif draft.lines == 1 and following and _heads(text, draft, following):
            draft.kind, draft.level = "heading", 8


def _heads(text: str, draft: Draft, following: Draft) -> bool:
    if (
        NOTES.sub("", text).rstrip("\"'”’»)*_ ").endswith((".", ";", ",", "!", "|"))
        or "\t" in text
        or not any(c.isalpha() for c in text)
    ):
        return False
    words = text.split()
    if len(words) > MOST_HEADING_WORDS or (
        text.endswith(":") and (following.kind == "item" or len(words) > INTRO_WORDS)
    ):
        return False
    first = next(c for c in text if c.isalnum())
    alone = draft.gap and following.gap
    titled = sum(w[0].isupper() for w in words) * 2 >= len(words)
    return (first.isupper() or (first.isdigit() and titled)) and (alone or (titled and text.isupper()))


def _trim(source: str, draft: Draft) -> bool:
    """Draws the block's bounds in to what is printed; False where nothing is."""
    text = source[draft.start : draft.end]
    bare = text.strip()
    if len(bare) < len(text):
        draft.start += len(text) - len(text.lstrip())
        draft.end = draft.start + len(bare)
    return bool(bare)


def intros(source: str, drafts: list[Draft]) -> Iterator[int]:
    """For each block the place of the one that introduces it: a paragraph ending in a colon before a list, else -1."""
    intro = -1
    for place, draft in enumerate(drafts):
        if draft.kind in {"paragraph", "heading"}:
            yield -1
            end = draft.end
            while end > draft.start and source[end - 1] in "*_ ":
                end -= 1
            intro = place if end > draft.start and source[end - 1] == ":" else -1
        else:
            yield intro if draft.kind == "item" else -1
