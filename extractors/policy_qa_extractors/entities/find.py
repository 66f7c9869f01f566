"""The finder of entities: longest mention wins, then every mention is given its full name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policy_qa.domain.records import Entity
from policy_qa_extractors.entities import context, persons, resolve, tables
from policy_qa_extractors.entities.chains import Chain, Word, chains, opens
from policy_qa_extractors.entities.growth import bare
from policy_qa_extractors.entities.mentions import Mention, disjoint
from policy_qa_extractors.entities.names import Named, named
from policy_qa_extractors.entities.places import owned, unlisted
from policy_qa_extractors.entities.words import english, table
from policy_qa_extractors.page import Block, Found, Page

AREA = re.compile(r"^\w+ (?:of|de|del) ")
PLACE_ARTICLES = frozenset({"Los", "Las", "El", "La", "San", "Santa"})
AROUND = 60
TITLE_LIMIT = 100
LETTERHEAD = 8
TITLED = frozenset({"heading", "front_matter"})


def find(page: Page, laws: Sequence[Found], dates: Sequence[Found]) -> list[Found]:
    """The entities of a page, in order; none overlaps another or a legal reference.

    Where two would overlap, the longer one stays, then the one that starts first. A date may stand inside an entity.
    """
    del dates
    rows = list(chains(page.view.text))
    closed = sorted((found.start, found.end) for found in laws)
    sure = [*tables.mentions(page, rows), *_by_head(page, rows), *persons.mentions(page, rows)]
    sure += [*owned(page, rows), *unlisted(page, rows)]
    mentions = disjoint([*sure, *context.mentions(page, sure)], closed)
    mentions = disjoint([*resolve.named(page, mentions), *tables.again(page, rows, mentions)], closed)
    return [_found(page, context.widened(page, mention)) for mention in _certain(mentions) if _whole(page, mention)]


def _whole(page: Page, mention: Mention) -> bool:
    """Whether the source has the name in one piece, with no link target inside."""
    view = page.view
    return "](" not in page.text[view.source_start(mention.start) : view.source_end(mention.end)]


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
            mention = _by_name(page, chain, name)
            if mention:
                yield mention


def _by_name(page: Page, chain: Chain, name: Named) -> Mention | None:
    """The mention that a name by head word makes, without the verb that opens its sentence."""
    row = chain.words
    first = name.first
    start = row[first].start
    if first < name.head and row[first].text in table("starters") and _opening(page, start):
        first += 1
        start = row[first].start
    last = row[name.last]
    end = last.start + len(bare(page.view.text[last.start : last.end]))
    text = page.view.text[start:end]
    kind = name.style.kind(bare(row[name.head].text), text) if first < name.last else None
    if kind and kind.label == "GPE" and (ends := name.style.heads.get(bare(last.text))) and ends[0].label == "ORG":
        kind = ends[0]
    full = _shown(chain, first, name.last) if chain.shouted else text
    if kind is None or full in table("common") or _held(row, first, kind.label):
        return None
    block = page.blocks[page.block_at(start)]
    titled = block.kind in TITLED
    plain = name.last == name.head == first + 1 and row[name.head].text in english("plain")
    weak = (
        (chain.shouted and not (kind.label == "ORG" and _stands_out(page, chain, first)))
        or (plain and _opening(page, start))
        or (row[name.head].text in name.style.soft and _is_title(page, block))
        or (titled and (kind.label != "ORG" or (name.head == name.last and not _alone(page, chain, first, last))))
    )
    if kind.label == "GPE":
        if any(word.text in table("starters") for word in row[first : name.head]):
            return None
        while first and row[first - 1].text in PLACE_ARTICLES:
            first -= 1
            start = row[first].start
        full = AREA.sub("", page.view.text[start:end])
    return Mention(start, end, kind.label, kind.rule, full, weak=weak)


def _is_title(page: Page, block: Block) -> bool:
    """Whether a line without a full stop is written as a title is: all its words with a capital but the small ones."""
    line = page.view.text[block.view_start : block.view_end].rstrip("\n")
    if len(line) > TITLE_LIMIT or line.endswith((".", "!", "?", ":", ";")):
        return False
    words = line.split()
    return len(words) > 3 and all(word[0].isupper() or word in table("connectors") for word in words)


def _stands_out(page: Page, chain: Chain, first: int) -> bool:
    """Whether words in capitals stand in a sentence of small letters, or are a line by themselves near the top.

    A line that goes on to the name over a small word ("WOMEN IN THE NATIONAL BOARD") is a heading.
    """
    block = page.blocks[page.block_at(chain.start)]
    view = page.view.text
    around = view[max(block.view_start, chain.start - AROUND) : chain.start] + view[chain.end : block.view_end][:AROUND]
    letters = [letter for letter in around if letter.isalpha()]
    if not letters:
        heads = first < 2 or not opens(chain.words[first - 1])
        return heads and len(chain.words) > 2 and page.block_at(chain.start) < LETTERHEAD
    return 3 * sum(letter.islower() for letter in letters) > 2 * len(letters)


def _alone(page: Page, chain: Chain, first: int, last: Word) -> bool:
    """Whether three words or more are all that a line says, or all before a mark that parts it."""
    block = page.blocks[page.block_at(chain.start)]
    ended = page.view.text[last.end : last.end + 3].lstrip(" ")[:1] in {"", "\n", "·", "|", "•", "–", "—"}
    return first == 0 and chain.start == block.view_start and ended and len(chain.words) > 2


def _held(row: list[Word], first: int, label: str) -> bool:
    """Whether the words are what an office is over: "Secretary of Health and Human Services"."""
    return label != "ORG" and first > 1 and row[first - 1].text == "of" and row[first - 2].text in table("titles")


def _shown(chain: Chain, first: int, last: int) -> str:
    return " ".join(word.text for word in chain.words[first : last + 1]).replace(" ,", ",")


def _opening(page: Page, start: int) -> bool:
    """Whether a word opens a sentence, a block or a quotation."""
    return page.sentence_at(start)[0] == start or page.view.text[max(0, start - 2) : start] in {". ", ": ", "; "}
