"""Steps in which the group writes proposals about each chosen KPI, opens them together and chooses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kpi_workshop.session import writing
from kpi_workshop.session.context import Ask, Look
from kpi_workshop.session.step import Step, move


def propose(field: str, *, beside: Sequence[str] = ()) -> Step:
    """A step whose chosen proposals fill one field of the KPI's record.

    `beside` are fields that the group has written already, shown with the KPI while it writes this one.
    """

    def choose(ask: Ask) -> None:
        writing.choose(ask, writing.topic_of(ask.state.step, ask.kpi()), field)

    def question(look: Look, kpi: str) -> dict[str, Any]:
        draft = look.state.draft(kpi)
        known = draft.as_dict()
        return {
            "kpi": {
                "id": kpi,
                "text": draft.text,
                "findings": [],
                **{name: known[name] for name in beside if name in known},
            },
            **writing.visible(look, writing.topic_of(look.state.step, kpi)),
            "agreed": known.get(field, ""),
        }

    return Step(
        members={"write": writing.write},
        facilitator={"open": _open, "choose": choose},
        visible=lambda look: {"questions": [question(look, kpi) for kpi in look.state.focus]},
        moves=_moves,
    )


def _open(ask: Ask) -> None:
    topic = writing.topic_of(ask.state.step, ask.kpi())
    writing.open_texts(ask, topic, managers=ask.flag("managers"))


def _moves(look: Look) -> list[dict[str, Any]]:
    moves = []
    for kpi in look.state.focus:
        phase = writing.phase(look.state, writing.topic_of(look.state.step, kpi))
        if phase == "writing":
            moves.append(move(look, "open", "open_ideas", kpi=kpi))
        elif phase == "managers":
            moves.append(move(look, "open", "open_managers", kpi=kpi, managers=True))
    return moves
