"""The page: reading view, blocks, sentences and sections of one text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, TypeVar

from policy_qa.domain.records import Kind, Language, RecordBase, record_id
from policy_qa.domain.values import Span
from policy_qa_extractors.lexicon import UNKNOWN, for_language
from policy_qa_extractors.page import markup, sentences
from policy_qa_extractors.page.blocks import ARTICLE, Block, Draft, gather, intros
from policy_qa_extractors.page.language import detect
from policy_qa_extractors.page.view import View, ViewMaker
from policy_qa_extractors.page.words import Words

R = TypeVar("R", bound=RecordBase)
PLAIN_LEVEL = 8
ARTICLE_LEVEL = 9
HEADING_SHOWN = 160
TITLE_END = re.compile(r"(?<=[^\W\d])\. |\.?[-–—] ?(?=[^\W\d])|: ")


@dataclass(frozen=True, slots=True)
class Page:
    """One text as the finders see it. Offsets are those of `view.text` unless a name says source."""

    text: str
    language: Language
    document: str
    published: date | None
    view: View
    blocks: tuple[Block, ...]
    block_starts: list[int]
    sentence_starts: list[int]
    sentence_ends: list[int]
    section_starts: list[int]
    sections: list[tuple[str, ...]]
    words: Words
    shared: dict[int, Span] = field(default_factory=dict)

    def block_at(self, offset: int) -> int:
        """The place in `blocks` of the block that holds the offset."""
        return max(bisect_right(self.block_starts, offset) - 1, 0)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence that holds the offset."""
        place = max(bisect_right(self.sentence_starts, offset) - 1, 0)
        return self.sentence_starts[place], self.sentence_ends[place]

    def section_at(self, offset: int) -> tuple[str, ...]:
        """The headings above the offset, outermost first."""
        return self.sections[bisect_right(self.section_starts, offset) - 1]

    def _sentence(self, offset: int) -> Span:
        """The sentence that holds the offset, in the source; its records share the value."""
        first, last = self.sentence_at(offset)
        span = self.shared.get(first)
        if span is None:
            span = Span(start=self.view.source_start(first), end=self.view.source_end(last))
            self.shared[first] = span
        return span

    def places(self, firsts: frozenset[str]) -> list[int]:
        """Where any of these words stands in the view, in order; the words as `first_words` gives them."""
        return self.words.places(firsts)

    def quote(self, start: int, end: int) -> str:
        """The words of a stretch of the view."""
        return self.view.text[start:end]

    def make(self, kind: type[R], start: int, end: int, *, label: str, rule: str, **fields: Any) -> R:
        """A record of the given kind over a stretch of the view, with exact offsets of the source."""
        view = self.view
        begin, stop = view.source_start(start), view.source_end(end)
        whole = self._sentence(start)
        if begin < whole.start or stop > whole.end:
            whole = Span(start=min(whole.start, begin), end=max(whole.end, stop))
        return kind(
            id=record_id(self.document, _kind(kind), begin, stop),
            document=self.document,
            start=begin,
            end=stop,
            text=self.text[begin:stop],
            label=label,
            rule=rule,
            language=self.language,
            sentence=whole,
            section=self.section_at(start),
            **fields,
        )


@cache
def _kind(record: type[RecordBase]) -> Kind:
    """The kind that records of a class are of."""
    name: Kind = record.model_fields["kind"].default
    return name


def read_page(
    text: str, *, language: Language | None = None, document: str = "text", published: date | None = None
) -> Page:
    """The page of a text; the language is detected where it is None."""
    drafts = gather(text)
    language = language or detect(text)
    maker = ViewMaker(text)

    def known(word: str) -> bool:
        return not for_language(language).kinds(word) & UNKNOWN

    spans = []
    for draft in drafts:
        begin = maker.size
        markup.lay(maker, draft.start, draft.end, known)
        spans.append((begin, maker.size))
        maker.put("\n", draft.end, draft.end)
    view = maker.made()
    blocks = tuple(
        Block(d.kind, d.start, d.end, d.level, intro, d.marker, *span)
        for d, intro, span in zip(drafts, intros(text, drafts), spans)
    )
    starts, ends = sentences.split(view.text)
    section_starts, sections = _sections(view.text, blocks)
    return Page(
        text=text,
        language=language,
        document=document,
        published=published,
        view=view,
        blocks=blocks,
        block_starts=[b.view_start for b in blocks] or [0],
        sentence_starts=starts or [0],
        sentence_ends=ends or [0],
        section_starts=section_starts,
        sections=sections,
        words=Words(view.text),
    )


def _sections(view: str, blocks: tuple[Block, ...]) -> tuple[list[int], list[tuple[str, ...]]]:
    """Where sections start in the view, and the headings above each of them."""
    starts: list[int] = [0]
    paths: list[tuple[str, ...]] = [()]
    stack: list[tuple[int, str]] = []
    previous: Block | None = None
    for block in blocks:
        if level := _level(view, block):
            under = (
                level == PLAIN_LEVEL and previous is not None and (previous.kind, previous.level) == ("heading", level)
            )
            keep = [row for row in stack if row[0] < level or (under and row is stack[-1])]
            stack = [*keep, (level, _title(view, block))]
            above, path = tuple(title for _, title in keep), tuple(title for _, title in stack)
            heading = block.kind == "heading"
            starts += [block.view_start, block.view_end] if heading else [block.view_start]
            paths += [above, path] if heading else [path]
        elif block.kind == "row" and (label := _row_label(view, block)):
            path = tuple(title for _, title in stack)
            starts += [block.view_start, block.view_end]
            paths += [(*path, label), path]
        previous = block
    return starts, paths


def _title(view: str, block: Block) -> str:
    """A heading's words; of an article that starts its own paragraph, its number and name."""
    text = view[block.view_start : block.view_end].strip()
    if block.kind != "heading":
        text = TITLE_END.split(text, maxsplit=1)[0]
    return text if len(text) <= HEADING_SHOWN else text[:HEADING_SHOWN].rsplit(" ", 1)[0]


def _row_label(view: str, block: Block) -> str:
    """The words in the first cell of a table row, which say what its figures are about; empty where it has none."""
    first = view[block.view_start : block.view_end].strip().removeprefix("|").split("|", 1)[0].strip()
    return first if len(first) <= HEADING_SHOWN and any(c.isalpha() for c in first) and ": " not in first else ""


def _level(view: str, block: Block) -> int:
    if block.kind == "heading":
        return block.level
    if block.kind == "paragraph" and ARTICLE.match(view, block.view_start, min(block.view_start + 60, block.view_end)):
        return ARTICLE_LEVEL
    return 0


__all__ = ["Draft", "Page", "read_page"]
