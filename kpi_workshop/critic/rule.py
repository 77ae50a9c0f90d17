"""What a rule is, and what it finds."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Literal, get_args

from kpi_workshop import content
from kpi_workshop.critic.causes import Cause, cause
from kpi_workshop.reading import Reading, Span

Severity = Literal["must", "should", "consider"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From what keeps a KPI from working to what is worth a thought."""

Examples = Mapping[str, tuple[str, ...]]
"""Statements by language."""


@dataclasses.dataclass(frozen=True, slots=True)
class Evidence:
    """Where in the statement a rule saw its fault."""

    span: Span
    params: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """What fills the placeholders of the rule's words: quotations from the statement, figures."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One fault that a statement can have. Each rule is a file of `critic/rules/`, with a `RULE` in it.

    Its words stand in `data/texts/*/critic.toml` below its id: `chip`, `what`, `why`, `question`.
    """

    id: str
    """Says the fault, and reads well after "allow …". The file is named after it."""
    severity: Severity
    reason: str
    """Why KPIs like this backfire: a key of `reasons` in `data/causes.toml`."""
    check: Callable[[Reading], Iterable[Evidence]]
    bad: Examples
    """Statements that have the fault: the rule's tests, and its page in the catalogue."""
    good: Examples
    """Near misses: statements that look like the bad ones and don't have the fault."""

    def findings(self, reading: Reading) -> list[Finding]:
        """What the rule finds in a statement."""
        return [
            Finding(
                rule=self.id, severity=self.severity, reason=self.reason, span=seen.span, params=seen.params
            )
            for seen in self.check(reading)
        ]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault found in a statement. It carries no words: they are chosen when it is shown."""

    rule: str
    """The id of the rule."""
    severity: Severity
    reason: str
    span: Span
    """Where: start and end in code points of the statement."""
    params: Mapping[str, str]

    def chip(self, language: str) -> str:
        """The fault in two or three plain words."""
        return self._words("chip", language)

    def message(self, language: str) -> str:
        """What the statement leaves open, in a sentence about the statement, never about its writer."""
        return self._words("what", language)

    def why(self, language: str) -> str:
        """What that does to the people who work with it."""
        return self._words("why", language)

    def question(self, language: str) -> str:
        """A question that helps the writer to the next version."""
        return self._words("question", language)

    def cause(self) -> Cause:
        """The reason behind it, the consequences it risks and the solutions that answer it."""
        return cause(self.reason)

    def _words(self, kind: str, language: str) -> str:
        return content.text(f"critic.{self.rule}.{kind}", language, **self.params)
