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


def pdf(*pages: Sequence[tuple[float, float, float, str]], extra: str = "") -> bytes:
    """A PDF of Helvetica; a page is a list of (x, y, size, text), in points from the lower left corner."""
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
