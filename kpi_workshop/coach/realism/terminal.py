"""The realism tool in a terminal."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
import textwrap
from collections.abc import Mapping
from typing import Any, Literal

import click

from kpi_workshop import content
from kpi_workshop.coach.realism.everybody import OneForAll, one_for_all
from kpi_workshop.coach.realism.history import History, Note, read_history
from kpi_workshop.coach.realism.outlook import outlook
from kpi_workshop.coach.realism.told import Told
from kpi_workshop.critic import vocabulary
from kpi_workshop.lint.report import printable

_WIDTH = 100
_NOT_TOGETHER = ("baseline", "probability", "probability80", "interval80", "target", "verdict", "trend")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to know of a history."""

    target: str = ""
    """A level of the next period, as it was typed."""
    person: str | None = None
    lower_is_better: bool = False
    language: str | None = None
    """Without one it is the history's, else English."""


def realism(name: str, data: bytes, asked: Asked, form: Literal["text", "json"]) -> None:
    """Print what a history says: of one person or team, or of each of several, by name.

    Raises what `read_history`, `History.of` and `History.amount` raise.
    """
    view = _View(read_history(name, data), asked)
    if asked.person is None and len(view.history.people) > 1:
        told = {person: view.told(person) for person in view.history.people}
        if form == "json":
            _print_json(view.each(told))
        else:
            view.print_each(told)
        return
    one = view.told(asked.person)
    if form == "json":
        _print_json({**one.as_dict(), "notes": view.notes})
    else:
        view.print_one(one)


class _View:
    """One history and what is asked of it."""

    def __init__(self, history: History, asked: Asked):
        self.history = history
        self._language = asked.language or history.language or content.FALLBACK
        self._lower = asked.lower_is_better
        self._level = history.amount(asked.target) if asked.target.strip() else None
        notes = list(history.notes)
        if vocabulary.less_is_better(history.measure) and not asked.lower_is_better:
            notes.append(Note(key="lower", params={"measure": history.measure}))
        self.notes = [note.text(self._language) for note in notes]

    def told(self, person: str | None) -> Told:
        """What the history of one says."""
        series = self.history.of(person)
        return Told(outlook(series, self._level, lower_is_better=self._lower), self._language)

    def _together(self) -> OneForAll | None:
        if self._level is None:
            return None
        return one_for_all(self.history, self._level, lower_is_better=self._lower)

    def each(self, told: Mapping[str, Told]) -> dict[str, Any]:
        """Several people: nothing is said about them together but how many one number would suit."""
        together = self._together()
        return {
            **dict.fromkeys(_NOT_TOGETHER),
            "range": dict.fromkeys(("commit", "target", "stretch")),
            "enough_data": False,
            "same_target_for_all": together.as_dict() if together else None,
            "people": {person: one.as_dict() for person, one in told.items()},
            "notes": self.notes,
        }

    def print_one(self, told: Told) -> None:
        """Everything about one."""
        _say(told.heading(), bold=True)
        _bullets(told.lines())
        heading, *steps = told.path() or [""]
        if steps:
            _say()
            _say(heading, bold=True)
            _bullets(steps)
        _say()
        _lines([*self.notes, told.credits()])

    def print_each(self, told: Mapping[str, Told]) -> None:
        """A few lines about each, by name."""
        _say(content.text("realism.all.heading", self._language, people=len(told)), bold=True)
        together, first = self._together(), next(iter(told.values()))
        if together and self._level is not None:
            _bullets(together.lines(first.level_asked(self._level), self._language))
        _say(content.text("realism.all.fair", self._language))
        for one in told.values():
            _say()
            _say(one.heading(), bold=True)
            _bullets(one.shortly())
        _say()
        ask = content.text("realism.all.ask", self._language, name=self.history.people[0])
        _lines([*self.notes, ask])


def _print_json(value: Mapping[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2).encode())


def _lines(lines: list[str]) -> None:
    for line in lines:
        _say(line)


def _bullets(lines: list[str]) -> None:
    for line in lines:
        _say(f"• {line}")


def _say(words: str = "", *, bold: bool = False) -> None:
    text = printable(words)
    behind = "  " if text.startswith("•") else ""
    coloured = bold and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for line in textwrap.wrap(text, _WIDTH, subsequent_indent=behind) or [""]:
        click.echo((click.style(line, bold=True) if coloured else line).encode())
