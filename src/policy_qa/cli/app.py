"""The commands and their options; each is a thin edge over the library."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from policy_qa.cli import keeping
from policy_qa.cli.reviewing import review
from policy_qa.errors import BadInput

if TYPE_CHECKING:
    from policy_qa.library import Library
    from policy_qa.library.intake import Outcome

DONE = 0
NO = 1
BAD = 2

app = typer.Typer(
    help="Reads policy reports and answers from them, each figure with its sentence.",
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


app.add_typer(review, name="review")
for command in (keeping.backup, keeping.restore, keeping.manifest):
    app.command()(command)


@dataclass
class Settings:
    """What stands before the command."""

    home: Path | None = None
    corpus: Path | None = None


settings = Settings()

Documents = Annotated[list[str] | None, typer.Argument(help="ids of documents; all where none is named")]
Json = Annotated[bool, typer.Option("--json", help="for machines: JSON on stdout")]
Jobs = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, max=64, help="processes that read many files at a time")
]
Only = Annotated[list[str] | None, typer.Option("--document", "-d", help="look only in this document (repeatable)")]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"policy-qa {version('policy-qa')}\n")
        raise typer.Exit


@app.callback()
def before(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option(help="where store and index live [$POLICY_QA_HOME, else .policy-qa]")
    ] = None,
    corpus: Annotated[Path | None, typer.Option(help="the corpus folder [$POLICY_QA_CORPUS, else corpus]")] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="which one")] = False,
) -> None:
    """Options for every command."""
    del version
    settings.home, settings.corpus = home, corpus
    if context.invoked_subcommand is None:
        sys.stderr.write(context.get_help() + "\n")
        raise typer.Exit(BAD)


@app.command()
def ask(
    question: Annotated[list[str], typer.Argument(help="a question, in English or Spanish")],
    document: Only = None,
    k: Annotated[int, typer.Option("-k", min=0, max=100, help="how many passages to give")] = 5,
    explain: Annotated[bool, typer.Option("--explain", help="show how the answer was chosen")] = False,
    json: Json = False,
) -> int:
    """Answers a question with the value, its sentence and its place; says why when it can't."""
    from policy_qa.cli import show

    with library() as desk:
        result = desk.ask(" ".join(question), documents=document or (), k=k, explain=explain)
        show.json(result) if json else show.answer(result)
        show.pending(desk)
    return DONE if result.outcome in ("answered", "conflicting") else NO


@app.command()
def search(
    query: Annotated[list[str], typer.Argument(help='words, "phrases", fields such as label:PERCENT')],
    document: Only = None,
    kind: Annotated[str | None, typer.Option(help="passage, figure, date, entity or legal_reference")] = None,
    page: Annotated[int, typer.Option(min=1)] = 1,
    size: Annotated[int, typer.Option(min=1, max=1000)] = 10,
    sort: Annotated[str, typer.Option(help="relevance, value, -value, period or -period")] = "relevance",
    facet: Annotated[
        list[str] | None, typer.Option(help="count by kind, label, document, year, unit or entity (repeatable)")
    ] = None,
    json: Json = False,
) -> int:
    """Finds passages and records by keywords and fields.

    Words, "phrases", AND OR NOT ( ), women* for what begins so, entrepeneur~ for what differs by a letter. Fields
    of a record: kind: label: entity: law: issuer: unit: qualifier: value: year: period:, and of its document:
    document: title: section: publisher: language:. Numbers: value>1000, value:[1000 TO 5000], year:2020..2023,
    value<5%. All of it stands in docs/search.md.
    """
    from policy_qa.cli import show
    from policy_qa.cli.hits import show_hits

    with library() as desk:
        result = desk.search(
            " ".join(query), kind=kind, documents=document or (), page=page, size=size, sort=sort, facets=facet or ()
        )
        show.json(result) if json else show_hits(result, by_document=sort == "relevance")
        show.pending(desk)
    return DONE if result.items else NO


@app.command()
def records(
    kind: Annotated[list[str] | None, typer.Option(help="figure, date, entity or legal_reference")] = None,
    document: Only = None,
    label: Annotated[list[str] | None, typer.Option(help="CARDINAL, PERCENT, MONEY, ORG, …")] = None,
    unit: Annotated[list[str] | None, typer.Option(help="%, PEN, USD, km, …")] = None,
    year: Annotated[int | None, typer.Option(help="records that speak of this year")] = None,
    contains: Annotated[str | None, typer.Option(help="words that the record says")] = None,
    mentions: Annotated[bool, typer.Option("--mentions", help="each mention of an entity by itself")] = False,
    format: Annotated[Literal["table", "jsonl", "csv"], typer.Option(help="how to print them")] = "table",  # noqa: A002
    json: Json = False,
) -> int:
    """Lists records: figures, dates, entities, legal references.

    With --kind entity the table gathers the mentions by entity and counts them; --mentions, --json and the other
    formats list each mention.
    """
    from policy_qa.cli import show
    from policy_qa.domain.records import KINDS
    from policy_qa.library import RecordFilter

    if unknown := set(kind or ()) - set(KINDS):
        raise BadInput(f"no kind of record is called {sorted(unknown)[0]!r}", todo=f"say one of {', '.join(KINDS)}")
    wanted = RecordFilter(
        tuple(kind or ()), tuple(document or ()), tuple(label or ()), tuple(unit or ()), year, contains
    )
    with library() as desk:
        if kind == ["entity"] and format == "table" and not (json or mentions):
            gathered = desk.entities(wanted)
            show.pending(desk)
            show.entity_list(gathered)
            return DONE if gathered else NO
        found = desk.all_records(wanted)
        show.pending(desk)
    show.record_list(found, "json" if json else format)
    return DONE if found else NO


