"""What commands print: tables and colours for people on a terminal, JSON for machines."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from policy_qa.cli.marking import marked, one_line
from policy_qa.cli.progress import console as _console
from policy_qa.cli.progress import progress

if TYPE_CHECKING:
    from pydantic import BaseModel

    from policy_qa.domain.answers import Answer, AskResult
    from policy_qa.domain.checks import Check, Word
    from policy_qa.domain.claims import ClaimReport
    from policy_qa.domain.records import Record
    from policy_qa.domain.reviews import RuleStats
    from policy_qa.domain.series import Series
    from policy_qa.domain.sources import Citation, Document
    from policy_qa.library import Library
    from policy_qa.library.intake import Outcome
    from policy_qa.library.verifying import Finding
    from policy_qa_extractors.entities import Group
    from policy_qa_extractors.ledger import Entry

COLUMNS = ("document", "kind", "label", "text", "value", "unit", "period", "what", "start", "end")
KEPT_WHOLE = {"id", "document", "place", "published"}
BAR_WIDTH = 30


def out() -> Console:
    """Stdout; a pipe gets no colours and a fixed width."""
    return _console(stderr=False)


def err() -> Console:
    """Stderr, for all that is not data."""
    return _console(stderr=True)


def say(line: str) -> None:
    """A line on stderr."""
    err().print(escape(one_line(line)), soft_wrap=True)


def json(value: BaseModel) -> None:
    """One JSON object on stdout."""
    sys.stdout.write(value.model_dump_json() + "\n")


def listing(items: Sequence[BaseModel]) -> None:
    """A list on stdout in the one shape that lists have."""
    body = ",".join(item.model_dump_json() for item in items)
    count = len(items)
    tail = f'"page": 1, "size": {count}, "total": {count}, "total_is_lower_bound": false'
    sys.stdout.write(f'{{"items": [{body}], {tail}}}\n')


def answer(result: AskResult) -> None:
    """An answer with its sentence and place, or the reason why there is none."""
    console = out()
    if result.answer is None:
        console.print(Text.assemble((result.outcome.replace("_", " "), "bold yellow"), ": ", result.reason or ""))
        _others(console, "nearest", result.alternatives)
        return
    given = result.answer
    what = f"  {given.measured_entity}" if given.measured_entity else ""
    when = f"  ({given.period})" if given.period else ""
    full = f" = {given.in_full}" if given.in_full else ""
    console.print(Text.assemble((given.text + full, "bold green"), (what + when, "dim")))
    shown = [o.citation for o in result.operands] or [given.citation]
    for citation in shown:
        _cite(console, citation)
    if result.outcome == "conflicting":
        console.print(Text("sources disagree:", style="bold yellow"))
        for other in result.conflicts:
            console.print(Text(f"  {other.text}" + (f" ({other.period})" if other.period else "")))
            _cite(console, other.citation)
    console.print(
        Text(f"  confidence {result.confidence:.2f}" + (" · computed" if result.derived else ""), style="dim")
    )
    for line in result.explanation or ():
        console.print(Text(f"  {line}"))


def _cite(console: Console, citation: Citation) -> None:
    quotation(console, marked(citation, colour=console.color_system is not None))
    start = citation.start if citation.answer_start is None else citation.answer_start
    end = citation.end if citation.answer_end is None else citation.answer_end
    console.print(Text(f"  {citation.title} · {citation.document} · {start}–{end}", style="dim"))


def quotation(console: Console, quote: Text) -> None:
    """A quote, every line of it set in."""
    for line in quote.wrap(console, console.width - 2):
        line.rstrip()
        console.print(Text.assemble("  ", line))


def _others(console: Console, heading: str, answers: Sequence[Answer]) -> None:
    for other in answers[:3]:
        what = " ".join(filter(None, (other.text, other.measured_entity, other.period and f"({other.period})")))
        place = f"{other.citation.document} · {other.citation.start}–{other.citation.end}"
        console.print(Text.assemble((f"  {heading}: ", "dim"), what, (f"  {place}", "dim")))


def record_list(found: Sequence[Record], form: str) -> None:
    """Records as table, jsonl, csv or json."""
    if form == "jsonl":
        for record in found:
            sys.stdout.write(record.model_dump_json() + "\n")
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(("id", *COLUMNS))
        writer.writerows((record.id, *(_cell(cell) for cell in _row(record))) for record in found)
    elif form == "json":
        listing(found)
    else:
        rows = [(*_row(record)[:8], f"{record.start}–{record.end}") for record in found]
        told = [place for place in range(9) if any(row[place] is not None for row in rows)]
        table = _table(*((*COLUMNS[:8], "place")[place] for place in told))
        for row in rows:
            table.add_row(*(_text(row[place]) for place in told))
        if found:
            out().print(table)
        say(f"{len(found)} records")


def entity_list(found: Sequence[Group]) -> None:
    """Entities, each with how often and in which documents it is named, and what else it is called."""
    table = _table("mentions", "label", "name", "acronym", "also", "documents")
    for one in found:
        also = " · ".join(name for name in one.names if name != one.acronym)
        row = (one.mentions, one.label, one.name, one.acronym, also or None, " ".join(one.documents))
        table.add_row(*(_text(cell) for cell in row))
    if found:
        out().print(table)
    say(f"{len(found)} entities, {sum(one.mentions for one in found)} mentions")


def _cell(value: object) -> object:
    """A spreadsheet must not take a text for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def _row(record: Record) -> tuple[object, ...]:
    fields = record.model_dump()
    what = next((fields[k] for k in ("measured_entity", "name", "citation") if fields.get(k)), None)
    value = fields.get("value")
    head = (record.document, record.kind, record.label, one_line(record.text), value)
    return (*head, fields.get("unit"), fields.get("period"), what, record.start, record.end)


