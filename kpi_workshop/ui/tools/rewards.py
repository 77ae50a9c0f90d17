"""Recognition on a page: the kernel suggests, plans, reminds and cautions; the browser keeps all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from kpi_workshop.coach import rewards
from kpi_workshop.coach.rewards import LEAST_ANSWERS, Person, Preferences, Thanks
from kpi_workshop.coach.rewards.ideas import GIVERS, VALUES
from kpi_workshop.coach.rewards.people import MOST_THANKS
from kpi_workshop.coach.rewards.preferences import (
    LIMITS,
    MOST_LIKES,
    UNWANTED,
    WISHES,
    wish_words,
)
from kpi_workshop.content import Problem
from kpi_workshop.ui.tools import text_of

_MOST_IDEAS = 60
_MOST_FORMS = 500
_MOST_NAMES = 20_000
"""Characters of a list of names."""


def answer(given: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What the page shows of recognition.

    `given` may have `wishes` (one person's) or `counts` of `answers` people; `limits`, `most`, `together`
    (leave out what one does for oneself); `proposal`, `kpi`; `people`, `weeks`, `start`, `today` and `done`
    (thanks given: `to`, `on`, `by`). What can't be used of names and dates is told in `plan_problem`, so that
    ideas stay while somebody types.
    """
    wishes, told = _wishes(given)
    most = given.get("most", 6)
    if type(most) is not int or not 1 <= most <= _MOST_IDEAS:
        raise Problem("session.not-understood")
    proposal, kpi = text_of(given, "proposal"), text_of(given, "kpi")
    caution = rewards.caution(proposal, kpi=kpi) if proposal else None
    alone = [idea.id for idea in rewards.ideas().values() if idea.givers == ("self",)]
    without = alone if given.get("together") is True else ()
    suggestions = rewards.suggest(wishes, most=most, without=without)
    return {
        "options": _options(language),
        "least": LEAST_ANSWERS,
        "most_likes": MOST_LIKES,
        "wishes": wishes.as_dict(language),
        "wishes_problem": told.text(language) if told else "",
        "ideas": [one.as_dict(language) for one in suggestions],
        "caution": caution.as_dict(language) if caution else None,
        **_planned(given, wishes, language),
    }


def _options(language: str) -> dict[str, list[dict[str, str]]]:
    """What can be wished for, in words, by question of the form."""
    groups = {
        "likes": VALUES,
        "setting": ("public", "private"),
        "from": GIVERS,
        "unwanted": UNWANTED,
        "limits": LIMITS,
    }
    return {
        group: [{"id": wish, "name": wish_words(wish, language)} for wish in known]
        for group, known in groups.items()
    }


def _wishes(given: Mapping[str, Any]) -> tuple[Preferences, Problem | None]:
    """The wishes to go by, and what is wrong with those that were given."""
    limits = [limit for limit in _texts(given, "limits") if limit in LIMITS]
    counts, answers = given.get("counts"), given.get("answers", 0)
    wishes = _texts(given, "wishes")
    if counts is None:
        try:
            return rewards.own([*wishes, *limits]), None
        except Problem as problem:
            return rewards.own(limits), problem
    if not isinstance(counts, dict) or type(answers) is not int or answers > _MOST_FORMS:
        raise Problem("session.not-understood")
    return rewards.counted({str(wish): count for wish, count in counts.items()}, answers, limits), None


def _texts(given: Mapping[str, Any], name: str) -> list[str]:
    value = given.get(name, [])
    known = isinstance(value, list) and len(value) <= len(WISHES) + len(LIMITS)
    if not known or not all(isinstance(one, str) for one in value):
        raise Problem("session.not-understood")
    return list(value)


def _planned(given: Mapping[str, Any], wishes: Preferences, language: str) -> dict[str, Any]:
    names = text_of(given, "people", _MOST_NAMES)
    nothing: dict[str, Any] = {"plan": None, "reminders": [], "plan_problem": ""}
    if not names:
        return nothing
    weeks = given.get("weeks", 8)
    if type(weeks) is not int:
        raise Problem("session.not-understood")
    thanks = _thanks(given)
    try:
        people = rewards.people_called(names)
        start, today = _day(given, "start"), _day(given, "today")
        # Only what was given before the plan begins says who comes first: ticking off must not shuffle it.
        before = [one for one in thanks if one.on < start]
        made = rewards.plan(people, weeks, start, wishes, before)
    except Problem as problem:
        return {**nothing, "plan_problem": problem.text(language)}
    reminded = rewards.reminders(people, thanks, today) if _is_team(people) and thanks else ()
    return {
        **nothing,
        "plan": made.as_dict(language),
        "reminders": [one.as_dict(language) for one in reminded],
    }


def _is_team(people: tuple[Person, ...]) -> bool:
    return len(people) > 1


def _day(given: Mapping[str, Any], name: str) -> dt.date:
    said = text_of(given, name, 40)
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        raise Problem("rewards.date", given=said) from None


def _thanks(given: Mapping[str, Any]) -> tuple[Thanks, ...]:
    rows = given.get("done", [])
    if (
        not isinstance(rows, list)
        or len(rows) > MOST_THANKS
        or not all(isinstance(row, dict) for row in rows)
    ):
        raise Problem("session.not-understood")
    return tuple(Thanks(text_of(row, "to", 200), _day(row, "on"), text_of(row, "by", 200)) for row in rows)
