"""The words that tie numbers together, compiled once a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policy_qa.domain.records import Language
from policy_qa_extractors.rulebook import load

GROUP = r"(?:(?!(?:and|or|but|for|in|with|per|each|every|y|e|o|u|pero|por|para|en|con|cada) )[\w’'/-]+ ){0,6}?"
"""Up to six words of a noun group, each with the space behind it."""

FEW = r"(?: (?:some|about|the|unos|unas|los|las))?"
YEAR = r"(?: [\w’'-]+){0,5}?(?: (?:in|en) \d{4})?"


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns over the plain words between two figures; see rules/*/checks.toml for what each list is for."""

    strong_part: re.Pattern[str]
    weak_part: re.Pattern[str]
    whole_of: re.Pattern[str]
    opens_whole: re.Pattern[str]
    made_of: re.Pattern[str]
    equals: re.Pattern[str]
    of_them: re.Pattern[str]
    of_them_behind: re.Pattern[str]
    of_the: re.Pattern[str]
    of_the_behind: re.Pattern[str]
    the: re.Pattern[str]
    remainder: re.Pattern[str]
    remaining: re.Pattern[str]
    this_is: re.Pattern[str]
    anaphor: re.Pattern[str]
    up_from: re.Pattern[str]
    weakly_from: re.Pattern[str]
    passes: re.Pattern[str]
    up: re.Pattern[str]
    down: re.Pattern[str]
    to: re.Pattern[str]
    by: re.Pattern[str]
    a_change_of: re.Pattern[str]
    by_behind: re.Pattern[str]
    more: re.Pattern[str]
    points: re.Pattern[str]
    more_than: re.Pattern[str]
    less_than: re.Pattern[str]
    in_all: re.Pattern[str]
    makes_in_all: re.Pattern[str]
    not_all: re.Pattern[str]
    verbs: re.Pattern[str]
    prepositions: re.Pattern[str]
    room_for: re.Pattern[str]
    in_use: re.Pattern[str]
    earlier: re.Pattern[str]
    average: re.Pattern[str]
    per: re.Pattern[str]
    rest: re.Pattern[str]
    divided: re.Pattern[str]
    sampled: re.Pattern[str]
    of_the_sample: re.Pattern[str]
    ages: re.Pattern[str]
    complements: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    multiples: tuple[tuple[re.Pattern[str], float], ...]
    loosened_over: re.Pattern[str]
    loosened_nearly: re.Pattern[str]
    dated: re.Pattern[str]
    adopts: re.Pattern[str]
    adopted_in: re.Pattern[str]
    by_law: re.Pattern[str]
    later: re.Pattern[str]
    things: frozenset[str]
    time_nouns: re.Pattern[str]
    whole_nouns: re.Pattern[str]
    divisions: re.Pattern[str]
    summary: re.Pattern[str]
    total: re.Pattern[str]
    no_sum: re.Pattern[str]
    nested: re.Pattern[str]


