"""Recognise: how progress is seen and valued, other than with money.

Beside the proposals, people may say how they like to be thanked: ballots of wishes, opened as counts and
nothing else, once, and only if there are enough of them.
"""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from kpi_workshop.coach.rewards import LEAST_ANSWERS, Caution, caution, gather, own
from kpi_workshop.coach.rewards.preferences import WISHES, wish_words
from kpi_workshop.content import Problem
from kpi_workshop.session.context import Ask, Look
from kpi_workshop.session.proposing import propose
from kpi_workshop.session.state import State
from kpi_workshop.session.step import Step, move


def _box(state: State) -> str:
    return f"{state.step.id}/wishes"


def _wish(ask: Ask) -> None:
    """Put the viewer's wishes into the box, or replace them."""
    wishes = ask.choices("wishes", frozenset(WISHES))
    if not wishes:
        raise Problem("rewards.no-wish")
    own(wishes)
    ask.cast(_box(ask.state), {"options": sorted(wishes)})


def _count(ask: Ask) -> None:
    """Open the wishes as counts. With fewer than enough the box stays closed, and nothing is lost."""
    slips = ask.empty(_box(ask.state))
    counts = gather([slip["options"] for slip in slips.values()]).counts
    ask.record("votes.counted", box=_box(ask.state), counts=dict(counts), ballots=len(slips))


def _visible(look: Look) -> dict[str, Any]:
    seen = _PROPOSING.visible(look)
    for question in seen["questions"]:
        for idea in question.get("ideas", ()):
            found = _caution(idea["text"], question["kpi"]["text"])
            idea["caution"] = found.as_dict(look.viewer.language) if found else None
    return {**seen, "wishes": _wishes(look)}


@functools.lru_cache(maxsize=512)
def _caution(text: str, kpi: str) -> Caution | None:
    return caution(text, kpi=kpi)


def _wishes(look: Look) -> dict[str, Any]:
    """The wishes as the viewer may see them: their own, how many are in, and the counts once opened."""
    box = _box(look.state)
    counts, sealed = look.state.tallies.get(box), look.sealed(box)
    seen: dict[str, Any] = {
        "box": box,
        "phase": "asking" if counts is None else "shown",
        "least": LEAST_ANSWERS,
        "in": len(sealed.voters),
        "of": len(look.state.people),
    }
    if look.taking_part and counts is None:
        seen["mine"] = (sealed.mine or {}).get("options", [])
    if counts is not None:
        known = sorted((wish for wish in WISHES if counts.get(wish)), key=lambda wish: -counts[wish])
        seen["answers"] = look.state.cast.get(box, 0)
        seen["counts"] = [
            {"id": wish, "name": wish_words(wish, look.viewer.language), "count": counts[wish]}
            for wish in known
        ]
    return seen


def _moves(look: Look) -> list[dict[str, Any]]:
    box = _box(look.state)
    is_ready = box not in look.state.tallies and len(look.sealed(box).voters) >= LEAST_ANSWERS
    counting = [move(look, "count", "count_wishes")] if is_ready else []
    return [*_PROPOSING.moves(look), *counting]


_PROPOSING = propose("recognition")
STEP: Step = dataclasses.replace(
    _PROPOSING,
    members={**_PROPOSING.members, "wish": _wish},
    facilitator={**_PROPOSING.facilitator, "count": _count},
    visible=_visible,
    moves=_moves,
)
