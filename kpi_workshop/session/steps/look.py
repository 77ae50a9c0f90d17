"""Look: the team's KPIs with the critic's findings beside each."""

from __future__ import annotations

from typing import Any

from kpi_workshop.session.context import Look
from kpi_workshop.session.step import Step


def _visible(look: Look) -> dict[str, Any]:
    return {"kpis": [look.brought(kpi) for kpi in look.state.kpis]}


STEP = Step(visible=_visible)
