"""What is noted at check-ins of one KPI, and what was changed because of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from kpi_workshop.kpi import Kpi

Fit = Literal["fits", "adjust", "retire"]
"""Whether a KPI still fits: it does, something in it has to change, or it has done its work."""
FITS: tuple[Fit, ...] = get_args(Fit)

ADJUSTABLE = ("text", "measure", "counter_measure", "target", "review_date", "rhythm")
"""The fields of a KPI's record that can be changed after the session, each time with a reason."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Support that was asked for, promised, or both. It comes back at each check-in until it is settled."""

    id: str
    asked: str = ""
    """What is needed, as written."""
    promised: str = ""
    """What somebody will do, as written; empty if nobody has promised anything yet."""
    who: str = ""
    """Who promised it, as written."""
    due: str = ""
    """ISO date by which, if one was named."""
    since: str = ""
    """ISO date of the check-in at which it came up."""
    outcome: Literal["", "kept", "dropped"] = ""
    """Empty while it is open; `dropped` when it isn't needed any more."""

    @property
    def is_open(self) -> bool:
        return not self.outcome

    def as_dict(self) -> dict[str, str]:
        """JSON-ready, without what is not known."""
        known = ((field.name, getattr(self, field.name)) for field in dataclasses.fields(self))
        return {name: value for name, value in known if value}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What was noted about a KPI at one check-in. Everything stays as people typed it."""

    id: str
    date: str
    """ISO date of the talk."""
    value: str = ""
    """The KPI's level that day, as written. It is the KPI's, never a person's."""
    progress: str = ""
    """What has moved, in words."""
    support: tuple[Support, ...] = ()
    checks: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)
    """Question of the relevance check → answer, by their ids."""
    fit: Fit | Literal[""] = ""
    """What the team came to; empty if it was no topic."""
    reason: str = ""
    """Why it is to be adjusted or retired."""
    recognition: str = ""
    """Whose effort or help was recognised, and how."""
    by: str = ""
    """Who noted it."""
    corrected: bool = False
    """Whether it was written anew after it had been noted."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of a KPI after it was agreed, with its reason."""

    date: str
    """ISO date from which it holds."""
    before: Mapping[str, str] = dataclasses.field(hash=False)
    """Field → what stood there; empty if it was retired."""
    after: Mapping[str, str] = dataclasses.field(hash=False)
    """Field → what stands there now."""
    reason: str
    by: str = ""
    """Who proposed it."""
    retired: bool = False

    def on(self, kpi: Kpi) -> Kpi:
        """The KPI's record with this change."""
        return Kpi.from_dict({**kpi.as_dict(), **self.after})

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        plain = {name: getattr(self, name) for name in ("date", "reason", "by", "retired")}
        return {**plain, "before": dict(self.before), "after": dict(self.after)}


def open_support(notes: Sequence[Note]) -> tuple[Support, ...]:
    """What was asked for or promised and is not settled yet, the oldest first."""
    return tuple(support for note in notes for support in note.support if support.is_open)
