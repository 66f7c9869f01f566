"""What a loader gives: the frozen text, how it was read, and where its parts stood in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from policy_qa.domain.sources import Metadata

Format: TypeAlias = Literal["txt", "md", "html", "pdf", "docx", "odt"]
RegionKind: TypeAlias = Literal["page", "heading", "paragraph", "item", "row", "cell", "note", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Region:
    """One part of the file in the text: `text[start:end]`, in code points.

    `place` says where a person finds it: "page 3", "paragraph 12", "table 2, row 4, column 3", "nav".
    Regions may nest (a paragraph in a page); `boilerplate` holds nothing that the report itself says.
    """

    start: int
    end: int
    kind: RegionKind
    place: str


NOTHING_SAID = Metadata()
LETTER = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Loaded:
    """One file as read. `notes` says in plain words what was guessed or left out.

    `layout` is sorted by (start, -end) and is empty for plain text and Markdown, whose text is their layout.
    """

    text: str
    format: Format
    encoding: str
    metadata: Metadata = NOTHING_SAID
    notes: tuple[str, ...] = ()
    layout: tuple[Region, ...] = ()

    def boilerplate(self) -> list[tuple[int, int]]:
        """The stretches that the report itself does not say, sorted and apart: no records come from them."""
        return [(region.start, region.end) for region in self.layout if region.kind == "boilerplate"]


def blanked(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """The text with spaces in the place of these stretches, line breaks kept: every other offset stays."""
    pieces, at = [], 0
    for start, end in stretches:
        pieces += [text[at:start], LETTER.sub(" ", text[start:end])]
        at = end
    return "".join([*pieces, text[at:]]) if pieces else text
