"""How long it takes from an action until every screen shows it."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable

from kpi_workshop.rehearsal.line import Line, View

Shows = Callable[[View], bool]


@dataclasses.dataclass(slots=True)
class _Expected:
    since: float
    shows: Shows
    missing: set[Line]
    last: float = 0.0


class Screens:
    """All pages of a session. `watch` is to be called with each view that a page receives."""

    def __init__(self) -> None:
        self._lines: set[Line] = set()
        self._expected: list[_Expected] = []
        self._took: list[float] = []

    def watch(self, line: Line) -> None:
        """A page has got a view."""
        self._lines.add(line)
        for expected in self._expected:
            self._check(expected, line)
        self._expected = [expected for expected in self._expected if expected.missing]

    def expect(self, shows: Shows, since: float) -> None:
        """From now on, look for something on every page that was done at `since` (`seconds_now`)."""
        expected = _Expected(since, shows, set(self._lines))
        for line in list(self._lines):
            self._check(expected, line)
        if expected.missing:
            self._expected.append(expected)

    def forget(self, shows: Shows) -> None:
        """It was not done after all."""
        self._expected = [expected for expected in self._expected if expected.shows is not shows]

    @property
    def unseen(self) -> int:
        """Actions that some page has not shown yet."""
        return len(self._expected)

    def took_ms(self, share: float) -> float | None:
        """Milliseconds within which that share of the actions was on every page; None without any."""
        if not self._took:
            return None
        ordered = sorted(self._took)
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000, 1)

    def _check(self, expected: _Expected, line: Line) -> None:
        if line not in expected.missing or not expected.shows(line.view):
            return
        expected.missing.discard(line)
        expected.last = max(expected.last, line.seen_at)
        if not expected.missing:
            self._took.append(max(0.0, expected.last - expected.since))


def seconds_now() -> float:
    """The clock that all of this goes by."""
    return time.perf_counter()
