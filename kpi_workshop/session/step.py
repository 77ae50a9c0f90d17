"""What every kind of step offers; most kinds need only some of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from kpi_workshop.session.context import Ask, Look

Commands = Mapping[str, Callable[[Ask], None]]
"""Command name → what it does."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One kind of step. It holds no state: everything is in the session's."""

    members: Commands = dataclasses.field(default_factory=dict)
    """What participants can do here."""
    facilitator: Commands = dataclasses.field(default_factory=dict)
    """What the facilitator can do here."""
    visible: Callable[[Look], dict[str, Any]] = lambda _look: {}
    """What the viewer sees of this step, ready for JSON."""
    moves: Callable[[Look], list[dict[str, Any]]] = lambda _look: []
    """The facilitator's next moves, the most natural first: commands with a label."""
    answered: Callable[[Look], frozenset[str]] = lambda _look: frozenset()
    """Who has voted or answered in what is being asked now."""
    enter: Callable[[Ask], None] = lambda _ask: None
    """What happens as the step is entered."""
    leave: Callable[[Ask], None] = lambda _ask: None
    """Raises a Problem if the session must not go on to a later step yet."""


def move(look: Look, do: str, label: str, **command: Any) -> dict[str, Any]:
    """A move of the facilitator: the command to send and the words on the button."""
    return {"label": look.say(f"desk.moves.{label}"), "command": {"do": do, **command}}
