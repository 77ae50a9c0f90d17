"""What a statement says, as far as it can be read off the page."""

from __future__ import annotations

import dataclasses
from typing import Literal, NamedTuple

from kpi_workshop.reading.tokens import Span

Unit = Literal["percent", "points", "money", "duration", "times", "count"]
Role = Literal["target", "baseline", "means", "scope", "stake"]
Comparison = Literal["at least", "at most", "between", ""]
Direction = Literal["up", "down"]
Joint = Literal["", "and", "comma", "plus", "stop"]
TimeKind = Literal["deadline", "period", "frequency"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number that says how much. Numbers in dates and names ("Q3", "ISO 9001") are not amounts."""

    value: float
    """With its scale: "500 triệu" is 500 000 000, "7,5%" is 7.5."""
    high: float | None
    """The upper end of a range, or None."""
    unit: Unit
    span: Span
    role: Role
    """The level to reach or that of today, a part of how to get there, of what it is done to, or of what is
    gained or lost by it."""
    comparison: Comparison
    is_change: bool
    """Whether it says by how much ("by 12%") rather than which level ("to 12%")."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """That a statement asks for more or less of something."""

    direction: Direction
    span: Span
    relative: float | None
    """0.5 for +50 % and for halving, 1.0 for doubling; None if the statement doesn't tell."""
    also: Span | None = None
    """A further change whose level of today isn't said, where that of this one is."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TimeFrame:
    """When, or how often."""

    kind: TimeKind
    span: Span


class Clause(NamedTuple):
    """A part of a statement, by the indices of its tokens."""

    joint: Joint
    """How it is set off from the part before it: not at all, or ever more sharply."""
    first: int
    begin: int
    """The first token that says what it is about, after a label, a date and the like."""
    end: int
    """The one from which on it says how, what for, or when; the same as `last` if it doesn't."""
    last: int
    """The one after its last."""
