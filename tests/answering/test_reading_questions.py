"""Reading questions: every rule's examples and counter-examples, and what is taken for the counted noun."""

from __future__ import annotations

from typing import Any

import pytest

from answering.memory import Memory
from policy_qa.answering.frame import Question
from policy_qa.answering.question import read
from policy_qa.answering.reading import cue_of, language_of
from policy_qa.answering.words import fold
from policy_qa.domain.records import LANGUAGES, Language
from policy_qa_extractors.rulebook import Rule, load

RULES = [(language, rule) for language in LANGUAGES for rule in load(f"{language}/questions.toml").rules]


def folded(text: str) -> str:
    """A question as the rules see it."""
    return "".join(fold(c)[:1] or " " for c in text)


def frame(question: str) -> Question:
    """A question read over an empty corpus."""
    return read(question, Memory().sources())


@pytest.mark.parametrize(("language", "rule"), RULES, ids=[rule.id for _, rule in RULES])
def test_examples(language: Language, rule: Rule) -> None:
    for example in rule.examples:
        match = rule.pattern.search(folded(example["text"]))
        assert match, example
        said = {**rule.extra["sets"], **{k.rstrip("23"): v for k, v in match.groupdict().items() if v}}
        assert {k: v for k, v in example.items() if k != "text"}.items() <= said.items()
    for counter in rule.counter_examples:
        assert not rule.pattern.search(folded(counter)), counter


@pytest.mark.parametrize(
    ("question", "wants", "form"),
    [
        ("How many provinces have it?", "CARDINAL", "one"),
        ("what percentage of the applicants were men", "PERCENT", "one"),
        ("In what year was the resolution adopted?", "DATE", "one"),
        ("how much is invested in widening the program in 2024", "MONEY", "one"),
        ("Which ministerial resolution was adopted in 2011?", "LAW", "one"),
        ("Which ministry has the strategy?", "NAME", "one"),
        ("what does CEM stand for", "DEFINITION", "definition"),
        ("How did the number of users change between 2014 and 2015?", "CARDINAL", "change"),
        ("By how much did it rise between 2014 and 2015?", "FIGURE", "difference"),
        ("¿Cuántas mujeres tienen tarjeta?", "CARDINAL", "one"),
        ("¿Qué porcentaje de los postulantes fueron mujeres?", "PERCENT", "one"),
        ("¿Cuándo se creó el servicio?", "DATE", "one"),
        ("¿Qué edad tenía cuando dirigió la película?", "QUANTITY", "one"),
        ("¿Cuál es el presupuesto del servicio?", "MONEY", "one"),
        ("why is violence a problem", "UNKNOWN", "one"),
        ("how mny entrepreneurs benefited", "CARDINAL", "one"),
    ],
)
def test_what_is_wanted(question: str, wants: str, form: str) -> None:
    asked = frame(question)
    assert (asked.wants, asked.form) == (wants, form)


@pytest.mark.parametrize(
    ("question", "heads"),
    [
        ("How many rural districts are covered?", ["districts"]),
        ("How many of the applicants were women?", ["women"]),
        ("How many students attend the school?", ["students"]),
        ("¿Cuántas redes regionales hay?", ["redes"]),
        ("rural care service districts covered??", ["districts"]),
        ("How many species of birds live there?", ["species", "birds"]),
    ],
)
def test_the_counted_noun(question: str, heads: list[str]) -> None:
    assert [term.text for term in frame(question).heads] == heads


@pytest.mark.parametrize(
    ("question", "years", "pair"),
    [
        ("titles in 2023", (2023, 2023), None),
        ("titles between 2014 and 2015", (2014, 2015), (2014, 2015)),
        ("ships built in the 1990s", (1990, 1999), None),
        ("the plan 2012-2017", (2012, 2017), (2012, 2017)),
        ("resolution 184-2011-MIMDES", None, None),
    ],
)
def test_years(question: str, years: Any, pair: Any) -> None:
    asked = frame(question)
    assert (asked.years, asked.year_pair) == (years, pair)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("how many rural care services", "en"),
        ("títulos inscritos a nombre de mujeres en 2023", "es"),
        ("¿Qué es?", "es"),
    ],
)
def test_language(question: str, language: Language) -> None:
    assert language_of(question) == language


def test_rules_that_share_an_id_are_none() -> None:
    ids = [rule.id for _, rule in RULES]
    assert len(ids) == len(set(ids))
    assert cue_of("zzz", "en").sets == {}
