"""Which ideas suit what people wish for, with the reasons. It ranks ideas, never people."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kpi_workshop import content
from kpi_workshop.coach.rewards.ideas import COSTS, EFFORTS, GIVERS, Idea, ideas, say
from kpi_workshop.coach.rewards.preferences import NOT, Preferences

_LIKED, _SECOND, _PLACE, _FROM, _UNLIKED = 3.0, 1.5, 1.5, 1.0, 3.0
"""How much a full share of the answers weighs: for the main thing an idea gives, for what it gives besides,
for where, for from whom, and against what is rather not wanted. Practice, not measured."""
_EASY = 0.15
"""How much each step of effort or cost weighs, so that of two equal ideas the easier one comes first."""
_PUBLIC_UNASKED = 0.4
"""What an idea in front of others loses where nobody was asked about that: it can embarrass."""
_SAME_AGAIN = 0.9
"""What an idea loses for each one ahead of it that mainly gives the same, so that a list is varied."""
_MOST_PEOPLE = 0.5
"""The part of a team above which its wish not to have something leaves an idea out."""


@dataclasses.dataclass(frozen=True, slots=True)
class Reason:
    """Why an idea is suggested: a key of `rewards.reason`, and what fills its blanks (ids and numbers)."""

    key: str
    params: Mapping[str, str | int] = dataclasses.field(default_factory=dict)

    def text(self, language: str) -> str:
        """In a few words."""
        known = {"what": "gives", "who": "givers"}
        said = {
            name: say(known[name], str(value), language) if name in known else value
            for name, value in self.params.items()
        }
        return content.text(f"rewards.reason.{self.key}", language, **said)


@dataclasses.dataclass(frozen=True, slots=True)
class Suggestion:
    """An idea with the reasons for it, and `mind`: what to ask or watch before doing it."""

    idea: Idea
    reasons: tuple[Reason, ...]
    mind: tuple[Reason, ...] = ()

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready: the idea's fields and words, `reasons` and `mind` in words."""
        return {
            **self.idea.as_dict(language),
            "reasons": [reason.text(language) for reason in self.reasons],
            "mind": [reason.text(language) for reason in self.mind],
        }


def suggest(
    wishes: Preferences | None = None,
    *,
    most: int = 6,
    whom: str = "",
    without: Iterable[str] = (),
) -> tuple[Suggestion, ...]:
    """Ideas that suit the wishes, the most fitting first, varied in what they give.

    `whom`: "person" or "team" for ideas that suit one of them only. `without`: ids of ideas to leave out
    (they were used or refused). Without wishes, easy and private ideas come first. Nothing that goes
    against one's own wishes, or against those of most of a team, is suggested.
    """
    wished = wishes or Preferences()
    unwanted = frozenset(without)
    fitting = {
        idea: _weight(idea, wished)
        for idea in ideas().values()
        if idea.id not in unwanted
        and (not whom or idea.whom in (whom, "either"))
        and _is_fitting(idea, wished)
    }
    return tuple(
        Suggestion(idea, tuple(_reasons(idea, wished)), tuple(_to_mind(idea, wished)))
        for idea in _varied(fitting, most)
    )


def _is_fitting(idea: Idea, wished: Preferences) -> bool:
    if not _is_possible(idea, wished.limits):
        return False
    if wished.is_own:
        return _suits(idea, wished)
    if idea.givers == ("self",) and "self" not in wished.counts:
        return False
    if idea.setting == "public" and wished.share("private") > _MOST_PEOPLE:
        return False
    return wished.share(f"{NOT}{idea.gives[0]}") <= _MOST_PEOPLE


def _is_possible(idea: Idea, limits: frozenset[str]) -> bool:
    needs = {"free": idea.cost == "none", "quick": idea.effort != "some", "apart": idea.apart}
    return all(needs[limit] for limit in limits)


def _suits(idea: Idea, wished: Preferences) -> bool:
    """Whether it goes against nothing that one person said."""
    if any(f"{NOT}{value}" in wished.counts for value in idea.gives):
        return False
    if {"private": "public", "public": "private"}.get(_setting(wished), "") == idea.setting:
        return False
    from_whom = [giver for giver in idea.givers if giver in wished.counts]
    return bool(from_whom) or wished.counts.keys().isdisjoint(GIVERS)


def _setting(wished: Preferences) -> str:
    return next((setting for setting in ("private", "public") if setting in wished.counts), "")


def _weight(idea: Idea, wished: Preferences) -> float:
    first, *others = idea.gives
    weight = _LIKED * wished.share(first) + _SECOND * max(map(wished.share, others), default=0.0)
    weight -= _UNLIKED * sum(wished.share(f"{NOT}{value}") for value in idea.gives) / len(idea.gives)
    weight += _FROM * max(map(wished.share, idea.givers))
    if idea.setting == "public":
        asked = wished.share("public") + wished.share("private") > 0
        weight += _PLACE * (wished.share("public") - wished.share("private")) if asked else -_PUBLIC_UNASKED
    elif idea.setting == "private":
        weight += _PLACE * (wished.share("private") - wished.share("public")) / 2
    return weight - _EASY * (EFFORTS.index(idea.effort) + COSTS.index(idea.cost))


def _varied(weights: Mapping[Idea, float], most: int) -> Sequence[Idea]:
    """The heaviest first; each idea weighs less, the more of its kind stand ahead of it."""
    left, chosen = dict(weights), list[Idea]()
    while left and len(chosen) < most:
        kinds = [idea.gives[0] for idea in chosen]
        best = max(left, key=lambda idea: left[idea] - _SAME_AGAIN * kinds.count(idea.gives[0]))
        chosen.append(best)
        del left[best]
    return chosen


def _reasons(idea: Idea, wished: Preferences) -> Iterable[Reason]:
    for value in idea.gives:
        if value in wished.counts:
            yield _counted("likes", {"what": value}, value, wished)
    for giver in idea.givers:
        if giver in wished.counts:
            yield _counted("from", {"who": giver}, giver, wished)
    if idea.setting != "public" and "private" in wished.counts:
        yield _counted("private", {}, "private", wished)
    if idea.setting == "public" and wished.share("public") > wished.share("private"):
        yield _counted("public", {}, "public", wished)
    if idea.effort == "none" and idea.cost == "none":
        yield Reason("easy")
    elif idea.cost == "none":
        yield Reason("free")
    if idea.apart:
        yield Reason("apart")


def _counted(key: str, params: dict[str, str | int], wish: str, wished: Preferences) -> Reason:
    if wished.is_own:
        return Reason(f"{key}-you", params)
    return Reason(f"{key}-team", {**params, "count": wished.counts[wish], "of": wished.answers})


def _to_mind(idea: Idea, wished: Preferences) -> Iterable[Reason]:
    if idea.setting == "public" and not (wished.is_own and "public" in wished.counts):
        private = wished.counts.get("private", 0)
        if private:
            yield Reason("ask-some-private", {"count": private, "of": wished.answers})
        else:
            yield Reason("ask-public")
    if not idea.apart:
        yield Reason("not-apart")
    if idea.cost == "some":
        yield Reason("costs")
