"""Rewrite: everyone rewrites the chosen KPIs in silence; nobody sees a draft but its author."""

from __future__ import annotations

from typing import Any

from kpi_workshop.session import writing
from kpi_workshop.session.context import Look
from kpi_workshop.session.step import Step


def _visible(look: Look) -> dict[str, Any]:
    state = look.state
    return {
        "questions": [
            {
                "kpi": look.brought(state.original(kpi)),
                **writing.visible(look, writing.topic_of(state.step, kpi)),
            }
            for kpi in state.focus
        ]
    }


STEP = Step(members={"write": writing.write}, visible=_visible)
