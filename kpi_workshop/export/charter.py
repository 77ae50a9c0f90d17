"""What a team takes home: the KPIs it agreed on, and who had a say in each."""

from __future__ import annotations

import dataclasses
import datetime as dt

from kpi_workshop.coach.checkin.model import Change
from kpi_workshop.kpi import Kpi


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CharterKpi:
    """One KPI of a charter, and how the agreement on it came about."""

    kpi: Kpi
    before: str
    """The statement that the team started from."""
    had_a_say: tuple[str, ...]
    """Names of those who answered the question of consent."""
    abstained: tuple[str, ...]
    """Names of those who were invited and did not answer."""
    objected: tuple[str, ...]
    """Names of those who objected in any round. What they said is nowhere in here."""
    support: tuple[tuple[int, int], ...]
    """Answers of the last round: (level, how many), from 4, full support, to 1, cannot live with it."""
    statements: tuple[tuple[str, str], ...]
    """Statements that a minority attached: (text, name it was signed with, or "")."""
    changes: tuple[Change, ...] = ()
    """What was changed at check-ins since, the oldest first; `by` is a name. `kpi` is as it was agreed on."""

    @property
    def now(self) -> Kpi:
        """The KPI with the changes that hold."""
        kpi = self.kpi
        for change in self.changes:
            kpi = change.on(kpi)
        return kpi

    @property
    def retired(self) -> bool:
        """Whether it was let go since."""
        return any(change.retired for change in self.changes)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """A whole charter, ready to be written in any format."""

    title: str
    language: str
    date: str
    """ISO date of the session."""
    agenda: str
    """The title of the agenda that was followed."""
    participants: tuple[tuple[str, str], ...]
    """(name, role), the role being "member" or "manager"."""
    facilitator: str
    kpis: tuple[CharterKpi, ...]
    complete: bool
    """False while something is still open; every format then says that it is a draft."""
    id: str = ""
    """The session's, by which other programs know again what they have taken in before."""
    revision: int = 0
    """Grows with everything that happens."""
    changed: dt.datetime | None = dataclasses.field(default=None, compare=False)
    """When something last happened where this is kept, UTC."""
