"""Reveal: drafts are opened together, the manager's last; the group votes by a criterion and chooses."""

from __future__ import annotations

from typing import Any

from kpi_workshop.content import Problem
from kpi_workshop.session import voting, writing
from kpi_workshop.session.context import Ask, Look
from kpi_workshop.session.state import State
from kpi_workshop.session.step import Step, move


def _topic(state: State, kpi: str) -> str:
    rewrite = state.planned("rewrite")
    if rewrite is None:
        raise Problem("session.not-understood")
    return writing.topic_of(rewrite, kpi)


def _box(state: State, kpi: str) -> str:
    return f"{_topic(state, kpi)}/votes"


def _options(state: State, kpi: str) -> frozenset[str]:
    return frozenset(idea.id for idea in state.ideas.get(_topic(state, kpi), ()))


def _open(ask: Ask) -> None:
    writing.open_texts(ask, _topic(ask.state, ask.kpi()), managers=ask.flag("managers"))


def _vote(ask: Ask) -> None:
    kpi = ask.kpi()
    if writing.phase(ask.state, _topic(ask.state, kpi)) != "open":
        raise Problem("session.not-open-yet")
    voting.vote(ask, _box(ask.state, kpi), _options(ask.state, kpi))


def _count(ask: Ask) -> None:
    kpi = ask.kpi()
    counts = voting.count(ask, _box(ask.state, kpi))
    first, *others = sorted(counts, key=lambda idea: -counts[idea])
    if not others or counts[others[0]] < counts[first]:
        writing.keep(ask, _topic(ask.state, kpi), "text", (first,))


def _choose(ask: Ask) -> None:
    writing.choose(ask, _topic(ask.state, ask.kpi()), "text")


def _enter(ask: Ask) -> None:
    """Going on to this step is what opens the team's drafts."""
    for kpi in ask.state.focus:
        topic = _topic(ask.state, kpi)
        if writing.phase(ask.state, topic) == "writing":
            writing.open_texts(ask, topic, managers=False)


def _visible(look: Look) -> dict[str, Any]:
    return {"questions": [_question(look, kpi) for kpi in look.state.focus]}


def _question(look: Look, kpi: str) -> dict[str, Any]:
    state = look.state
    topic = _topic(state, kpi)
    return {
        "kpi": look.brought(state.original(kpi)),
        **writing.visible(look, topic),
        "vote": voting.visible(look, _box(state, kpi), len(_options(state, kpi))),
        "text": state.draft(kpi).text if topic in state.chosen else "",
    }


def _moves(look: Look) -> list[dict[str, Any]]:
    """Everything is opened before anything is counted: a count can't be taken back."""
    sealed = [
        kpi for kpi in look.state.focus if writing.phase(look.state, _topic(look.state, kpi)) == "managers"
    ]
    if sealed:
        return [move(look, "open", "open_managers", kpi=kpi, managers=True) for kpi in sealed]
    return [move(look, "count", "count_votes", kpi=kpi) for kpi in _voting(look.state)]


def _voting(state: State) -> list[str]:
    """The KPIs whose vote is still open."""
    return [kpi for kpi in state.focus if _box(state, kpi) not in state.tallies and _options(state, kpi)]


def _answered(look: Look) -> frozenset[str]:
    """Everyone who has voted wherever a vote is open."""
    voted = [look.sealed(_box(look.state, kpi)).voters for kpi in _voting(look.state)]
    return frozenset.intersection(*voted) if voted else frozenset()


STEP = Step(
    members={"vote": _vote},
    facilitator={"open": _open, "count": _count, "choose": _choose},
    visible=_visible,
    moves=_moves,
    answered=_answered,
    enter=_enter,
)
