"""The words of the interface, in the reader's language: one TOML file per language, the same keys in each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from starlette.requests import Request

LANGUAGES: Mapping[str, str] = {"en": "English", "es": "Español"}


class Words:
    """The words of one language; `words("ask.title", n=3)` fills the places in braces."""

    def __init__(self, language: str, table: Mapping[str, str]) -> None:
        self.language = language
        self._table = table

    def __call__(self, key: str, **values: object) -> str:
        """The words under a key; raises KeyError where there are none."""
        return self._table[key].format(**values)

    def get(self, key: str, default: str) -> str:
        """The words under a key as they stand, or `default`."""
        return self._table.get(key, default)

    def keys(self) -> frozenset[str]:
        """All keys."""
        return frozenset(self._table)


@cache
def words(language: str) -> Words:
    """The words of a language of LANGUAGES."""
    tables = tomllib.loads((files("policy_qa_api") / "languages" / f"{language}.toml").read_text("utf-8"))
    return Words(language, {f"{table}.{key}": text for table, rows in tables.items() for key, text in rows.items()})


def chosen_language(request: Request) -> str:
    """The language asked for by `?lang=`, else by the cookie, else by Accept-Language, else English."""
    for choice in (request.query_params.get("lang"), request.cookies.get("lang")):
        if choice is not None and choice in LANGUAGES:
            return choice
    return preferred(request.headers.get("accept-language", ""))


def preferred(header: str) -> str:
    """The best of LANGUAGES in an Accept-Language header; English where none is named."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(header[:200].split(",")):
        tag, _, weight = part.partition(";q=")
        language = tag.strip().lower().partition("-")[0]
        if language in LANGUAGES:
            ranked.append((-_weight(weight), place, language))
    return min(ranked)[2] if ranked else "en"


def _weight(printed: str) -> float:
    try:
        return float(printed) if printed else 1.0
    except ValueError:
        return 0.0
