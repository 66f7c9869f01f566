"""The finder of entities: longest mention wins, then every mention is given its full name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_qa.domain.records import Entity
from policy_qa_extractors.entities import resolve, tables
from policy_qa_extractors.entities.chains import Chain, chains
from policy_qa_extractors.entities.mentions import Mention, disjoint
from policy_qa_extractors.entities.names import bare, named
from policy_qa_extractors.page import Found, Page


def find(page: Page, laws: Sequence[Found], dates: Sequence[Found]) -> list[Found]:
    """The entities of a page, in order; none overlaps another or a legal reference.

    Where two would overlap, the longer one stays, then the one that starts first.
    """
    del dates
    rows = list(chains(page.view.text))
    closed = sorted((found.start, found.end) for found in laws)
    mentions = disjoint([*tables.mentions(page, rows), *_by_head(page, rows)], closed)
    mentions = disjoint(resolve.named(page, mentions), closed)
    return [_found(page, mention) for mention in _certain(mentions)]


def _found(page: Page, m: Mention) -> Found:
    record = page.make(Entity, m.start, m.end, label=m.label, rule=m.rule, name=m.name, acronym=m.acronym)
    return Found(m.start, m.end, record)


def _certain(mentions: list[Mention]) -> Iterator[Mention]:
    """Mentions that count: a weak one (in a heading) only where its name stands in running text too."""
    strong = {m.name.casefold() for m in mentions if not m.weak}
    return (m for m in mentions if not m.weak or m.name.casefold() in strong)


def _by_head(page: Page, rows: Sequence[Chain]) -> Iterator[Mention]:
    spanish = page.language == "es"
    for chain in rows:
        for name in named(chain, spanish):
            start, last = chain.words[name.first].start, chain.words[name.last]
            end = last.start + len(bare(page.view.text[last.start : last.end]))
            text = page.view.text[start:end]
            if not name.kind.shape.fullmatch(text):
                continue
            heading = page.blocks[page.block_at(start)].kind in {"heading", "front_matter"}
            weak = (
                chain.shouted
                or (heading and name.kind.label != "ORG")
                or (heading and name.first == name.head - 0 and name.last == name.head)
            )
            label = " ".join(w.text for w in chain.words[name.first : name.last + 1]) if chain.shouted else text
            yield Mention(start, end, name.kind.label, name.kind.rule, label, weak=weak)
