"""Small files of the formats that loaders read, made for the tests from their own plain parts."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = f'<?xml version="1.0"?><w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>%s</w:body></w:document>'
STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Ttulo1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="Ttulo1"/></w:style>
<w:style w:type="paragraph" w:styleId="TDC1"><w:name w:val="toc 1"/></w:style></w:styles>"""
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
CONTENT = (
    '<office:document-content xmlns:office="%soffice:1.0" xmlns:text="%stext:1.0" '
    'xmlns:table="%stable:1.0" xmlns:draw="%sdrawing:1.0">'
    "<office:body><office:text>{}</office:text></office:body></office:document-content>"
) % ((ODF,) * 4)


def packed(**parts: str | bytes) -> bytes:
    """A zip file; "__" in a name stands for "/", "_" at its end for nothing."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def docx(body: str, **parts: str | bytes) -> bytes:
    """A Word document with the given body."""
    return packed(word__document_xml=DOCUMENT % body, word__styles_xml=STYLES, **parts)


def p(text: str, style: str = "", properties: str = "") -> str:
    """A Word paragraph of one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A Word run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tbl(*rows: Sequence[str]) -> str:
    """A Word table of cells with one paragraph each; a cell may bring its own properties before a "~"."""
    made = ""
    for row in rows:
        made += "<w:tr>"
        for cell in row:
            properties, tilde, text = cell.rpartition("~")
            made += f"<w:tc><w:tcPr>{properties if tilde else ''}</w:tcPr>{p(text)}</w:tc>"
        made += "</w:tr>"
    return f"<w:tbl>{made}</w:tbl>"


def odt(body: str, **parts: str | bytes) -> bytes:
    """An OpenDocument text with the given body."""
    return packed(mimetype="application/vnd.oasis.opendocument.text", content_xml=CONTENT.replace("{}", body), **parts)


def pdf(*pages: Sequence[tuple[float, float, float, str]], extra: str = "", drawn: str = "") -> bytes:
    """A PDF of Helvetica; a page is a list of (x, y, size, text), in points from the lower left corner.

    `drawn` are operators of a page description, put on each page.
    """
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        shown = "".join(
            "BT /F1 {} Tf {} {} Td ({}) Tj ET\n".format(
                size, x, y, text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            )
            for x, y, size, text in page
        )
        shown += drawn
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> {extra} >>"
        )
        objects.append(f"<< /Length {len(shown.encode('cp1252'))} >>\nstream\n{shown}endstream")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


NOTED = (
    "<w:p><w:r><w:t>57 services</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
    "<w:del><w:r><w:delText>6</w:delText></w:r></w:del></w:p>"
)
BOXED = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
    f"<w:txbxContent>{p('boxed 12')}</w:txbxContent></mc:Choice></mc:AlternateContent></w:r></w:p>"
)
RICH_TABLE = tbl(
    ["", '<w:gridSpan w:val="2"/>~2023'],
    ["Region", "Women", "Men"],
    ['<w:vMerge w:val="restart"/>~Lima', "57", "60"],
    ["<w:vMerge/>~", "5", "6"],
)
RICH_ODT = """<text:h text:outline-level="2">Care</text:h>
<text:p>57<text:note><text:note-body><text:p>a note of 2021</text:p></text:note-body></text:note> services<text:s/>
<draw:frame><draw:text-box><text:p>boxed 12</text:p></draw:text-box></draw:frame></text:p>
<text:list><text:list-item><text:p>One</text:p>
<text:list><text:list-item><text:p>Two</text:p></text:list-item></text:list></text:list-item></text:list>
<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Region</text:p></table:table-cell>
<table:table-cell table:number-columns-spanned="2"><text:p>2023</text:p></table:table-cell>
<table:covered-table-cell/></table:table-row></table:table-header-rows>
<table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>Lima</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="2"><text:p>57</text:p></table:table-cell>
</table:table-row></table:table>"""
RICH_HTML = b"""<!doctype html><html lang=en><head><meta charset=utf-8><title>Care</title></head><body>
<nav><ul><li><a href=/>Home 12</a></ul></nav><main><h1>Care</h1>
<p>57<sup>2</sup> services &eacute;&#8211;<br>1&nbsp;000<dl><dt>Women<dd>358</dl>
<details><summary>More</summary><ul><li>a<ol><li>1</ol></ul></details>
<table><caption>T</caption><thead><tr><th rowspan=2>Region<th colspan=2>2023<tr><th>Women<th>Men</thead>
<tr><td>Lima<td>57<td>60</table><div hidden>9</div><pre>a  1\nb  2</pre></main><footer>8</footer></body></html>"""
PDF_TABLE = [("Region", "Women"), ("Lima", "358"), ("Loreto", "12")]
RICH_PDF = (
    [
        (50, 700, 18, "Care"),
        (50, 670, 10, "Left column 57"),
        (320, 670, 10, "Right column 60"),
        (50, 655, 10, "goes on"),
        (50, 60, 7, "1 a note"),
    ],
    [(x, 700 - 15 * n, 10, cell) for n, row in enumerate(PDF_TABLE) for x, cell in zip((50, 200), row)],
)

SAMPLES = {
    "a.docx": docx(p("A plan", "Titel") + p("57 services.") + tbl(["Region", "Women"], ["Lima", "57"])),
    "rich.docx": docx(
        p("Care", "Ttulo1")
        + NOTED
        + p("First", properties='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>')
        + BOXED
        + RICH_TABLE
        + f"<w:tbl><w:tr><w:tc>{tbl(['a', '1'])}{p('after')}</w:tc></w:tr></w:tbl>",
        word__footnotes_xml=f'<w:notes xmlns:w="{W}"><w:footnote w:id="2">{p("in 2021")}</w:footnote></w:notes>',
    ),
    "a.odt": odt(
        "<text:p>57 services</text:p><text:list><text:list-item><text:p>One</text:p></text:list-item></text:list>"
    ),
    "rich.odt": odt(RICH_ODT),
    "a.pdf": pdf([(50, 700, 10, "A total of 57 Rural Care Services operate nationwide.")]),
    "rich.pdf": pdf(*RICH_PDF, extra="/Rotate 90"),
    "a.html": b"<h1>Care</h1><p>57 services<table><tr><th>a<th>b<tr><td>1<td>2</table>",
    "rich.html": RICH_HTML,
    "a.txt": b"Rural care\n\nA total of 57 Rural Care Services operate, in 18 regi\xc3\xb3nes\n",
    "a.md": b"---\ntitle: Care\n---\n# Care\n\n- **57** services in [Lima](https://a.example)\n",
}
"""Small sound files of each kind, one of them with more in it."""
