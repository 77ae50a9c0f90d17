"""The single projection of a session: what one viewer may see of it, and nothing else.

Every surface shows this and only this: page, live update, reconnect and projector. What is not in it does
not leave the server.
"""

from __future__ import annotations

from typing import Any

from kpi_workshop import content
from kpi_workshop.session.agenda import words_of
from kpi_workshop.session.checkin_view import check_in
from kpi_workshop.session.context import Look
from kpi_workshop.session.steps import KINDS


def visible(look: Look) -> dict[str, Any]:
    """What the viewer may see, ready for JSON, in the viewer's language.

    Keys: `session`, `plan` (one entry a step), `clock`, `step` (of the kind's own making), `room`
    (counts), `words`; for participants `me` and, while they check in, `checkin`; for the facilitator
    `people`, `guide` and `moves`.
    """
    state = look.state
    kind = "ended" if state.ended else state.step.kind
    words = content.section(f"steps.{kind}", look.viewer.language)
    if state.ended:
        words = {**content.section("steps.commit", look.viewer.language), **words}
    # What is left of a session that has ended is what was agreed.
    step = KINDS["commit" if state.ended else state.step.kind]
    seen: dict[str, Any] = {
        "session": {"id": state.id, "title": state.title, "code": state.code, "language": state.language},
        "plan": _plan(look),
        "clock": {
            "ends": state.clock.ends.timestamp() if state.clock.ends else None,
            "left": state.clock.left,
        },
        "at": state.at,
        "ended": state.ended,
        "step": {"id": state.step.id, "kind": kind, **step.visible(look)},
        "words": words,
        "room": _room(look),
    }
    if look.taking_part:
        me = look.viewer.me(state)
        seen["me"] = {"name": me.name, "manager": me.manager} if me else None
        seen["ready"] = look.present.get(look.viewer.person) == state.step.id
        if me and (state.ended or kind == "checkin"):
            seen["checkin"] = check_in(look)
    if look.facilitating:
        seen |= {
            "people": _people(look),
            "guide": words_of(state.agenda, look.viewer.language, state.step.id),
            "moves": [] if state.ended else step.moves(look),
        }
    return seen


def _plan(look: Look) -> list[dict[str, Any]]:
    state = look.state
    return [
        {
            "id": step.id,
            "kind": step.kind,
            "minutes": step.minutes,
            "title": words_of(state.agenda, look.viewer.language, step.id).get("title", step.id),
            "screen": words_of(state.agenda, look.viewer.language, step.id).get("screen", ""),
        }
        for step in state.steps
    ]


def _room(look: Look) -> dict[str, int]:
    """How many people there are. Names are only for the facilitator."""
    ready = [person for person, step in look.present.items() if step == look.state.step.id]
    return {"people": len(look.state.people), "here": len(look.present), "ready": len(ready)}


def _people(look: Look) -> list[dict[str, Any]]:
    answered = KINDS[look.state.step.kind].answered(look)
    return [
        {
            "id": person.id,
            "name": person.name,
            "manager": person.manager,
            "here": person.id in look.present,
            "done": person.id in answered or look.present.get(person.id) == look.state.step.id,
        }
        for person in look.state.people.values()
    ]
