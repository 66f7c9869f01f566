"""The front door: a file's name and bytes → what it says, or a refusal that tells what to do."""

from __future__ import annotations

from policy_qa.errors import TooLarge, Unreadable, UnsupportedFormat
from policy_qa.loaders.loaded import Format, Loaded
from policy_qa.loaders.plain import load_plain
from policy_qa.loaders.sniff import sniff

FORMATS: dict[str, Format] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
}
"""The extensions that can be read, each with its format."""

SIZE_LIMIT = 50_000_000
"""The largest file that is read, in bytes."""

ADVICE = {
    ".doc": "open it in a word processor and save it as .docx or .odt",
    ".rtf": "open it in a word processor and save it as .docx or .odt",
    ".docm": "save it as .docx, without macros",
    ".xls": "save the sheet as text or the report as .pdf",
    ".xlsx": "save the sheet as text or the report as .pdf",
    ".ppt": "save it as .pdf",
    ".pptx": "save it as .pdf",
    ".zip": "unpack it and add the files in it",
}
EXPECTED: dict[Format, str] = {"docx": "zip", "odt": "zip", "pdf": "pdf"}
"""What the content of a format must be by its first bytes; text formats have no sign."""

CONTENT = {
    "pdf": "a PDF",
    "zip": "a zip archive",
    "ole": "an old Microsoft Office file, or an encrypted one",
    "rtf": "a rich text file",
    "image": "an image",
    "media": "a sound, film or image",
    "archive": "an archive",
    "database": "a database",
    "program": "a program",
}


def load(name: str, data: bytes, *, encoding: str | None = None) -> Loaded:
    """The text of a file and what it says about itself; `name` gives the format by its extension.

    `encoding` overrules all guesses for text formats. Where content and extension disagree (a PDF called .txt) the
    file is refused.
    Raises UnsupportedFormat, Unreadable or TooLarge, each with the file's name and what to do.
    """
    form = format_of(name)
    if len(data) > SIZE_LIMIT:
        raise TooLarge(
            f"{len(data):,} bytes; the most that is read is {SIZE_LIMIT:,}", where=name, todo="split the report"
        )
    content = sniff(data)
    if not data:
        raise Unreadable("the file is empty", where=name, todo="give a file with text in it")
    if content != EXPECTED.get(form):
        what = CONTENT[content] if content else "something else"
        raise Unreadable(f"its content is {what}, not {form}", where=name, todo=_todo(content))
    try:
        loaded = _loaded(name, data, form, encoding)
    except TooLarge as problem:
        problem.where = problem.where or name
        raise
    if not loaded.text.strip():
        raise Unreadable("there is no text in it", where=name, todo="give a file with text in it")
    return loaded


def _loaded(name: str, data: bytes, form: Format, encoding: str | None) -> Loaded:
    """Each format's own loader, imported where it is needed: lxml and PDFium cost time."""
    if form == "docx":
        from policy_qa.loaders.docx import load_docx

        return load_docx(name, data)
    if form == "odt":
        from policy_qa.loaders.odt import load_odt

        return load_odt(name, data)
    if form == "pdf":
        from policy_qa.loaders.pdf import load_pdf

        return load_pdf(name, data)
    if form == "html":
        from policy_qa.loaders.html import load_html

        return load_html(name, data, encoding)
    return load_plain(name, data, form, encoding)


def format_of(name: str) -> Format:
    """The format that a file's name stands for; raises UnsupportedFormat."""
    extension = extension_of(name)
    if extension in FORMATS:
        return FORMATS[extension]
    known = f"give one of {' '.join(FORMATS)}"
    todo = ADVICE.get(extension, known)
    what = f"files of kind {extension} are not read" if extension else "the name has no extension to tell its kind"
    raise UnsupportedFormat(what, where=name, todo=todo)


def extension_of(name: str) -> str:
    """The extension in lower case with its dot; empty where there is none."""
    stem, dot, extension = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return f".{extension.casefold()}" if dot and stem and len(extension) <= 12 else ""


def _todo(content: str | None) -> str:
    if content == "pdf":
        return "name the file by its kind, .pdf"
    if content == "ole":
        return "open it in a word processor and save it as .docx without a password"
    return f"give one of {' '.join(FORMATS)}"
