"""Freshness: what was answered at one generation of the corpus is still true at it, so a 304 can say so.

The tag is that of the corpus and of this code, not of the page: each address has its own cache entry.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import Request
from starlette.requests import HTTPConnection

from policy_qa_api.desk import Desk
from policy_qa_api.words import chosen_language
from policy_qa_extractors.rulebook import fingerprint

VARY = "Accept, Accept-Encoding, Accept-Language, Authorization, Cookie"


class NotModified(Exception):
    """The reader's copy is still good."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def check_fresh(request: Request, desk: Desk) -> None:
    """Tags the response to come, or raises NotModified where the reader has it already."""
    if request.method != "GET":
        return
    parts = (str(desk.generation), edition(), chosen_language(request), request.headers.get("accept", ""))
    tag = f'W/"{sha256(chr(31).join(parts).encode()).hexdigest()[:24]}"'
    if tag in [one.strip() for one in request.headers.get("if-none-match", "")[:4000].split(",")]:
        raise NotModified(tag)
    request.state.etag = tag


def forget_tag(request: HTTPConnection) -> None:
    """Leaves the response untagged: it would not be the same if asked for again."""
    request.state.etag = None


@cache
def edition() -> str:
    """A hash of the rules and of this package: another edition of the code may answer otherwise."""
    here = Path(__file__).parent
    files = sorted(path for path in here.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    code = b"".join(sha256(path.read_bytes()).digest() for path in files)
    return sha256(fingerprint().encode() + code).hexdigest()
