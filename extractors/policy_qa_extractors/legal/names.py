"""Named instruments: how far the name goes around the word that heads it ("Law", "Act", "Ley", "Convention")."""

from __future__ import annotations

import re
from typing import NamedTuple

from policy_qa_extractors.legal.citations import full_year
from policy_qa_extractors.legal.grammar import tails, word_list
from policy_qa_extractors.rulebook import Rule

LEFT = 140
OWNER = re.compile(r"([A-Z][\w-]*)[’']s (?=[A-Z])")
TAILS = 3
SMALL_NAME = re.compile(r"(?<!\w)the (?P<name>(?:[a-z][a-z’'-]+ ){1,7})$")
SMALL_EN = frozenset(["and", "of", "for", "against", "in", "to", "on", "with", "by", "from", "or", "at", "&", "etc."])
BEFORE_THE = frozenset(["against", "at", "on", "from", "in"])
CAP = r"(?:S\. ?A\.(?: ?[AC]\.){0,2}|(?!N[°º.]|Nro|No\.)[A-ZÁÉÍÓÚÑÜ][\w’'-]*)"
SMALL = (
    r"(?i:de|del|la|las|los|el|lo|y|e|o|u|en|a|al|con|por|para|entre|contra|sobre|que|su|sus|sin|no|se|sobre|desde|hacia|una?s?|unos"
    r"|of|the|on|for|to|against|and|between|with|without|in|by|from|among|or|relating|concerning)"
)
LISTED = (
    r", (?!(?:Ley|Decreto|Reglamento|C[óo]digo|Resoluci[óo]n|Convenci[óo]n|Constituci[óo]n|Ordenanza|Directiva"
    r"|Plan|Pol[íi]tica|Ministerio|Congreso)\b)"
    r"(?=[A-ZÁÉÍÓÚÑ][\w-]{2,20}(?: (?:de )?[A-ZÁÉÍÓÚÑ][\w-]{2,20})? [ye] [A-ZÁÉÍÓÚÑ])"
)
"""The comma of a list that the name goes on with: "de la Niña, Niño y Adolescente"."""
STEP = rf"(?:, (?=[A-ZÁÉÍÓÚ]\w{{2,20}}[AEIaei][Rr](?:se)?\b)|{LISTED}| (?=\w)|(?= |\W|$))"
RIGHT = re.compile(rf"(?:(?:{SMALL} ){{0,5}}{CAP}{STEP}){{1,30}}")
AND_ANOTHER = re.compile(
    r",? (?:y|e|o|u|así como) (?:de )?(?:al? |el |la |los |las |del |su )"
    r"(?=(?:Ley|Decreto|C[óo]digo|Reglamento|Convenci[óo]n|Convenio|Resoluci[óo]n|Acuerdo|Constituci[óo]n|Pacto|Protocolo"
    r"|Ordenanza|Directiva|Orden|Plan|Pol[íi]tica|Ministerio|Programa|Estatuto|Texto)(?:es|s)?\b)"
)
TAIL = re.compile(rf"(?:[ ,]+{SMALL})*[ ,]*$")
BEHIND = re.compile(r" (?:of|[Oo]n|[Ff]or|[Aa]gainst|to) (?:the )?(?=[A-Z])")
YEAR = re.compile(r"(?:,? (?:of )?)(?P<year>(?:1[5-9]|20)\d\d)(?:(?: ?[-–] ?| to )(?:19|20)\d\d)?(?!\w|[.,]\d|-\d)")
REGULATIONS = re.compile(
    r" (?:(?:19|20)\d\d )?\([A-Z][^()\n]{3,80}\) (?:[A-Z]\w+ ){0,2}(?:Regulations|Order|Rules) "
    r"(?P<year>(?:19|20)\d\d)(?!\w)"
)
BRACKET = re.compile(r" \([A-Z][^()\n]{3,80}\) $")
BALANCED = re.compile(r"[^()\[\]“”\"|/\ufffc]*")
UNIT_OF = re.compile(
    r"^(?:Titles?|Sections?|Parts?|Chapters?|Articles?|Schedules?|Provisions?|Subtitle)\b.* (?:of|to) "
)


class Name(NamedTuple):
    """Where a name stands in the view, its words, the year that belongs to it, and the series or number behind it."""

    start: int
    end: int
    words: str
    year: int | None
    number: str | None = None
    tail: str = ""


def named(text: str, found: re.Match[str], rule: Rule, floor: int) -> Name | None:
    """The name headed by what a rule matched; None where the word is used as a generic one."""
    way = rule.extra["name"]
    if way == "right":
        return _right(text, found, rule.extra.get("least", 1))
    if way == "small":
        return _in_small_letters(text, found)
    end = found.end("kind") if "kind" in found.groupdict() else found.end()
    start = _left(text, found.start(), floor)
    behind = _behind(text, end) if way == "both" or _takes_behind(text[start:end]) else end
    if (more := REGULATIONS.match(text, behind)) is not None:
        return Name(start, more.end(), text[start : more.end()], int(more["year"]))
    year = YEAR.match(text, behind)
    name = text[start : year.end() if year else behind]
    made = tailed(text, Name(start, start + len(name), name, int(year["year"]) if year else None))
    marked = year is not None or bool(made.tail)
    if "year_needed" in rule.extra and (not marked or start == found.start()):
        return None
    return made if _is_name(text[start:behind], end - start, behind > end, marked) else None


