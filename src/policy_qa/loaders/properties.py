"""What a file says about itself in its properties, and the title where it says none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policy_qa.domain.sources import Metadata
from policy_qa.loaders.archive import Package
from policy_qa.loaders.front_matter import stated, tidy
from policy_qa.loaders.plain import HEAD, title

EMPTY_TITLE = re.compile(
    r"(?:untitled|sin t[íi]tulo|microsoft word|documento?\d*|presentation|slide \d)\b"
    r"|.*\.(?:docx?|odt|pdf|indd|rtf|xlsx?)$",
    re.IGNORECASE,
)
"""Titles that programs give where nobody gave one."""


def core_properties(package: Package) -> Metadata:
    """The Dublin Core terms of an Office Open XML file, docProps/core.xml."""
    return dublin_core((str(e.tag).rpartition("}")[2], e.text or "") for e in package.xml("docProps/core.xml"))


def dublin_core(pairs: Iterable[tuple[str, str]]) -> Metadata:
    """Metadata from the names and values of properties; days of making and saving are not days of publishing."""
    taken = {key: value for key, value in pairs if key in {"title", "publisher", "issued", "language", "rights"}}
    if EMPTY_TITLE.match(taken.get("title", "").strip()):
        del taken["title"]
    if "issued" in taken:
        taken["published"] = taken.pop("issued")
    return stated(taken)


def with_title(metadata: Metadata, styled: str | None, text: str) -> Metadata:
    """The metadata with a title: as stated, else the paragraph styled as one, else the first heading or short line."""
    found = metadata.title or (tidy(styled) if styled else None) or title(text[:HEAD], "md")
    return metadata.model_copy(update={"title": found})


WEB = {
    "title": ("dc.title", "dcterms.title", "citation_title", "og:title", "twitter:title"),
    "publisher": ("dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "og:site_name"),
    "published": (
        "article:published_time",
        "dcterms.issued",
        "dc.date.issued",
        "citation_publication_date",
        "datepublished",
        "dcterms.date",
        "dc.date",
        "date",
    ),
    "url": ("canonical", "og:url"),
    "language": ("language", "dc.language", "dcterms.language"),
    "licence": ("license", "dcterms.license", "dc.rights", "dcterms.rights"),
}
"""The names that web pages give to these, first those that say it most exactly."""


def named(said: dict[str, str]) -> Metadata:
    """Metadata from what the head of a web page says, by name in lower case."""
    return stated({key: next((said[n] for n in names if said.get(n, "").strip()), "") for key, names in WEB.items()})
