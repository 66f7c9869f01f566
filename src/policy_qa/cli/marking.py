"""A quote on one line, with the answer in it marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text

from policy_qa.domain.values import Span

if TYPE_CHECKING:
    from policy_qa.domain.sources import Citation


def one_line(text: str) -> str:
    """The text with white space as single spaces and control characters shown as they are written."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in " ".join(text.split()))


def marked(citation: Citation, *, colour: bool) -> Text:
    """The quote, the answer in it in reverse video, or in brackets where there are no colours."""
    start, end = citation.answer_start, citation.answer_end
    spans = () if start is None or end is None else (Span(start=start, end=end),)
    return lit(citation.quote, citation.start, spans, colour=colour)


def lit(quote: str, start: int, spans: Iterable[Span], *, colour: bool) -> Text:
    """A quote that begins at `start` of its text, with spans of the text marked; they come in order, none twice."""
    shown, done = Text(), 0
    for span in spans:
        begin, end = max(span.start - start, done), min(span.end - start, len(quote))
        if begin < end:
            mark = one_line(quote[begin:end])
            shown.append_text(_plain(quote[done:begin]))
            shown.append(mark if colour else f"[{mark}]", "bold reverse")
            done = end
    return shown.append_text(_plain(quote[done:]))


def _plain(text: str) -> Text:
    """On one line; the white space at its ends, which parts it from what is marked, as one blank."""
    line = one_line(text)
    lead, trail = text[:1].isspace(), text[-1:].isspace() and bool(line)
    return Text(f"{' ' * lead}{line}{' ' * trail}")