def document_list(found: Sequence[Document], *, as_json: bool) -> None:
    """Documents with what is known of them."""
    if as_json:
        listing(found)
        return
    table = _table("id", "title", "publisher", "published", "language", "format", "characters", "records")
    for d in found:
        cells = (d.id, d.title, d.publisher, d.published, d.language, d.format, f"{d.characters:,}", f"{d.records:,}")
        table.add_row(*(_text(cell) for cell in cells))
    if found:
        out().print(table)
    else:
        say("no documents yet; add some: policy-qa add FILE")


def pending(desk: Library) -> None:
    """Says how many files of the corpus folder are not taken in."""
    if count := desk.pending():
        files = "1 file is" if count == 1 else f"{count} files are"
        say(f"{files} in {desk.home.corpus}/ but not taken in yet; policy-qa sync takes them in")


def left_out(desk: Library) -> int:
    """Says which files of the corpus folder are passed over and why; gives how many."""
    lines = desk.left_out()
    for line in lines:
        say(f"policy-qa: {line}")
    return len(lines)


def outcome(one: Outcome) -> None:
    """What became of a file, on stderr."""
    if one.error is not None:
        say(f"policy-qa: refused: {one.error}")
        return
    fate = one.fate.replace("_", " ")
    size = f" · {one.document.records} records" if one.document and one.fate != "already_there" else ""
    change = f" · {one.diff}" if one.diff is not None else ""
    same = f" as {one.document.id}" if one.document and one.fate == "already_there" else ""
    say(f"{fate}: {one.name}{same}{size}{change}" + "".join(f" · {note}" for note in one.notes))


def intake(outcomes: Iterable[Outcome], total: int, *, as_json: bool) -> Iterator[str]:
    """Shows outcomes as they come, with a progress bar on a terminal; gives each one's fate."""
    with progress("reading", total) as advance:
        for one in outcomes:
            advance(one.size)
            if as_json and one.document is not None:
                change = f', "diff": {one.diff.model_dump_json()}' if one.diff is not None else ""
                sys.stdout.write(f'{{"fate": "{one.fate}", "document": {one.document.model_dump_json()}{change}}}\n')
            if not as_json or one.error is not None:
                outcome(one)
            yield one.fate


def checks(found: Sequence[Check], form: str) -> None:
    """Relations with their arithmetic, those that do not hold first."""
    if form == "json":
        listing(found)
    elif form == "jsonl":
        for row in found:
            sys.stdout.write(row.model_dump_json(exclude_none=False) + "\n")
    else:
        console = out()
        for row in sorted(found, key=lambda row: row.holds is not False):
            mark, style = {True: ("holds", "green"), False: ("does not hold", "bold red"), None: ("?", "yellow")}[
                row.holds
            ]
            console.print(Text.assemble((mark, style), f"  {row.type}  {row.message}"))
            place = f"  {row.document} · {row.citations[0].answer_start}–{row.citations[0].answer_end}"
            link = f" · {row.link}" if row.link != "sentence" else ""
            named = f" · {row.id}" if row.holds is False else ""
            console.print(Text(f"{place} · {row.verdict}{link}{named}", style="dim"))
            if row.review is not None:
                console.print(Text(f"  {_word_on(row.review)}", style="yellow"))
        wrong = sum(row.stands_against for row in found)
        rejected = sum(row.holds is False for row in found) - wrong
        aside = f", {rejected} rejected by review" if rejected else ""
        say(f"{len(found)} relations, {wrong} that {'does' if wrong == 1 else 'do'} not hold{aside}")


