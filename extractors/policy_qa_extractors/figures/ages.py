"""Ages: "aged 18 to 24" and "under the age of 30" are years, though no "years" is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from policy_qa.domain.records import Language, Qualifier
from policy_qa_extractors.figures.quantity import Quantity
from policy_qa_extractors.rulebook import load

NEAR = 26
OLDEST = 120


@cache
def _said(language: Language) -> tuple[re.Pattern[str], dict[str, Qualifier]] | None:
    """The words before an age or within a range of ages, and the qualifiers that stand before them."""
    table = load(f"{language}/units.toml").tables.get("age")
    if table is None:
        return None
    before = "|".join(re.escape(words) for words in table["before"])
    limits = "|".join(re.escape(words) for words in table["limits"])
    return re.compile(rf"\b(?:({limits}) )?(?:{before})$|\bages of \d", re.IGNORECASE), table["limits"]


def tell(text: str, quantities: Sequence[Quantity], language: Language) -> None:
    """Gives the quantities that are ages their unit, and the qualifier printed before "the age of"."""
    said = _said(language)
    for quantity in quantities if said else ():
        if said is None or quantity.label != "CARDINAL" or not 0 < (quantity.value_max or quantity.value) <= OLDEST:
            continue
        start, inner = quantity.start, said[0].search(text, quantity.start, quantity.end)
        spaced = text[start - 1 : start] == " "
        found = inner or (said[0].search(text, max(start - NEAR, 0), start - 1) if spaced else None)
        if found is None:
            continue
        quantity.label, quantity.unit = "QUANTITY", "a"
        if found[1] and quantity.qualifier is None:
            quantity.qualifier = said[1][found[1].lower()]
