"""OpenDocument texts: headings, lists, tables with repeated and covered cells, notes."""

from __future__ import annotations

import pytest

from loaders.loader_samples import odt
from policy_qa.errors import TooLarge, Unreadable
from policy_qa.loaders import load


def row(*cells: str) -> str:
    return "<table:table-row>" + "".join(cells) + "</table:table-row>"


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def test_headings_paragraphs_lists_and_spaces() -> None:
    body = (
        '<text:h text:outline-level="2">Care</text:h>'
        '<text:p>57<text:s text:c="3"/>services<text:tab/>in\n   2023</text:p>'
        "<text:list><text:list-item><text:p>One</text:p><text:list><text:list-item><text:p>Two</text:p></text:list-item>"
        "</text:list></text:list-item></text:list>"
    )
    loaded = load("a.odt", odt(body))
    assert loaded.text == "## Care\n\n57 services\tin 2023\n\n- One\n  - Two\n"
    assert loaded.metadata.title == "Care"


def test_tables_with_header_rows_and_covered_cells() -> None:
    covered = "<table:covered-table-cell/>"
    body = (
        "<table:table><table:table-header-rows>"
        + row(cell("Region"), cell("2023", 'table:number-columns-spanned="2"'), covered)
        + row(cell(""), cell("Women"), cell("Men"))
        + "</table:table-header-rows>"
        + row(cell("Lima"), cell("57", 'table:number-columns-repeated="2"'))
        + "</table:table>"
    )
    assert load("a.odt", odt(body)).text.splitlines()[-1] == "| Lima | 2023 Women: 57 | 2023 Men: 57 |"


def test_notes_and_deletions() -> None:
    body = (
        "<text:tracked-changes><text:p>99</text:p></text:tracked-changes>"
        "<text:p>57 services<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>A note.</text:p></text:note-body></text:note> operate.</text:p>"
    )
    assert load("a.odt", odt(body)).text == "57 services[^1] operate.\n\n[^1]: A note.\n"


def test_repeated_cells_are_no_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policy_qa.loaders.odt.CELLS_LIMIT", 5_000)
    repeated = cell("57", 'table:number-columns-repeated="999999999"')
    with pytest.raises(TooLarge, match="cells"):
        load("a.odt", odt("<table:table>" + row(repeated) * 9 + "</table:table>"))


def test_an_empty_row_repeated_a_million_times_is_nothing() -> None:
    empty = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    body = "<table:table>" + row(cell("A"), cell("B")) + row(cell("x"), cell("1")) + empty + "</table:table>"
    assert load("a.odt", odt(body)).text == "| A | B |\n| x | B: 1 |\n"


def test_an_encrypted_file_is_refused() -> None:
    data = odt("<text:p>57</text:p>", **{"META-INF__manifest_xml": "<m><encryption-data/></m>"})
    with pytest.raises(Unreadable, match="encrypted"):
        load("a.odt", data)
