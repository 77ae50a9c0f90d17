"""The dialogue: a statement, the answers so far, and what follows from them. Immutable and JSON-ready."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any

from kpi_workshop import critic, reading
from kpi_workshop.coach.rewrite.bar import Bar
from kpi_workshop.coach.rewrite.cuts import spoken_freely
from kpi_workshop.coach.rewrite.drafts import Desk
from kpi_workshop.coach.rewrite.known import known
from kpi_workshop.coach.rewrite.model import Draft, Question
from kpi_workshop.coach.rewrite.questions import SLOTS, questions
from kpi_workshop.content import Problem
from kpi_workshop.critic import Finding
from kpi_workshop.critic.rules.several_goals import goals_of

_MOST_GOALS = 9


@dataclasses.dataclass(frozen=True)
class Dialogue:
    """A statement on its way to a better one. Every step makes a new dialogue; this one stays as it is."""

    statement: str
    """Exactly as written."""
    language: str
    """The language of the statement, and so of its drafts."""
    answers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Slot → answer, exactly as typed, in the order in which they were given."""
    passed: tuple[str, ...] = ()
    """The slots that were skipped: they stay blank."""

    def answered(self, text: str, slot: str = "") -> Dialogue:
        """With an answer to the current question, or to the one about `slot`, answered before or not.

        An answer of white space skips. Without a question to answer, nothing changes.
        Raises `Problem` for a slot that doesn't exist.
        """
        slot = self._known_slot(slot)
        if not text.strip():
            return self.skipped(slot)
        if not slot:
            return self
        passed = tuple(name for name in self.passed if name != slot)
        return dataclasses.replace(self, answers={**self.answers, slot: text}, passed=passed)

    def skipped(self, slot: str = "") -> Dialogue:
        """Without an answer to the current question, or to the one about `slot`: it isn't asked again."""
        slot = self._known_slot(slot)
        if not slot:
            return self
        answers = {name: text for name, text in self.answers.items() if name != slot}
        passed = tuple(dict.fromkeys((*self.passed, slot)))
        return dataclasses.replace(self, answers=answers, passed=passed)

    def _known_slot(self, slot: str) -> str:
        if slot and slot not in SLOTS:
            raise Problem("coach.no-slot", slot=slot, slots=", ".join(SLOTS))
        return slot or (self.question.slot if self.question else "")

    @functools.cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the critic finds in the statement, what matters most first."""
        return tuple(critic.critique(self.statement, self.language))

    @property
    def question(self) -> Question | None:
        """The one question to ask now; None if there is nothing left to ask."""
        return next(iter(self.questions), None)

    @functools.cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions that are still open, the most useful first."""
        rules = {finding.rule for finding in self.findings}
        rules |= {finding.rule for draft in self.drafts for finding in draft.findings}
        rules |= {held.rule for draft in self.drafts for held in draft.held_back if held.rule}
        slots = {blank.slot for draft in self.drafts for blank in draft.blanks}
        asked = {part.slot for draft in self.drafts for part in draft.segments if part.slot}
        slots |= {"room"} if "result" in asked else {"room", "purpose"}
        slots |= {"goal"} if any(finding.rule == "several-goals" for finding in self.findings) else set()
        return questions(slots - self.answers.keys() - set(self.passed), rules, self.goals)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The drafts with what is known so far, the outcome first; each has been criticised again."""
        return self._desk.drafts

    @functools.cached_property
    def goals(self) -> tuple[str, ...]:
        """The goals of a statement that has several, without a threat at their end; else none."""
        if all(finding.rule != "several-goals" for finding in self.findings):
            return ()
        spans = goals_of(reading.read(self.statement, self.language))[:_MOST_GOALS]
        goals = [spoken_freely(self.statement[slice(*span)], self.language) for span in spans]
        return tuple(goals) if len(goals) > 1 else ()

    @property
    def goal(self) -> str:
        """The goal that the drafts are about: the chosen one, the first of several, or the statement."""
        answer = self.answers.get("goal", "").strip()
        if not answer:
            return self.goals[0] if self.goals else self.statement
        if answer.isdecimal() and 0 < int(answer[:3]) <= len(self.goals):
            return self.goals[int(answer) - 1]
        return answer

    @property
    def later(self) -> tuple[str, ...]:
        """The goals that the drafts are not about: kept for another time."""
        return tuple(goal for goal in self.goals if goal != self.goal)

    @functools.cached_property
    def known(self) -> Mapping[str, str]:
        """What the statement says by itself, in its own words, by slot.

        Slots are those of the questions (measure, baseline, target, time, support) and "who".
        """
        return known(self.goal, self.language)

    @functools.cached_property
    def _desk(self) -> Desk:
        bar = Bar(self.statement, self.language, self.goal, self.findings)
        return Desk(bar, self.answers, self.later)

    def as_dict(self) -> dict[str, Any]:
        """What has to be kept, JSON-ready; everything else follows from it."""
        return {
            "statement": self.statement,
            "language": self.language,
            "answers": dict(self.answers),
            "skipped": list(self.passed),
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Dialogue:
        """The inverse of `as_dict`. Slots that this version doesn't know are left out."""
        answers = {slot: text for slot, text in kept.get("answers", {}).items() if slot in SLOTS}
        passed = tuple(slot for slot in kept.get("skipped", ()) if slot in SLOTS)
        return cls(kept["statement"], kept["language"], answers, passed)

    def view(self, language: str | None = None) -> dict[str, Any]:
        """All that a page shows, JSON-ready, with the coach's words in `language`, else the statement's."""
        words = language or self.language
        asked = [question.as_dict(words) for question in self.questions]
        return {
            **self.as_dict(),
            "findings": [finding.as_dict(words) for finding in self.findings],
            "question": asked[0] if asked else None,
            "questions": asked,
            "known": dict(self.known),
            "goals": list(self.goals),
            "later": list(self.later),
            "drafts": [draft.as_dict(words) for draft in self.drafts],
        }


def start(text: str, language: str | None = None) -> Dialogue:
    """Open a dialogue about a statement. Any text will do; nothing is raised.

    `language` is the language of the statement ("en", "vi"); it is found out if it isn't given.
    """
    return Dialogue(text, reading.read(text, language).language)