@app.command()
def export(
    file: Annotated[
        Path, typer.Argument(help="where to: .csv .jsonl .jsonld .zip (Data Package) .parquet; - is stdout")
    ],
    kind: Annotated[list[str] | None, typer.Option(help="figure, date, entity or legal_reference")] = None,
    document: Only = None,
    format: Annotated[  # noqa: A002
        Literal["csv", "jsonl", "jsonld", "datapackage", "parquet"] | None,
        typer.Option(help="told by the file's ending"),
    ] = None,
) -> int:
    """Writes records to a file for others, each with its quote and its place."""
    from policy_qa.cli.exports import export_records
    from policy_qa.library import RecordFilter

    with library() as desk:
        return export_records(desk, RecordFilter(tuple(kind or ()), tuple(document or ())), file, format)


@app.command()
def documents(json: Json = False) -> int:
    """Lists the documents taken in."""
    from policy_qa.cli import show

    with library() as desk:
        found = desk.documents()
        show.document_list(found, as_json=json)
        show.pending(desk)
        show.left_out(desk)
    return DONE if found else NO


@app.command()
def add(
    paths: Annotated[list[str], typer.Argument(help="files or folders")],
    title: Annotated[str | None, typer.Option(help="the report's title")] = None,
    publisher: Annotated[str | None, typer.Option(help="who published it")] = None,
    published: Annotated[str | None, typer.Option(help="the day it was published, YYYY-MM-DD")] = None,
    url: Annotated[str | None, typer.Option(help="where it was published")] = None,
    language: Annotated[Literal["en", "es"] | None, typer.Option(help="detected where it is not said")] = None,
    encoding: Annotated[str | None, typer.Option(help="guessed where it is not said, such as latin-1")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="make it the next version of the document of that id")
    ] = False,
    jobs: Jobs = None,
    json: Json = False,
) -> int:
    """Takes reports in: copies them into the corpus folder and reads them."""
    from policy_qa.domain.sources import Metadata
    from policy_qa.library.intake import files_under
    from policy_qa.loaders import ADVICE, FORMATS

    said = Metadata(title=title, publisher=publisher, published=_day(published), url=url, language=language)
    if not all(paths):
        raise BadInput("an empty name names no file", todo="name a file or folder; . is the folder you stand in")
    named = (Path(path) for path in paths)
    files = list(files_under(named, lambda path: path.suffix.lower() in FORMATS.keys() | ADVICE.keys()))
    if not files:
        raise BadInput("no file there that can be read", where=paths[0], todo=f"give files of {' '.join(FORMATS)}")
    if len(files) > 1 and (title or url):
        raise BadInput(f"one title or url for {len(files)} files", todo="add them one by one")
    with library() as desk:
        outcomes = desk.add_files(files, said, replace=replace, encoding=encoding, jobs=jobs)
        return _intake(outcomes, len(files), as_json=json)


@app.command()
def sync(
    yes: Annotated[bool, typer.Option("--yes", "-y", help="go ahead without asking")] = False,
    re_extract: Annotated[
        bool, typer.Option("--re-extract", help="read every text again by today's rules; shows what changes first")
    ] = False,
    jobs: Jobs = None,
    json: Json = False,
) -> int:
    """Brings store and index level with the corpus folder."""
    from policy_qa.cli import show

    with library() as desk:
        if not desk.home.corpus.is_dir():
            raise BadInput("there is no such folder", where=str(desk.home.corpus), todo="make it, or say --corpus DIR")
        plan = desk.plan()
        if plan.gone and not yes:
            show.say(f"not in {desk.home.corpus} any more, to be removed: {', '.join(plan.gone)}")
            if not sys.stdin.isatty():
                raise BadInput("removing needs a yes", todo="say sync --yes")
            typer.confirm("Remove them?", abort=True, err=True)
        steps = plan.steps + desk.unfinished()
        code = _intake(desk.sync(plan, jobs), steps, as_json=json)
        code = max(code, NO) if show.left_out(desk) else code
        if not json and not steps:
            show.say(f"{desk.home.corpus} and the store are level: {len(desk.documents())} documents")
        if re_extract:
            from policy_qa.cli.rereading import reread

            code = max(code, reread(desk, yes=yes, jobs=jobs, as_json=json))
    return code


