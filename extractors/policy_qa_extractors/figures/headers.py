"""What the header of a column, the label of a row or a caption says: a name, a unit with its scale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from policy_qa.domain.records import Language
from policy_qa_extractors.figures.grow import number
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.figures.tables import Tables, Tail, tables
from policy_qa_extractors.rulebook import load

BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
NUMBERED = re.compile(r"\s*(?:[0-9]{1,3}(?:[.-][0-9]{1,3})*|[IVX]{1,5}|[A-Z])?\s*[.:)–—-]*\s*")
MARKS = " *†‡¹²³⁴⁵:;,.#_-–—"
YEAR_END = re.compile(r"(?<=[^\W\d_]) (?:19|20)\d\d(?:[/–-](?:19|20)?\d\d)?$")
NAME_LIMIT = 12


class Unit(NamedTuple):
    """A unit and by how much the numbers under it are to be multiplied; `tail` is None for a scale alone."""

    tail: Tail | None
    scale: Decimal = Decimal(1)

    def fit(self, quantity: Quantity) -> None:
        """Gives a quantity this unit and scale."""
        if self.tail is not None:
            quantity.label, quantity.unit = self.tail.label, self.tail.unit
        if self.scale != 1:
            quantity.value = number(Decimal(str(quantity.value)) * self.scale)
            quantity.precision = quantity.precision and number(Decimal(str(quantity.precision)) * self.scale)
            if quantity.value_max is not None:
                quantity.value_max = number(Decimal(str(quantity.value_max)) * self.scale)


@dataclass(frozen=True, slots=True)
class Headers:
    """The lists of one language from rules/{en,es}/tables.toml, with its units."""

    words: Tables
    lists: dict[str, tuple[str, ...]]
    heads: dict[str, list[tuple[str, str]]]

    def is_a(self, name: str, text: str) -> bool:
        """Whether a header says one of a list's words and no more."""
        return text.lower().strip(MARKS.replace("#", "")) in self.lists[name] or text.lower() in self.lists[name]

    def tells(self, name: str, text: str) -> bool:
        """Whether a header begins with a list's words."""
        low = text.lower()
        return any(low.startswith(word) for word in self.lists[name])

    def unit(self, text: str) -> Unit | None:
        """The unit that a header or caption prints: in brackets, behind a comma, or as all that it says."""
        for bracket in BRACKETS.findall(text):
            if found := self._unit(bracket):
                return found
        bare = BRACKETS.sub("", text).strip(MARKS)
        if self.is_a("percent", bare) or bare.startswith("%") or bare.endswith("%"):
            return Unit(Tail("PERCENT", "%"))
        for part in (bare, bare.rpartition(", ")[2], *_behind(bare, self.lists["unit_leads"])):
            if found := self._unit(part):
                return found
        return None

    def name(self, text: str) -> str:
        """What is counted, as printed: without unit, marks, and words that only say that something is counted."""
        bare = BRACKETS.sub("", text)
        bare = bare.rpartition(", ")[0] if ", " in bare and self._unit(bare.rpartition(", ")[2]) else bare
        bare = YEAR_END.sub("", bare.strip(MARKS + "%")).strip(MARKS)
        low = bare.lower()
        for lead in self.lists["leads"]:
            if low.startswith(f"{lead} "):
                bare = bare[len(lead) :].strip()
                break
        bare = self._closed(bare)
        return "" if self.is_a("generic", bare) or len(bare.split()) > NAME_LIMIT else bare

    def _closed(self, name: str) -> str:
        """A name without the small words at its end that led to a date."""
        said = name.split()
        while said and said[-1].lower() in self.lists["ends"]:
            said.pop()
        return " ".join(said).strip(MARKS)

    def subject(self, caption: str) -> str:
        """What the numbers under a caption count: "Table 3. Road deaths by region, 2022" → "Road deaths"."""
        first, _, rest = caption.strip().partition(" ")
        if first.lower().strip(".:") in self.lists["caption"]:
            caption = rest[NUMBERED.match(rest).end() :]  # type: ignore[union-attr]
        elif caption.rstrip(" *_").endswith("."):
            return ""
        caption = self._shown(caption)
        name = self.name(re.split(r"[,:;(]| [–—-] ", caption, maxsplit=1)[0])
        said = [] if self._unit(name) else name.split()
        ends = self.lists["ends"]
        stop = next((n for n, word in enumerate(said) if n and word.lower() in ends), len(said))
        return " ".join(said[:stop]) if any(c.isalpha() for c in name) else ""

    def _shown(self, caption: str) -> str:
        """What stands behind "The table below shows the …"; else the caption."""
        said = caption.split()
        at = next((n for n, word in enumerate(said) if word.lower() in self.lists["shows"]), -1)
        rest = said[at + 1 :] if at >= 0 else said
        return " ".join(rest[1:] if rest and at >= 0 and rest[0].lower() in self.lists["articles"] else rest)

    def _unit(self, text: str) -> Unit | None:
        low = " ".join(text.lower().split()).strip(MARKS.replace("#", ""))
        for lead in self.lists["unit_leads"]:
            if low.startswith(f"{lead} "):
                low = low[len(lead) + 1 :]
                break
        scale, low = self._scale(low)
        if not low:
            return Unit(None, scale) if scale > 1 else None
        if tail := self._tail(low):
            return Unit(tail, scale * tail.factor)
        for head, unit in self.heads.get(low[0], ()):
            if low.startswith(head) and (not head[-1].isalpha() or not low[len(head) : len(head) + 1].isalpha()):
                behind, rest = self._scale(low[len(head) :].strip(" '’"))
                letter = self.words.money_suffixes.get(rest, Decimal(0))
                if not rest or letter:
                    return Unit(Tail("MONEY", unit), scale * behind * (letter or 1))
        return None

    def _scale(self, low: str) -> tuple[Decimal, str]:
        """A scale that opens a text, and what stands behind it."""
        for word in self.lists["thousands"]:
            if low == word or low.startswith(f"{word} "):
                more, rest = self._scale(self._joined(low[len(word) :].strip()))
                return 1000 * more, rest
        first, _, rest = low.partition(" ")
        known = self.words.words.get(first)
        if known is not None and known.kind == "scale" and known.value >= 1000:
            return known.value, self._joined(rest)
        return Decimal(1), low

    def _joined(self, low: str) -> str:
        first, _, rest = low.partition(" ")
        return rest if first in self.lists["joins"] else low

    def _tail(self, low: str) -> Tail | None:
        words = self.words
        if low in self.lists["percent"]:
            return Tail("PERCENT", "%")
        return words.tails.get(low) or words.plain_tails.get(low) or words.sign_tails.get(low)


def _behind(text: str, leads: tuple[str, ...]) -> list[str]:
    """What stands behind the last "in": "Budget in US$ million"."""
    found = [(text.lower().rfind(f" {lead} "), len(lead) + 2) for lead in leads]
    return [text[at + length :] for at, length in found if at >= 0]


@cache
def headers(language: Language) -> Headers:
    """The lists of a language, read once."""
    words = tables(language)
    lists = {name: tuple(said) for name, said in load(f"{language}/tables.toml").tables["headers"].items()}
    heads: dict[str, list[tuple[str, str]]] = {}
    for head, unit in sorted(words.heads.items(), key=lambda one: (-len(one[0]), one)):
        heads.setdefault(head[0].lower(), []).append((head.lower(), unit))
    return Headers(words, lists, heads)
