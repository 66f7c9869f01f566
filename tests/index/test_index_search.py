"""Searching: the same as a plain scan for every construct, and what comes with the hits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.plain_scan import rows_of, scan
from policy_qa.domain.records import Date, Entity, Figure, LegalReference, Record, record_id
from policy_qa.domain.sources import Document
from policy_qa.domain.values import Span
from policy_qa.errors import BadInput, QueryError
from policy_qa.index import Entry, Index, matching, parse
from policy_qa.index.matching import Matching
from policy_qa.index.query import And, Field, Fuzzy, Not, Or, Phrase, Prefix, Query, Range, Word
from policy_qa.index.ranking import best
from policy_qa.index.schema import POOLS

WORDS = ["women", "woman", "men", "rural", "care", "services", "service", "policy", "policies", "plan", "Perú",
         "mujeres", "niños", "budget", "1,003", "1003", "1.3 million", "26.7%", "57", "013-2023-MIMP",
         "2023", "gender-based"]  # fmt: skip


def document(name: str, language: str, text: str, title: str, publisher: str | None) -> Document:
    return Document(
        id=name, title=title, publisher=publisher, name=f"{name}.txt", sha256="0" * 64, size=len(text.encode()),
        format="txt", encoding="utf-8", characters=len(text), language="es" if language == "es" else "en",
    )  # fmt: skip


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """A few small reports with records of every kind on them."""
    made = []
    for number in range(draw(st.integers(1, 3))):
        language = draw(st.sampled_from(["en", "es"]))
        sentences = draw(
            st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=7).map(" ".join), min_size=1, max_size=5)
        )
        text = "".join(s + draw(st.sampled_from([". ", ".\n\n", ".\n"])) for s in sentences)
        name = f"report-{number}"
        title = draw(st.sampled_from(["Rural plan", "Women", "Política"]))
        source = document(name, language, text, title, draw(st.sampled_from([None, "Ministry of Women"])))
        made.append(Entry(source, text, draw(records(name, language, text))))
    return made


@st.composite
def records(draw: st.DrawFn, name: str, language: str, text: str) -> list[Record]:
    """Records on distinct words of a text."""
    starts = draw(st.lists(st.integers(0, max(len(text) - 4, 0)), max_size=5, unique=True))
    found: list[Record] = []
    for start in sorted(starts):
        kind = draw(st.sampled_from(["figure", "date", "entity", "legal_reference"]))
        sentence = Span(start=max(text.rfind(".", 0, start) + 1, 0), end=text.find(".", start) % (len(text) + 1))
        common = {
            "id": record_id(name, kind, start, start + 3), "document": name, "start": start, "end": start + 3,
            "text": text[start : start + 3], "rule": "test", "language": language, "sentence": sentence,
            "section": draw(st.sampled_from([(), ("Rural care",), ("Women", "Budget")])),
        }  # fmt: skip
        period = draw(st.sampled_from([None, "2020", "2021-06", "2022/2024", "2023-01-15"]))
        if kind == "figure":
            found.append(Figure(
                **common, label=draw(st.sampled_from(["CARDINAL", "PERCENT", "MONEY"])),
                value=draw(st.sampled_from([0.5, 5, 57, 1003, 1300000])), value_max=draw(st.sampled_from([None, 2000])),
                unit=draw(st.sampled_from([None, "%", "PEN"])), qualifier=draw(st.sampled_from([None, "over"])),
                measured_entity=draw(st.sampled_from([None, "Rural Care Services", "women"])), period=period,
                population=draw(st.sampled_from([None, "mujeres rurales"])),
            ))  # fmt: skip
        elif kind == "date":
            found.append(Date(**common, label="DATE", value=period or "2019"))
        elif kind == "entity":
            found.append(Entity(**common, label="ORG", name="Ministry of Women", acronym="MIMP"))
        else:
            found.append(LegalReference(
                **common, label="LAW", instrument=draw(st.sampled_from(["law", "supreme_decree"])), number="013",
                year=draw(st.sampled_from([None, 2023])), issuer=draw(st.sampled_from([None, "MIMP"])),
                citation="Law No. 013",
            ))  # fmt: skip
    return found


TERM = st.one_of(
    st.sampled_from(WORDS).map(Word),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: Phrase(" ".join(words))),
    st.sampled_from(["wom", "serv", "poli", "100"]).map(Prefix),
    st.sampled_from(["womne", "servise", "polici", "budgets"]).map(Fuzzy),
)
NUMBER = st.sampled_from(["5", "57", "1,003", "1.3 million", "5%", "2000", "1.003"])
PERIOD = st.sampled_from(["2020", "2021", "2023-01", "2022/2024", "2021-33"])
YEAR = st.sampled_from(["2019", "2020", "2023"])


def spans(values: st.SearchStrategy[str]) -> st.SearchStrategy[Word | Range]:
    return st.one_of(
        values.map(Word), st.builds(Range, low=values, low_strict=st.booleans()), st.builds(Range, values, values),
        st.builds(Range, high=values, high_strict=st.booleans()),
    )  # fmt: skip


FIELD = st.one_of(
    st.builds(Field, st.just("kind"), st.sampled_from(["passage", "figure", "date", "entity"]).map(Word)),
    st.builds(Field, st.just("label"), st.sampled_from(["PERCENT", "ORG", "LAW"]).map(Word)),
    st.builds(Field, st.just("document"), st.sampled_from([Word("report-0"), Prefix("rep")])),
    st.builds(Field, st.just("language"), st.sampled_from(["en", "es"]).map(Word)),
    st.builds(Field, st.just("unit"), st.sampled_from(["%", "pen", "none"]).map(Word)),
    st.builds(Field, st.just("qualifier"), st.sampled_from(["over", "none"]).map(Word)),
    st.builds(Field, st.sampled_from(["title", "section", "entity", "publisher", "issuer"]), TERM),
    st.builds(Field, st.just("law"), st.sampled_from([Word("013"), Phrase("DS 013-2023-MIMP"), Phrase("Ley 13")])),
    st.builds(Field, st.just("value"), spans(NUMBER)),
    st.builds(Field, st.just("year"), spans(YEAR)),
    st.builds(Field, st.just("period"), spans(PERIOD)),
)
QUERY = st.recursive(
    TERM | FIELD,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("search")


@pytest.mark.parametrize("many", [matching.MANY, -1])
@settings(
    max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None
)
@given(made=entries(), queries=st.lists(QUERY, min_size=5, max_size=25))
def test_a_query_finds_what_a_plain_scan_finds(
    folder: Path, many: int, made: list[Entry], queries: list[Query]
) -> None:
    with Index.open(folder / "index") as index, patch.object(matching, "MANY", many):
        index.replace(made, [f"report-{i}" for i in range(len(made), 3)], index.generation + 1)
        rows = [row for entry in made for row in rows_of(entry)]
        everything = index.search(Or((Field("kind", Word("passage")), Not(Field("kind", Word("passage"))))), size=1000)
        assert everything.total == len(rows) == index.documents_count
        for query in queries:
            found = Matching(index._current(), POOLS).find(query)
            scores = found if isinstance(found, dict) else dict.fromkeys(found, 0.0)
            hits = best(index._current(), scores, 1000, "relevance")
            assert {(hit.kind, hit.document, hit.start, hit.end) for hit in hits} == scan(rows, query), str(query)


def canonical(query: Query) -> Query:
    """The query as reading gives it: nested lists of one kind joined, double refusals gone."""
    if isinstance(query, Not):
        part = canonical(query.part)
        return part.part if isinstance(part, Not) else Not(part)
    if isinstance(query, And | Or):
        parts = [canonical(part) for part in query.parts]
        kind = type(query)
        return kind(tuple(p for part in parts for p in (part.parts if isinstance(part, kind) else (part,))))
    return query


@settings(deadline=None)
@given(QUERY)
def test_a_printed_query_reads_as_itself(query: Query) -> None:
    query = canonical(query)
    if len(text := str(query)) <= 512:
        assert str(parse(text)) == text
        assert parse(str(parse(text))) == parse(text)


ANY = st.one_of(
    st.text(max_size=600),
    st.text(alphabet='ab1 ()"[]*~:<>=.,%-/’AND OR NOT kind:value:year:', max_size=120),
    st.lists(
        st.sampled_from(["AND", "OR", "NOT", "(", ")", "women", '"', "value:", "year:2023", "[1 TO 5]", "*", "law:"])
    ).map(" ".join),
)


@example("*")
@example("?*")
@example("[a TO z]")
@example("a" * 100_000)
@example("(" * 20_000)
@example("(" * 250 + "a" + ")" * 250)
@example("ca~2")
@example("NOT " * 120)
@example("a " * 256)
@example("\ud800")
@settings(deadline=None)
@given(ANY)
def test_any_string_is_a_query_or_an_error_that_points(text: str) -> None:
    query, error = read(text)
    if query is not None:
        assert parse(str(query)) == query
        return
    assert error is not None
    assert error.where.startswith("character ")
    assert 1 <= int(error.where.split()[1]) <= len(text) + 1
    assert error.todo


def read(text: str) -> tuple[Query | None, QueryError | None]:
    try:
        return parse(text), None
    except QueryError as error:
        return None, error


REPORT = (
    "A total of 57 Rural Care Services operate nationwide.\n\n"
    "In 2023, 1,003 women entrepreneurs received training, over 26.7% more than in 2022.\n\n"
    "The budget of S/ 1.3 million was approved by Supreme Decree No. 013-2023-MIMP for the women of Cusco."
)


def figure(text: str, value: float, start: int, **more: object) -> Figure:
    at = REPORT.index(text, start)
    begin = REPORT.rfind("\n", 0, at) + 1
    end = REPORT.find("\n", at)
    told = {"label": "CARDINAL", "period": None, **more}
    return Figure(
        id=record_id("report", "figure", at, at + len(text)), document="report", start=at, end=at + len(text),
        text=text, rule="test", language="en", sentence=Span(start=begin, end=len(REPORT) if end < 0 else end),
        value=value, **told,
    )  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    found = [
        figure("57", 57, 0, measured_entity="Rural Care Services"),
        figure("1,003", 1003, 0, measured_entity="women entrepreneurs", period="2023"),
        figure("over 26.7%", 26.7, 0, label="PERCENT", unit="%", qualifier="over", period="2022"),
        figure("S/ 1.3 million", 1300000, 0, label="MONEY", unit="PEN", measured_property="budget"),
    ]
    other = "Women of Piura run 12 companies. Women lead."
    with Index.open(tmp_path_factory.mktemp("known") / "index") as made:
        report = Entry(document("report", "en", REPORT, "Rural report", "Ministry of Women"), REPORT, found)
        made.replace([report, Entry(document("other", "en", other, "Other", None), other, [])], [], 1)
        yield made


def quotes(index: Index, query: str) -> list[str]:
    texts = {"report": REPORT, "other": "Women of Piura run 12 companies. Women lead."}
    return [texts[hit.document][hit.start : hit.end] for hit in index.search(query).items]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind:figure value>1000", {"1,003", "S/ 1.3 million"}),
        ("kind:figure value:1003", {"1,003"}),
        ("value:1.3 million", {"S/ 1.3 million"}),
        ("value<30%", {"over 26.7%"}),
        ("value:[50 TO 60]", {"57"}),
        ("value:50..60", {"57"}),
        ("year:2023 kind:figure", {"1,003"}),
        ("year:2020..2022", {"over 26.7%"}),
        ("period:2022", {"over 26.7%"}),
        ("qualifier:over", {"over 26.7%"}),
        ("unit:PEN", {"S/ 1.3 million"}),
        ("label:money OR label:PERCENT", {"S/ 1.3 million", "over 26.7%"}),
        ("kind:figure NOT label:CARDINAL NOT unit:%", {"S/ 1.3 million"}),
        ("entity:entrepreneur", {"1,003"}),
        ("kind:figure budget", {"S/ 1.3 million"}),
    ],
)
def test_fields_find_records(index: Index, query: str, found: set[str]) -> None:
    assert set(quotes(index, query)) == found


@pytest.mark.parametrize(
    "query",
    ["1003", "1,003", "1003 entrepreneurs",
     '"women entrepreneurs"', "entrepre*", "entrepeneurs~", "entrepeneur~", "ENTREPRENEUR",
     "26.7%", "26,7%"],
)  # fmt: skip
def test_words_find_the_passage(index: Index, query: str) -> None:
    best = index.search(query, kind="passage").items
    assert [REPORT[hit.start :].startswith("In 2023, 1,003") for hit in best] == [True]


@pytest.mark.parametrize(
    "query", ["1.3 million", "1,300,000", "1300000", "013-2023-MIMP", "13-2023-mimp", '"decree no. 013-2023-MIMP"']
)
def test_scaled_numbers_and_laws_find_the_passage(index: Index, query: str) -> None:
    assert [REPORT[hit.start :].startswith("The budget") for hit in index.search(query, kind="passage").items] == [True]


def test_where_no_passage_holds_all_words_some_will_do_and_the_hits_say_so(index: Index) -> None:
    hits = index.search("women unicorns", kind="passage")
    assert hits.relaxed
    assert hits.total == 3
    assert not index.search("women entrepreneurs", kind="passage").relaxed
    assert index.search("women AND unicorns AND document:other").total == 1


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [("entrepeneurs", "entrepreneurs"), ("rurla services", "rural services"), ("women", None), ("qqqqq", None),
     ("rurla label:MONEY", "rural label:MONEY")],
)  # fmt: skip
def test_a_word_that_is_not_there_is_put_right(index: Index, query: str, suggestion: str | None) -> None:
    assert index.search(query).suggestion == suggestion


def test_facets_count_the_hits(index: Index) -> None:
    hits = index.search("women", facets=["kind", "document", "label", "unit", "year", "entity"])
    assert hits.facets["kind"] == {"passage": 3, "figure": 3}
    assert hits.facets["document"] == {"report": 5, "other": 1}
    assert hits.facets["year"] == {"2022": 1, "2023": 1}
    assert hits.facets["entity"] == {"women entrepreneurs": 1}
    assert not hits.facets_are_lower_bounds
    with pytest.raises(BadInput, match="no facet"):
        index.search("women", facets=["colour"])


def test_hits_are_sorted_by_value_and_by_period(index: Index) -> None:
    by = {
        sort: [h.start for h in index.search("kind:figure", sort=sort).items] for sort in ("value", "-value", "period")
    }
    places = {value: REPORT.index(value) for value in ("57", "1,003", "over 26.7%", "S/ 1.3 million")}
    assert by["value"] == [places["over 26.7%"], places["57"], places["1,003"], places["S/ 1.3 million"]]
    assert by["-value"] == by["value"][::-1]
    assert by["period"][:2] == [places["over 26.7%"], places["1,003"]]
    with pytest.raises(BadInput, match="did you mean `figure`"):
        index.search("women", kind="figures")
    with pytest.raises(BadInput, match="sort"):
        index.search("women", sort="colour")


def test_pages_hold_every_hit_once(index: Index) -> None:
    whole = index.search("women OR rural OR budget", size=50)
    pages = [index.search("women OR rural OR budget", page=page, size=2).items for page in range(1, 7)]
    assert tuple(hit for page in pages for hit in page) == whole.items
    assert whole.total == len(whole.items)
    with pytest.raises(BadInput, match="page"):
        index.search("women", page=0)
    with pytest.raises(BadInput, match="page"):
        index.search("women", page=1000, size=100)


def test_out_of_time_says_incomplete_and_no_hits_says_complete(index: Index) -> None:
    hits = index.search("women", time_limit=-1)
    assert (hits.items, hits.complete, hits.total_is_lower_bound) == ((), False, True)
    assert index.search("unicorns").complete


@pytest.mark.parametrize(
    ("query", "quote", "marked"),
    [
        ("women", "Women and woman's rights", ["Women", "woman's"]),
        ('"rural care"', "rural care, care rural", ["rural", "care"]),
        ("peru", "PERÚ y Peru\u0301", ["PERÚ", "Peru\u0301"]),
        ("1003", "1,003 of 1,0030", ["1,003"]),
        ("ent* NOT women", "women enter", ["enter"]),
        ("entrepeneur~ title:x", "an entrepreneur", ["entrepreneur"]),
        ("1.3 million", "S/ 1.3 million, 1,300,000", ["1.3", "1,300,000"]),
        ("<b>", "a <b> c", ["b"]),
        ("nothing (", "nothing", []),
    ],
)
def test_highlights_mark_what_was_found(index: Index, query: str, quote: str, marked: list[str]) -> None:
    assert [quote[start:end] for start, end in index.highlights(query, quote)] == marked


def test_unknown_labels_are_named_with_the_nearest(index: Index) -> None:
    with pytest.raises(QueryError, match="did you mean `PERCENT`"):
        index.search("label:PERCNT")
    with pytest.raises(QueryError, match="character 16: unknown document `reprot`; did you mean `report`"):
        index.search("women document:reprot")


def test_idf_and_close_words(index: Index) -> None:
    assert index.document_frequency("women") == index.document_frequency("Woman") == 3
    assert index.idf("rural") > index.idf("women") > 0
    assert index.vocabulary_close("entrepeneurs") == ["entrepreneurs"]
    assert index.vocabulary_close("zzzz") == []
