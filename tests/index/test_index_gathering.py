"""Posting lists are what a plain grouping of the words makes; passages leave out what is set aside."""

from __future__ import annotations

from array import array
from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from policy_qa.index.gathering import Gathering
from policy_qa.index.rows import said_passages
from policy_qa.index.said import Said, Wordings
from policy_qa.index.schema import GAP
from policy_qa.index.words import fold, tokens

TEXTS = st.lists(st.sampled_from(("women", "mujeres", "26.7%", "013-2023-MIMP", "é", "1,003", "care")), max_size=6)
DOCUMENTS = st.lists(
    st.lists(st.tuples(TEXTS.map(" ".join), st.sampled_from((1.0, 0.5, 0.15))), max_size=3), max_size=5
)
Lists = dict[tuple[str, bytes], list[tuple[int, float, list[int]]]]


def gathered(gathering: Gathering) -> Lists:
    found: Lists = {}
    for name, term, told in gathering.iter_postings():
        places, rows = array("I", told.places), []
        for number, weight in zip(told.ids, told.weights):
            count = told.counts[len(rows)] if told.counts else 0
            rows.append((number, round(weight, 4), [places.pop(0) for _ in range(count)]))
        assert (name, term) not in found
        found[name, term] = rows
    assert list(found) == sorted(found)
    return found


def grouped(documents: list[list[tuple[str, float]]]) -> Lists:
    found: defaultdict[tuple[str, bytes], list[tuple[int, float, list[int]]]] = defaultdict(list)
    for number, parts in enumerate(documents):
        said: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        at = 0
        for text, weight in parts:
            for token in tokens(fold(text), "en"):
                for term in token.keys + token.wider:
                    said[term].append((at, weight))
                at += 1
            at += GAP
        for term, places in said.items():
            weight = round(sum(w for _, w in places), 4)
            found["words", term.encode()].append((number, weight, [at for at, _ in places]))
    return dict(found)


@given(DOCUMENTS)
def test_lists_are_what_plain_grouping_makes(documents: list[list[tuple[str, float]]]) -> None:
    gathering, wordings = Gathering(), Wordings()
    for number, parts in enumerate(documents):
        gathering.say("words", number, [(wordings.of(text, "en"), weight) for text, weight in parts])
    lists = gathered(gathering)
    assert lists == grouped(documents)
    again = Gathering()
    for (name, term), rows in lists.items():
        for number, weight, places in rows:
            again.add((name, term, number, weight, array("I", places).tobytes()))
    assert gathered(again) == lists


def test_keys_and_prints_have_no_places_and_weigh_one() -> None:
    gathering = Gathering()
    said = Said(tokens("care for care", "en"))
    gathering.print("surface", 0, (said, said))
    gathering.key("kind", 0, ("figure", "figure"))
    gathering.key("kind", 1, ())
    assert gathered(gathering) == {
        ("kind", b"figure"): [(0, 1.0, [])],
        ("surface", b"care"): [(0, 1.0, [])],
        ("surface", b"for"): [(0, 1.0, [])],
    }


@given(st.lists(st.tuples(st.booleans(), st.text("ab. \n#", min_size=1, max_size=30)), max_size=8))
def test_passages_hold_all_but_what_is_set_aside(pieces: list[tuple[bool, str]]) -> None:
    text, aside, covered = "", [], ""
    for set_aside, piece in pieces:
        if set_aside:
            aside.append((len(text), len(text) + len(piece)))
        else:
            covered += piece
        text += piece
    spans = list(said_passages(text, aside))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(covered.split())
    assert all(end <= a or b <= start for a, b in spans for start, end in aside)
