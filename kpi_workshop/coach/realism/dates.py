"""Dates and periods as people write them: 2026-03-05, 05/03/2026 (the day first), tháng 3/2026, Q1 2026."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Sequence

from kpi_workshop.coach.realism.vocabulary import month_names, words
from kpi_workshop.sheet.words import folded

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_FIRST_YEAR, _LAST_YEAR = 1950, 2150
_CLOCK = re.compile(r"(?<=\d)[ Tt]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)?$")
_ISO_DAY = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})")
_DAY = re.compile(r"(\d{1,2}) (\d{1,2}) (\d{4}|\d\d)")
_YEAR_FIRST = re.compile(r"(\d{4}) (\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2}) (\d{4})")


@dataclasses.dataclass(frozen=True, slots=True)
class Moment:
    """A date as read: for a longer period its first day, and how long it is."""

    date: dt.date
    length: str
    """`day`, `week`, `month`, `quarter` or `year`."""


def read_dates(cells: Sequence[str]) -> tuple[list[Moment | None], bool]:
    """The moments of a column, None for a cell that can't be read; and whether months were read first.

    05/03/2026 is 5 March, unless the column has a date such as 03/25/2026 that only reads the other way.
    """
    day_first = [_moment(cell, day_first=True) for cell in cells]
    if all(moment or not cell for moment, cell in zip(day_first, cells, strict=True)):
        return day_first, False
    month_first = [_moment(cell, day_first=False) for cell in cells]
    better = sum(map(bool, month_first)) > sum(map(bool, day_first))
    return (month_first, True) if better else (day_first, False)


def _moment(cell: str, *, day_first: bool) -> Moment | None:
    said = folded(_CLOCK.sub("", cell.strip()))
    if found := _ISO_DAY.fullmatch(said):
        return _made("day", *map(int, found.groups()))
    if found := _DAY.fullmatch(said):
        first, second, year = (int(part) for part in found.groups())
        day, month = (first, second) if day_first else (second, first)
        return _made("day", _full(year), month, day)
    if found := _YEAR_FIRST.fullmatch(said):
        return _made("month", int(found[1]), int(found[2]))
    if found := _YEAR_LAST.fullmatch(said):
        return _made("month", int(found[2]), int(found[1]))
    if said.isdecimal() and len(said) == 4:
        return _made("year", int(said))
    return _spoken(said) or _with_a_name(said)


def _spoken(said: str) -> Moment | None:
    """Q1 2026, 2026-Q1, W12/2026, T3/2026, T3/26, "năm 2026"."""
    parts = re.sub(r"(\d)(?=[a-z])|([a-z])(?=\d)", r"\1\2 ", said).split()
    parts = [part for part in parts if part not in words("dates", "year")]
    years = [part for part in parts if part.isdecimal() and len(part) == 4] or parts[2:]
    others = [part for part in parts if part not in years]
    if len(years) != 1 or not years[0].isdecimal() or len(others) not in (0, 2):
        return None
    year = _full(int(years[0]))
    if not others:
        return _made("year", year)
    unit, number = others if not others[0].isdecimal() else others[::-1]
    count = _ROMAN.get(number) or (int(number) if number.isdecimal() else 0)
    return _counted(unit, year, count)


def _counted(unit: str, year: int, count: int) -> Moment | None:
    makers: dict[str, Callable[[], Moment | None]] = {
        "month": lambda: _made("month", year, count),
        "quarter": lambda: _made("quarter", year, 3 * count - 2) if 1 <= count <= 4 else None,
        "week": lambda: _week(year, count),
    }
    return next((made() for name, made in makers.items() if unit in words("dates", name)), None)


def _with_a_name(said: str) -> Moment | None:
    """5 March 2026, March 5 2026, Mar 2026, "ngày 5 tháng 3 năm 2026"."""
    for name, month in month_names().items():
        found = re.fullmatch(rf"(.*?)\b{name}\b(.*)", said)
        if not found:
            continue
        rest = [
            part for side in found.groups() for part in re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", side).split()
        ]
        rest = [part for part in rest if part not in words("dates", "day") | words("dates", "year")]
        if not rest or not all(map(str.isdecimal, rest)) or len(rest) > 2:
            continue
        year = next((part for part in rest if len(part) == 4), rest[-1])
        days = [part for part in rest if part is not year]
        return _made("day" if days else "month", _full(int(year)), month, *map(int, days))
    return None


def _full(year: int) -> int:
    return year + 2000 if year < 100 else year


def _made(length: str, year: int, month: int = 1, day: int = 1) -> Moment | None:
    try:
        date = dt.date(year, month, day)
    except (ValueError, OverflowError):  # a number of thirty digits is no year
        return None
    return Moment(date, length) if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _week(year: int, number: int) -> Moment | None:
    try:
        return Moment(dt.date.fromisocalendar(year, number, 1), "week")
    except (ValueError, OverflowError):
        return None
