from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

import pytest

from policy_qa.checking import check
from policy_qa.domain.checks import Check
from policy_qa.domain.sources import Document
from policy_qa_extractors import extract

Checker = Callable[[str], Sequence[Check]]


@pytest.fixture
def checked() -> Checker:
    """The relations of a text, read and checked."""

    def run(text: str) -> Sequence[Check]:
        document = Document(
            id="text",
            title="Text",
            name="text.txt",
            sha256=sha256(text.encode()).hexdigest(),
            size=len(text.encode()),
            format="txt",
            encoding="utf-8",
            characters=len(text),
        )
        return check(document, text, extract(text))

    return run
