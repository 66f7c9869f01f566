"""Drafts: the text to be checked, and its marked-up copy as one HTML file."""

from __future__ import annotations

from html import escape
from pathlib import Path

from policy_qa import loaders
from policy_qa.domain.claims import Claim, ClaimReport
from policy_qa.errors import BadInput
from policy_qa.library.intake import read_bytes

STYLE = """
:root{color-scheme:light dark}
body{font:1.05rem/1.6 Georgia,serif;max-width:44rem;margin:3rem auto;padding:0 1rem}
mark{padding:.1em .15em;border-radius:.2em;color:inherit}
.supported{background:#2e9e5b33}.refuted{background:#d6333355}.not_enough_info{background:#c9a22744}
ol{padding-left:1.4rem}li{margin:1rem 0}blockquote{margin:.4rem 0;padding-left:.8rem;border-left:3px solid #8888}
.verdict{font:600 .85rem system-ui,sans-serif;text-transform:uppercase;letter-spacing:.04em}
small{font-family:system-ui,sans-serif;opacity:.75}pre{white-space:pre-wrap;font:inherit}
"""


def draft_of(text: str, file: Path | None) -> str:
    """The draft: the words given, or the text of a file. Raises BadInput, and what the loaders raise."""
    if file is None:
        if not text.strip():
            raise BadInput("there is no text to check", todo="give a sentence, or --file DRAFT")
        return text
    if text:
        raise BadInput("both a sentence and --file", todo="give one of them")
    return loaders.load_safely(read_bytes(file), file.name).text


def write_html(place: Path, draft: str, report: ClaimReport) -> None:
    """Writes the draft with its claims marked and their evidence listed, as one file that needs no other."""
    place.write_text(html_report(draft, report), encoding="utf-8")


def html_report(draft: str, report: ClaimReport) -> str:
    """The marked-up draft as a self-contained HTML page."""
    items = "".join(_item(number, claim) for number, claim in enumerate(report.claims, 1))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><title>Claims checked</title>'
        f"<style>{STYLE}</style></head><body><h1>Claims checked</h1><pre>{_marked(draft, report)}</pre>"
        f"<ol>{items}</ol></body></html>\n"
    )


def _marked(draft: str, report: ClaimReport) -> str:
    pieces, position = [], 0
    numbered = sorted(enumerate(report.claims, 1), key=lambda row: _place(row[1]))
    for number, claim in numbered:
        start, end = _place(claim)
        if start < position:
            continue
        pieces.append(escape(draft[position:start]))
        marked = escape(draft[start:end])
        pieces.append(f'<mark class="{claim.verdict}"><a href="#claim-{number}">{marked}</a></mark>')
        position = end
    return "".join([*pieces, escape(draft[position:])])


def _place(claim: Claim) -> tuple[int, int]:
    if claim.figure_start is None or claim.figure_end is None:
        return claim.start, claim.end
    return claim.figure_start, claim.figure_end


def _item(number: int, claim: Claim) -> str:
    reason = f" · {claim.reason.replace('_', ' ')}" if claim.reason else ""
    quotes = "".join(
        f"<blockquote>{escape(c.quote)}<br><small>{escape(c.title)} · {escape(c.document)} · "
        f"{c.answer_start}–{c.answer_end}</small></blockquote>"
        for c in claim.evidence
    )
    return (
        f'<li id="claim-{number}"><span class="verdict">{claim.verdict.replace("_", " ")}{reason}</span>'
        f"<br>{escape(claim.claim)}<br><em>{escape(claim.message)}</em>{quotes}</li>"
    )
