"""Text and Markdown: the decoded bytes unchanged, a guess that is stated, or a refusal that says what to do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_qa.errors import BadInput, PolicyQAError, TooLarge, Unreadable, UnsupportedFormat
from policy_qa.loaders import FORMATS, load


@given(
    st.text(min_size=1).filter(lambda t: t.strip() and "\0" not in t), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
)
def test_text_is_the_decoded_bytes_unchanged(text: str, encoding: str) -> None:
    try:
        loaded = load("a.txt", text.encode(encoding))
    except PolicyQAError:
        assert encoding == "utf-16" or text.startswith("\ufeff") or not text.isprintable()
        return
    assert loaded.text == (text.removeprefix("\ufeff") if encoding == "utf-8" else text)
    assert loaded.notes == ()


@given(st.binary(max_size=300))
def test_any_bytes_give_sound_text_or_a_clear_error(data: bytes) -> None:
    try:
        loaded = load("a.md", data)
    except PolicyQAError:
        return
    loaded.text.encode("utf-8")
    assert "\0" not in loaded.text


def test_line_ends_and_front_matter_stay() -> None:
    text = "---\r\ntitle: A\r\n---\r\n# B\r\n\r\n57 services\r\n"
    assert load("a.md", b"\xef\xbb\xbf" + text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("57 años".encode(), "utf-8"),
        (b"\xff\xfe" + "57 años".encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + "57 años".encode("utf-16-be"), "utf-16-be"),
        ("57 años: “sí” – 3 €".encode("cp1252"), "windows-1252"),
        ("57 años".encode("latin-1"), "windows-1252"),
    ],
)
def test_encodings_are_found_and_a_guess_is_stated(data: bytes, encoding: str) -> None:
    loaded = load("a.txt", data)
    assert loaded.text.startswith("57 años")
    assert loaded.encoding == encoding
    assert loaded.notes == (("encoding guessed: windows-1252",) if encoding == "windows-1252" else ())


@pytest.mark.parametrize("codec", ["windows-1252", "mac-roman", "cp850"])
def test_legacy_encodings_are_told_apart(codec: str) -> None:
    text = (
        "La Política Nacional de Igualdad de Género atendió a 57 niñas, niños y jóvenes en más de 23 regiones del país."
    )
    loaded = load("a.txt", text.encode(codec))
    assert (loaded.text, loaded.encoding) == (text, codec)
    assert loaded.notes == (f"encoding guessed: {codec}",)


def test_dashes_and_quotes_of_english_are_windows_1252() -> None:
    text = "The programs—including 57 women’s centers—don’t close: “never” – £5 million, €3.\n"
    assert load("a.txt", text.encode("cp1252")).text == text


def test_a_named_encoding_is_kept_to() -> None:
    assert load("a.txt", "ÚÑ".encode("cp850"), encoding="cp850").text == "ÚÑ"
    assert load("a.txt", "57 años".encode("utf-16-le"), encoding="utf-16-le").text == "57 años"
    with pytest.raises(Unreadable, match="utf-8"):
        load("a.txt", b"a\xf1o", encoding="utf-8")
    for unknown in ("klingon", "base64", "a\0b", "é"):
        with pytest.raises(BadInput):
            load("a.txt", b"text", encoding=unknown)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"57 \0 services", "NUL"),
        ("57 services".encode("utf-16-le"), "NUL"),
        ("57 años, más".encode()[:-3] + b"\xc3", "offset"),
        ("lone \ud800".encode("utf-8", "surrogatepass"), "not UTF-8"),
        (bytes(range(128, 256)), "not UTF-8"),
        (("años y niñas más " * 20).encode("cp1252") + b" \x81 ", "not UTF-8"),
        (b"\x01\x02\x03\x04" * 10, "control"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"\x89PNG\r\n\x1a\n", "image"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as error:
        load("a.txt", data)
    assert error.value.where == "a.txt"


@pytest.mark.parametrize("name", ["a.doc", "a.png", "a.zip", "a.exe", "a", ".txt", "a.txt/", "a.tx t", "notes.d/a"])
def test_unknown_kinds_are_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(UnsupportedFormat) as error:
        load(name, b"text")
    assert error.value.todo


def test_formats_are_found_by_extension_in_any_case() -> None:
    assert {load(f"a{e.upper()}", b"text").format for e in (".txt", ".md")} == {"txt", "md"}
    assert all(extension.startswith(".") for extension in FORMATS)


def test_size_is_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policy_qa.loaders.front.SIZE_LIMIT", 10)
    with pytest.raises(TooLarge, match="11 bytes"):
        load("a.txt", b"x" * 11)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The *report*\n\ntext", "The report"),
        ("intro\n\n## [Law 5](http://x.org/a) #\n", "Law 5"),
        ("A short first line\n\nand text.", "A short first line"),
        ("This is a sentence.\n", None),
        ("x" * 151, None),
        ("123\n", None),
    ],
)
def test_title_is_the_first_heading_or_short_line(text: str, title: str | None) -> None:
    assert load("a.md", text.encode()).metadata.title == title


def test_front_matter_gives_metadata() -> None:
    text = """---
title: >-
  Pol&iacute;tica Nacional
  de Igualdad
publication_date: '2019-04-04'
source: 'https://example.org/#/norma/1'
official_journal: El Peruano
lang: es-PE
license: CC0
---
# Other
"""
    found = load("a.md", text.encode()).metadata
    assert found.title == "Política Nacional de Igualdad"
    assert (found.publisher, found.published) == ("El Peruano", date(2019, 4, 4))
    assert (found.url, found.language, found.licence) == ("https://example.org/#/norma/1", "es", "CC0")


@pytest.mark.parametrize(
    "body", ["- a\n- b", "title: [", "title: 3\n\tx: 2", "[" * 5000, "date: 2024-13-45", "url: javascript:1"]
)
def test_odd_front_matter_is_no_trouble(body: str) -> None:
    found = load("a.md", f"---\n{body}\n---\n# Head\n".encode()).metadata
    assert (found.title, found.published, found.url) == ("Head", None, None)
