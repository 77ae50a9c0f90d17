"""Drafts of a goal with the answers so far, each criticised again."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping

from kpi_workshop import content
from kpi_workshop.coach.rewrite.answers import Answers
from kpi_workshop.coach.rewrite.bar import Bar
from kpi_workshop.coach.rewrite.goal import Goal, goal_of, needed
from kpi_workshop.coach.rewrite.model import LONGEST_ANSWER, Change, Draft, HeldBack, Segment, Shape, Words
from kpi_workshop.coach.rewrite.questions import LEFT_OUT, SLOTS, slots_of
from kpi_workshop.coach.rewrite.shapes import Composer
from kpi_workshop.coach.rewrite.words import quoted

_ALWAYS_NEW = frozenset({"unsupported-leap", "vague-wording"})
"""Rules that tell of work for which nobody knows the way yet."""
_NEW_UNTIL = {"missing-baseline": "baseline", "missing-target": "target"}
"""The same, until a slot is answered."""
_LEARNABLE = ("kept", "metric", "vague")
_RAISED = frozenset({"support", "tolerance", "fair", "recognition"})
"""Slots for which the other answers may give cause."""
_NOT_OF_LEARNING = frozenset({"activity-not-outcome", "missing-target"})
"""Rules that don't fit a learning goal: trying out is its work, and the level comes afterwards."""
_SHAPE_CHANGES: Mapping[Shape, Change] = {
    shape: Change(None, f"coach.rewrite.change.shape.{shape}") for shape in ("leading", "learning")
}
_NOT_RAISED = frozenset({"help", "why"})
"""Slots that only the statement itself gives cause to ask for."""


@dataclasses.dataclass(frozen=True)
class Desk:
    """What drafts are made from."""

    bar: Bar
    answers: Mapping[str, str]
    """Slot → answer as typed."""
    later: tuple[str, ...] = ()
    """The statement's other goals."""

    @functools.cached_property
    def drafts(self) -> tuple[Draft, ...]:
        """The drafts, the outcome first."""
        shapes: list[Shape] = ["outcome"]
        shapes += ["leading"] if self.bar.findings or "sign" in self.answers else []
        shapes += ["learning"] if self._is_new() else []
        return tuple(draft for shape in shapes if (draft := self._draft(shape)))

    def _is_new(self) -> bool:
        rules = {finding.rule for finding in self.bar.findings}
        unanswered = {rule for rule, slot in _NEW_UNTIL.items() if slot not in self.answers}
        return not rules.isdisjoint(_ALWAYS_NEW | unanswered)

    def _draft(self, shape: Shape) -> Draft | None:
        """The draft of a shape with all answers, or with as many of them as do no harm."""
        full = best = self._words(shape, self._fitting)
        taken = self._fitting
        if self.bar.excess(full):
            taken, best = (), self._words(shape, ())
            for slot in self._fitting:
                tried = self._words(shape, (*taken, slot))
                if self.bar.excess(tried) <= self.bar.excess(best):
                    taken, best = (*taken, slot), tried
        if best and not self.bar.excess(best):
            return self._finished(shape, best, self._held(taken, full, best))
        # Nothing is better than the statement: then it stays as it is.
        return self._finished(shape, quoted("kept", self.bar.statement), ()) if shape == "outcome" else None

    @functools.cached_property
    def _fitting(self) -> tuple[str, ...]:
        """The slots whose answers are short enough for a draft, in the order of the questions."""
        told = [slot for slot in SLOTS if slot in self._beside_goal]
        return tuple(slot for slot in told if len(self.answers[slot]) <= LONGEST_ANSWER)

    @functools.cached_property
    def _beside_goal(self) -> frozenset[str]:
        return frozenset(self.answers.keys() - {"goal"})

    def _words(self, shape: Shape, slots: tuple[str, ...]) -> Words:
        """A draft with the answers to some slots; nothing if there is none of this shape."""
        composer = self._composer(slots)
        if shape == "learning" and composer.goal.frame not in _LEARNABLE:
            return ()
        ways = {"outcome": composer.outcome, "leading": composer.leading, "learning": composer.learning}
        return min(ways[shape](), key=self.bar.excess, default=())

    def _composer(self, slots: tuple[str, ...]) -> Composer:
        goal, answers = self._taken_apart(slots)
        return Composer.of(goal, answers, goal.needs | self._raised | self._threatened, self.later)

    @functools.cached_property
    def _threatened(self) -> frozenset[str]:
        """Help instead of a threat, also when the threat stands beside another of several goals."""
        return needed(frozenset(finding.rule for finding in self.bar.findings)) & {"help"}

    @functools.cached_property
    def _raised(self) -> frozenset[str]:
        """The slots that answer what the answers themselves bring up: a leap, an absolute."""
        goal, answers = self._taken_apart(tuple(slot for slot in self._fitting if slot not in _RAISED))
        composer = Composer.of(goal, answers, goal.needs)
        brought = self._needed(next(composer.outcome())) | self._needed(next(composer.leading())) & _RAISED
        return brought - _NOT_RAISED

    def _needed(self, words: Words) -> frozenset[str]:
        return needed(frozenset(finding.rule for finding in self.bar.criticised(words)))

    def _taken_apart(self, slots: tuple[str, ...]) -> tuple[Goal, Answers]:
        answers = Answers({slot: self.answers[slot] for slot in slots}, self.bar.language)
        return goal_of(self.bar.goal, self.bar.language, answers.given.get("tolerance", "")), answers

    def _held(self, taken: tuple[str, ...], full: Words, best: Words) -> tuple[HeldBack, ...]:
        """The answers that wait, each with the fault that it would bring."""
        known = {finding.rule for finding in self.bar.criticised(best)}
        brought = [each.rule for each in self.bar.criticised(full) if each.rule not in known]
        waiting = [slot for slot in self.answers if slot in self._beside_goal and slot not in taken]
        return tuple(
            HeldBack(slot, self.answers[slot], next(iter(brought), None) if slot in self._fitting else None)
            for slot in waiting
        )

    def _finished(self, shape: Shape, words: Words, held: tuple[HeldBack, ...]) -> Draft:
        changes = self._changes(words) if shape == "outcome" else (_SHAPE_CHANGES[shape],)
        words = tuple(self._told(part) for part in words)
        aside = _NOT_OF_LEARNING if shape == "learning" else frozenset()
        findings = tuple(found for found in self.bar.criticised(words) if found.rule not in aside)
        return Draft(shape, words, findings, changes, held)

    def _told(self, part: Segment) -> Segment:
        """A segment that says whose words it is: a goal that was told in an answer is not the statement's."""
        is_told = self.bar.goal not in self.bar.statement and part.text not in self.bar.statement
        return Segment("answer", part.text, "goal") if part.kind == "kept" and is_told else part

    def _changes(self, words: Words) -> tuple[Change, ...]:
        """What an outcome does about each rule that found something in the statement."""
        if all(part.kind == "kept" for part in words):
            return ()
        unsettled = {finding.rule for finding in self.bar.criticised(words)}
        unsettled |= {rule for rule in LEFT_OUT if not slots_of(rule) & self.answers.keys()}
        blank = {part.slot for part in words if part.kind == "blank"}
        changes = [
            Change(rule, f"coach.rewrite.change.{rule}.{state}")
            for rule in dict.fromkeys(finding.rule for finding in self.bar.findings)
            for state in ("open" if rule in unsettled or slots_of(rule) & blank else "done",)
        ]
        return tuple(change for change in changes if change.key in content.texts(self.bar.language))
