"""Citations: the normal English form of a reference, and its name as a uniform resource.

The form of numbered norms is "Supreme Decree No. 013-2023-MIMP". A URN LEX (RFC 9676) needs jurisdiction,
authority, type and day; it is given only where all four are printed.
"""

from __future__ import annotations

import re
from datetime import date

from policy_qa_extractors.rulebook import Rule, load

FIELD = re.compile(r"\{(\w+)\}")
UNION = {"UE": "EU", "CE": "EC", "CEE": "EEC", "JAI": "JHA"}
SPACES = re.compile(r" {2,}")


def instrument_of(rule: Rule, parts: dict[str, str]) -> str:
    """The instrument in snake case; a rule for several has a table of their printed words."""
    kinds: dict[str, str] = rule.extra.get("kinds", {})
    printed = parts.get("kind") or parts.get("scope") or parts.get("name", "").split(" ", 1)[0]
    return kinds.get(printed) or str(rule.extra["instrument"])


def year_of(parts: dict[str, str]) -> int | None:
    """The year that a number names, or the day behind it; two digits stand for 1930 to 2029."""
    printed = parts.get("year") or parts.get("year_of") or parts.get("signed")
    if printed is None:
        return None
    return full_year(printed)


def full_year(printed: str) -> int:
    """A year of four digits, of three (004 is 2004) or of two: 1930 to 2029."""
    if len(printed) > 2:
        return int(printed) + (2000 if len(printed) == 3 else 0)
    return (1900 if int(printed) >= 30 else 2000) + int(printed)


def issuer_of(rule: Rule, parts: dict[str, str]) -> str | None:
    """The issuer as printed in the number, or as the name of the instrument says it."""
    if organ := parts.get("organ"):
        return str(rule.extra.get("organs", {}).get(organ, organ))
    printed = parts.get("issuer") or parts.get("body")
    return UNION.get(printed, printed) if printed else rule.extra.get("issuer")


def citation(rule: Rule, parts: dict[str, str]) -> str:
    """The normal form: the rule's template with the printed parts."""
    template: str = rule.extra["citation"]
    kind = instrument_of(rule, parts).replace("_", " ").title()
    code = "-".join(part for part in (parts.get("number"), parts.get("year"), parts.get("issuer")) if part)
    issuer = parts.get("issuer", "")
    fields = {
        **parts,
        "code": code,
        "Kind": kind,
        "Scope": parts.get("scope", "").title(),
        "printed_year": parts.get("year", ""),
        "issuer": UNION.get(issuer, issuer),
        "organ": issuer_of(rule, parts) or "",
        "constitution": _constitution(parts),
        "code_name": _code(parts.get("name", "")),
    }
    text = SPACES.sub(" ", FIELD.sub(lambda m: fields.get(m[1], ""), template)).strip()
    if (body := parts.get("body")) and " No. " in text:
        text = text.replace(" No. ", f" {body} No. ")
    return text + (_year_behind(template, parts) if rule.extra.get("cited_year", True) else "")


def _year_behind(template: str, parts: dict[str, str]) -> str:
    """The year of a number that is not part of its code: "Law No. 1257 of 2008", "Resolution 1325 (2000)"."""
    if "year_of" in parts:
        return f" of {parts['year_of']}"
    if "year" not in parts or "{year}" in template or "{code}" in template or "{printed_year}" in template:
        return ""
    if "constitution" in template or "{name}" in template:
        return ""
    return f" ({parts['year']})" if "Resolution" in template or "symbol" in template else f"/{parts['year']}"


def _constitution(parts: dict[str, str]) -> str:
    name = parts.get("name", "")
    political = "Political " if "pol" in name.casefold() else ""
    countries: dict[str, str] = load("es/legal.toml").tables["countries"]
    country = parts.get("of") or next((to for word, to in countries.items() if word in name.casefold()), "")
    owner = f"{parts['country']} " if parts.get("country") not in {None, "Political"} else ""
    return f"{owner}{political}Constitution" + (f" of {country}" if country else "")


def _code(name: str) -> str:
    """A Spanish code's English name where there is a customary one."""
    codes: dict[str, str] = load("es/legal.toml").tables["codes"]
    return codes.get(name.partition(" ")[2].casefold(), name)


def urn_of(rule: Rule, parts: dict[str, str]) -> str | None:
    """urn:lex:jurisdiction:authority:type:day;number, or None where a part is not printed."""
    body, day = parts.get("body", ""), _day(parts.get("of", ""))
    if body not in {"Council", "Commission"} or day is None or "kind" not in parts:
        return None
    kind = instrument_of(rule, parts)
    return f"urn:lex:eu:{body.lower()}:{kind}:{day};{parts['year']}-{parts['number']}"


def _day(text: str) -> date | None:
    months = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    words = text.casefold().split()
    if len(words) != 3 or words[1][:3] not in months:
        return None
    try:
        return date(int(words[2]), months.index(words[1][:3]) + 1, int(words[0]))
    except ValueError:
        return None
