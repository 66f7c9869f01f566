"""Web pages: blocks in order, lists and tables whole, boilerplate marked and never lost."""

from __future__ import annotations

from datetime import date

import pytest

from policy_qa.errors import TooLarge, Unreadable
from policy_qa.loaders import Loaded, load

SENTENCE = "A total of 57 Rural Care Services operate nationwide in 23 regions of the country. "


def read(body: str, head: str = "") -> Loaded:
    return load("a.html", f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'.encode())


def aside(loaded: Loaded) -> list[str]:
    return [loaded.text[start:end] for start, end in loaded.boilerplate()]


def test_blocks_lists_and_inline_markup() -> None:
    body = (
        "<h2>Care &amp; <em>more</em></h2><p>A total of <b>57</b>\n services<sup>1</sup>.<p>Next<br>line"
        "<ul><li>One<ul><li>Inner</ul><li><p>Two</p></ul><ol><li>Three</ol>"
    )
    assert read(body).text == (
        "## Care & more\n\nA total of 57 services¹.\n\nNext\nline\n\n- One\n  - Inner\n- Two\n- Three\n"
    )


def test_tables_with_spans_and_caption() -> None:
    body = (
        "<table><caption>Table 1</caption><tr><th>Region<th colspan=2>2023</tr><tr><th><th>Women<th>Men</tr>"
        "<tr><th rowspan=2>Lima<td>57<td>60</tr><tr><td>5<td>6<br>7</tr></table>"
    )
    loaded = read(body)
    assert loaded.text.splitlines()[-2:] == [
        "| Lima | 2023 Women: 57 | 2023 Men: 60 |",
        "| Lima | 2023 Women: 5 | 2023 Men: 6; 7 |",
    ]
    assert loaded.text.startswith("Table 1\n\n| Region | 2023 |\n")
    cells = {x.place: loaded.text[x.start : x.end] for x in loaded.layout if x.kind == "cell"}
    assert cells["table 1, row 3, column 2"] == "57"


def test_a_table_that_lays_out_the_page_is_read_as_text() -> None:
    assert "|" not in read(f"<table><tr><td>{SENTENCE * 40}<td>Side</table>").text


def test_scripts_and_their_like_are_left_out() -> None:
    body = "<p>57</p><script>var a = 99</script><style>p{}</style><noscript>88</noscript><template>77</template>"
    assert read(body).text == "57\n"


@pytest.mark.parametrize(
    "part",
    [
        "<nav><a href=a>News 24</a></nav>",
        "<footer>Contact 1800</footer>",
        '<div role="navigation">News 24</div>',
        '<div class="site-nav">News 24</div>',
        '<div id="cookie-banner">24 partners</div>',
        '<ul class="breadcrumb"><li>Home 1</ul>',
        '<div style="display: none">Old 99</div>',
        "<form>Search 5</form>",
        "<ul><li><a>One 1</a><li><a>Two 2</a><li><a>Three 3</a><li><a>Four 4</a></ul>",
    ],
)
def test_boilerplate_is_marked_and_kept(part: str) -> None:
    loaded = read(f"{part}<div><p>{SENTENCE * 5}</p></div>")
    assert len(aside(loaded)) == 1
    assert SENTENCE.strip() not in aside(loaded)[0]
    assert loaded.notes[-1].startswith("boilerplate marked")
    assert any(c.isdigit() for c in aside(loaded)[0])


def test_what_stands_outside_a_main_part_is_boilerplate() -> None:
    loaded = read(f"<p>Share this 9</p><main><p>{SENTENCE * 5}</p><ul><li>3 CEMs</ul></main><p>More from us</p>")
    assert aside(loaded) == ["Share this 9", "More from us"]


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="has-sidebar menu-open"><p>{SENTENCE}</p></div>',
        f"<form><p>{SENTENCE * 3}</p></form>",
        f"<article><header><h1>Title</h1><p>{SENTENCE}</p></header><p>{SENTENCE * 5}</p></article>",
        "<ul>" + "".join(f"<li><a>Report {n} on the 57 rural care services</a>" for n in range(6)) + "</ul>",
        f'<div class="navigation-free"><p>{SENTENCE}</p></div>',
    ],
)
def test_content_is_not_taken_for_boilerplate(body: str) -> None:
    assert aside(read(body)) == []


