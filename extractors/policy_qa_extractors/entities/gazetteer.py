"""The gazetteer: places by ISO 3166 (pycountry) and institutions by the rulebook's tables."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pycountry

from policy_qa.domain.records import Language
from policy_qa_extractors.rulebook import load


@dataclass(frozen=True, slots=True)
class Known:
    """A name known beforehand: how it is called in English and in Spanish, and its acronym."""

    label: str
    rule: str
    english: str
    spanish: str
    acronym: str | None = None

    def name(self, language: Language) -> str:
        """Its name in a language, or in the other one where it has none there."""
        return (self.spanish or self.english) if language == "es" else (self.english or self.spanish)


@cache
def known() -> dict[str, Known]:
    """Every known full name, as printed in any of its forms, with what it names."""
    rows: dict[str, Known] = {}
    for form, entry in (*_institutions(), *_places()):
        rows.setdefault(form, entry)
    return rows


@cache
def known_acronyms() -> dict[str, Known]:
    """Acronyms in use for known names."""
    rows = {entry.acronym: entry for _, entry in reversed(list(_institutions())) if entry.acronym}
    return rows | {acronym: known()[name] for acronym, name in load("any/entities.toml").tables["spanish_acronyms"]}


@cache
def by_first_word() -> dict[str, tuple[str, ...]]:
    """Known names by their first word, longest first."""
    return first_words(known())


def first_words(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Names by their first word, longest first."""
    index: dict[str, list[str]] = {}
    for name in names:
        index.setdefault(name.split(" ", 1)[0].rstrip(","), []).append(name)
    return {word: tuple(sorted(rows, key=lambda name: (-len(name), name))) for word, rows in index.items()}


@cache
def place_names() -> frozenset[str]:
    """The names of all known places."""
    return frozenset(form for form, _ in _places())


def is_place(text: str) -> bool:
    """Whether the words are a known place."""
    return text in place_names()


def is_country(text: str) -> bool:
    """Whether the words are a country's name."""
    entry = known().get(text)
    return entry is not None and entry.rule == "entity.country"


def _institutions() -> Iterator[tuple[str, Known]]:
    for file in ("pe/entities.toml", "any/entities.toml"):
        for label, acronym, english, spanish, *others in load(file).tables["names"]:
            entry = Known(label, "entity.table", english, spanish, acronym or None)
            for form in dict.fromkeys((english, spanish, *others)):
                if form:
                    yield form, entry
                    if "’" in form:
                        yield form.replace("’", "'"), entry


def _places() -> Iterator[tuple[str, Known]]:
    tables = load("any/entities.toml").tables
    for english, spanish, *others in tables["countries"]:
        entry = Known("GPE", "entity.country", english, spanish)
        for form in (english, spanish, *others):
            yield form, entry
    yield from _iso_countries(frozenset(tables["not_countries"]))
    peru = load("pe/entities.toml").tables
    for rule, names in (
        ("entity.peru.region", peru["regions"]),
        ("entity.peru.province", [name for name in peru["provinces"] if name not in peru["ambiguous"]]),
        ("entity.city", [name for name in (*peru["cities"], *tables["cities"]) if name not in peru["ambiguous"]]),
        ("entity.state", tables["states"]),
    ):
        for name in names:
            yield name, Known("GPE", rule, name, name)
    for english, spanish in tables["locations"]:
        short = english.removeprefix("the ")
        entry = Known("LOC", "entity.location", short, spanish.removeprefix("las "))
        yield short, entry
        yield entry.spanish, entry


def _iso_countries(without: frozenset[str]) -> Iterator[tuple[str, Known]]:
    """The countries of ISO 3166-1 under the names that pycountry and its Spanish catalogue give them."""
    spanish = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["es"])
    for country in pycountry.countries:
        english = getattr(country, "common_name", country.name)
        if "," in english or english in without:
            continue
        native = spanish.gettext(country.name)
        entry = Known("GPE", "entity.country", english, english if "," in native or "(" in native else native)
        yield english, entry
        yield entry.spanish, entry
        if "," not in (official := getattr(country, "official_name", ",")) and official != english:
            yield official, entry


@cache
def peruvian() -> frozenset[str]:
    """The acronyms that mean something in Peru only."""
    return frozenset(row[1] for row in load("pe/entities.toml").tables["names"] if row[1])
