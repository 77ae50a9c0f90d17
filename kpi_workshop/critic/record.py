"""A KPI with its fields, read together: what its record answers, and the levels in it."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping

from kpi_workshop import reading
from kpi_workshop.critic import vocabulary
from kpi_workshop.critic.levels import Level, comparable, level, level_in, levels
from kpi_workshop.critic.rule import EVERY_RULE, Finding
from kpi_workshop.kpi import Kpi
from kpi_workshop.reading import Reading, Span

ANSWERED_BY: Mapping[str, tuple[str, ...]] = {
    "missing-target": ("target",),
    "missing-timeframe": ("period",),
    "missing-baseline": ("baseline", "history"),
    "activity-not-outcome": ("purpose",),
    "money-only-reward": ("recognition",),
}
"""Rule on statements → the fields of a record that answer what it asks."""

_LABEL = ": "


@dataclasses.dataclass(frozen=True)
class Record:
    """A KPI, read."""

    kpi: Kpi
    statement: Reading
    whole: Reading
    """The statement; where it names no target with that of the record behind it: "Waiting time: 10 min"."""

    @classmethod
    def of(cls, kpi: Kpi, language: str | None = None) -> Record:
        """Read a KPI. `language` is the language of its statement; it is found out if it isn't given."""
        statement = whole = reading.read(kpi.text, language)
        if kpi.target.strip() and kpi.text.strip() and not statement.targets:
            whole = reading.read(_head(kpi.text) + _LABEL + kpi.target, statement.language)
        return cls(kpi, statement, whole)

    @property
    def is_filled_in(self) -> bool:
        """Whether there is more than a statement: only then can something be lacking that no text has."""
        return bool(self.kpi.as_dict().keys() - {"id", "text", "meant_so"})

    @functools.cached_property
    def target(self) -> Level | None:
        """The level that is asked for, unless it says by how much to change."""
        named = level(self.kpi.target, self.statement.language)
        changes = {amount.value for amount in self.statement.targets if amount.is_change}
        if self.kpi.target.strip():
            return self._with_rate(named) if named and named.low not in changes else None
        found = level_in(self.statement)
        return self._with_rate(found) if found else None

    @functools.cached_property
    def capacity(self) -> Level | None:
        """What is possible."""
        return level(self.kpi.capacity, self.statement.language)

    @functools.cached_property
    def baseline(self) -> Level | None:
        """The level today."""
        return level(self.kpi.baseline, self.statement.language)

    @functools.cached_property
    def history(self) -> tuple[Level, ...]:
        """The levels of earlier periods, as far as they can be compared with the target: all or none."""
        found = levels(self.kpi.history, self.statement.language)
        return found if all(map(self.is_comparable, found)) else ()

    @property
    def target_place(self) -> tuple[str, Span]:
        """The field that holds the target, and where in it."""
        if self.kpi.target.strip() or not self.target:
            return "target", (0, len(self.kpi.target))
        return "text", self.target.span

    @property
    def is_less_wanted(self) -> bool:
        """Whether reaching the target is known to mean less of something."""
        bound = self.target is not None and self.target.comparison == "at most"
        return bound or self._direction == "down" or vocabulary.less_is_better(self.kpi.text)

    @property
    def is_more_wanted(self) -> bool:
        """Whether reaching the target is known to mean more of something."""
        bound = self.target is not None and self.target.comparison == "at least"
        more = vocabulary.family(self.kpi.text) and not vocabulary.less_is_better(self.kpi.text)
        return bound or self._direction == "up" or bool(more)

    def is_comparable(self, other: Level) -> bool:
        """Whether a level can be compared with the target."""
        return self.target is not None and comparable(self.target, other)

    def lacks(self, field: str) -> bool:
        """Whether a field beside the statement is empty."""
        return field != "text" and not getattr(self.kpi, field)

    def answers(self, rule: str) -> bool:
        """Whether a field answers what a rule on statements asks, or it is marked as meant so."""
        return any(getattr(self.kpi, field) for field in ANSWERED_BY.get(rule, ())) or self.is_meant(rule)

    def is_meant(self, rule: str) -> bool:
        """Whether somebody has said, with a reason, that what a rule finds is meant so."""
        return any(self.kpi.meant_so.get(name, "").strip() for name in (rule, EVERY_RULE))

    def in_target(self, finding: Finding) -> Finding | None:
        """A finding about `whole`, with its place in the target; None if it isn't there."""
        before = len(_head(self.kpi.text)) + len(_LABEL)
        if self.whole is self.statement or finding.span[0] < before:
            return None
        start, end = finding.span
        return dataclasses.replace(finding, span=(start - before, end - before), field="target")

    @property
    def _direction(self) -> str:
        return self.statement.change.direction if self.statement.change else ""

    def _with_rate(self, found: Level) -> Level:
        """How often, from elsewhere in the record if the target doesn't say."""
        frames = map(self.statement.said, (frame.span for frame in self.statement.times))
        known = (vocabulary.rate(words) for words in (*frames, self.kpi.period))
        return found if found.rate else dataclasses.replace(found, rate=next(filter(None, known), ""))


def _head(text: str) -> str:
    return text.rstrip(" .:;,\n\t")
