"""One person's answer to a question of consent, in a session or about a change after it."""

from __future__ import annotations

import dataclasses

LEVELS = (4, 3, 2, 1)
"""From full support down to "cannot live with it"."""


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """One answer to "do we agree?". `id` tells nobody but its author's browser whose it is."""

    id: str
    level: int
    """4 fully support, 3 can accept, 2 have doubts, 1 cannot live with it."""
    reason: str = ""
    attach: bool = False
    """Whether its author wants the reason kept beside the KPI as a minority's statement."""
