"""PDF files: reading order, paragraphs, tables, page map; scanned and encrypted ones are refused."""

from __future__ import annotations

from base64 import b64decode

import pytest

from loaders.loader_samples import pdf
from policy_qa.errors import TooLarge, Unreadable
from policy_qa.loaders import load

Placed = tuple[float, float, float, str]


def lines(x: float, top: float, texts: list[str], size: float = 10, pitch: float = 12) -> list[Placed]:
    return [(x, top - pitch * n, size, text) for n, text in enumerate(texts)]


BODY = [f"line {n} of the running text of a report that goes on" for n in range(12)]


def test_wrapped_lines_go_on_and_others_stay() -> None:
    body = [
        "A total of 57 Rural Care",
        "Services operate across the",
        "23 regions of the coun-",
        "try, in 2014–",
        "2015 and later.",
    ]
    page = lines(50, 700, body) + lines(50, 600, ["Lima 57", "Loreto 8"]) + lines(50, 560, ["x" * 60])
    loaded = load("a.pdf", pdf([(50, 760, 20, "Report on care"), *page]))
    assert loaded.text == (
        "# Report on care\n\nA total of 57 Rural Care Services operate across the 23 regions of the coun-\ntry, "
        f"in 2014–\n2015 and later.\n\nLima 57\nLoreto 8\n\n{'x' * 60}\n"
    )
    assert loaded.metadata.title == "Report on care"


def test_columns_are_read_one_after_the_other() -> None:
    left, right = (
        [f"left {n} of the running text here" for n in range(9)],
        [f"right {n} of the running text" for n in range(9)],
    )
    page = [
        (50, 760, 10, "A line across both of the columns of this page that is long enough to cross the white between")
    ]
    text = load("a.pdf", pdf(page + lines(50, 700, left) + lines(310, 700, right))).text
    order = [text.index(line) for line in [page[0][3], *left, *right]]
    assert order == sorted(order)


def test_a_paragraph_goes_on_in_the_next_column_and_page() -> None:
    left = [f"left {n} of the running text here" for n in range(9)]
    right = [f"and right {n} of the running text" for n in range(9)]
    first = lines(50, 700, left) + lines(310, 700, right)
    loaded = load("a.pdf", pdf(first, lines(50, 700, ["ends on the next page with 57."])))
    assert "\n\n" not in loaded.text
    pages = {x.place: loaded.text[x.start : x.end] for x in loaded.layout if x.kind == "page"}
    assert pages["page 2"].strip() == "ends on the next page with 57."


def test_a_table_is_read_by_rows_with_its_headers() -> None:
    rows = [("Region", "Women", "Men"), ("Lima", "1,057", "60"), ("Loreto", "8", "9"), ("Madre de Dios", "10", "11")]
    page = [(x, 700 - 14 * n, 10, cell) for n, row in enumerate(rows) for x, cell in zip((50, 200, 300), row)]
    text = load("a.pdf", pdf([*lines(50, 790, BODY[:5]), *page])).text
    assert text.splitlines()[-3:] == [
        "| Lima | Women: 1,057 | Men: 60 |",
        "| Loreto | Women: 8 | Men: 9 |",
        "| Madre de Dios | Women: 10 | Men: 11 |",
    ]


def test_running_heads_and_page_numbers_stand_behind_the_text() -> None:
    pages = [
        [(50.0, 810.0, 9.0, "Annual report on care"), *lines(50, 700, BODY), (290.0, 30.0, 9.0, f"{n}")]
        for n in range(5, 10)
    ]
    loaded = load("a.pdf", pdf(*pages))
    aside = "\n".join(loaded.text[start:end] for start, end in loaded.boilerplate())
    assert aside.count("Annual report on care") == 5
    assert [n for n in "56789" if n in aside.split()] == list("56789")
    assert loaded.text.index("Annual report") > loaded.text.rindex("line 11")


