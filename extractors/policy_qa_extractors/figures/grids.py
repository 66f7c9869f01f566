"""Tables of a page: runs of rows, the header above their columns, and the caption above them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from policy_qa_extractors.page import Page

Span: TypeAlias = tuple[int, int]

YEAR_CELL = re.compile(r"\W{0,3}(?:[A-Za-z]{2} ?)?(?:19|20)\d\d\b.{0,12}")
LETTERS = re.compile(r"[^\W\d_]{3,}")
RULED = re.compile(r"[\s|:=+-]*-[\s|:=+-]*")
BLANK = re.compile(r"\n[^\S\n]*\n")
LOOK_BACK = 3
CAPTION_WORDS = 30


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: the cells of its header (empty where it has none), and what stands above it, nearest first.

    All spans are the view's.
    """

    header: tuple[Span, ...]
    above: tuple[Span, ...]


def cells_of(text: str, start: int, end: int) -> list[Span]:
    """The cells of a row, blanks trimmed; the bar that opens or closes a row makes no cell of its own."""
    found: list[Span] = []
    begin = start + 1 if text.startswith("|", start) else start
    while begin <= end:
        stop = text.find("|", begin, end)
        if stop < 0:
            if begin < end and text[begin:end].strip():
                found.append(_trimmed(text, begin, end))
            break
        found.append(_trimmed(text, begin, stop))
        begin = stop + 1
    return found


def grids(page: Page) -> dict[int, Grid]:
    """The table of each row below a header or in a run of rows, by the place of its block; header rows have none."""
    found: dict[int, Grid] = {}
    run: list[int] = []
    for place, block in enumerate(page.blocks):
        if block.kind != "row":
            _close(page, run, found)
            run = []
        elif run and (parted := _parted(page, run[-1], place)):
            if parted == "ruled" and len(run) > 1:
                _close(page, run[:-1], found)
                run = [run[-1]]
            elif parted == "blank":
                _close(page, run, found)
                run = []
        if block.kind == "row":
            run.append(place)
    _close(page, run, found)
    return found


def _parted(page: Page, before: int, after: int) -> str:
    """What stands between two rows: "ruled", "blank", or nothing."""
    between = page.text[page.blocks[before].end : page.blocks[after].start]
    if "-" in between and RULED.fullmatch(between):
        return "ruled"
    return "blank" if BLANK.search(between.replace("\r", "")) else ""


def _close(page: Page, run: list[int], found: dict[int, Grid]) -> None:
    if len(run) < 2:
        return
    text, first = page.view.text, page.blocks[run[0]]
    header = cells_of(text, first.view_start, first.view_end)
    ruled = _parted(page, run[0], run[1]) == "ruled"
    headed = len(header) > 1 and (ruled or not any(_numeric(text[slice(*cell)]) for cell in header))
    grid = Grid(tuple(header) if headed else (), _above(page, run[0]))
    for place in run[1:] if headed else run:
        found[place] = grid


def _numeric(cell: str) -> bool:
    return any(c.isdigit() for c in cell) and not YEAR_CELL.fullmatch(cell) and not LETTERS.search(cell)


def _above(page: Page, place: int) -> tuple[Span, ...]:
    """The short blocks above a table up to a heading, nearest first."""
    found: list[Span] = []
    for before in range(place - 1, max(place - 1 - LOOK_BACK, -1), -1):
        block = page.blocks[before]
        if block.kind not in ("heading", "paragraph", "item"):
            break
        if len(page.view.text[block.view_start : block.view_end].split()) <= CAPTION_WORDS:
            found.append((block.view_start, block.view_end))
        if block.kind == "heading":
            break
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
