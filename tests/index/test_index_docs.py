"""What is written about searching names all there is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from policy_qa.errors import QueryError
from policy_qa.index import FACETS, SORTS, parse
from policy_qa.index.fields import FIELDS, LIMITS

PAGE = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")


def test_the_page_names_every_field_choice_facet_sort_and_limit() -> None:
    for name, kind in FIELDS.items():
        assert f"`{name}:`" in PAGE or f"| `{name}` |" in PAGE, name
        assert name == "label" or all(f"`{choice}`" in PAGE for choice in kind.choices), name
    assert all(f"`{name}`" in PAGE for name in (*FACETS, *SORTS))
    assert all(str(limit) in PAGE for limit in LIMITS.values())


@pytest.mark.parametrize(
    "query", [line.removeprefix("    policy-qa search '").partition("'")[0] for line in PAGE.splitlines()
              if line.startswith("    policy-qa search '")]
)  # fmt: skip
def test_the_examples_read(query: str) -> None:
    assert str(parse(query))


def test_the_error_shown_is_the_error_given() -> None:
    with pytest.raises(QueryError) as caught:
        parse("women yaer:2023")
    assert str(caught.value) in PAGE


def test_the_help_of_search_names_every_field() -> None:
    script = "import sys; from policy_qa.cli import main; sys.argv = ['policy-qa', 'search', '--help']; main()"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert all(f"{name}:" in told.stdout for name in FIELDS), told.stdout