def test_metadata_from_the_head() -> None:
    head = (
        '<title>Care | Ministry of Health</title><link rel="canonical" href="https://example.org/a">'
        '<meta property="article:published_time" content="2024-03-08T10:00:00-05:00">'
        '<meta name="DC.publisher" content="Ministry of Health"><link rel="license" href="https://example.org/by">'
    )
    found = read("<p>text</p>", head).metadata
    assert (found.title, found.publisher, found.published) == ("Care", "Ministry of Health", date(2024, 3, 8))
    assert (found.url, found.licence, found.language) == ("https://example.org/a", "https://example.org/by", "en")
    assert read("<h1>Heading</h1><p>x</p>", head).metadata.title == "Heading"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<meta charset=utf-8><p>57 años</p>".encode(), "utf-8"),
        ("<meta charset=iso-8859-1><p>57 años – más</p>".encode("cp1252"), "windows-1252"),
        ('<meta http-equiv=x content="text/html; charset=iso-8859-15"><p>57 años</p>'.encode("latin-1"), "iso8859-15"),
        ('<?xml version="1.0" encoding="utf-8"?><html xmlns="x"><p>57 años</p></html>'.encode(), "utf-8"),
        ("<p>57 años</p>".encode("utf-16"), "utf-16-le"),
    ],
)
def test_the_declared_charset_is_used(data: bytes, encoding: str) -> None:
    loaded = load("a.htm", data)
    assert loaded.text.startswith("57 años")
    assert loaded.encoding == encoding


@pytest.mark.parametrize("body", ["", "<p></p>", "<script>57</script>"])
def test_a_page_without_text_is_refused(body: str) -> None:
    with pytest.raises(Unreadable, match=r"no text|empty|no web page"):
        load("a.html", body.encode())


def test_deep_and_unclosed_markup_loses_nothing() -> None:
    assert load("a.html", ("<div>" * 200 + "57" + "<b>" * 200 + " 58").encode()).text == "57 58\n"
    with pytest.raises(TooLarge, match="deeply"):
        load("a.html", ("<p>56</p>" + "<div>" * 5_000 + "57" + "<b>" * 3_000 + "58").encode())


def test_tags_that_html_lets_one_leave_out_may_be_left_out() -> None:
    page = b"<!doctype html><html lang=en><title>Clinics</title><main><h1>Clinics</h1><p>In 2020, 5 opened.</p></main>"
    loaded = load("a.html", page)
    assert "In 2020, 5 opened." in loaded.text
    assert loaded.text.count("Clinics") == 1


def test_terms_stand_beside_what_is_said_of_them() -> None:
    page = "<dl><dt>Women with titles<dd>358<dt>Clinics<dd>61 in <b>rural</b> areas</dl><p>After"
    assert (
        load("a.html", page.encode()).text == "| Women with titles | 358 |\n| Clinics | 61 in rural areas |\n\nAfter\n"
    )
    several = "<dl><dt>Care<dd>One<dd>Two</dl>"
    assert load("a.html", several.encode()).text == "Care\n\nOne\n\nTwo\n"


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([["Group", "Women"], ["Cusco", "1 204"]], "| Cusco | Women: 1\xa0204 |"),
        ([["Group", "Women"], ["Cusco", "12\xa0345 *"]], "| Cusco | Women: 12\xa0345 * |"),
        ([["Group", "Women"], ["Cusco", "57 men 204"]], "| Cusco | Women: 57 men 204 |"),
        ([["Region", "Length", "Cost"], ["", "km", "S/ million"], ["Puno", "98", "21"]],
         "| Puno | Length (km): 98 | Cost (S/ million): 21 |"),
        ([["Region", "Women", "Men"], ["", "57", "58"], ["Puno", "98", "21"]], "| Puno | Women: 98 | Men: 21 |"),
        ([[], ["Region", "Women"], [], ["Puno", "98"]], "| Puno | Women: 98 |"),
    ],
)  # fmt: skip
def test_numbers_stay_whole_and_units_stand_in_the_header(rows: list[list[str]], line: str) -> None:
    made = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    assert load("a.html", f"<table>{made}</table>".encode()).text.splitlines()[-1] == line
