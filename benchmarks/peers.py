"""The peers that the readers are measured beside, each as a function over a text.

They are no dependencies: `pip install -e '.[bench]'` puts them into an environment, and a peer that is missing there is
named as missing in the tables.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple, TypeAlias

CULTURES = {"en": "en-us", "es": "es-es"}


class Hit(NamedTuple):
    """A number that a peer found; `end` is exclusive, `label` MONEY, PERCENT or CARDINAL."""

    start: int
    end: int
    value: float
    label: str


Read: TypeAlias = Callable[[str], Any]


class Peer(NamedTuple):
    """A peer by the name of its distribution; `reads` says what, `load` gives its function for a language.

    `load` raises ImportError where the peer is missing; `located` where its function gives a list of Hits.
    """

    name: str
    reads: str
    languages: tuple[str, ...]
    load: Callable[[str], Read]
    located: bool = False

    @property
    def printed(self) -> str:
        """Its name with its version."""
        try:
            return f"{self.name} {version(self.name)}"
        except PackageNotFoundError:
            return f"{self.name} (not installed)"


def _quantulum3(language: str) -> Read:
    del language
    parse = import_module("quantulum3.parser").parse

    def read(text: str) -> list[Hit]:
        return [Hit(q.span[0], q.span[1], float(q.value), _label(q.unit)) for q in parse(text)]

    return read


def _label(unit: Any) -> str:
    if unit.name == "percentage":
        return "PERCENT"
    return "MONEY" if unit.entity.name == "currency" else "CARDINAL"


def _recognizers(language: str) -> Read:
    recognize = import_module("recognizers_number").recognize_number
    culture = CULTURES[language]
    return lambda text: _hits(recognize(text, culture), "CARDINAL")


def _recognizers_money(language: str) -> Read:
    recognize = import_module("recognizers_number_with_unit").recognize_currency
    culture = CULTURES[language]
    return lambda text: _hits(recognize(text, culture), "MONEY")


def _hits(found: list[Any], label: str) -> list[Hit]:
    """Recognizers-Text's results; their ends are inclusive, some have no value, Spanish ones have a decimal comma."""
    values = ((one, (one.resolution or {}).get("value")) for one in found)
    return [Hit(one.start, one.end + 1, float(value.replace(",", ".")), label) for one, value in values if value]


def _number_parser(language: str) -> Read:
    parse = import_module("number_parser").parse
    return lambda text: parse(text, language=language)


def _search_dates(language: str) -> Read:
    search = import_module("dateparser.search").search_dates
    return lambda text: search(text, languages=[language])


def _datefinder(language: str) -> Read:
    del language
    find = import_module("datefinder").find_dates
    return lambda text: list(find(text))


def _eyecite(language: str) -> Read:
    del language
    return import_module("eyecite").get_citations  # type: ignore[no-any-return]


def _abbreviations(language: str) -> Read:
    del language
    pairs = import_module("abbreviations.schwartz_hearst").extract_abbreviation_definition_pairs
    return lambda text: pairs(doc_text=text)


BOTH = ("en", "es")
PEERS = (
    Peer("quantulum3", "figures", ("en",), _quantulum3, True),
    Peer("recognizers-text-suite", "numbers", BOTH, _recognizers, True),
    Peer("number-parser", "numbers in words", BOTH, _number_parser),
    Peer("dateparser", "dates (`search_dates`)", BOTH, _search_dates),
    Peer("datefinder", "dates", ("en",), _datefinder),
    Peer("eyecite", "legal references", ("en",), _eyecite),
    Peer("abbreviations", "acronyms (Schwartz–Hearst)", BOTH, _abbreviations),
)
MONEY = Peer("recognizers-text-suite", "money", BOTH, _recognizers_money, True)
"""Recognizers-Text has a reader of its own for money."""
