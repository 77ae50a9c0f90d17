"""Where a session takes place: its server, its screens, and the book that is kept of it."""

from __future__ import annotations

import dataclasses

from kpi_workshop.rehearsal.ledger import Ledger
from kpi_workshop.rehearsal.screens import Screens


@dataclasses.dataclass(frozen=True, slots=True)
class Room:
    """What everyone in one simulated session shares."""

    server: str
    """Its address, without a page."""
    ledger: Ledger = dataclasses.field(default_factory=Ledger)
    screens: Screens = dataclasses.field(default_factory=Screens)
