"""Commit: who owns each KPI, from where to where, when it is looked at again, and what it is for."""

from __future__ import annotations

from typing import Any

from kpi_workshop.kpi import Kpi
from kpi_workshop.session.context import Ask, Look
from kpi_workshop.session.step import Step

NEEDED = ("owner", "baseline", "target", "review_date", "rhythm", "purpose")
"""What a charter needs to know of each KPI before it is complete."""


def missing(kpi: Kpi) -> list[str]:
    """The needed fields that nobody has filled in yet."""
    return [field for field in NEEDED if not getattr(kpi, field)]


def _own(ask: Ask) -> None:
    kpi, own = ask.kpi(), ask.flag("own")
    if own or ask.state.owners.get(kpi) == ask.me.id:
        ask.record("kpi.owned", kpi=kpi, own=own)


def _before(kpi: Kpi) -> dict[str, str]:
    return {"text": kpi.text, "baseline": kpi.baseline, "target": kpi.target}


def _visible(look: Look) -> dict[str, Any]:
    # The facilitator completes a charter as it was agreed on; the others live with what holds today.
    holds = look.state.draft if look.facilitating and look.state.ended else look.state.now
    drafts = [holds(kpi) for kpi in look.state.focus]
    return {
        "kpis": [
            {
                **draft.as_dict(),
                "before": _before(look.state.original(draft.id)),
                "missing": missing(draft),
                "mine": look.taking_part and look.state.owners.get(draft.id) == look.viewer.person,
            }
            for draft in drafts
        ]
    }


STEP = Step(members={"own": _own}, visible=_visible)
