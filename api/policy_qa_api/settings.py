"""What an operator may set: sizes, hosts and places. Read from the environment once, when the app is made."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from policy_qa.errors import BadInput

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits in bytes; `hosts` are the names, besides loopback and bare addresses, that this server answers to."""

    hosts: frozenset[str] = frozenset()
    upload_limit: int = 50 * MEGABYTE
    body_limit: int = 8 * MEGABYTE
    query_limit: int = 16 * 1024


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in $POLICY_QA_HOSTS (names with commas between) and $POLICY_QA_UPLOAD_LIMIT (megabytes).

    Raises BadInput where a value can't be read.
    """
    hosts = frozenset(
        name.strip().lower() for name in environment.get("POLICY_QA_HOSTS", "").split(",") if name.strip()
    )
    return Settings(hosts=hosts, upload_limit=_megabytes(environment, "POLICY_QA_UPLOAD_LIMIT", 50))


def read_places(environment: Mapping[str, str] = os.environ) -> tuple[Path, Path | None]:
    """The home folder ($POLICY_QA_HOME, else .policy-qa) and the corpus folder ($POLICY_QA_CORPUS, or none)."""
    corpus = environment.get("POLICY_QA_CORPUS")
    return Path(environment.get("POLICY_QA_HOME") or ".policy-qa"), Path(corpus) if corpus else None


def _megabytes(environment: Mapping[str, str], name: str, default: int) -> int:
    printed = environment.get(name) or str(default)
    if not printed.isascii() or not printed.isdigit() or not 1 <= int(printed[:9]) <= 4096:
        raise BadInput(f"{printed[:40]!r} is no number of megabytes from 1 to 4096", where=f"${name}")
    return int(printed) * MEGABYTE