@app.command()
def remove(document: Annotated[str, typer.Argument(help="the id of a document")]) -> int:
    """Takes a document out, its file in the corpus folder too."""
    from policy_qa.cli import show

    with library() as desk:
        gone = desk.remove(document)
        show.say(f"removed {gone.id} ({gone.name}, {gone.records} records)")
    return DONE


@app.command()
def extract(
    paths: Annotated[list[str], typer.Argument(help="files; - reads stdin")],
    document: Annotated[str | None, typer.Option(help="the document's id, where it is not the file's stem")] = None,
    language: Annotated[Literal["en", "es"] | None, typer.Option(help="detected where it is not said")] = None,
    published: Annotated[str | None, typer.Option(help="the day it was published, YYYY-MM-DD")] = None,
    encoding: Annotated[str | None, typer.Option(help="guessed where it is not said")] = None,
) -> int:
    """Prints the records of files as JSON Lines; keeps nothing."""
    from policy_qa.cli.extracting import records_of

    if document and len(paths) > 1:
        raise BadInput(f"one id for {len(paths)} files", todo="extract them one by one")
    return records_of(paths, document=document, language=language, published=_day(published), encoding=encoding)


@app.command()
def coverage(documents: Documents = None, json: Json = False) -> int:
    """Accounts for every token with a digit: the record that holds it, or the reason that none does."""
    from policy_qa.cli import show

    with library() as desk:
        entries = desk.coverage(documents or ())
        show.ledger(entries, as_json=json)
    return NO if any(entry.reason == "unexplained" for entry in entries) else DONE


@app.command()
def check(
    documents: Documents = None,
    format: Annotated[Literal["table", "jsonl", "json"], typer.Option(help="how to print them")] = "table",  # noqa: A002
    json: Json = False,
) -> int:
    """Recomputes what the reports say about their own numbers; findings that a review rejects don't count."""
    from policy_qa.cli import show

    with library() as desk:
        found = desk.check(documents or ())
        show.pending(desk)
    show.checks(found, "json" if json else format)
    return NO if any(row.stands_against for row in found) else DONE


@app.command()
def claim(
    text: Annotated[list[str] | None, typer.Argument(help="a sentence or more")] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="a draft: .txt .md .docx .pdf …")] = None,
    document: Only = None,
    html: Annotated[Path | None, typer.Option(help="write the draft, marked up, to this HTML file")] = None,
    json: Json = False,
) -> int:
    """Holds each claim of a sentence or a draft against the sources."""
    from policy_qa.cli import show
    from policy_qa.cli.drafts import draft_of, write_html

    draft = draft_of(" ".join(text or ()), file)
    with library() as desk:
        report = desk.claims(draft, document or ())
        show.pending(desk)
    if html is not None:
        write_html(html, draft, report)
    show.json(report) if json else show.claims(report)
    return NO if any(claim.verdict == "refuted" for claim in report.claims) else DONE


@app.command()
def series(
    measure: Annotated[list[str], typer.Argument(help="what is measured: women with property titles")],
    document: Only = None,
    json: Json = False,
) -> int:
    """Shows the values of one measure over periods, as table and chart."""
    from policy_qa.cli import show

    with library() as desk:
        found = desk.series(" ".join(measure), document or ())
        show.json(found) if json else show.series(found)
        show.pending(desk)
    return DONE if found.points else NO


@app.command()
def verify(jobs: Jobs = None, json: Json = False) -> int:
    """Re-reads every source: hashes, quotes, records, index and corpus folder against store."""
    from policy_qa.cli import show

    with library() as desk:
        findings = list(desk.verify(jobs))
        show.findings(findings, desk.documents(), as_json=json)
    return NO if any(not finding.note for finding in findings) else DONE


@app.command()
def compare(documents: Documents = None, json: Json = False) -> int:
    """Shows each figure beside its sentence, the number marked: the sheet for checking against the source."""
    from policy_qa.cli import show
    from policy_qa.library import RecordFilter

    with library() as desk:
        found = desk.all_records(RecordFilter(kinds=("figure",), documents=tuple(documents or ())))
        show.comparison(found, desk, as_json=json)
    return DONE if found else NO


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="where to listen; off this machine only with tokens")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8000,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, max=64, help="processes that answer")] = 1,
) -> int:
    """Serves the web page and the HTTP API."""
    from policy_qa.cli.serving import listen, run_server

    listener = listen(host, port)
    with library() as desk:
        prepare(desk)
        home = desk.home
    return run_server(home, listener, workers)


def library() -> Library:
    """The library that the options name."""
    from policy_qa.library import Library

    return Library.open(settings.home, settings.corpus)


def prepare(desk: Library) -> None:
    """Reads a new corpus in, showing progress."""
    from policy_qa.cli import show

    desk.ready(show.outcome)


def _intake(outcomes: Iterable[Outcome], total: int, *, as_json: bool) -> int:
    from policy_qa.cli import show

    fates = list(show.intake(outcomes, total, as_json=as_json))
    refused = sum(fate == "refused" for fate in fates)
    if refused and refused == len(fates):
        return BAD
    return NO if refused else DONE


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text!r} is no day", where="--published", todo="write it as YYYY-MM-DD") from None
