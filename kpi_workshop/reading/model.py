"""What a statement says, as far as it can be read off the page."""

from __future__ import annotations

import dataclasses
from typing import Literal

from kpi_workshop.reading.tokens import Span

_SOON = 2
"""In phrases: how far on something is still said in the same breath."""
_NEAR = 24
"""The same in characters."""

Unit = Literal["percent", "points", "money", "duration", "times", "count"]
Role = Literal["target", "baseline", "means", "scope"]
Comparison = Literal["at least", "at most", "between", ""]
Direction = Literal["up", "down"]
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
    """The level to reach, the level of today, a part of how to get there, or of what is worked on."""
    comparison: Comparison
    is_change: bool
    """Whether it says by how much ("by 12%") rather than which level ("to 12%")."""
    counted: frozenset[str]
    """The lexicon's lists in which the thing that is counted stands: "300 calls" → {"work"}."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """That a statement asks for more or less of something."""

    direction: Direction
    span: Span
    relative: float | None
    """0.5 for +50 % and for halving, 1.0 for doubling; None if the statement doesn't tell."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TimeFrame:
    """When, or how often."""

    kind: TimeKind
    span: Span


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase of the lexicon in the statement."""

    lists: frozenset[str]
    """The lists of `data/lexicons/` that it stands in."""
    span: Span


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one statement says. Spans are in code points of `text`."""

    text: str
    language: str
    amounts: tuple[Amount, ...]
    change: Change | None
    baseline: Span | None
    """Where it says how things stand today or stood before, as a number."""
    times: tuple[TimeFrame, ...]
    everyone: Span | None
    """Where it addresses each of several people or places: "every rep", "tất cả nhân viên"."""
    universal: Span | None
    """Where it speaks of every one of some things that aren't people or places: "every call"."""
    means: Span | None
    """Where it says how, or with whose help."""
    phrases: tuple[Phrase, ...]
    opening: frozenset[str]
    """The lists of the phrases that its sentences start with, a label or a name left aside."""

    @property
    def whole(self) -> Span:
        """The statement without the white space around it."""
        start = len(self.text) - len(self.text.lstrip())
        return start, max(start, len(self.text.rstrip()))

    @property
    def targets(self) -> tuple[Amount, ...]:
        """The amounts at which one could say "reached"."""
        return tuple(amount for amount in self.amounts if amount.role == "target")

    @property
    def is_pinned_down(self) -> bool:
        """Whether something settles what reaching it means: a number, "never", or a named thing."""
        if self.targets or self.found("never", "multiple") or self.is_deliverable:
            return True
        return self.universal is not None and not self.found("vague")

    @property
    def is_deliverable(self) -> bool:
        """Whether it asks for a thing that is there or isn't: "Publish the runbook"."""
        does = not self.opening.isdisjoint(("deliver", "do")) and "endless" not in self.opening
        if not does and not self.found("done"):
            return False
        doubts = ("vague", "vague_change") if "weak" in self.opening else ("vague",)
        return bool(self.found("thing")) or not self.found(*doubts)

    def found(self, *lists: str) -> tuple[Span, ...]:
        """Where phrases of any of these lists of the lexicon stand, in order."""
        return tuple(phrase.span for phrase in self.phrases if not phrase.lists.isdisjoint(lists))

    def found_before(self, first: str, *lists: str) -> tuple[Span, ...]:
        """Where phrases of the list `first` stand with one of the other lists in the next few words."""
        near: list[Span] = []
        for at, phrase in enumerate(self.phrases):
            following = self.phrases[at + 1 : at + 1 + _SOON] if first in phrase.lists else ()
            if any(
                not after.lists.isdisjoint(lists) and after.span[0] - phrase.span[1] <= _NEAR
                for after in following
            ):
                near.append(phrase.span)
        return tuple(near)

    def said(self, span: Span) -> str:
        """The words at a place in the statement."""
        return self.text[slice(*span)]
