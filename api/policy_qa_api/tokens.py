"""Who may do what: tokens with a role each, kept as hashes, compared in constant time.

The file has a line for each token: role, SHA-256 of the token in hexadecimal, and a name for people.
Tokens are long random strings, so a plain hash keeps them safe at rest.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path

from policy_qa.errors import BadInput

ROLES = ("reader", "reviewer", "admin")
"""Each may do what those before it may."""

LINE = re.compile(r"(reader|reviewer|admin)\s+([0-9a-f]{64})(?:\s+(.*))?", re.ASCII)
READS = frozenset({("POST", "/api/extract"), ("POST", "/api/claims"), ("POST", "/claims")})


@dataclass(frozen=True, slots=True)
class Tokens:
    """The roles by the hash of their token."""

    roles: Mapping[str, str]

    def role(self, token: str) -> str | None:
        """The role of a token; every hash is compared, whichever fits."""
        shown = sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
        found = [role for kept, role in self.roles.items() if compare_digest(kept, shown)]
        return found[0] if found else None


def read_tokens(path: Path) -> Tokens:
    """The tokens of a file; blank lines and lines that begin with # are skipped. Raises BadInput."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise BadInput(f"the tokens can't be read: {problem}", where=str(path)) from problem
    roles: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        said = LINE.fullmatch(line.strip())
        if said is None:
            raise BadInput(
                "is no role with a hash",
                where=f"{path}, line {number}",
                todo="write: reader|reviewer|admin SHA256 NAME",
            )
        roles[said[2]] = said[1]
    if not roles:
        raise BadInput("holds no token", where=str(path))
    return Tokens(roles)


def needed_role(method: str, path: str) -> str:
    """The least role that a request asks for."""
    if method in {"GET", "HEAD", "OPTIONS"} or (method, path) in READS:
        return "reader"
    return "reviewer" if path.endswith("/review") else "admin"


def allows(role: str, needed: str) -> bool:
    """Whether a role may do what asks for another."""
    return ROLES.index(role) >= ROLES.index(needed)


def shown_token(authorization: str) -> str | None:
    """The token in an Authorization header: Bearer, or the password of Basic, which browsers ask people for."""
    scheme, _, rest = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip() or None
    if scheme.lower() != "basic":
        return None
    try:
        return b64decode(rest.strip(), validate=True).decode("utf-8").partition(":")[2] or None
    except (NotBase64, UnicodeDecodeError, ValueError):
        return None
