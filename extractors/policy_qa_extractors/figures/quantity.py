"""A quantity: a number with its unit and qualifier, before it is known what it measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from policy_qa.domain.records import Number, Qualifier

Role: TypeAlias = Literal["plain", "from", "to", "bracket", "share", "ellipsis"]


@dataclass(slots=True)
class Quantity:
    """Offsets are the view's. `start`–`end` is the figure's span (number, scale, unit sign, printed qualifier);
    `core_start`–`core_end` is the number with its scale and unit alone, `number_end` the end of number and scale words.
    `scale` is the last scale printed (1.3 million: 1000000).

    `role`: "from" and "to" are the two sides of a change, "bracket" stands in brackets behind another quantity,
    "share" is a fraction or "one in three" (`per` holds what it is a share of), "ellipsis" has its unit or scale
    from a later member of a list, "plain" is all else.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    value: Number
    label: str
    rule: str
    value_max: Number | None = None
    unit: str | None = None
    precision: Number | None = None
    qualifier: Qualifier | None = None
    per: str | None = None
    role: Role = "plain"
    scale: Number = 1
    number_end: int = 0
