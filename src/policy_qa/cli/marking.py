"""A quote on one line, with the answer in it marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from policy_qa.domain.sources import Citation


def one_line(text: str) -> str:
    """The text with white space as single spaces and control characters shown as they are written."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in " ".join(text.split()))


def marked(citation: Citation, *, colour: bool) -> Text:
    """The quote, the answer in it in reverse video, or in brackets where there are no colours."""
    quote, start, end = citation.quote, citation.answer_start, citation.answer_end
    if start is None or end is None:
        return Text(one_line(quote))
    begin, stop = start - citation.start, end - citation.start
    before, mark, after = quote[:begin], one_line(quote[begin:stop]), quote[stop:]
    lead = " " if before[-1:].isspace() else ""
    trail = " " if after[:1].isspace() else ""
    shown = mark if colour else f"[{mark}]"
    return Text.assemble(one_line(before) + lead, (shown, "bold reverse"), trail + one_line(after))
