"""Text and Markdown: the decoded bytes unchanged, and a title where the text gives one."""

from __future__ import annotations

import re

from policy_qa.loaders.decode import decode
from policy_qa.loaders.front_matter import front_matter, tidy
from policy_qa.loaders.loaded import Format, Loaded

HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.{1,400}?)[ \t#]*$", re.MULTILINE)
MARKUP = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
HEAD = 4_000
SHORT = 150


def load_plain(name: str, data: bytes, form: Format, encoding: str | None) -> Loaded:
    """The decoded text as it is, front matter and all."""
    decoded = decode(data, name, encoding)
    stated, body = front_matter(decoded.text)
    if stated.title is None:
        stated = stated.model_copy(update={"title": title(decoded.text[body : body + HEAD], form)})
    return Loaded(decoded.text, form, decoded.encoding, stated, (decoded.note,) if decoded.note else ())


def title(head: str, form: Format) -> str | None:
    """The first Markdown heading, else the first line where it is short and no sentence."""
    if form == "md" and (heading := HEADING.search(head)):
        return _plain(heading[1])
    first = next((line.strip() for line in head.splitlines() if line.strip()), "")
    if len(first) > SHORT or first.endswith((".", ";", ",")) or not any(c.isalpha() for c in first):
        return None
    return _plain(first)


def _plain(text: str) -> str | None:
    return tidy(MARKUP.sub(lambda m: m[1] or "", text).lstrip("#> "))
