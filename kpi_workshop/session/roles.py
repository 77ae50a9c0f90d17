"""Who is looking, and what nobody else may know: their keys to the boxes."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
from collections.abc import Iterable
from typing import Any, Literal

from kpi_workshop.session.events import Box
from kpi_workshop.session.state import Idea, Person, State

Surface = Literal["join", "facilitate", "projector"]


def key_hash(secret: str) -> str:
    """What the database keeps of the random key in a participant's browser."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks at a session, through which surface, in which language.

    `secret` is the random key that only the participant's own browser keeps. The key to each of
    their slips is derived from it, so the database alone cannot tell which slips are theirs.
    """

    surface: Surface
    language: str
    person: str = ""
    secret: str = dataclasses.field(default="", repr=False)

    def key(self, session: str, box: str) -> str:
        """The key under which this viewer's slip lies in a box."""
        return hmac.new(self.secret.encode(), f"{session}/{box}".encode(), hashlib.sha256).hexdigest()

    def shuffled(self, ideas: Iterable[Idea]) -> list[Idea]:
        """Ideas in an order of this viewer's own, the same at every look."""
        seed = self.person or self.surface
        return sorted(ideas, key=lambda idea: hashlib.sha256(f"{seed}/{idea.id}".encode()).digest())

    def me(self, state: State) -> Person | None:
        return state.people.get(self.person)


def slip_id(key: str) -> str:
    """The public id of a slip. Its author's browser can tell that it is theirs; nobody else can."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


@dataclasses.dataclass(frozen=True, slots=True)
class Sealed:
    """All that a viewer may know of a box that is not open: their own slip, and who has voted."""

    mine: Any
    voters: frozenset[str]

    @classmethod
    def of(cls, box: Box, key: str) -> Sealed:
        return cls(box.slips.get(key) if key else None, box.voters)