def test_a_table_of_contents_is_marked() -> None:
    toc = [f"{n} Chapter on the matter {'.' * 40} {n + 3}" for n in range(1, 5)]
    loaded = load("a.pdf", pdf(lines(50, 700, toc) + lines(50, 500, BODY)))
    assert [loaded.text[s:e].splitlines()[0] for s, e in loaded.boilerplate()] == ["1 Chapter on the matter 4"]


def test_footnotes_stand_behind_the_text_and_their_marks_are_raised() -> None:
    page = [
        *lines(50, 700, BODY),
        (50, 540, 10, "ending in 57"),
        (106.7, 544, 6, "1"),
        (50, 60, 7, "1 Source: the ministry."),
    ]
    loaded = load("a.pdf", pdf(page, lines(50, 700, BODY)))
    assert "ending in 57¹" in loaded.text
    assert loaded.text.rstrip().endswith("1 Source: the ministry.")


def test_bullets_become_items() -> None:
    page = lines(50, 700, ["Two things:", "\x95 first of them", "\x95 second"])
    assert load("a.pdf", pdf([(x, y, s, t.replace("\x95", "•")) for x, y, s, t in page])).text == (
        "Two things:\n\n- first of them\n- second\n"
    )


def test_the_page_map_covers_the_text() -> None:
    loaded = load("a.pdf", pdf(*[lines(50, 700, [f"Page {n} of the report says 5{n}."]) for n in range(1, 4)]))
    pages = [x for x in loaded.layout if x.kind == "page"]
    assert [x.place for x in pages] == ["page 1", "page 2", "page 3"]
    assert [loaded.text[x.start : x.end].strip() for x in pages] == [
        f"Page {n} of the report says 5{n}." for n in (1, 2, 3)
    ]
    assert [x.end for x in pages[:-1]] == [x.start for x in pages[1:]]