def _word_on(said: Word) -> str:
    """What a person said of a finding."""
    decided = "rejected as a false alarm" if said.decision == "reject" else "accepted"
    return f"{decided} by {said.by} on {said.at:%Y-%m-%d}" + (f": {said.why}" if said.why else "")


def claims(report: ClaimReport) -> None:
    """The verdict on each claim with its evidence."""
    console = out()
    styles = {"supported": "green", "refuted": "bold red", "not_enough_info": "yellow"}
    for one in report.claims:
        reason = f" ({one.reason.replace('_', ' ')})" if one.reason else ""
        console.print(
            Text.assemble((one.verdict.replace("_", " ") + reason, styles[one.verdict]), "  ", one_line(one.claim))
        )
        console.print(Text(f"  {one.message}"))
        for citation in one.evidence:
            _cite(console, citation)


def series(found: Series) -> None:
    """The points of a series, a bar beside each."""
    if not found.points:
        say(f"no figure with a period fits {found.measure!r}")
        return
    table = _table("period", "value", "", "what", "document", "place")
    most = max(abs(point.value) for point in found.points) or 1
    for point in found.points:
        bar = "█" * max(1, round(BAR_WIDTH * abs(point.value) / most))
        mark = "  sources disagree" if point.period in found.conflicts else ""
        c = point.citation
        place = f"{c.answer_start}–{c.answer_end}"
        cells = (point.period, point.text, bar + mark, point.measured_entity, c.document, place)
        table.add_row(*(_text(cell) for cell in cells))
    out().print(table)


def rule_stats(rows: Sequence[RuleStats]) -> None:
    """How rules fared in the reviews."""
    if not rows:
        say("no reviews yet; policy-qa review put ID accept")
        return
    table = _table("rule", "precision", "accepted", "corrected", "rejected")
    for row in rows:
        cells = (row.rule, f"{row.precision:.2f}", row.accepted, row.corrected, row.rejected)
        table.add_row(*(_text(cell) for cell in cells))
    out().print(table)


def findings(found: Sequence[Finding], documents: Sequence[Document], *, as_json: bool) -> None:
    """What verify found; what is only worth knowing goes to stderr."""
    wrong = [finding for finding in found if not finding.note]
    for finding in found:
        line = " · ".join(filter(None, (finding.document, finding.place, finding.what)))
        if finding.note:
            say(line)
        elif not as_json:
            out().print(Text(line))
    if as_json:
        listing(wrong)
    elif not wrong:
        count = sum(d.records for d in documents)
        out().print(
            f"all in order: {len(documents)} documents, {count} records, every quote stands where it is said to"
        )


def comparison(found: Sequence[Record], desk: Library, *, as_json: bool) -> None:
    """Each figure beside its sentence, the number marked."""
    if as_json:
        listing(found)
        return
    console = out()
    document = ""
    for figure in (record for record in found if record.kind == "figure"):
        if figure.document != document:
            document = figure.document
            text = desk.text(document)
            console.print(Text(f"{desk.document(document).title} · {document}", style="bold"))
        said = [str(figure.value), figure.unit, figure.measured_property, figure.measured_entity]
        head = " ".join(filter(None, (*said, figure.period and f"({figure.period})")))
        console.print(Text.assemble(("  " + head, "green"), (f"  {figure.start}–{figure.end}", "dim")))
        before, after = text[figure.sentence.start : figure.start], text[figure.end : figure.sentence.end]
        mark = figure.text if console.color_system else f"[{figure.text}]"
        console.print(Text.assemble("    ", one_line(before), " ", (one_line(mark), "reverse"), " ", one_line(after)))


def ledger(entries: Sequence[Entry], *, as_json: bool) -> None:
    """The ledger: tokens with a digit and what accounts for each."""
    if as_json:
        listing(entries)
        return
    table = _table("document", "place", "token", "reason", "record")
    for entry in entries:
        cells = (entry.document, f"{entry.start}–{entry.end}", entry.text, entry.reason, entry.record)
        table.add_row(*(_text(cell) for cell in cells))
    out().print(table)
    unexplained = sum(entry.reason == "unexplained" for entry in entries)
    say(f"{len(entries)} tokens, {unexplained} unexplained")


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in KEPT_WHOLE)
    return table


def _text(value: object) -> Text:
    return Text("" if value is None else one_line(str(value)))
