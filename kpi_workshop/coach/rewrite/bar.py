"""The bar for every draft: no more to settle than in the statement that it comes from."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator

from kpi_workshop import critic, reading
from kpi_workshop.coach.rewrite.model import Words, text_of
from kpi_workshop.coach.rewrite.questions import answering
from kpi_workshop.critic import Finding
from kpi_workshop.critic.rule import SEVERITIES
from kpi_workshop.reading import Span

Findings = tuple[Finding, ...]


@dataclasses.dataclass(frozen=True)
class Bar:
    """A statement as the measure of its drafts."""

    statement: str
    language: str
    goal: str
    """The goal of it that drafts are about: the statement itself, if it has only one."""
    findings: Findings
    """What the critic finds in the statement, what matters most first."""

    def criticised(self, words: Words) -> Findings:
        """What the critic finds in a draft.

        A blank is not an answer: the critic doesn't see what it says, and what it was to answer stays found.
        """
        text = "".join(_hidden(part.text) if part.kind == "blank" else part.text for part in words)
        found = [finding for finding in self._read(text) if finding.rule not in self._foreign]
        told = {finding.rule for finding in found}
        blanks = dict(_blanks(words))
        waiting = [
            dataclasses.replace(finding, span=blanks[slot])
            for finding in self.findings
            if finding.rule not in told and (slot := answering(finding.rule)) in blanks
        ]
        return tuple(sorted((*found, *waiting), key=lambda finding: SEVERITIES.index(finding.severity)))

    @functools.cached_property
    def _foreign(self) -> frozenset[str]:
        """Rules that a draft's sentences can't break: together they tell about one goal."""
        found = self.findings if self.goal == self.statement else self._read(self.goal)
        return frozenset({"several-goals"} - {finding.rule for finding in found})

    def excess(self, words: Words) -> int:
        """How many more findings that have to be settled first a draft has than the statement.

        Whoever reads it, with its blanks or not, told its language or not, is to find no more.
        """
        text, most = text_of(words), _musts(self.findings)
        excess = max(_musts(self.criticised(words)), _musts(self._read(text))) - most
        if reading.detect(text) != self.language:
            excess = max(excess, _musts(tuple(critic.critique(text))) - self._musts_untold)
        return max(0, excess)

    def _read(self, text: str) -> Findings:
        if text not in self._seen:
            self._seen[text] = tuple(critic.critique(text, self.language))
        return self._seen[text]

    @functools.cached_property
    def _seen(self) -> dict[str, Findings]:
        """Text → what was found: a draft is weighed several times on its way."""
        return {}

    @functools.cached_property
    def _musts_untold(self) -> int:
        told = reading.detect(self.statement) == self.language
        return _musts(self.findings if told else tuple(critic.critique(self.statement)))


def _hidden(blank: str) -> str:
    return f"[{'…' * (len(blank) - 2)}]"


def _blanks(words: Words) -> Iterator[tuple[str, Span]]:
    """The blanks with their places in the draft."""
    at = 0
    for part in words:
        if part.kind == "blank":
            yield part.slot, (at, at + len(part.text))
        at += len(part.text)


def _musts(findings: Findings) -> int:
    return sum(finding.severity == "must" for finding in findings)
