"""What a rule is, and what it finds."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Generic, Literal, TypeVar, get_args

from kpi_workshop import content
from kpi_workshop.critic.causes import Cause, cause
from kpi_workshop.reading import Span

Severity = Literal["must", "should", "consider"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From what keeps a KPI from working to what is worth a thought."""

Confidence = Literal["sure", "likely"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
"""Whether the words say it, or it is concluded from what they leave out or are likely to mean."""

EVERY_RULE = "*"
"""Stands for all rules where somebody marks what is meant so."""

NOWHERE: Span = (0, 0)
"""The place of what isn't written anywhere."""

Subject = TypeVar("Subject")
"""What a rule looks at: the reading of a statement, the record of a KPI, or a set of records."""
Example = TypeVar("Example")
"""The same as people write it: a text, a KPI, or several KPIs."""


@dataclasses.dataclass(frozen=True, slots=True)
class Evidence:
    """Where a rule saw its fault."""

    span: Span = NOWHERE
    params: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """What fills the placeholders of the rule's words: quotations, figures."""
    confidence: Confidence = "sure"
    field: str = "text"
    """The field of the KPI that the span is in; empty for a set as a whole."""
    kpis: tuple[str, ...] = ()
    """Ids of the KPIs of a set that it is about."""
    case: str = ""
    """Which of the rule's cases it is, where they need different words."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[Subject, Example]):
    """One fault that a KPI can have. Each rule is a file, with a `RULE` in it.

    Its words stand in `data/texts/*/critic.toml` below its id: `chip`, `what`, `why`, `question`, `evidence`,
    and below `case` what is said instead of `what`.
    """

    id: str
    """Says the fault, and reads well after "allow …". The file is named after it."""
    severity: Severity
    reason: str
    """Why KPIs like this backfire: a key of `reasons` in `data/causes.toml`."""
    check: Callable[[Subject], Iterable[Evidence]]
    bad: Mapping[str, tuple[Example, ...]]
    """What has the fault, by language: the rule's tests, and its page in the catalogue."""
    good: Mapping[str, tuple[Example, ...]]
    """Near misses: what looks like the bad examples and doesn't have the fault."""

    def findings(self, subject: Subject) -> list[Finding]:
        """What the rule finds."""
        return [self.finding(seen) for seen in self.check(subject)]

    def finding(self, seen: Evidence) -> Finding:
        """What is said of evidence for this rule's fault."""
        return Finding(
            rule=self.id,
            severity=self.severity,
            reason=self.reason,
            span=seen.span,
            params=seen.params,
            confidence=seen.confidence,
            field=seen.field,
            kpis=seen.kpis,
            case=seen.case,
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault found in a KPI or a set. It carries no words: they are chosen when it is shown."""

    rule: str
    """The id of the rule."""
    severity: Severity
    reason: str
    span: Span
    """Where: start and end in code points of the field."""
    params: Mapping[str, str]
    confidence: Confidence
    field: str = "text"
    """The field of the KPI: "text" is its statement; empty for a set as a whole."""
    kpis: tuple[str, ...] = ()
    """Ids of the KPIs of a set that it is about; none for a single KPI."""
    case: str = ""
    """Which of the rule's cases it is, where they need different words."""

    def chip(self, language: str) -> str:
        """The fault in two or three plain words."""
        return self._words("chip", language)

    def message(self, language: str) -> str:
        """What the KPI leaves open, in a sentence about the KPI, never about its writer."""
        return self._words(f"case.{self.case}" if self.case else "what", language)

    def why(self, language: str) -> str:
        """What that does to the people who work with it."""
        return self._words("why", language)

    def question(self, language: str) -> str:
        """A question that helps the writer to the next version."""
        return self._words("question", language)

    def cause(self) -> Cause:
        """The reason behind it, the consequences it risks and the solutions that answer it."""
        return cause(self.reason)

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with its words."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "field": self.field,
            "span": list(self.span),
            "chip": self.chip(language),
            "message": self.message(language),
            "question": self.question(language),
            "why": self.why(language),
        }

    def _words(self, kind: str, language: str) -> str:
        return content.text(f"critic.{self.rule}.{kind}", language, **self.params)


def weight(finding: Finding) -> tuple[int, int]:
    """For sorting: what matters most first, and of that what is sure."""
    return SEVERITIES.index(finding.severity), CONFIDENCES.index(finding.confidence)
