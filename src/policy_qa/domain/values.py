"""The base of every value: frozen, complete when made, closed to unknown fields."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value; equal when its fields are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Value):
    """A half-open stretch of a document's text, in Unicode code points."""

    start: int
    end: int
