"""Hits of a search as people read them on a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.text import Text

from policy_qa.cli import show
from policy_qa.cli.marking import lit
from policy_qa.domain.grouping import Place, places

if TYPE_CHECKING:
    from rich.console import Console

    from policy_qa.domain.answers import SearchResult


def show_hits(result: SearchResult, *, by_document: bool = True) -> None:
    """Hits, the best first: document by document, each sentence once; else one by one, in the order asked for."""
    console = show.out()
    alone = [(number,) for number in range(len(result.items))]
    before = ""
    for numbers in [group.items for group in result.groups] if by_document else alone:
        found = [result.items[number] for number in numbers]
        if found[0].document != before:
            before = found[0].document
            console.print(Text.assemble((found[0].title, "bold"), (f" · {before}", "dim")))
        for place in places(found):
            _place(console, place)
    if not result.items:
        suggestion = f"; did you mean {result.suggestion!r}?" if result.suggestion else ""
        show.say(("nothing found" if result.complete else "the search ran out of its time") + suggestion)
        return
    for name, counts in result.facets.items():
        least = "at least " if result.facets_are_lower_bounds else ""
        console.print(Text.assemble((f"{name}: ", "bold"), ", ".join(f"{k} {least}{n}" for k, n in counts.items())))
    least = "at least " if result.total_is_lower_bound else ""
    some = "; nothing holds every word, these hold some" if result.relaxed else ""
    meant = f"; did you mean {result.suggestion!r}?" if result.suggestion else ""
    show.say(f"{least}{result.total} hits, page {result.page}{some}{meant}")


def _place(console: Console, place: Place) -> None:
    shown = place.shown
    spans = [span for span, _ in place.spans]
    show.quotation(console, lit(shown.quote, shown.start, spans, colour=console.color_system is not None))
    kinds = Counter(hit.kind if hit.record is None else f"{hit.kind} {hit.record.label}" for hit in place.hits)
    told = ", ".join(kind if count == 1 else f"{count} × {kind}" for kind, count in kinds.items())
    console.print(Text(f"    {shown.start}–{shown.end} · {told}", style="dim"))
