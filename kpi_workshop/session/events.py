"""What is recorded of a session, and what a decision may ask of its record.

Two kinds of thing are kept apart, because order and time betray authors:

- **events**: an ordered, append-only log of what may be known (who joined, which step, what was revealed);
- **boxes**: sealed containers of texts or ballots, each slip under a random key, without author, time
  or order. A voting box also lists who has voted. Revealing a box copies its slips into one event.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

Data = Mapping[str, Any]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """An event about to be appended. `id` is the client's command id: stored once, whatever is resent."""

    id: str
    kind: str
    data: Data = dataclasses.field(default_factory=dict)
    by: str = ""
    """The id of the person who did it; empty for the facilitator."""
    version: int = 1


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of a session's log. Kinds and versions once stored are read for ever."""

    seq: int
    """1, 2, 3 … without gaps within a session."""
    id: str
    kind: str
    data: Data
    by: str
    version: int
    at: dt.datetime
    """When it was committed, UTC, to the second."""


@dataclasses.dataclass(frozen=True, slots=True)
class Box:
    """A sealed container as it stands now."""

    slips: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """Random key → what was put in. Sorted by key, never by time."""
    voters: frozenset[str] = frozenset()
    """Ids of the people whose ballot is in the box; empty for boxes of texts."""


class Turn(Protocol):
    """One decision on a session's record, made while nobody else can write to that session.

    What it appends and drops is committed together when the turn ends without an exception.
    """

    @property
    def news(self) -> Sequence[Event]:
        """Events after the `after` that the turn was opened with, oldest first."""

    def seen(self, command_id: str) -> bool:
        """Whether an event with this id was stored before."""

    def append(self, event: NewEvent) -> Event:
        """Add an event. An id that was stored before returns the stored event and adds nothing."""

    def box(self, name: str) -> Box:
        """The box of that name as it stands, empty if nothing was put in yet."""

    def drop(self, name: str, key: str, slip: Any, voter: str = "") -> None:
        """Put a slip into a box, replacing the one under the same key; `voter` is noted if given."""

    def withdraw(self, name: str, key: str) -> None:
        """Take the slip under a key out of a box, if it is there. Who voted stays noted."""
