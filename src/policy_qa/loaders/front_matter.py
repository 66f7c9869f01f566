"""YAML front matter of a Markdown or text file: what it says about the document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from html import unescape

from policy_qa.domain.records import LANGUAGES
from policy_qa.domain.sources import Metadata

FENCED = re.compile(r"---[ \t]*\r?\n(.{0,20000}?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08]")
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
KEYS = {
    "title": ("title", "titulo", "título"),
    "publisher": ("publisher", "organisation", "organization", "institution", "issuer", "official_journal"),
    "published": ("published", "publication_date", "published_time", "date"),
    "url": ("url", "source_url", "canonical_url", "source", "link"),
    "language": ("language", "lang"),
    "licence": ("licence", "license", "rights"),
}
TITLE_LIMIT = 300


def front_matter(text: str) -> tuple[Metadata, int]:
    """What the front matter says, and the offset where the body begins (0 where there is none, or it can't be read)."""
    fenced = FENCED.match(text)
    if not fenced:
        return Metadata(), 0
    import yaml

    try:
        # BaseLoader makes strings only: no dates that fail, no objects
        values = yaml.load(fenced[1], Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError):
        return Metadata(), fenced.end()
    if not isinstance(values, dict):
        return Metadata(), fenced.end()
    flat = {str(k).casefold(): v for k, v in values.items() if isinstance(v, str)}
    return stated(flat), fenced.end()


def stated(values: dict[str, str]) -> Metadata:
    """Metadata from loose key and value pairs; what does not read as its kind is left out."""
    title, publisher, published, url, language, licence = (_first(values, KEYS[key]) for key in KEYS)
    return Metadata(
        title=title and tidy(title),
        publisher=publisher and tidy(publisher),
        published=day(published),
        url=url if url and re.match(r"https?://\S+$", url) else None,
        language=next((known for known in LANGUAGES if (language or "").casefold()[:2] == known), None),
        licence=licence and tidy(licence),
    )


def _first(values: dict[str, str], keys: Iterable[str]) -> str | None:
    return next((values[key].strip() for key in keys if values.get(key, "").strip()), None)


def day(text: str | None) -> date | None:
    """The day that an ISO 8601 date or time begins with; None where there is none."""
    found = DAY.match(text or "")
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def tidy(text: str) -> str | None:
    """One line of plain words: no character references, no invisible characters, single spaces."""
    return " ".join(INVISIBLE.sub("", unescape(text)).split())[:TITLE_LIMIT].strip() or None
