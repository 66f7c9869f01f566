"""Anchors looked up by word are those that a search through the whole text finds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_qa.domain.records import Language
from policy_qa_extractors.figures.anchors import Anchors
from policy_qa_extractors.figures.tables import tables
from policy_qa_extractors.page import read_page
from policy_qa_extractors.rulebook import load

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.txt"))
LITERAL = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
PAIRED = re.compile(r"\[([A-Z])([a-z])\]")


def stated(language: Language) -> list[str]:
    """The words that the rules of a language are written with."""
    rules = load(f"{language}/figures.toml").rules
    plain = [PAIRED.sub(r"\2", rule.pattern.pattern).replace("\\b", " ") for rule in rules]
    said = {word for text in plain for word in LITERAL.findall(text)}
    return sorted(said | {form.capitalize() for form in said} | {"7", "½", "two", "Dos", ",", "."})


def looked_up(text: str, language: Language) -> list[tuple[int, int]]:
    page = read_page(text, language=language)
    anchors, found, position = Anchors(page, tables(language)), [], 0
    while (hit := anchors.after(position)) is not None:
        found.append(hit.span())
        position = hit.end()
    return found


def searched(text: str, language: Language) -> list[tuple[int, int]]:
    view = read_page(text, language=language).view.text
    return [hit.span() for hit in tables(language).anchor.finditer(view)]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_anchors_of_the_corpus(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert looked_up(text, "en") == searched(text, "en")
    assert looked_up(text, "es") == searched(text, "es")


@given(st.lists(st.sampled_from(stated("en")), max_size=12).map(" ".join))
def test_english_anchors(text: str) -> None:
    assert looked_up(text, "en") == searched(text, "en")


@given(st.lists(st.sampled_from(stated("es")), max_size=12).map(" ".join))
def test_spanish_anchors(text: str) -> None:
    assert looked_up(text, "es") == searched(text, "es")


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_alternative_a_rule_begins_with_is_named(language: Language) -> None:
    for phrase in stated(language):
        for tail in ("one woman", "half", "a third of", "una mujer", "million", "in three", "parte de"):
            text = f"la {phrase} {tail}"
            assert looked_up(text, language) == searched(text, language)
