"""Realism: how many there is time for, and from which level to which the group commits, aims and stretches.

Everybody writes down what they know from their own work, in silence: the time for one, the hours there are,
and the three levels that seem right to them. Opened together, the arithmetic is shown for all to see; what
the group settles on becomes part of the KPI's record (`record`).
"""

from __future__ import annotations

import dataclasses
import functools
import re
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from kpi_workshop.coach.realism.capacity import Capacity, capacity, room
from kpi_workshop.coach.realism.numbers import figure, style_of
from kpi_workshop.coach.realism.vocabulary import meanings, words
from kpi_workshop.coach.realism.wording import amount
from kpi_workshop.content import Problem
from kpi_workshop.critic.record import Record
from kpi_workshop.kpi import Kpi
from kpi_workshop.session import writing
from kpi_workshop.session.agreement import RANGE
from kpi_workshop.session.context import Ask, Look
from kpi_workshop.session.proposing import propose
from kpi_workshop.session.step import Step
from kpi_workshop.sheet.words import folded, is_vietnamese

HOURS = ("per_unit", "hours", "other")
LEVELS = RANGE
RECORDED = ("capacity", *LEVELS)
MOST_LETTERS = 60
_MOST_WORDS = 3


def _estimate(ask: Ask) -> None:
    """Put the viewer's estimate into its box, replace it, or take it back by sending nothing.

    Raises what `room` raises for hours that can't be understood: better now than when it is opened.
    """
    given = {name: ask.words(name, MOST_LETTERS) for name in (*HOURS, *LEVELS)}
    if any(given[name] for name in HOURS):
        room(*(given[name] for name in HOURS))
    text = "\n".join(f"{name}: {' '.join(said.split())}" for name, said in given.items() if said)
    writing.write(dataclasses.replace(ask, command={**ask.command, "text": text}))


def _fields(text: str) -> dict[str, str]:
    """What was estimated, from the text that it is kept as."""
    parts = (line.partition(": ") for line in text.splitlines())
    return {name: said for name, _, said in parts if name in (*HOURS, *LEVELS) and said}


def _visible(look: Look) -> dict[str, Any]:
    focus = [look.state.draft(kpi) for kpi in look.state.focus]
    return {"questions": [_question(look, kpi) for kpi in focus], "kpis": [kpi.as_dict() for kpi in focus]}


def _question(look: Look, kpi: Kpi) -> dict[str, Any]:
    seen = writing.visible(look, writing.topic_of(look.state.step, kpi.id))
    # What was asked for stands in the KPI's words, or in the sheet; not what the group settles on here.
    brought = look.state.original(kpi.id)
    asked = _asked(Kpi(id=kpi.id, text=kpi.text, target=brought.target if brought.text == kpi.text else ""))
    language = look.viewer.language
    question: dict[str, Any] = {
        **seen,
        "kpi": {"id": kpi.id, "text": kpi.text, "findings": []},
        "asked": asked,
        "agreed": {name: getattr(kpi, name) for name in RECORDED},
    }
    if "mine" in seen:
        question["mine"] = _fields(seen["mine"])
        question["sum"] = _lines(_checked(asked, question["mine"]), language)
    if "ideas" in seen:
        question["ideas"] = [_shown(idea, asked, language) for idea in seen["ideas"]]
        question["together"] = _together(asked, [idea["fields"] for idea in question["ideas"]], language)
    return question


@functools.lru_cache(maxsize=64)
def _asked(kpi: Kpi) -> str:
    """How many of what a KPI asks for; empty if it asks for none, for a share, a time or a sum of money."""
    record = Record.of(kpi)
    target = record.target
    if target is None or target.scaled or any(map(_is_no_count, target.unit)):
        return ""
    field, (_, end) = record.target_place
    behind = kpi.text[end:] if field == "text" else ""
    return f"{target.said}{''.join(f' {word}' for word in _counted(behind))}"


def _is_no_count(unit: str) -> bool:
    said = folded(unit)
    return unit == "%" or said in meanings("durations") or said in words("counted", "measured")


def _counted(behind: str) -> list[str]:
    """What is counted, from the words behind a number: "outbound calls" of "outbound calls a day"."""
    found: list[str] = []
    for word in re.split(r"[^\w ]", behind)[0].split()[:_MOST_WORDS]:
        if folded(word) in words("counted", "ends") or not word.isalpha():
            break
        found.append(word)
    return found


def _shown(idea: Mapping[str, Any], asked: str, language: str) -> dict[str, Any]:
    fields = _fields(idea["text"])
    checked = _checked(asked, fields)
    told = {"room": checked.room(language), "sum": _lines(checked, language)} if checked else {}
    return {"id": idea["id"], "manager": idea["manager"], "mine": idea["mine"], "fields": fields, **told}


def _checked(asked: str, fields: Mapping[str, str]) -> Capacity | None:
    """The capacity that somebody's hours amount to; None without hours."""
    hours = [fields.get(name, "") for name in HOURS]
    try:
        try:
            return capacity(asked, *hours) if asked and hours[0] else room(*hours)
        except Problem:
            return room(*hours)  # "a lot" is no number, but the hours are what they are
    except Problem:
        return None


def _lines(checked: Capacity | None, language: str) -> list[str]:
    return checked.lines(language) if checked else []


def _together(asked: str, estimates: Sequence[Mapping[str, str]], language: str) -> dict[str, Any]:
    """What all estimates come to: the least, middle and most there is time for, and the middle levels."""
    rooms = sorted(
        (found for fields in estimates if (found := _checked(asked, fields))),
        key=lambda found: found.possible,
    )
    middle = rooms[(len(rooms) - 1) // 2] if rooms else None
    return {
        "rooms": [found.room(language) for found in (rooms[0], rooms[-1])] if rooms else [],
        "middle": middle.room(language) if middle else "",
        "sum": _lines(middle, language),
        "levels": {
            name: _middle([fields.get(name, "") for fields in estimates], language) for name in LEVELS
        },
    }


def _middle(said: Sequence[str], language: str) -> str:
    """The middle one of several levels, with their unit if all have the same; empty if none can be read."""
    style = style_of(said, comma=any(map(is_vietnamese, said)) or language == "vi")
    found = [one for level in said if (one := figure(level, style))]
    if not found:
        return ""
    units = {one.unit for one in found}
    middle = amount(statistics.median(one.value for one in found), language)
    return f"{middle} {units.pop()}".strip().replace(" %", "%") if len(units) == 1 else middle


def _moves(look: Look) -> list[dict[str, Any]]:
    return [
        {**move, "label": look.say("desk.moves.open_estimates")}
        if not move["command"].get("managers")
        else move
        for move in _PROPOSING.moves(look)
    ]


_PROPOSING = propose("target")
STEP: Step = dataclasses.replace(
    _PROPOSING,
    members={"estimate": _estimate},
    facilitator={"open": _PROPOSING.facilitator["open"]},
    visible=_visible,
    moves=_moves,
)
