"""Rewards in a terminal: the caution, ideas, the calendar and the reminders, as text or as JSON."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from kpi_workshop import content
from kpi_workshop.coach.rewards.calendar import Plan, Turn
from kpi_workshop.coach.rewards.contingent import Caution
from kpi_workshop.coach.rewards.ideas import say
from kpi_workshop.coach.rewards.preferences import Preferences
from kpi_workshop.coach.rewards.reminding import Reminder
from kpi_workshop.coach.rewards.suggesting import Suggestion
from kpi_workshop.lint.report import printable

_WIDTH = 100
_INDENT = "  "


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that the command has to say."""

    language: str
    wishes: Preferences
    caution: Caution | None = None
    suggestions: Sequence[Suggestion] = ()
    plan: Plan | None = None
    reminders: Sequence[Reminder] = ()

    def as_json(self) -> str:
        """The report as one JSON object."""
        told: dict[str, Any] = {
            "language": self.language,
            "caution": self.caution.as_dict(self.language) if self.caution else None,
            "wishes": self.wishes.as_dict(self.language),
            "suggestions": [one.as_dict(self.language) for one in self.suggestions],
            "plan": self.plan.as_dict(self.language) if self.plan else None,
            "reminders": [one.as_dict(self.language) for one in self.reminders],
        }
        return json.dumps(told, ensure_ascii=False, indent=2)

    def lines(self) -> Iterator[str]:
        """The report as lines of text that fit a terminal."""
        parts = (self._caution(), self._wishes(), self._ideas(), self._calendar(), self._reminders())
        started = False
        for part in parts:
            lines = list(part)
            if lines and started:
                yield ""
            started = started or bool(lines)
            yield from lines

    def _say(self, key: str, **params: object) -> str:
        return content.text(f"rewards.terminal.{key}", self.language, **params)

    def _caution(self) -> Iterator[str]:
        if not self.caution:
            return
        told = self.caution.as_dict(self.language)
        yield self._say("caution")
        for key in ("text", "evidence", "limits", "instead"):
            yield from _wrapped(told[key], _INDENT)

    def _wishes(self) -> Iterator[str]:
        if self.wishes.answers <= 1:
            return
        yield self._say("wishes", count=self.wishes.answers)
        for wish in self.wishes.as_dict(self.language)["counts"]:
            yield _INDENT + self._say("wish", count=f"{wish['count']:>3}", what=wish["name"])

    def _ideas(self) -> Iterator[str]:
        yield self._say("ideas" if self.suggestions else "no-ideas")
        for number, suggestion in enumerate(self.suggestions, start=1):
            yield from self._idea(number, suggestion)

    def _idea(self, number: int, suggestion: Suggestion) -> Iterator[str]:
        idea, language = suggestion.idea, self.language
        yield ""
        yield f"{number}. {idea.name(language)}"
        tags = idea.as_dict(language)["tags"]
        yield from _wrapped(self._say("by", **{**tags, "givers": ", ".join(tags["givers"])}), _INDENT)
        yield from _wrapped(self._say("how", text=idea.how(language)), _INDENT)
        yield from _wrapped(
            self._say("risk", risk=idea.risk(language), remedy=idea.remedy(language)), _INDENT
        )
        reasons = [one.text(language) for one in (*suggestion.reasons, *suggestion.mind)]
        if reasons:
            yield from _wrapped(self._say("why", reasons=" ".join(reasons)), _INDENT)

    def _calendar(self) -> Iterator[str]:
        plan = self.plan
        if plan is None:
            return
        heading = "plan" if len(plan.people) > 1 else "plan-self"
        yield self._say(heading, weeks=plan.weeks, start=self._date(plan.start))
        yield from _wrapped(self._say("plan-note" if len(plan.people) > 1 else "plan-note-self"), _INDENT)
        for week in range(1, plan.weeks + 1):
            yield self._say("week", week=week, monday=self._date(plan.monday(week)))
            for turn in plan.turns:
                if turn.week == week:
                    yield from self._turn(turn, alone=len(plan.people) == 1)
        if plan.next_up:
            yield from _wrapped(self._say("next-up", names=", ".join(plan.next_up)), "")

    def _turn(self, turn: Turn, *, alone: bool) -> Iterator[str]:
        told = turn.as_dict(self.language)
        giver = turn.by or say("givers", turn.giver, self.language)
        words = self._say("turn-self" if alone else "turn", name=told["for"], idea=told["name"], giver=giver)
        yield from _wrapped(words, _INDENT)
        for mind in told["mind"]:
            yield from _wrapped(mind, _INDENT * 3)

    def _reminders(self) -> Iterator[str]:
        if self.reminders:
            yield self._say("remind")
        for reminder in self.reminders:
            yield from _wrapped(reminder.text(self.language), _INDENT)

    def _date(self, day: dt.date) -> str:
        return day.isoformat() if self.language != "vi" else f"{day.day}/{day.month}/{day.year}"


def _wrapped(words: str, indent: str) -> list[str]:
    text = printable(" ".join(words.split()))
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)
