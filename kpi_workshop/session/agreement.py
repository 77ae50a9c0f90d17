"""What people are asked to agree to, and what happens when it is changed afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi_workshop.content import Problem
from kpi_workshop.kpi import Kpi
from kpi_workshop.session.context import Ask
from kpi_workshop.session.state import State

AGREED = frozenset({"text", "counter_measure"})
"""The fields of a KPI's record that consent is always about."""
RANGE = ("commit", "target", "stretch")
"""Those that it is about as well, once the group has settled on a range."""


def agreed_fields(known: Kpi, fields: Mapping[str, Any]) -> frozenset[str]:
    """The fields that consent to a KPI is about, as it is known and with what is to be recorded now."""
    ranged = any(getattr(known, name) or fields.get(name) for name in ("commit", "stretch"))
    return AGREED.union(RANGE) if ranged else AGREED


def round_box(state: State, kpi: str, number: int) -> str:
    """The box for the answers of one round of consent."""
    consent = state.planned("consent")
    return f"{consent.id if consent else ''}/{kpi}/round-{number}"


def current_box(state: State, kpi: str) -> str:
    """The box of the round that is being asked or was shown last."""
    return round_box(state, kpi, state.round_of(kpi))


def concerns_answers(ask: Ask, kpi: str, fields: Mapping[str, Any]) -> bool:
    """Whether these fields would change what somebody has answered about already.

    Raises a Problem while an objection is unheard: words are changed after listening, not instead of it.
    """
    known = ask.state.draft(kpi)
    if all(getattr(known, field) == fields[field] for field in agreed_fields(known, fields) & fields.keys()):
        return False
    shown = ask.state.shown_round(kpi)
    if shown is not None and shown.blocked:
        raise Problem("session.objection-unheard")
    return shown is not None or bool(ask.turn.box(current_box(ask.state, kpi)).voters)


def ask_anew(ask: Ask, kpi: str) -> None:
    """Begin a new round: nobody has agreed yet to words that were changed. Sealed answers are dropped."""
    if ask.state.shown_round(kpi) is None:
        ask.empty(current_box(ask.state, kpi))
    ask.record("consent.reopened", kpi=kpi, round=ask.state.round_of(kpi) + 1)
