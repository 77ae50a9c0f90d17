"""Secret ballots: cast by each, counted together, never shown one by one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from kpi_workshop.content import Problem
from kpi_workshop.session.context import Ask, Look

MOST_VOTES = 3


def allowed(options: int) -> int:
    """How many votes each person has: about a quarter of the options (practice: see EVIDENCE.md)."""
    return max(1, min(MOST_VOTES, round(options / 4)))


def vote(ask: Ask, box: str, options: frozenset[str]) -> None:
    """Put the viewer's ballot into the box, or replace it."""
    picks = ask.choices("options", options)
    most = allowed(len(options))
    if not 1 <= len(picks) <= most:
        raise Problem("session.votes", most=most)
    ask.cast(box, {"options": sorted(picks)})


def count(ask: Ask, box: str) -> dict[str, int]:
    """Open the ballots, record how many votes each option has, and return that."""
    slips = ask.empty(box)
    if not slips:
        raise Problem("session.no-votes")
    votes = Counter(option for slip in slips.values() for option in slip["options"])
    counts = dict(sorted(votes.items()))
    ask.record("votes.counted", box=box, counts=counts, ballots=len(slips))
    return counts


def visible(look: Look, box: str, options: int) -> dict[str, Any]:
    """A vote as the viewer may see it: their own ballot, how many are in, and the tally once counted."""
    tally = look.state.tallies.get(box)
    sealed = look.sealed(box)
    seen: dict[str, Any] = {
        "box": box,
        "phase": "voting" if tally is None else "shown",
        "votes": allowed(options),
        "in": len(sealed.voters),
        "of": len(look.state.people),
    }
    if look.taking_part and tally is None:
        seen["mine"] = (sealed.mine or {}).get("options", [])
    if tally is not None:
        seen["tally"] = dict(tally)
    return seen
