"""Pick: secret votes on the KPIs that hurt most; the group then works on those."""

from __future__ import annotations

from typing import Any

from kpi_workshop.content import Problem
from kpi_workshop.session import voting
from kpi_workshop.session.context import Ask, Look
from kpi_workshop.session.state import State
from kpi_workshop.session.step import Step, move


def _box(state: State) -> str:
    return f"{state.step.id}/votes"


def _options(state: State) -> frozenset[str]:
    return frozenset(kpi.id for kpi in state.kpis)


def _vote(ask: Ask) -> None:
    voting.vote(ask, _box(ask.state), _options(ask.state))


def _count(ask: Ask) -> None:
    counts = voting.count(ask, _box(ask.state))
    # Options stand in the sheet's order, and sorting keeps it among equals.
    voted = [kpi.id for kpi in ask.state.kpis if kpi.id in counts]
    ranked = sorted(voted, key=lambda kpi: -counts[kpi])
    if ranked:
        ask.record("focus.set", kpis=ranked[: ask.state.focus_limit])


def _focus(ask: Ask) -> None:
    kpis = ask.choices("kpis", _options(ask.state))
    if not 1 <= len(kpis) <= ask.state.focus_limit:
        raise Problem("session.focus", most=ask.state.focus_limit)
    ask.record("focus.set", kpis=list(kpis))


def _visible(look: Look) -> dict[str, Any]:
    return {
        "kpis": [look.brought(kpi) for kpi in look.state.kpis],
        "vote": voting.visible(look, _box(look.state), len(look.state.kpis)),
        "focus": list(look.state.focus),
        "focus_limit": look.state.focus_limit,
    }


def _moves(look: Look) -> list[dict[str, Any]]:
    counted = _box(look.state) in look.state.tallies
    return [] if counted else [move(look, "count", "count_votes")]


def _answered(look: Look) -> frozenset[str]:
    return look.sealed(_box(look.state)).voters


def _leave(ask: Ask) -> None:
    if not ask.state.focus:
        raise Problem("session.no-focus")


STEP = Step(
    members={"vote": _vote},
    facilitator={"count": _count, "focus": _focus},
    visible=_visible,
    moves=_moves,
    answered=_answered,
    leave=_leave,
)