def _in_small_letters(text: str, found: re.Match[str]) -> Name | None:
    """The name in small letters that goes back to its article; two words at least before the head."""
    before = SMALL_NAME.search(text, max(0, found.start() - LEFT), found.start())
    year = YEAR.match(text, found.end())
    if before is None or year is None or before["name"].split()[0] in word_list("en/legal.toml", "no_small_names"):
        return None
    start = before.start("name")
    return tailed(text, Name(start, year.end(), text[start : year.end()], int(year["year"])))


def tailed(text: str, name: Name) -> Name:
    """The name with the number, chapter, series or country that stands right behind it."""
    for _ in range(TAILS):
        found = next((found for tail in tails() if (found := tail.match(text, name.end))), None)
        if found is None:
            break
        parts = found.groupdict()
        year = name.year or (full_year(parts["year"]) if parts.get("year") else None)
        number = name.number or parts.get("number")
        name = name._replace(end=found.end(), year=year, number=number, tail=name.tail + found[0])
    return name


def _takes_behind(head: str) -> bool:
    """Whether a head may go on to its right: "Law of …", "Organic Law of …", "Act to …"."""
    words = head.split()
    return words[0] in {"Law", "Act"} or (1 < len(words) < 4 and words[-2] in word_list("en/legal.toml", "leading"))


def _is_name(name: str, head: int, behind: bool, year: bool) -> bool:
    words = name.split()
    if name.title() in word_list("en/legal.toml", "generic"):
        return False
    before = name[:head].split()
    bodies = word_list("en/legal.toml", "bodies")
    if before[-1].casefold() == "law" and not bodies.isdisjoint(word.title() for word in words):
        return False
    if len(before) > 1 and before[-2].casefold() in {"of", "and", "in", "to", "for", "&"}:
        return False
    if not behind and not year and before[1:] and set(before[:-1]) <= word_list("en/legal.toml", "leading"):
        return False
    return len(words) >= 3 if behind else len(before) >= (2 if year or before[-1].casefold() == "act" else 3)


def _behind(text: str, end: int) -> int:
    """Where the words behind the head end: "Law of Equal Opportunities between Women and Men"."""
    if BEHIND.match(text, end) is None or (found := RIGHT.match(text, end + 1)) is None:
        return end
    trimmed = TAIL.sub("", found[0])
    return end + 1 + len(trimmed)


def _left(text: str, head: int, floor: int) -> int:
    """Where the capitalised words before the head begin."""
    low, start, after = max(floor, head - LEFT), head, ""
    while start - 1 > low and text[start - 1] == " ":
        if (bracket := BRACKET.search(text, low, start)) and start == head:
            start = bracket.start() + 1
            continue
        before = text.rfind(" ", low, start - 1) + 1 or low
        before = max(before, text.rfind("\n", low, start - 1) + 1)
        word = text[before : start - 1].lstrip("(“\"‘'[").removeprefix("pre-")
        before = start - 1 - len(word)
        if not word or not _belongs(text, word, before, low):
            break
        start, after = before, word
        if text[before - 1 : before] in {"(", "“", '"'}:
            break
    del after
    return _trimmed(text, start, head)


def _belongs(text: str, word: str, at: int, low: int) -> bool:
    """Whether a word can stand inside the name of a law, left of its head."""
    if word == "the":
        before = text[text.rfind(" ", low, at - 1) + 1 : at - 1] if at else ""
        return before in BEFORE_THE
    if (word.endswith((".", ";", ":")) and word not in {"etc.", "U.S."}) or not BALANCED.fullmatch(word):
        return False
    if word in {"Law,", "Act,", "Laws,", "Acts,", "Code,"}:
        return False
    return word[0].isupper() or word in SMALL_EN


def _trimmed(text: str, start: int, head: int) -> int:
    """The start moved past small words, words that open sentences, and the provision of another unit."""
    openers = word_list("en/legal.toml", "openers")
    if unit := UNIT_OF.match(text[start:head]):
        start += unit.end()
    owner = OWNER.match(text, start, head)
    if owner and owner[1] not in word_list("en/legal.toml", "owners"):
        start = owner.end()
    while start < head:
        word = text[start : text.find(" ", start, head) if " " in text[start:head] else head]
        if word and word[0].isupper() and word not in openers:
            break
        start += len(word) + 1
    return min(start, head)


def _right(text: str, found: re.Match[str], least: int) -> Name | None:
    """The name from its head on: "Ley de Igualdad de Oportunidades entre Mujeres y Hombres"."""
    head = found.end()
    behind = RIGHT.match(text, head)
    if behind is None:
        return None
    tail = TAIL.sub("", AND_ANOTHER.split(behind[0], 1)[0])
    name = text[found.start() : head] + tail
    generic = word_list("es/legal.toml", "generic")
    if not tail or name in generic or name.title() in generic or _bare(tail, least):
        return None
    return Name(found.start(), head + len(tail), name, None)


def _bare(tail: str, least: int) -> bool:
    """Whether too few words of a name follow the head, or a single short one."""
    words = tail.split()
    if words[0] in {"y", "e", "o", "u", "Y", "and", "or"}:
        return True
    if sum(word[0].isupper() for word in words) < least:
        return True
    return len(words) == 1 and (len(words[0]) < 4 or words[0].isupper())
