"""The rhythm of a history: how long its periods are, which comes next, and where each stands in its cycle."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import statistics
from collections.abc import Sequence

from kpi_workshop import content
from kpi_workshop.coach.realism.dates import Moment

_MONTHS = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12}
_DAYS = {"week": 7, "fortnight": 14}
_GAPS = (
    ("day", 0.5, 4.5),
    ("week", 5, 9),
    ("fortnight", 12, 16),
    ("month", 26, 35),
    ("quarter", 80, 100),
    ("halfyear", 170, 195),
    ("year", 350, 380),
)
"""Rhythm, and between how many days from one date to the next."""
_CYCLES = {"week": 52, "fortnight": 26, "month": 12, "quarter": 4, "halfyear": 2}
RHYTHMS = ("day", "week", "fortnight", "month", "quarter", "halfyear", "year", "other")
"""`other` is any: dates without a rhythm, and values without dates, one after the other."""


@dataclasses.dataclass(frozen=True, slots=True)
class Calendar:
    """How the periods of one history follow each other."""

    rhythm: str
    start: dt.date | None = None
    """The first date; None for values without dates, which are counted from 0."""
    weekdays: tuple[int, ...] = ()
    """For days: those of the week on which there are values, from 0 for Monday."""

    @property
    def cycle(self) -> int:
        """Periods after which a season could come back; 1 if there is none."""
        return len(self.weekdays) if self.rhythm == "day" else _CYCLES.get(self.rhythm, 1)

    def index(self, date: dt.date) -> int:
        """The number of the period that has this date. The next period has the next number."""
        if self.rhythm == "day":
            weeks, weekday = divmod(date.toordinal() - 1, 7)
            return weeks * len(self.weekdays) + sum(day < weekday for day in self.weekdays)
        if self.rhythm in _MONTHS:
            return (date.year * 12 + date.month - 1) // _MONTHS[self.rhythm]
        return (date.toordinal() - 1) // _DAYS[self.rhythm]

    def first_day(self, index: int) -> dt.date:
        """The first day of a period, by its number."""
        if self.rhythm == "day":
            weeks, place = divmod(index, len(self.weekdays))
            return dt.date.fromordinal(weeks * 7 + self.weekdays[place] + 1)
        if self.rhythm in _MONTHS:
            year, month = divmod(index * _MONTHS[self.rhythm], 12)
            return dt.date(year, month + 1, 1)
        return dt.date.fromordinal(index * _DAYS[self.rhythm] + 1)

    def phase(self, index: int) -> int:
        """Where in its cycle a period stands, from 0."""
        if self.start is not None and self.rhythm == "week":
            return min(self.first_day(index).timetuple().tm_yday // 7, 51)
        if self.start is not None and self.rhythm == "fortnight":
            return min(self.first_day(index).timetuple().tm_yday // 14, 25)
        return index % self.cycle

    def label(self, index: int, language: str) -> str:
        """A period in words: "March 2026", "quý 1/2026"; without dates "month 13"."""
        if self.start is None:
            return self._counted(index, language)
        date = self.first_day(index)
        fields = {"day": date.day, "quarter": (date.month + 2) // 3, "half": (date.month + 5) // 6}
        month = content.text(f"realism.month.{date.month}", language)
        return content.text(f"realism.label.{self.rhythm}", language, month=month, year=date.year, **fields)

    def short(self, index: int, language: str) -> str:
        """A period in as few letters as possible, for a chart."""
        if self.start is None or self.rhythm not in ("day", *_DAYS):
            return self.label(index, language)
        date = self.first_day(index)
        fields = {"day": f"{date.day:02}", "month": f"{date.month:02}", "year": date.year}
        return content.text("realism.label.short", language, **fields)

    def _counted(self, index: int, language: str) -> str:
        unit = content.text(f"realism.unit.{self.rhythm}", language)
        return content.text("realism.label.counted", language, unit=unit, number=index + 1)

    def phase_label(self, phase: int, language: str) -> str:
        """A place in the cycle in words: "December", "Monday", "quarter 4"."""
        if self.start is not None and self.rhythm == "month":
            return content.text(f"realism.month.{phase + 1}", language)
        if self.start is not None and self.rhythm == "day":
            return content.text(f"realism.weekday.{self.weekdays[phase]}", language)
        return self._counted(phase, language)


def calendar_of(moments: Sequence[Moment]) -> Calendar:
    """The rhythm of moments in order: as they were written ("Q1 2026"), or else by the days between them.

    Moments that share a period have no rhythm: they only come one after the other.
    """
    dates = [moment.date for moment in moments]
    lengths = {moment.length for moment in moments}
    rhythm = lengths.pop() if len(lengths) == 1 and "day" not in lengths else _by_gaps(dates)
    if rhythm == "other" or not dates:
        return Calendar("other")
    weekdays = tuple(sorted({date.weekday() for date in dates})) if rhythm == "day" else ()
    calendar = Calendar(rhythm, dates[0], weekdays)
    indices = {calendar.index(date) for date in dates}
    return calendar if len(indices) == len(dates) else Calendar("other")


def _by_gaps(dates: Sequence[dt.date]) -> str:
    gaps = [(later - date).days for date, later in itertools.pairwise(dates)]
    if not gaps:
        return "other"
    usual = statistics.median_low(gaps)
    return next((rhythm for rhythm, least, most in _GAPS if least <= usual <= most), "other")
