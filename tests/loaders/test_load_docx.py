"""Word documents: what is printed, in order; tables by rows with their headers; what is not printed stays out."""

from __future__ import annotations

import pytest

from loaders.loader_samples import W, docx, p, packed, r, tbl
from policy_qa.errors import TooLarge, Unreadable
from policy_qa.loaders import Loaded, load


def read(body: str, **parts: str | bytes) -> Loaded:
    return load("a.docx", docx(body, **parts))


def test_headings_paragraphs_and_lists() -> None:
    listed = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'
    loaded = read(
        p("A plan", "Titel")
        + p("Care", "Ttulo1")
        + p("57 services.")
        + p("First", properties=listed)
        + p("Second", properties=listed)
        + p("Own style", "Mine")
        + p("Outline", properties='<w:outlineLvl w:val="2"/>')
    )
    assert loaded.text == (
        "# A plan\n\n# Care\n\n57 services.\n\n  - First\n  - Second\n\n# Own style\n\n### Outline\n"
    )
    assert loaded.metadata.title == "A plan"
    assert [(x.kind, loaded.text[x.start : x.end]) for x in loaded.layout][2] == ("paragraph", "57 services.")


def test_a_table_is_read_by_rows_with_its_headers() -> None:
    loaded = read(p("Before") + tbl(["Region", "Women", "Men"], ["Lima", "57", "60"], ["Loreto", "", "8"]) + p("After"))
    assert loaded.text == (
        "Before\n\n| Region | Women | Men |\n| Lima | Women: 57 | Men: 60 |\n| Loreto | Men: 8 |\n\nAfter\n"
    )
    cells = {x.place: loaded.text[x.start : x.end] for x in loaded.layout if x.kind == "cell"}
    assert cells["table 1, row 2, column 2"] == "57"
    assert cells["table 1, row 3, column 3"] == "8"


def test_merged_cells_keep_their_headers() -> None:
    below = '<w:vMerge w:val="restart"/>~'
    body = tbl(
        ["", '<w:gridSpan w:val="2"/>~2023'],
        ["Region", "Women", "Men"],
        [below + "Lima", "57", "60"],
        ["<w:vMerge/>~", "5", "6"],
    )
    assert read(body).text.splitlines()[2:] == [
        "| Lima | 2023 Women: 57 | 2023 Men: 60 |",
        "| Lima | 2023 Women: 5 | 2023 Men: 6 |",
    ]


def test_a_table_that_only_lays_out_text_is_read_as_text() -> None:
    long = "A sentence of a report that is laid out in two columns. " * 40
    assert "|" not in read(tbl([long, "Short"])).text
    assert read(tbl(["One cell"])).text == "One cell\n"


def test_a_pipe_in_a_cell_does_not_end_it() -> None:
    assert read(tbl(["a|b", "c"], ["1", "2"])).text.splitlines()[0] == "| a\\|b | c |"


def test_what_is_not_printed_is_left_out() -> None:
    body = (
        "<w:p>"
        + r("57")
        + "<w:del><w:r><w:delText>99</w:delText></w:r></w:del>"
        + f"<w:ins>{r(' new')}</w:ins>"
        + "<w:r><w:instrText>PAGE 88</w:instrText></w:r>"
        + r("hidden 77", "<w:vanish/>")
        + f"<w:smartTag>{r(' BIS')}</w:smartTag>"
        + "</w:p>"
    )
    assert read(body).text == "57 new BIS\n"


def test_raised_digits_do_not_run_into_the_number_before_them() -> None:
    raised = r("2", '<w:vertAlign w:val="superscript"/>')
    assert read(f"<w:p>{r('57')}{raised}</w:p>").text == "57²\n"


def test_notes_stand_behind_the_text() -> None:
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="7">{p("See page 3.")}</w:footnote></w:footnotes>'
    body = f'<w:p>{r("57 services")}<w:r><w:footnoteReference w:id="7"/></w:r></w:p>' + p("End.")
    assert read(body, word__footnotes_xml=notes).text == "57 services[^1]\n\nEnd.\n\n[^1]: See page 3.\n"


def test_text_boxes_are_read_once_behind_their_paragraph() -> None:
    box = f"<w:txbxContent>{p('In the box 5')}</w:txbxContent>"
    body = (
        f"<w:p>{r('Text')}<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:p>"
    )
    assert read(body).text == "Text\n\nIn the box 5\n"


def test_a_table_of_contents_is_marked() -> None:
    loaded = read(p("Care\t12", "TDC1") + p("57 services."))
    assert [loaded.text[s:e] for s, e in loaded.boilerplate()] == ["Care\t12"]


def test_properties_give_the_title_and_macros_are_named() -> None:
    core = (
        '<c:coreProperties xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>A report</dc:title><dc:language>es-PE</dc:language></c:coreProperties>"
    )
    loaded = read(p("text"), docProps__core_xml=core, word__vbaProject_bin=b"x")
    assert (loaded.metadata.title, loaded.metadata.language) == ("A report", "es")
    assert read(p("Head"), docProps__core_xml=core.replace("A report", "Document1")).metadata.title == "Head"


def test_strict_office_open_xml_is_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{p("57")}</w:body></w:document>'
    assert load("a.docx", packed(word__document_xml=body)).text == "57\n"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (packed(word__other_xml="<a/>"), "missing"),
        (packed(word__document_xml="<a/>"), "no Word document"),
        (packed(word__document_xml="<a>"), "damaged"),
        (packed(word__document_xml=f"{BOMB}<a>&b;</a>"), "document type"),
        (docx(p("57"))[:-40], "damaged"),
        (docx("<w:p/>"), "no text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "encrypted"),
        (b"plain text", "something else"),
        (b"", "empty"),
    ],
)
def test_what_is_no_word_document_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as error:
        load("a.docx", data)
    assert error.value.where == "a.docx"


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policy_qa.loaders.archive.PART_LIMIT", 100_000)
    with pytest.raises(TooLarge, match="unpacks to"):
        read(p(" " * 200_000))
    monkeypatch.setattr("policy_qa.loaders.archive.PARTS_LIMIT", 2)
    with pytest.raises(TooLarge, match="parts"):
        read(p("57"), other=b"x")


def test_deep_nesting_is_no_crash() -> None:
    with pytest.raises(Unreadable):
        read("<w:sdt>" * 5000 + "</w:sdt>" * 5000)
