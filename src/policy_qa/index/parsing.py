"""Reads a search query: by hand, one pass, one token of foresight, errors that point at the character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from policy_qa.errors import QueryError
from policy_qa.index.amounts import read_number, read_years
from policy_qa.index.fields import FIELDS, LIMITS, near
from policy_qa.index.periods import days_of
from policy_qa.index.query import And, Field, Fuzzy, Not, Operand, Or, Phrase, Prefix, Query, Range, Word
from policy_qa.index.words import SCALES, fold, tokens

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<field>[^\W\d]\w{0,30})(?P<sign>:(?:>=|<=|>|<)?|>=|<=|>|<|=)
    | "(?P<phrase>[^"“”]*)(?P<closed>"|\Z)
    | (?P<open>\() | (?P<close>\))
    | (?P<range>\[)
    | (?P<word>[^\s()"“”\[\]]+)
    | (?P<other>\S)
    )""",
    re.VERBOSE,
)
_RANGE = re.compile(r"\[\s*([^\[\]]{0,60}?)\s+TO\s+([^\[\]]{0,60}?)\s*\]")
_SCALE = re.compile(rf"\s(?:{'|'.join(SCALES)})\b", re.IGNORECASE)
_QUOTES = str.maketrans("“”„«»", '"""""')
_WORDS = {"AND", "OR", "NOT"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int
    end: int
    sign: str = ""


def parse(text: str) -> Query:
    """The query that a text says. Raises QueryError, which points at the character and says what would do."""
    if len(text) > LIMITS["letters"]:
        raise QueryError(
            f"the query has {len(text)} characters", where=f"character {LIMITS['letters'] + 1}",
            todo=f"at most {LIMITS['letters']} are read; leave out the words that say least",
        )  # fmt: skip
    return _Reader(text.translate(_QUOTES)).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.terms = 0
        self.token = self.scan()

    def scan(self) -> _Token:
        match = _TOKEN.match(self.text, self.at)
        if not match:
            return _Token("end", "", len(self.text), len(self.text))
        start = match.start(match.lastgroup or 0)
        if match["field"]:
            return _Token("field", match["field"], match.start("field"), match.end(), match["sign"])
        if match["phrase"] is not None:
            if not match["closed"]:
                self.fail("this quotation is not closed", match.start("phrase") - 1, 'put a " at its end')
            return _Token("phrase", match["phrase"], match.start("phrase") - 1, match.end())
        kind = match.lastgroup or "other"
        if kind == "word" and match["word"] in _WORDS:
            kind = match["word"]
        return _Token(kind, match[kind.lower() if kind not in _WORDS else "word"], start, match.end())

    def next(self) -> _Token:
        token = self.token
        self.at = token.end
        self.token = self.scan()
        return token

    def fail(self, what: str, at: int, todo: str) -> NoReturn:
        raise QueryError(what, where=f"character {at + 1}", todo=todo)

    def read(self) -> Query:
        if self.token.kind == "end":
            self.fail("the query is empty", 0, "write a word, a phrase or a field, such as: women label:PERCENT")
        query = self.either(1)
        if self.token.kind != "end":
            self.fail("this bracket was never opened", self.token.at, "take it out, or open one before")
        return query

    def either(self, depth: int) -> Query:
        parts = [self.every(depth)]
        while self.token.kind == "OR":
            self.next()
            parts.append(self.every(depth))
        return _joined(Or, parts)

    def every(self, depth: int) -> Query:
        parts = [self.negated(depth)]
        while self.token.kind not in {"OR", "close", "end"}:
            if self.token.kind == "AND":
                self.next()
            parts.append(self.negated(depth))
        return _joined(And, parts)

    def negated(self, depth: int) -> Query:
        refused = 0
        while self.token.kind == "NOT":
            self.next()
            refused += 1
        part = self.single(depth)
        return Not(part) if refused % 2 else part

    def single(self, depth: int) -> Query:
        token = self.token
        if token.kind == "open":
            return self.bracket(depth)
        if token.kind in {"end", "close", "AND", "OR"}:
            told = {"end": "the query ends here", "close": "a bracket closes here"}.get(
                token.kind, f"{token.text} here"
            )
            self.fail(f"{told}, where a word should stand", token.at, 'write a word, a "phrase", a field or a bracket')
        self.count(token)
        if token.kind == "field":
            return self.field()
        if token.kind == "phrase":
            return self.phrase()
        if token.kind == "word":
            return self.word()
        return self.fail(f"`{token.text}` has no meaning here", token.at, "take it out, or put it in quotation marks")

    def bracket(self, depth: int) -> Query:
        opened = self.next()
        if depth >= LIMITS["depth"]:
            self.fail("brackets stand too deep", opened.at, f"at most {LIMITS['depth']} may stand inside each other")
        query = self.either(depth + 1)
        if self.token.kind != "close":
            self.fail("this bracket is not closed", opened.at, "put a ) where it should end")
        self.next()
        return query

    def count(self, token: _Token) -> None:
        self.terms += 1
        if self.terms > LIMITS["terms"]:
            self.fail("the query has too many terms", token.at, f"at most {LIMITS['terms']} are read")

    def phrase(self) -> Phrase:
        token = self.next()
        text = " ".join(token.text.split())
        if not tokens(fold(text), ""):
            self.fail("this quotation holds no word", token.at, "write a word or a number in it")
        return Phrase(text, token.at)

    def word(self) -> Word | Prefix | Fuzzy:
        token = self.next()
        text, at = token.text, token.at
        if "*" in text or "?" in text:
            return self.prefix(text, at)
        if "~" in text:
            return self.fuzzy(text, at)
        found = tokens(fold(text), "")
        if not found:
            self.fail(f"`{text}` holds no letter and no digit", at, "write a word or a number")
        if text[-1].isdigit() and len(found) == 1 and (scale := _SCALE.match(self.text, token.end)):
            self.at = scale.end()
            self.token = self.scan()
            text += f" {scale[0].strip()}"
        return Word(text, at)

    def prefix(self, text: str, at: int) -> Prefix:
        stem = text.rstrip("*")
        if "?" in text or "*" in stem or stem == text:
            wild = min(i for i, c in enumerate(text) if c in "*?")
            self.fail("a wildcard stands only at the end of a word", at + wild, "write it as in women*")
        if sum(c.isalnum() for c in stem) < LIMITS["prefix"]:
            self.fail("too little stands before the *", at, f"write at least {LIMITS['prefix']} letters, as in women*")
        self.one_word(stem, at, "*")
        return Prefix(stem, at)

    def fuzzy(self, text: str, at: int) -> Fuzzy:
        word, _, distance = text.partition("~")
        if distance not in {"", "1"}:
            self.fail("only one letter may differ", at + len(word), "write ~ and nothing after it, as in entrepeneur~")
        if sum(c.isalpha() for c in word) < LIMITS["fuzzy"]:
            self.fail(
                "too short to be matched with ~", at, f"write at least {LIMITS['fuzzy']} letters, as in entrepeneur~"
            )
        self.one_word(word, at, "~")
        return Fuzzy(word, at)

    def one_word(self, text: str, at: int, sign: str) -> None:
        found = tokens(fold(text), "")
        if len(found) != 1 or found[0].surface != fold(text):
            self.fail(f"`{text}` is not one word, so {sign} can't follow it", at, "write one word of letters or digits")

    def field(self) -> Query:
        token = self.next()
        name = token.text.lower()
        if name not in FIELDS:
            self.fail(f"unknown field `{token.text}`", token.at, near(name, tuple(FIELDS)))
        sign = token.sign.lstrip(":").replace("=", "") if token.sign in {":", "="} else token.sign.lstrip(":")
        operand = self.compared(name, sign) if sign else self.held(name)
        return Field(name, operand, token.at)

    def compared(self, name: str, sign: str) -> Range:
        token = self.token
        if FIELDS[name].takes not in {"number", "year", "period"}:
            self.fail(f"`{name}` can't be compared", token.at, f"write {name}: and what it should hold")
        text = self.amount(name)
        strict = len(sign) == 1
        if sign[0] == ">":
            return Range(low=text, low_strict=strict, at=token.at)
        return Range(high=text, high_strict=strict, at=token.at)

    def held(self, name: str) -> Operand:
        token, takes = self.token, FIELDS[name].takes
        if takes in {"number", "year", "period"}:
            return self.span(name)
        if token.kind not in {"word", "phrase"}:
            return self.missing(name)
        if takes in {"choice", "key"}:
            return self.key(name)
        if token.kind == "phrase":
            return self.phrase()
        word = self.word()
        if takes == "law" and not isinstance(word, Word):
            self.fail("a law can't be given by its beginning", token.at, 'write it whole, as in law:"DS 013-2023-MIMP"')
        return word

    def missing(self, name: str) -> NoReturn:
        self.fail(f"`{name}:` is followed by nothing it can hold", self.token.at, FIELDS[name].says)

    def key(self, name: str) -> Operand:
        token, kind = self.next(), FIELDS[name]
        if kind.takes == "choice":
            folded = token.text.lower()
            if name != "label" and folded not in kind.choices:
                self.fail(f"unknown {name} `{token.text}`", token.at, near(folded, kind.choices))
            return Word(token.text.upper() if name == "label" else folded, token.at)
        if token.kind == "word" and token.text.endswith("*") and token.text.rstrip("*"):
            return Prefix(token.text.rstrip("*"), token.at)
        return Word(token.text, token.at)

    def span(self, name: str) -> Operand:
        token = self.token
        if token.kind == "range":
            match = _RANGE.match(self.text, token.at)
            if not match:
                self.fail("this range can't be read", token.at, f"write {name}:[low TO high]; * leaves a side open")
            self.at = match.end()
            self.token = self.scan()
            return self.sides(name, match[1], match[2], token.at)
        text = self.amount(name, open_ended=True)
        if ".." in text and "/" not in text:
            low, _, high = text.partition("..")
            return self.sides(name, low, high, token.at)
        return Word(text, token.at)

    def sides(self, name: str, low: str, high: str, at: int) -> Range:
        low, high = ("" if side == "*" else side for side in (low, high))
        if not low and not high:
            self.fail("both sides of this range are open", at, f"give one: {name}>=…")
        for side in (low, high):
            if side:
                self.check(name, side, at)
        return Range(low, high, at=at)

    def amount(self, name: str, *, open_ended: bool = False) -> str:
        token = self.token
        if token.kind not in {"word", "phrase"}:
            self.missing(name)
        self.next()
        text = " ".join(token.text.split())
        if name == "value" and token.kind == "word" and (scale := _SCALE.match(self.text, token.end)):
            self.at = scale.end()
            self.token = self.scan()
            text += f" {scale[0].strip()}"
        if not (open_ended and ".." in text):
            self.check(name, text, token.at)
        return text

    def check(self, name: str, text: str, at: int) -> None:
        takes = FIELDS[name].takes
        if takes == "number" and read_number(text) is None:
            self.fail(f"`{text}` is not a number", at, "write one as printed: 1003, 1,003, 1.3 million, 5%")
        if takes == "year" and read_years(text) is None:
            self.fail(f"`{text}` is not a year", at, "write four digits: year:2023")
        if takes == "period" and days_of(text) is None:
            self.fail(f"`{text}` is not a period in EDTF", at, "write 2023, 2023-06, 2021-36, 2014/2015 or 2020/..")


def _joined(kind: type[And] | type[Or], parts: list[Query]) -> Query:
    if len(parts) == 1:
        return parts[0]
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return kind(tuple(flat))