@cache
def words(language: Language) -> Words:
    """The patterns of a language."""
    tables = load(f"{language}/checks.toml").tables
    links, direction, law = tables["links"], tables["direction"], tables["law"]
    shares, nouns, rows = tables["percentages"], tables["nouns"], tables["tables"]
    loosened = tables["loosened"]
    return Words(
        strong_part=_word(links["part_of"]),
        weak_part=_word(links["perhaps_part_of"]),
        whole_of=_pattern(rf"^ ?(?:{GROUP}{_any(links['whole_of'])}|{_any(links['right_of'])}) ?$"),
        opens_whole=_pattern(rf"(?:^\W{{0,3}}|[,;:] (?:and |y |e )?){_any(links['opens_whole'])} ?$"),
        made_of=_pattern(
            rf"(?<!\w){_any(links['made_of'])}(?:(?: (?:some|about|the|unos|unas|los|las))? ?|(?: [\w’'-]+){{1,4}} \()$"
        ),
        equals=_pattern(rf"^[^.;:()]{{0,80}}?[,(]? ?(?<!\w){_any(links['equals'])},?(?: an?| the| el| la| un)? ?$"),
        of_them=_pattern(rf"^\W{{0,3}}{_any(links['of_them'])}(?!\w)"),
        of_them_behind=_pattern(rf"^ {_any(links['them'])}(?!\w)"),
        of_the=_pattern(rf"^\W{{0,3}}{_any(links['of_the'])} (?P<base>[^\d,;:.()]{{3,50}}), "),
        of_the_behind=_pattern(rf"^ {_any(links['of_the'])} (?P<base>[^\W\d_]{{3,30}})(?!\w)"),
        the=_pattern(rf"^\W{{0,3}}{_any(links['the'])} (?P<base>[^\d,;:.()]{{3,60}})"),
        remainder=_pattern(rf"(?<!\w){_any(links['remainder'])} ?$"),
        remaining=_pattern(rf"^ ?{_any(shares['remaining'])}(?!\w)"),
        this_is=_pattern(rf"^\W{{0,3}}{_any(links['this_is'])}\b"),
        anaphor=_pattern(rf"\b{_any(links['anaphor'])} (?P<base>[^.;:,()]{{3,90}})"),
        up_from=_pattern(rf"\b{_any(links['up_from'])} ?$"),
        weakly_from=_pattern(rf"\b{_any(links['weakly_from'])} ?$"),
        passes=_pattern(rf"(?<!\w){_any(links['passes'])}[^.;]{{0,40}}$"),
        up=_word(direction["up"]),
        down=_word(direction["down"]),
        to=_pattern(rf"\b{_any(direction['to'])} ?$"),
        by=_pattern(rf"\b{_any([*links['by'], *links['a_change_of']])} ?$"),
        a_change_of=_pattern(rf"(?<!\w){_any(links['a_change_of'])} ?$"),
        by_behind=_pattern(rf"^[\s)-]{{0,2}}{_any(links['by_behind'])}\b"),
        more=_word(links["more"]),
        points=_pattern(rf"(?:^ ?|\d[\s-]?){_any(links['points'])}(?!\w)"),
        more_than=_pattern(rf"^(?: [\w’'-]+){{0,3}}? {_any(links['more_than'])}{YEAR} ?\(?$"),
        less_than=_pattern(rf"^(?: [\w’'-]+){{0,3}}? {_any(links['less_than'])}{YEAR} ?\(?$"),
        in_all=_pattern(rf"^(?: [\w’'-]+){{0,3}}? {_any(links['in_all'])}(?!\w)"),
        makes_in_all=_pattern(rf"(?<!\w)(?<!of )(?<!from )(?<!de )(?<!sobre )(?<!by ){_any(links['makes_in_all'])} ?$"),
        not_all=_word(links["not_all"]),
        verbs=_word(links["verbs"]),
        prepositions=_pattern(rf"^ {_any(links['prepositions'])}\b"),
        room_for=_pattern(rf"(?<!\w){_any(links['room_for'])}(?: only| just| solo| sólo)? ?$"),
        in_use=_word(links["in_use"]),
        earlier=_word(links["earlier"]),
        average=_pattern(rf"(?<!\w){_any(links['average'])} ?$"),
        per=_pattern(rf"^(?: [\w’'-]+){{0,3}}? {_any(links['per'])} (?P<noun>[^\W\d_]+)(?=\s*(?:[.,;)]|$))"),
        rest=_word(shares["rest"]),
        divided=_word(shares["divided"]),
        sampled=_pattern(rf"(?<!\w){_any(shares['samples'])}(?: \w+){{0,2}} (?:of|de) ?$"),
        of_the_sample=_pattern(rf"^ (?:of|de) (?:the|la) {_any(shares['samples'])}(?!\w)"),
        ages=_word(shares["ages"]),
        complements=tuple((_whom(one), _whom(other)) for one, other in shares["complements"]),
        multiples=tuple((_word([text]), factor) for text, factor in tables["multiples"].items()),
        loosened_over=_pattern(rf"(?<!\w){_any(loosened['over'])} ?$"),
        loosened_nearly=_pattern(rf"(?<!\w){_any(loosened['nearly'])} ?$"),
        dated=_pattern(rf"^[ ,(]{{0,3}}(?:[\w’'-]+ ){{0,2}}{_any(law['dated'])}\b[^.;:()]{{0,25}}$"),
        adopts=_pattern(rf"^,?(?: [\w’'-]+){{0,8}}? {_any(law['adopts'])}(?: the| el| la)? ?$"),
        adopted_in=_pattern(rf"(?<!\w){_any(law['dated'])} (?:in|on|el|en)(?: [\w]+){{0,4}} ?$"),
        by_law=_pattern(rf"^,? {_any(law['by'])}(?: the| el| la| los| las)? ?$"),
        later=_word(law["later"]),
        things=frozenset(nouns["things"]),
        time_nouns=_word(nouns["time"]),
        whole_nouns=_pattern(rf"(?<!\w){_any(nouns['whole_nouns'])}(?!\w)"),
        divisions=_pattern(rf"(?<!\w){_any(nouns['divisions'])}(?!\w)"),
        summary=_pattern(rf"^[\W\d]*{_any(tables['headings']['summary'])}\W*$"),
        total=_pattern(rf"^\W*{_any(rows['total'])}(?: {_any(rows['total_of'])} [^|]{{1,40}})?\W*$"),
        no_sum=_word(rows["no_sum"]),
        nested=_word(rows["nested"]),
    )


def _any(alternatives: list[str]) -> str:
    return f"(?:{'|'.join(sorted(alternatives, key=len, reverse=True))})"


def _word(alternatives: list[str]) -> re.Pattern[str]:
    return _pattern(rf"(?<!\w){_any(alternatives)}(?!\w)")


def _whom(noun: str) -> re.Pattern[str]:
    """The noun right behind a percentage: "67.6% were women", "(67.6%) women", "67,6 % de mujeres"."""
    return _pattern(
        rf"^\)?,? ?(?:(?:who |that |que )?(?:were|are|are in|live in|said|of them|son|fueron|eran|de) )?{noun}(?!\w)"
    )


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
