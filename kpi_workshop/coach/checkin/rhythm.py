"""When the next check-in is: dates that follow a rhythm from the day of the agreement until the review."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
from collections.abc import Iterator

from kpi_workshop.kpi import Rhythm

_WEEKS = {"weekly": 1, "biweekly": 2}
_MONTHS = {"monthly": 1, "quarterly": 3}
_LAST = -1
_MOST = 600
"""Check-ins that are looked through for the next one: eleven years of weekly ones."""
UNREVIEWED = 6
"""Check-ins that are planned where no review date was agreed. Practice: then it is time to agree on one."""


@dataclasses.dataclass(frozen=True, slots=True)
class Weekday:
    """Which weekday of a month: the second Tuesday, the last Friday."""

    day: int
    """0 is Monday."""
    number: int
    """1 to 4, or -1 for the last."""

    @classmethod
    def of(cls, date: dt.date) -> Weekday:
        """The weekday of a date; a fifth one counts as the last, for not every month has five."""
        number = (date.day - 1) // 7 + 1
        return cls(date.weekday(), number if number < 5 else _LAST)

    def within(self, year: int, month: int) -> dt.date:
        """That weekday of a month."""
        if self.number == _LAST:
            last = dt.date(year, month, calendar.monthrange(year, month)[1])
            return last - dt.timedelta(days=(last.weekday() - self.day) % 7)
        first = dt.date(year, month, 1)
        return first + dt.timedelta(days=(self.day - first.weekday()) % 7 + 7 * (self.number - 1))


def dates(agreed: dt.date, rhythm: Rhythm, review: dt.date | None = None) -> Iterator[dt.date]:
    """The check-ins from the day of the agreement on, without that day, up to the day before the review.

    Weekly ones stay on their weekday, monthly ones on the same weekday of the month. Without a review date
    there are `UNREVIEWED` of them.
    """
    for count in range(1, (_MOST if review else UNREVIEWED) + 1):
        date = _nth(agreed, rhythm, count)
        if review and date >= review:
            return
        yield date


def next_after(day: dt.date, agreed: dt.date, rhythm: Rhythm, review: dt.date | None = None) -> dt.date:
    """The first date after `day` on which the team looks at the KPI again: a check-in, or the review.

    When all that was planned has passed, the rhythm simply goes on from `day`.
    """
    planned = next((date for date in dates(agreed, rhythm, review) if date > day), None)
    if planned:
        return planned
    return review if review and review > day else _nth(day, rhythm, 1)


def _nth(start: dt.date, rhythm: Rhythm, count: int) -> dt.date:
    if rhythm in _WEEKS:
        return start + dt.timedelta(weeks=_WEEKS[rhythm] * count)
    months = start.month - 1 + _MONTHS[rhythm] * count
    return Weekday.of(start).within(start.year + months // 12, months % 12 + 1)


def day(iso: str) -> dt.date | None:
    """The date that is written so, or None: people's sheets hold all kinds of things."""
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None
