"""`review`: a person's word on records, kept beside them."""

from __future__ import annotations

import getpass
import json
import sys
from typing import Annotated

import typer

from policy_qa.domain.reviews import DECISIONS, FieldValue
from policy_qa.errors import BadInput, UnknownRecord

review = typer.Typer(help="Accept, correct or reject records and findings; see how rules fare.", rich_markup_mode=None)

Why = Annotated[str, typer.Option(help="the reason")]
By = Annotated[str | None, typer.Option(help="who reviews; the system's user name where it is not said")]
Set = Annotated[list[str] | None, typer.Option("--set", help="a corrected field, such as value=58 (repeatable)")]


@review.command("put")
def put(
    record: Annotated[str, typer.Argument(help="the id of a record, or of a finding of `check`")],
    decision: Annotated[str, typer.Argument(help="accept, correct or reject")],
    why: Why = "",
    by: By = None,
    corrections: Set = None,
) -> int:
    """Keeps a decision on a record, or on what `check` found."""
    from policy_qa.cli import show
    from policy_qa.cli.app import library

    chosen = next((known for known in DECISIONS if known == decision), None)
    if chosen is None:
        raise BadInput(f"{decision!r} is no decision", todo=f"say one of {', '.join(DECISIONS)}")
    with library() as desk:
        correction = dict(map(_field, corrections or ())) or None
        name = by or getpass.getuser()
        try:
            kept = desk.review(record, chosen, by=name, why=why, correction=correction)
        except UnknownRecord:
            kept = desk.review_finding(record, chosen, by=name, why=why)
    show.say(f"{kept.decision}: {kept.quote!r} in {kept.document}, by {kept.by}")
    return 0


@review.command("list")
def list_(document: Annotated[str | None, typer.Option("--document", "-d")] = None) -> int:
    """Prints reviews as JSON Lines."""
    from policy_qa.cli.app import library

    with library() as desk:
        found = desk.reviews(document)
    for one in found:
        sys.stdout.write(one.model_dump_json() + "\n")
    return 0 if found else 1


@review.command("stats")
def stats() -> int:
    """Shows the precision of each rule in the reviews so far, the worst first."""
    from policy_qa.cli import show
    from policy_qa.cli.app import library

    with library() as desk:
        rows = desk.review_stats()
    show.rule_stats(rows)
    return 0 if rows else 1


@review.command("gold")
def gold() -> int:
    """Prints reviewed records as gold, JSON Lines."""
    from policy_qa.cli.app import library

    with library() as desk:
        rows = desk.gold()
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0 if rows else 1


def _field(text: str) -> tuple[str, FieldValue]:
    """One `name=value`; the value is read as JSON where it is JSON, else as text."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise BadInput(f"{text!r} corrects nothing", where="--set", todo="write it as field=value")
    try:
        read = json.loads(value)
    except ValueError:
        return name, value
    return name, read if isinstance(read, str | int | float | bool) or read is None else value
