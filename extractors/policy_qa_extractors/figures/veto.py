"""Vetoes: which numbers are none of a report's figures, each with the ledger's reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from policy_qa.domain.records import Language
from policy_qa_extractors.figures import trie
from policy_qa_extractors.figures.letters import Letters
from policy_qa_extractors.figures.series import counted_up
from policy_qa_extractors.figures.tables import tables
from policy_qa_extractors.page import NUMBER, Found, Page
from policy_qa_extractors.rulebook import Rule, load

LONGEST_RUN = 30
DIGITS = frozenset({NUMBER})
LONG = re.compile(rf"[0-9][0-9.,'’]{{{LONGEST_RUN},}}")
WORD_BEFORE = 24
NAME_BEFORE = 40
HYPHENED = re.compile(r"-([^\W\d_]+)")
NEXT = re.compile(r" ([a-z’']+)")
MONEY_SIGNS = ("$", "€", "£", "/", "¥")
CODE_LENGTH = 7
NAME_DIGITS = 4
SHORT_PHONE = (3, 4)
YEARS = (1900, 2035)
SCORE = re.compile(
    r"(?<=[ (\n])([0-9]{1,3})[-–]([0-9]{1,3})(?=[.,;:)\n]|$| (?:[a-z]{4,}|[A-Z(]|on|at|in|to|by|vs)\b)(?![.,]\d)"
)
BLANK = frozenset(" \u00a0\n(")
FREE = frozenset(" \u00a0\n([{\"“‘'«$€£¥₡₱₹+~∼≈<>≥≤=±*:;,")


@dataclass(frozen=True, slots=True)
class VetoTables:
    """The veto rules and words of one language."""

    shape: re.Pattern[str]
    series: re.Pattern[str]
    name_end: re.Pattern[str]
    counted: re.Pattern[str]
    street: re.Pattern[str]
    rules: dict[str, Rule]
    before: dict[str, str]
    cased: frozenset[str]
    hyphened: frozenset[str]
    idioms: frozenset[str]


@cache
def veto_tables(language: Language) -> VetoTables:
    """The veto rules of a language and of all, ready for matching."""
    book = load(f"{language}/vetoes.toml")
    rules = {f"r{place}": rule for place, rule in enumerate((*load("any/vetoes.toml").rules, *book.rules))}
    shape = "|".join(f"(?P<{name}>{_local(rule.pattern)})" for name, rule in rules.items())
    everywhere = load("any/vetoes.toml").tables
    before: dict[str, list[str]] = book.tables["before"]
    small = "|".join(book.tables["after"]["words"])
    joints = "|".join(form for word in book.tables["series"]["words"] for form in (word, word.upper()))
    streets = trie.pattern(book.tables["streets"]["words"])
    return VetoTables(
        re.compile(shape),
        re.compile(rf"(?: ?[a-z]\))?[ \u00a0]?(?:,? (?:{joints}) |[,;/–-] ?)(?:[a-z]\)[ ,]{{1,2}})?"),
        re.compile(rf"[,.;:)\]\"”’»\n/]|$| \((?=[A-Z])| (?:{small})\b"),
        re.compile(rf"[ \u00a0]?[%€$°]|[ \u00a0](?!(?:{small})\b)(?:\(|[a-záéíóúñ]{{2,}})"),
        re.compile(rf"\b(?:{streets}) (?:[^\W\d]|[ .’'-]){{2,40}}(?:N[°º.]? ?)?$"),
        rules,
        {word: reason for table in (everywhere["before"], before) for reason, words in table.items() for word in words},
        frozenset((*book.tables["cased"]["words"], *everywhere["cased"]["words"])),
        frozenset(book.tables["hyphened"]["words"]),
        frozenset(book.tables["idioms"]["words"]),
    )


def _local(pattern: re.Pattern[str]) -> str:
    return f"(?i:{pattern.pattern})" if pattern.flags & re.IGNORECASE else pattern.pattern


class Vetoes:
    """Decides for each anchor of one page; keeps the last decision, since series share it."""

    def __init__(self, page: Page, letters: Letters) -> None:
        self.page = page
        self.text = page.view.text
        self.letters = letters
        self.tables = veto_tables(page.language)
        words = tables(page.language)
        self.heads, self.signs = words.heads, words.glued
        self.last_end = -1
        self.last_reason = ""
        self.last_serial = False
        self.serial = False
        self.phones: set[str] = set()
        self.series = counted_up(self.text, page.places(DIGITS))

    def reason(self, start: int, end: int) -> tuple[str, int] | None:
        """Why the number at start–end is no figure, and where what is vetoed ends; None where it may be one."""
        self.serial = False
        found = self._reason(start, end)
        if found is None and self.phones and self.text[start:end] in self.phones:
            return "phone", end
        if found is not None:
            if (
                found[0] == "phone"
                and SHORT_PHONE[0] <= end - start <= SHORT_PHONE[1]
                and self.text[start:end].isdigit()
            ):
                self.phones.add(self.text[start:end])
            self.last_reason, self.last_end = found
            self.last_serial = self.serial or found[0] in SERIAL
        return found

    def _reason(self, start: int, end: int) -> tuple[str, int] | None:
        text = self.text
        digit = text[start].isdigit()
        if digit and text[start - 1 : start].isalpha() and self._word_before(start + 1, NAME_BEFORE) in self.signs:
            return None
        if (shape := self.tables.shape.match(text, start)) and shape.lastgroup:
            return str(self.tables.rules[shape.lastgroup].extra["reason"]), shape.end()
        if digit and (score := self._score(start)) is not None:
            return "score", score
        if (block := self._block(start)) is not None:
            return block, end
        if (left := self._left(start, end, digit)) is not None:
            return left, end
        if digit and self._name(start, end):
            return "name", end
        if digit and start in self.series:
            return "footnote", end
        if not digit:
            return self._word(start, end)
        return None if (bare := self._bare(start, end)) is None else (bare, end)

    def _score(self, start: int) -> int | None:
        """Where two numbers end whose first is not below the second: no range, but goals or votes."""
        found = SCORE.match(self.text, start)
        return found.end() if found and int(found[1]) >= int(found[2]) else None

    def _block(self, start: int) -> str | None:
        kind = self.page.blocks[self.page.block_at(start)].kind if self.page.blocks else ""
        return {"front_matter": "markup", "code": "code"}.get(kind)

    def _left(self, start: int, end: int, digit: bool) -> str | None:
        """Vetoes by what stands right before the number."""
        text = self.text
        before = text[start - 1 : start]
        if before and before not in FREE and digit:
            if before.isalpha() or (before in "-–−_/." and text[start - 2 : start - 1].isalpha()):
                return self._glued(start)
            if before in "#)]":
                return "code"
        if self._in_series(start, end):
            self.serial = True
            return self.last_reason
        if before not in BLANK or start < 2:
            return None
        if before == "(" and text[start - 2] == " ":
            start -= 1
        word = self._word_before(start, WORD_BEFORE)
        reason = self.tables.before.get(word.lower())
        named = word[:1].isupper() or word.lower() not in self.tables.cased or self.tables.name_end.match(text, end)
        if reason and named and not (digit and reason == "name" and end - start > NAME_DIGITS):
            self.serial = True
            return reason
        if digit and self.tables.street.search(text, max(start - 50, 0), start):
            return "address"
        return None

    def _in_series(self, start: int, end: int) -> bool:
        """Whether the number goes on with a series that was vetoed: "articles 5, 6 and 7"."""
        if self.last_end <= 0 or start - self.last_end > 8 or not self.last_serial:
            return False
        joint = self.tables.series.fullmatch(self.text, self.last_end, start)
        return joint is not None and (joint[0].strip() != "," or bool(self.tables.name_end.match(self.text, end)))

    def _glued(self, start: int) -> str | None:
        """Digits that hang on letters: "COVID-19", "G20"."""
        text = self.text
        before = text[start - 1]
        if before == ".":
            if text[max(start - 3, 0) : start] in ("S/.", "s/."):
                return None
            return "footnote" if text[start - 3 : start - 2].isalpha() else "clause_number"
        head = self._word_before(start + 1, NAME_BEFORE)
        if head.upper() in ("S/", "US", "USD", "PEN", "EUR", "GBP", "S/.") or head.endswith("$"):
            return None
        if len(head) == 1 and self.letters.unit(head):
            return None
        return "code" if before.isalpha() or head.isupper() or before == "_" else "name"

    def _name(self, start: int, end: int) -> bool:
        """Whether the number ends a name: "PENSION 65", "SUB 12"."""
        text = self.text
        if end - start > NAME_DIGITS or not text[start:end].isdigit():
            return False
        if text[start - 1 : start] not in (" ", "\u00a0") or not self.tables.name_end.match(text, end):
            return False
        word = self._word_before(start, NAME_BEFORE)
        if word in self.heads or len(word) < 2 or not word[0].isupper() or not word.replace("-", "").isalpha():
            return False
        first, _ = self.page.sentence_at(start)
        return start - 1 - len(word) > first and self.page.blocks[self.page.block_at(start)].kind != "row"

    def _word_before(self, start: int, width: int) -> str:
        """The word that ends one character before `start`, without opening marks."""
        floor = max(start - width, 0)
        space = max(self.text.rfind(" ", floor, start - 1), self.text.rfind("\n", floor, start - 1), floor - 1)
        return self.text[space + 1 : start - 1].lstrip("(“\"'‘[¿*")

    def _priced(self, start: int) -> bool:
        """Whether a currency stands right before the number."""
        before = self.text[max(start - 12, 0) : start].rstrip(" \u00a0")
        return before[-1:] in MONEY_SIGNS or before.rpartition(" ")[2] in self.heads

    def _word(self, start: int, end: int) -> tuple[str, int] | None:
        """Vetoes of number words by what follows them."""
        text = self.text
        if text[end : end + 1] == "-" and (follower := HYPHENED.match(text, end)):
            named = follower[1][0].isupper() and text[start].isupper() and not text[start + 1].isupper()
            return ("name", follower.end()) if named or follower[1] in self.tables.hyphened else None
        if follower := NEXT.match(text, end):
            return ("name", end) if follower[1] in self.tables.idioms else None
        return None

    def _bare(self, start: int, end: int) -> str | None:
        """Vetoes of plain runs of digits: long ones without groups are codes, years are no figures."""
        digits = self.text[start:end]
        if len(digits) < 4 or not digits.isdigit() or self._priced(start):
            return None
        counted = self.tables.counted.match(self.text, end)
        if len(digits) >= CODE_LENGTH:
            return None if counted else "code"
        if YEARS[0] <= int(digits) <= YEARS[1] and len(digits) == 4 and not counted:
            return "name"
        return None


SERIAL = frozenset({"clause_number", "page", "list_number", "code", "footnote"})


def spans(*groups: Iterable[Found]) -> list[tuple[int, int]]:
    """The stretches that records of other kinds own, sorted and disjoint."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((f.start, f.end) for group in groups for f in group):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
