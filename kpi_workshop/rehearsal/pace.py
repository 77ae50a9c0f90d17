"""How long people take: to read, to think, to type. Seeded, so that a rehearsal can be repeated."""

from __future__ import annotations

import asyncio
import random

_TYPED_A_SECOND = 7.0
"""Characters, with the pauses that writing has."""
_JITTER = (0.6, 1.5)


class Pace:
    """One person's pace. `speed` 1 is human; 10 is ten times as fast."""

    def __init__(self, speed: float, seed: str) -> None:
        self.speed = speed
        self._chance = random.Random(seed)  # noqa: S311  for variety, not for secrets

    async def think(self, seconds: float) -> None:
        """Let about that many human seconds pass."""
        await asyncio.sleep(seconds * self._chance.uniform(*_JITTER) / self.speed)

    async def type(self, text: str) -> None:
        """Let the time pass in which a person types that."""
        await self.think(len(text) / _TYPED_A_SECOND)
