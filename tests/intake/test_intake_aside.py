"""What a page holds beside the report (menus, banners, footers) is kept in the text, and found nowhere."""

from __future__ import annotations

from pathlib import Path

from policy_qa.library import Library, RecordFilter

PAGE = """<html lang=en><head><title>Care</title></head><body>
<nav><ul><li><a href=/a>Zebra ministry 2019</a><li><a href=/b>Zebra budgets, 45 of them</a></ul></nav>
<main><h1>Rural care</h1><p>A total of 57 Rural Care Services operate nationwide, a finding of this report.</p></main>
<footer>Zebra, 12 Main Street</footer></body></html>"""


def test_menus_are_no_passages_and_no_gaps_in_the_ledger(tmp_path: Path) -> None:
    with Library.open(tmp_path / "home", tmp_path / "corpus") as library:
        library.add("care.html", PAGE.encode())
        assert "Zebra ministry 2019" in library.text("care")
        assert library.search("zebra").items == ()
        assert [hit.kind for hit in library.search("services", kind="passage").items] == ["passage"]
        reasons = {entry.text: entry.reason for entry in library.coverage()}
        assert reasons == {"2019": "page", "45": "page", "57": "figure", "12": "page"}


def test_what_is_set_aside_says_nothing_to_the_rest(tmp_path: Path) -> None:
    hidden = "<div hidden><h2>Zebra offices in 1999</h2></div>"
    with Library.open(tmp_path / "home", tmp_path / "corpus") as library:
        library.add("care.html", PAGE.replace("<p>", f"{hidden}<p>").encode())
        figures = library.all_records(RecordFilter(kinds=("figure",)))
        assert [(r.text, r.section) for r in figures] == [("57", ("Rural care",))]
        assert list(library.verify()) == []
