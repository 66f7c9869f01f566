"""What an operator may set: sizes, hosts and places. Read from the environment once, when the app is made."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from policy_qa.errors import BadInput
from policy_qa_api.tokens import Tokens, read_tokens

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits in bytes; `rate` in requests a minute for each client off loopback.

    `hosts` are the names, besides loopback and bare addresses, that this server answers to.
    """

    hosts: frozenset[str] = frozenset()
    upload_limit: int = 50 * MEGABYTE
    body_limit: int = 8 * MEGABYTE
    query_limit: int = 16 * 1024
    rate: int = 600
    tokens: Tokens | None = None


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that are set: $POLICY_QA_HOSTS (names with commas between), $POLICY_QA_UPLOAD_LIMIT (megabytes),
    $POLICY_QA_RATE (requests a minute) and $POLICY_QA_TOKENS (a file of tokens).

    Raises BadInput where a value can't be read.
    """
    hosts = frozenset(
        name.strip().lower() for name in environment.get("POLICY_QA_HOSTS", "").split(",") if name.strip()
    )
    tokens = environment.get("POLICY_QA_TOKENS")
    return Settings(
        hosts=hosts,
        upload_limit=MEGABYTE * _number(environment, "POLICY_QA_UPLOAD_LIMIT", 50, most=4096),
        rate=_number(environment, "POLICY_QA_RATE", 600, most=1_000_000),
        tokens=read_tokens(Path(tokens)) if tokens else None,
    )


def read_places(environment: Mapping[str, str] = os.environ) -> tuple[Path, Path | None]:
    """The home folder ($POLICY_QA_HOME, else .policy-qa) and the corpus folder ($POLICY_QA_CORPUS, or none)."""
    corpus = environment.get("POLICY_QA_CORPUS")
    return Path(environment.get("POLICY_QA_HOME") or ".policy-qa"), Path(corpus) if corpus else None


def _number(environment: Mapping[str, str], name: str, default: int, *, most: int) -> int:
    printed = environment.get(name) or str(default)
    if not (printed.isascii() and printed.isdigit() and len(printed) < 10 and 1 <= int(printed) <= most):
        raise BadInput(f"{printed[:40]!r} is no number from 1 to {most}", where=f"${name}")
    return int(printed)
