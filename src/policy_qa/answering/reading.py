"""What the rules say of a question: what is wanted, in which form, for which years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from policy_qa.answering.words import Word, fold, listed, stem, words
from policy_qa.domain.records import LANGUAGES, Language
from policy_qa_extractors.lexicon import UNKNOWN, for_language
from policy_qa_extractors.page.language import ENGLISH, SPANISH, detect
from policy_qa_extractors.rulebook import Rule, load

QUESTION_LIMIT = 512
YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
YEAR_RANGE = re.compile(r"((?:1[0-9]|20)\d\d)[-/]((?:(?:1[0-9]|20)\d\d)|\d\d)")
OPENERS = {"en": ("many", "much", "percentage", "percent", "number", "which", "what", "when", "where", "does", "stand"),
           "es": ("cuantos", "cuantas", "porcentaje", "numero", "cuando", "cuanto", "donde", "cual")}  # fmt: skip
INTERROGATIVE = re.compile(
    r"^\W*(?:and |so |then )?(?:what|which|who|whom|whose|when|where|why|how|que|cual|cuales|quien|quienes|cuando|donde"
    r"|como|por que)\b"
)

STATES = re.compile(r"^\s*¿[^?]*\d[^?]*\?\s*$")
"""A Spanish question that asks with no word of its own and states a number: "¿Operan 75 servicios?"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What the rules decided, the stretch of the folded question that the `wants` rule took, and that of words such as
    "last year".
    """

    sets: dict[str, str]
    groups: dict[str, str]
    start: int = 0
    end: int = 0
    when: tuple[int, int] = (0, 0)


def plain(question: str) -> str:
    """The question on one line, cut to the limit, without the marks around it."""
    return re.sub(r"\s+", " ", question[: 4 * QUESTION_LIMIT]).strip()[:QUESTION_LIMIT]


def language_of(text: str) -> Language:
    """The language of a question, by its function words and Spanish marks; of bare keywords, by the word lists."""
    if re.search(r"[¿¡ñ]|\b[Cc]u[aá]nt[oa]s?\b|\b[Qq]ué\b", text):
        return "es"
    if ENGLISH.search(text) or SPANISH.search(text):
        return detect(text)
    known = {
        language: sum(listed(w.text, language) for w in words(text)[:12] if len(w.text) > 3) for language in LANGUAGES
    }
    return "es" if known["es"] > known["en"] else "en"


def mended_text(text: str, language: Language) -> str:
    """The question with a mistyped question word mended ("how mny")."""
    lexicon = for_language(language)
    for word in words(text[:40]):
        if (
            len(word.folded) >= 3
            and lexicon.kinds(word.text.casefold()) & UNKNOWN
            and (good := _mended(word.folded, OPENERS[language]))
        ):
            return text[: word.start] + good + text[word.end :]
    return text


def _mended(word: str, known: tuple[str, ...]) -> str | None:
    from rapidfuzz.distance import DamerauLevenshtein

    if word in known:
        return None
    close = [k for k in known if abs(len(k) - len(word)) <= 1 and DamerauLevenshtein.distance(word, k) == 1]
    return close[0] if close else None


@cache
def _rules(language: Language, key: str) -> tuple[Rule, ...]:
    return tuple(r for r in load(f"{language}/questions.toml").rules if key in r.extra["sets"])


def cue_of(folded: str, language: Language) -> Cue:
    sets: dict[str, str] = {}
    groups: dict[str, str] = {}
    start = end = 0
    when = (0, 0)
    for key in ("wants", "form", "time"):
        found = [
            (match.start(), n, rule, match)
            for n, rule in enumerate(_rules(language, key))
            if (match := rule.pattern.search(folded))
        ]
        if not found or key in sets:
            continue
        _, _, rule, match = min(found, key=lambda row: row[:2])
        sets = {**rule.extra["sets"], **sets} if key == "wants" else {**sets, key: rule.extra["sets"][key]}
        groups.update({re.sub(r"\d", "", k): v for k, v in match.groupdict().items() if v})
        if key == "wants":
            start, end = match.span()
        if key == "time":
            when = match.span()
    if "wants" not in sets and INTERROGATIVE.match(folded) and "form" not in sets:
        sets["wants"] = "UNKNOWN"
    if not {"wants", "form"} & sets.keys() and STATES.match(folded):
        sets["form"] = "yesno"
    return Cue(sets, groups, start, end, when)


def years_of(tokens: list[Word], folded: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The years a question asks for, as a range, and as a pair where it names two to compare."""
    found: list[int] = []
    for word in tokens:
        if YEAR.fullmatch(word.folded):
            found.append(int(word.folded))
            if folded[word.end : word.end + 2] in ("s ", "s?", "s") and word.folded.endswith("0"):
                return (int(word.folded), int(word.folded) + 9), None
        elif match := YEAR_RANGE.fullmatch(word.folded):
            first = int(match[1])
            last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
            return (first, last), (first, last)
    if not found:
        return None, None
    first, last = min(found), max(found)
    return (first, last), ((found[0], found[1]) if len(found) == 2 and first != last else None)


def asked_noun(noun: str, language: Language) -> tuple[tuple[str, ...], bool]:
    """The labels of entities that a noun asks for, and whether their names must hold the noun."""
    for row in _nouns(language):
        if noun in row["words"].split():
            return tuple(row["labels"]), noun in row["holds"]
    return (), False


@cache
def _nouns(language: Language) -> tuple[dict[str, Any], ...]:
    return tuple(load(f"{language}/questions.toml").tables["asked_noun"])


@cache
def _instruments(language: Language) -> dict[str, str]:
    rows = load(f"{language}/questions.toml").tables["instruments"]
    return {stem_all(name): key for key, names in rows.items() for name in names}


def stem_all(text: str) -> str:
    """The stems of a text, joined by spaces."""
    return " ".join(word.stem for word in words(text))


def instrument(name: str, language: Language) -> str | None:
    """The kind of legal instrument that a noun names."""
    return _instruments(language).get(stem_all(name))


@cache
def _units(language: Language) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for unit, names in load(f"{language}/questions.toml").tables["units"].items():
        for name in names:
            found.setdefault(stem(fold(name.split()[0])) if " " not in name else stem_all(fold(name)), set()).add(unit)
    return {name: frozenset(units) for name, units in found.items()}


def units_of(head: str, language: Language) -> frozenset[str]:
    """The unit codes that a counted noun names: "years" → a."""
    return _units(language).get(head, frozenset())
