"""File names that are safe to write on any system, and to show."""

from __future__ import annotations

import re
from unicodedata import category, normalize

from policy_qa.errors import BadInput

BYTES_LIMIT = 200
"""The longest name in UTF-8 bytes: file systems take 255, and a temporary name is a little longer."""

FORBIDDEN = re.compile(r'[<>:"|?*]')
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10))})
"""Names that Windows keeps for devices, whatever the extension."""

PLAIN = re.compile(r"[A-Za-z0-9][\w.-]{0,150}\w", re.ASCII)
"""Names that hold nothing to look for but a device."""

TODO = "rename it to letters, digits, '.', '_' and '-'"


def safe_name(name: str) -> str:
    """The last part of a path, in Unicode's composed form, where it is fit to be a file's name.

    Raises BadInput for NUL and other control characters, marks that turn the writing direction, lone surrogates,
    names of devices, hidden names, names over 200 bytes and names of nothing but dots.
    """
    if PLAIN.fullmatch(name) and name.partition(".")[0].casefold() not in DEVICES:
        return name
    shown = f"name {name[:60]!a}"
    last = normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    if odd := next((c for c in last if category(c) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}), None):
        raise BadInput(f"a file's name can't hold the character U+{ord(odd):04X}", where=shown, todo=TODO)
    if not last.strip(". "):
        raise BadInput("this names no file", where=shown, todo="give a name such as report.txt")
    if last.startswith("."):
        raise BadInput("a file whose name begins with a dot is hidden", where=shown, todo=TODO)
    if found := FORBIDDEN.search(last):
        raise BadInput(f"a file's name can't hold {found[0]}", where=shown, todo=TODO)
    if last != last.strip() or last.endswith("."):
        raise BadInput("a file's name can't begin or end in a space, or end in a dot", where=shown, todo=TODO)
    if last.split(".")[0].strip().casefold() in DEVICES:
        raise BadInput("Windows keeps this name for a device", where=shown, todo=TODO)
    if len(last.encode()) > BYTES_LIMIT:
        raise BadInput(f"the name is longer than {BYTES_LIMIT} bytes", where=shown, todo="give it a shorter name")
    return last