ENCRYPTED = (
    "JVBERi0xLjMKJeLjz9MKMSAwIG9iago8PAovVHlwZSAvQ2F0YWxvZwovUGFnZXMgMiAwIFIKPj4KZW5kb2JqCjIgMCBvYmoKPDwK"
    "L1R5cGUgL1BhZ2VzCi9LaWRzIFsgMyAwIFIgXQovQ291bnQgMQo+PgplbmRvYmoKMyAwIG9iago8PAovVHlwZSAvUGFnZQovUGFy"
    "ZW50IDIgMCBSCi9NZWRpYUJveCBbIDAgMCA1OTUgODQyIF0KL0NvbnRlbnRzIDQgMCBSCi9SZXNvdXJjZXMgPDwKL0ZvbnQgPDwK"
    "L0YxIDUgMCBSCj4+Cj4+Cj4+CmVuZG9iago0IDAgb2JqCjw8Ci9MZW5ndGggNDMKPj4Kc3RyZWFtCpR9T8HlMFfHUuRu4qtjsAo+"
    "84JBMSoAId96iyoI2NingszpPb4bN6Tj3W0KZW5kc3RyZWFtCmVuZG9iago1IDAgb2JqCjw8Ci9UeXBlIC9Gb250Ci9TdWJ0eXBl"
    "IC9UeXBlMQovQmFzZUZvbnQgL0hlbHZldGljYQovRW5jb2RpbmcgL1dpbkFuc2lFbmNvZGluZwo+PgplbmRvYmoKNiAwIG9iago8"
    "PAovViAyCi9SIDMKL0xlbmd0aCAxMjgKL1AgNDI5NDk2NzI5MgovRmlsdGVyIC9TdGFuZGFyZAovTyA8MGU1MjI5MjVhM2U0ZTg3"
    "NGMzY2ZhY2JlZjUxMWE3M2FjNGVjMmJkODY1ZGNkM2Q0NjI3NjE0OTE3YWJmZDdlND4KL1UgPDYyYjg3YzA4NjJiNjlkZDIyMjYx"
    "MmUxNWQwZmRkNGZmMjhiZjRlNWU0ZTc1OGE0MTY0MDA0ZTU2ZmZmYTAxMDg+Cj4+CmVuZG9iagp4cmVmCjAgNwowMDAwMDAwMDAw"
    "IDY1NTM1IGYgCjAwMDAwMDAwMTUgMDAwMDAgbiAKMDAwMDAwMDA2NCAwMDAwMCBuIAowMDAwMDAwMTIzIDAwMDAwIG4gCjAwMDAw"
    "MDAyNTEgMDAwMDAgbiAKMDAwMDAwMDM0NCAwMDAwMCBuIAowMDAwMDAwNDQxIDAwMDAwIG4gCnRyYWlsZXIKPDwKL1NpemUgNwov"
    "Um9vdCAxIDAgUgovSUQgWyA8Yzk3YzAzYjFkMGM1ZjllOTE4Yjg3NDVmNzg2NmQ5MzM+IDxjOTdjMDNiMWQwYzVmOWU5MThiODc0"
    "NWY3ODY2ZDkzMz4gXQovRW5jcnlwdCA2IDAgUgo+PgpzdGFydHhyZWYKNjU2CiUlRU9GCg=="
)
"""A PDF that opens with a password only."""


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf([], []), "scan"),
        (pdf(lines(50, 700, BODY))[:300], "damaged|no pages"),
        (b"%PDF-1.7 nothing", "damaged"),
        (b64decode(ENCRYPTED), "encrypted"),
        (b"57 services", "something else"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as error:
        load("a.pdf", data)
    assert error.value.todo or says.startswith("damaged")


def test_a_page_without_text_is_named() -> None:
    assert load("a.pdf", pdf(lines(50, 700, BODY), [])).notes == ("page 2: no text, perhaps a picture",)


def test_characters_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policy_qa.loaders.pdf.load.CHARACTERS_LIMIT", 50)
    with pytest.raises(TooLarge, match="page 1 holds over 50"):
        load("a.pdf", pdf(lines(50, 700, BODY)))


def test_pages_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policy_qa.loaders.pdf.load.PAGES_LIMIT", 2)
    with pytest.raises(TooLarge, match="3 pages"):
        load("a.pdf", pdf(*[lines(50, 700, BODY)] * 3))


def test_a_hanging_quote_mark_does_not_cross_the_gutter() -> None:
    left = [f"left {n} of the running text here" for n in range(8)]
    right = [
        '"It is estimated that so much',
        "is lost through some",
        "of the mismanagement that",
        "the report goes on about",
    ]
    page = [*lines(50, 700, left), (304, 700, 12, right[0]), *lines(312, 684, right[1:], 12, 16)]
    text = load("a.pdf", pdf(page)).text
    assert " ".join(left) in text
    assert " ".join(right) in text.replace("\n", " ")


def test_type_squeezed_to_no_height_is_no_trouble() -> None:
    data = (
        pdf([(50, 700, 10, "57"), (50, 680, 10, "58")])
        .replace(b"50 7", b"1 0 0 0 50 7")
        .replace(b"50 6", b"1 0 0 0 50 6")
    )
    assert sorted(c for c in load("a.pdf", data.replace(b" Td", b" Tm")).text if c.isdigit()) == list("5578")


def test_thousands_that_stand_a_space_apart_are_one_number_and_columns_are_not() -> None:
    rows = [
        ("State", "Permits", "Sales"),
        ("California", "98 452", "41 181"),
        ("Ohio", "57", "204"),
        ("Maine", "9", "8"),
    ]
    page = [(x, 700 - 15 * n, 9, cell) for n, row in enumerate(rows) for x, cell in zip((50, 150, 250), row)]
    lines = load("a.pdf", pdf(page)).text.splitlines()
    assert lines[1:3] == [
        "| California | Permits: 98\xa0452 | Sales: 41\xa0181 |",
        "| Ohio | Permits: 57 | Sales: 204 |",
    ]
