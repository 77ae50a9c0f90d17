"""Check in: the group talks about its KPIs; what comes of that is noted on the check-in page."""

from __future__ import annotations

from typing import Any

from kpi_workshop.coach.checkin import guide
from kpi_workshop.coach.checkin.rhythm import day
from kpi_workshop.session.checkins import CHECK_IN, today
from kpi_workshop.session.context import Ask, Look
from kpi_workshop.session.step import Step


def _enter(ask: Ask) -> None:
    """A group that has chosen none of its KPIs talks about all that it brought."""
    if not ask.state.focus:
        ask.record("focus.set", kpis=[kpi.id for kpi in ask.state.kpis])


def _visible(look: Look) -> dict[str, Any]:
    return {"kpis": [_kpi(look, kpi) for kpi in look.state.focus]}


def _kpi(look: Look, kpi: str) -> dict[str, Any]:
    """The KPI with what to ask. What was noted is for those who take part, not for the wall or the desk."""
    state = look.state
    notes = state.followup.notes.get(kpi, ()) if look.taking_part else ()
    talk = guide(
        state.now(kpi), notes, on=today(), agreed=day(state.opened_on), setting="team",
        changes=state.followup.changes.get(kpi, ()),
    )  # fmt: skip
    shown = talk.as_dict(look.viewer.language)
    return {**state.now(kpi).as_dict(), "sections": shown["sections"], "tip": shown["tips"][0]}


STEP = Step(members=CHECK_IN, visible=_visible, enter=_enter)
